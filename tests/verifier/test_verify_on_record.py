"""The stand-alone verifier, run as a process that finds neither Django nor us, over what On Record gives out."""

import base64
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from claims.actions.numbering import number_changes
from claims.actions.redactions import approve_redaction, propose_redaction
from claims.actions.sealing import seal_record
from claims.delivery.record_heads import write_missing
from claims.models import Change
from claims.models.record_check import trusted_keys
from claims.rules.heads import public_key_of, read_key
from tests.api.conftest import as_, by_viewer
from verifier.verify_on_record import is_signature

__all__ = ["as_", "by_viewer"]

VERIFIER = Path(__file__).resolve().parents[2] / "verifier" / "verify_on_record.py"
# RFC 8032, section 7.1: secret key, public key, message, signature.
RFC_8032 = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24"
            "655141438e7a100b"
        ),
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aee"
            "b00d291612bb0c00"
        ),
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28d"
            "c027beceea1ec40a"
        ),
    ),
]


@pytest.mark.parametrize(("secret", "public", "message", "signature"), RFC_8032)
def test_signatures_of_the_rfc_are_good_and_others_are_not(secret, public, message, signature):
    key, text, signed = bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature)

    assert is_signature(key, text, signed)
    assert not is_signature(key, text + b"x", signed)
    for byte in (0, 31, 32, 63):
        assert not is_signature(key, text, signed[:byte] + bytes([signed[byte] ^ 1]) + signed[byte + 1 :])
    assert not is_signature(bytes([key[0] ^ 1]) + key[1:], text, signed)
    assert not is_signature(key, text, signed[:32])


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=40))
def test_what_the_library_signs_the_verifier_verifies(seed, message):
    key = read_key(base64.b64encode(seed).decode())

    assert is_signature(bytes.fromhex(public_key_of(key)), message, key.sign(message))


@pytest.fixture
def sealed(an_utterance, now, settings, tmp_path):
    settings.RECORD_HEADS_FILE = str(tmp_path / "heads.jsonl")
    number_changes()
    seal_record(now=now)
    write_missing()


@pytest.fixture
def exported(sealed, tmp_path):
    """Export the record; the path of the file."""

    def export(*arguments):
        path = tmp_path / f"record{len(list(tmp_path.iterdir()))}.jsonl"
        call_command("export_record", "--newsroom", "desk", "--out", str(path), *arguments)
        return path

    return export


def run(*arguments):
    command = [sys.executable, "-I", str(VERIFIER), *(str(each) for each in arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def altered(path, number, change):
    """The export with one line changed."""
    lines = path.read_text().splitlines()
    line = json.loads(lines[number])
    change(line)
    other = path.with_suffix(".altered")
    other.write_text("\n".join([*lines[:number], json.dumps(line), *lines[number + 1 :]]) + "\n")
    return other


@pytest.mark.parametrize("options", [[], ["--with-values"]])
def test_an_exported_record_is_verified(exported, options, tmp_path):
    done = run("record", exported(*options), "--key", trusted_keys()[0], "--heads", tmp_path / "heads.jsonl")

    assert (done.returncode, done.stderr) == (0, "")
    assert f"Whole: {Change.objects.count()} changes, 1 heads; 0 not under a head." in done.stdout


def test_a_redacted_record_is_verified_and_a_value_taken_out_by_one_alone_is_named(
    exported, an_utterance, editor, admin, now
):
    proposal = propose_redaction(subject=an_utterance, field="words", reason="asked us to", by=editor, at=now)
    approve_redaction(redaction=proposal, by=admin, at=now)
    number_changes()
    seal_record(now=now)
    whole = exported("--with-values")

    assert run("record", whole).returncode == run("record", exported()).returncode == 0
    assert "At least 21 people were killed." not in whole.read_text().replace("at least", "")
    lines = whole.read_text().splitlines()
    place = next(number for number, line in enumerate(lines) if '"subject_type":"redactionapproval"' in line)
    short = whole.with_suffix(".short")
    short.write_text("\n".join(lines[:place]) + "\n")
    done = run("record", short)
    assert "“words” was taken out, and no redaction that two people decided says so." in done.stdout
    assert done.returncode == 1


def test_an_export_without_values_holds_none_of_our_words(exported):
    text = exported().read_text()

    assert not [words for words in ("border town", "spokesperson", "coalition", "21 people", "salt") if words in text]
    assert exported().stat().st_mode & 0o777 == 0o600


def test_an_export_is_not_written_over_another_file(exported, tmp_path):
    path = exported()

    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_record", "--newsroom", "desk", "--out", str(path))
    with pytest.raises(CommandError, match="There is no newsroom"):
        call_command("export_record", "--newsroom", "nowhere", "--out", str(tmp_path / "other"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda line: line["header"].update(verb="x"), "Positions 1 to"),
        (lambda line: line["header"].update(position=9), "missing or out of place"),
        (lambda line: line["header"].update(payload="0" * 64), "Positions 1 to"),
    ],
)
def test_an_export_that_was_altered_is_not_whole(exported, change, words):
    done = run("record", altered(exported(), 2, change))

    assert done.returncode == 1
    assert words in done.stdout


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line["after"].update(id=0),
        lambda line: line.update(reason="another"),
        lambda line: line.update(salt="0" * 64),
        lambda line: line["after"].update(id={"redacted": True}),
    ],
)
def test_a_value_that_was_altered_is_named(exported, change):
    path = exported("--with-values")
    third = json.loads(path.read_text().splitlines()[2])["header"]

    done = run("record", altered(path, 2, change))

    assert f"At position 3: change {third['change']} ({third['verb']}) was altered." in done.stdout
    assert done.returncode == 1


def test_a_head_by_another_key_is_not_believed(exported, tmp_path):
    done = run("record", exported(), "--key", "0" * 64, "--heads", tmp_path / "heads.jsonl")

    assert "Head 1 is not signed with a key you trust." in done.stdout
    assert "The head given, number 1, is not signed with a key you trust." in done.stdout
    assert done.returncode == 1


def test_a_record_cut_short_is_missed_by_a_head_kept_elsewhere(exported, tmp_path):
    short = tmp_path / "short.jsonl"
    short.write_text("\n".join(exported().read_text().splitlines()[:3]) + "\n")

    assert run("record", short).returncode == 0
    done = run("record", short, "--heads", tmp_path / "heads.jsonl")
    assert "these are fewer" in done.stdout
    assert done.returncode == 1


def test_a_proof_is_verified(sealed, by_viewer, tmp_path):
    path = tmp_path / "proof.json"
    for change in Change.objects.all():
        proof = by_viewer.get(f"changes/{change.pk}/proof/").json()
        path.write_text(json.dumps(proof))
        done = run("proof", path, "--key", trusted_keys()[0])
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        assert f"Whole: change {change.pk} ({change.verb})" in done.stdout


ALTERED_PROOFS = [
    (lambda proof: proof["fields"]["id"].update(value=0), "is not the value that was sealed"),
    (lambda proof: proof["fields"].pop("id"), "The fields are not those of the change"),
    (lambda proof: proof["header"].update(verb="x"), "not in the record that the head speaks of"),
    (lambda proof: proof["path"].reverse(), "not in the record that the head speaks of"),
    (lambda proof: proof["head"].update(number=9), "not signed with a key you trust"),
    (lambda proof: proof.pop("path"), ""),
]


@pytest.mark.parametrize(("alter", "words"), ALTERED_PROOFS)
def test_an_altered_proof_is_not_verified(sealed, by_viewer, tmp_path, alter, words):
    proof = by_viewer.get(f"changes/{Change.objects.latest('pk').pk}/proof/").json()
    alter(proof)
    (tmp_path / "proof.json").write_text(json.dumps(proof))

    done = run("proof", tmp_path / "proof.json")

    assert done.returncode in (1, 2)
    assert words in done.stdout


def test_a_file_that_is_none_cannot_be_verified(tmp_path):
    assert run("proof", tmp_path / "nothing").returncode == 2
    (tmp_path / "list").write_text("[]\n[]\n")
    assert run("record", tmp_path / "list").returncode == 2
