"""`verify_record` on the shell."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from claims.actions.incidents import revise_incident
from claims.actions.numbering import number_changes
from claims.actions.sealing import seal_record
from claims.delivery.record_heads import write_missing
from claims.models import Change, Seal
from tests.models.test_record_check import past_the_triggers


@pytest.fixture
def heads_file(settings, tmp_path):
    settings.RECORD_HEADS_FILE = str(tmp_path / "heads" / "record-heads.jsonl")
    return tmp_path / "heads" / "record-heads.jsonl"


@pytest.fixture
def sealed(an_utterance, now, heads_file):
    number_changes()
    seal_record(now=now)
    write_missing()


def verify(*arguments):
    out = StringIO()
    call_command("verify_record", *arguments, stdout=out)
    return out.getvalue()


def verify_badly(*arguments):
    out = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("verify_record", *arguments, stdout=out)
    assert refusal.value.returncode == 1
    return out.getvalue()


def test_a_whole_record_is_said_to_be_whole(sealed, heads_file):
    count = Change.objects.count()

    told = verify("--newsroom", "desk", "--head", str(heads_file))

    assert f"desk: {count} changes, {count} of them under 1 seal; 1 head given; 0 values redacted." in told
    assert "Nothing was altered, removed or inserted." in told


def test_the_unsealed_tail_is_told(sealed, incident, reporter, now):
    count = Change.objects.count()
    revise_incident(incident=incident, version=1, title="Strikes", by=reporter, at=now)
    number_changes()

    assert f"Not sealed yet: 1 change after position {count}, and 0 changes still without a position." in verify()


def test_a_change_that_was_altered_is_named_and_the_command_fails(sealed):
    change = Change.objects.get(numbering__position=3)
    past_the_triggers("UPDATE claims_change SET by_name = 'x' WHERE id = %s", [change.pk])

    told = verify_badly()

    assert f"Position 3: change {change.pk} ({change.verb}) was altered after it was sealed." in told
    assert "Nothing was altered" not in told


def test_a_head_is_taken_as_text_as_well(sealed):
    head = Seal.objects.get().signed_head().as_json()

    assert "1 head given" in verify("--head", json.dumps(head))
    head["head"]["root_hash"] = "0" * 64
    assert "was not signed with a key that is known here" in verify_badly("--head", json.dumps(head))


@pytest.mark.parametrize("head", ["/no/such/file", "{}", '{"head": 1, "signature": ""}', '{"head": {"format": "x"}}'])
def test_what_is_no_head_is_refused(sealed, head):
    with pytest.raises(CommandError, match=r"cannot be read|not a head|another format"):
        verify("--head", head)


def test_a_newsroom_that_is_not_there_is_refused(sealed):
    with pytest.raises(CommandError, match="There is no newsroom “nowhere”"):
        verify("--newsroom", "nowhere")


def test_heads_are_appended_once_each(sealed, heads_file, incident, reporter, now):
    first = heads_file.read_text()
    assert write_missing() == 0
    revise_incident(incident=incident, version=1, title="Strikes", by=reporter, at=now)
    number_changes()
    seal_record(now=now)

    assert write_missing() == 1

    assert heads_file.read_text().startswith(first)
    lines = [json.loads(line) for line in heads_file.read_text().splitlines()]
    assert [line["head"]["number"] for line in lines] == [1, 2]
    assert {line["newsroom"] for line in lines} == {"desk"}


def test_heads_that_are_missing_are_caught_up_with(sealed, heads_file):
    heads_file.unlink()

    assert write_missing() == 1
    assert len(heads_file.read_text().splitlines()) == 1


def test_heads_made_anew_after_a_backup_was_put_back_are_written_as_well(sealed, heads_file, incident, reporter, now):
    revise_incident(incident=incident, version=1, title="Strikes", by=reporter, at=now)
    number_changes()
    seal_record(now=now)
    write_missing()
    last = Seal.objects.latest("pk")
    past_the_triggers("DELETE FROM claims_seal WHERE id = %s", [last.pk])
    past_the_triggers('DELETE FROM claims_sealednode WHERE "index" >= %s >> level', [last.first_position - 1])
    seal_record(now=now + timedelta(minutes=1))
    past_the_triggers("UPDATE claims_seal SET id = %s WHERE number = 2", [last.pk])

    assert write_missing() == 1

    assert [json.loads(line)["head"]["number"] for line in heads_file.read_text().splitlines()] == [1, 2, 2]
    assert "The record is not whole" not in verify("--head", str(heads_file))


def test_a_line_that_broke_off_stays_and_is_passed_over(sealed, heads_file):
    whole = heads_file.read_text()
    heads_file.write_text(whole[:100])

    assert write_missing() == 1

    assert heads_file.read_text() == whole[:100] + "\n" + whole
    assert "1 head given" in verify("--head", str(heads_file))
