"""Names, aliases and addresses of parties."""

import pytest

from claims.errors import RuleBroken
from claims.rules.parties import check_contact_address, clean_aliases, distinct_names, merged_aliases
from claims.vocabulary import Channel


def test_an_alias_is_kept_once_whatever_its_case_and_never_the_name_itself() -> None:
    assert clean_aliases(["FAMa", " fama ", "the ARMY", "Malian army"], name="The Army") == ["FAMa", "Malian army"]
    assert distinct_names(["Straße", "STRASSE"], but="x") == ["Straße"]


@pytest.mark.parametrize(
    ("aliases", "code", "field"),
    [
        (["fine", ""], "required", "aliases.1"),
        (["<b>x</b>"], "markup", "aliases.0"),
        (["x" * 201], "too_long", "aliases.0"),
        ([f"alias {n}" for n in range(51)], "too_many_aliases", "aliases"),
    ],
)
def test_an_alias_that_cannot_be_kept_is_named(aliases: list[str], code: str, field: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        clean_aliases(aliases, name="The Army")
    assert (refusal.value.code, refusal.value.field) == (code, field)


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "result"),
    [
        ([], [], ["a"], ["a"]),
        (["a"], ["a"], [], []),
        (["a"], ["a", "b"], ["a", "c"], ["a", "b", "c"]),
        (["a", "b"], ["b"], ["a"], []),
        (["a"], ["a", "b"], [], ["b"]),
        (["a"], [], ["a", "c"], ["c"]),
        (["a"], ["a", "b"], ["a", "b"], ["a", "b"]),
    ],
)
def test_two_people_s_aliases_are_both_heeded(
    base: list[str], theirs: list[str], mine: list[str], result: list[str]
) -> None:
    assert merged_aliases(base, theirs, mine) == result


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        (Channel.EMAIL, "press@ministry.example"),
        (Channel.PHONE, "+223 20 22 00 00"),
        (Channel.PHONE, "(020) 22-00/00 ext. 12"),
        (Channel.WEB_FORM, "https://ministry.example/contact"),
        (Channel.SOCIAL_MEDIA, "@ministry"),
        (Channel.IN_PERSON, "the press office, gate 2"),
    ],
)
def test_an_address_that_fits_its_channel_is_taken(channel: Channel, address: str) -> None:
    check_contact_address(channel, address)


@pytest.mark.parametrize(
    ("channel", "address", "code"),
    [
        (Channel.EMAIL, "press office", "bad_email"),
        (Channel.PHONE, "the usual number", "bad_phone_number"),
        (Channel.WEB_FORM, "ministry.example/contact", "bad_address"),
    ],
)
def test_an_address_that_its_channel_cannot_use_is_refused(channel: Channel, address: str, code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        check_contact_address(channel, address)
    assert (refusal.value.code, refusal.value.field) == (code, "address")
