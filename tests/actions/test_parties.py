"""Parties: added, revised by several people at once, merged, related, and how to reach them."""

import pytest

from claims.actions.incidents import restrict_incident
from claims.actions.parties import add_contact_point, add_party, relate_parties, revise_party
from claims.errors import NotPermitted, RuleBroken, StaleEdit
from claims.models import Change, Party
from claims.vocabulary import Channel, PartyKind, PartyRelationKind, Verb


def aliases(party: Party) -> list[str]:
    return sorted(party.aliases.values_list("name", flat=True))


def test_an_added_party_is_on_the_record_after_its_aliases(reporter, now):
    party = add_party(name="The army", kind=PartyKind.STATE_FORCES, country="ML", aliases=["FAMa"], by=reporter, at=now)
    changes = Change.objects.filter(party=party).order_by("pk")
    assert [(change.subject_type, change.verb) for change in changes] == [
        ("partyalias", Verb.PARTY_ADDED),
        ("party", Verb.PARTY_ADDED),
    ]
    assert changes[1].after.keys() == {field.column for field in Party._meta.concrete_fields}


BAD = [
    ({"name": ""}, "required", "name"),
    ({"name": "x" * 201}, "too_long", "name"),
    ({"name": "a\x00b"}, "control_character", "name"),
    ({"name": "<script>x</script>"}, "markup", "name"),
    ({"name": "\u202eymra"}, "reordering_character", "name"),
    ({"kind": "gang"}, "unknown_choice", "kind"),
    ({"kind": ""}, "required", "kind"),
    ({"country": "XX"}, "unknown_country", "country"),
    ({"country": "MALI"}, "too_long", "country"),
    ({"time_zone": "Bamako"}, "unknown_zone", "time_zone"),
    ({"description": "x" * 2001}, "too_long", "description"),
    ({"aliases": ["fine", "a\x00b"]}, "control_character", "aliases.1"),
    ({"aliases": ["x" * 201]}, "too_long", "aliases.0"),
    ({"aliases": [""]}, "required", "aliases.0"),
]


@pytest.mark.parametrize(("fields", "code", "field"), BAD)
def test_add_party_refused_leaves_no_trace(reporter, now, snapshot, fields, code, field):
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        add_party(**{"name": "The army", "kind": PartyKind.STATE_FORCES, **fields}, by=reporter, at=now)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert str(refusal.value)
    assert snapshot() == before


@pytest.mark.parametrize(("fields", "code", "field"), BAD)
def test_revise_party_refused_leaves_no_trace(army, reporter, now, snapshot, fields, code, field):
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        revise_party(party=army, version=1, **fields, by=reporter, at=now)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert snapshot() == before


def test_a_second_party_of_the_same_name_kind_and_country_is_refused_and_leaves_no_trace(army, reporter, now, snapshot):
    revise_party(party=army, version=1, aliases=["FAMa"], by=reporter, at=now)
    before = snapshot()
    for name in ("ARMY of the republic", "fama"):
        with pytest.raises(RuleBroken) as refusal:
            add_party(name=name, kind=army.kind, country=army.country, by=reporter, at=now)
        assert (refusal.value.code, refusal.value.field) == ("party_already_here", "name")
        assert army.name in str(refusal.value)
    assert snapshot() == before


def test_the_same_name_in_another_country_or_of_another_kind_is_another_party(army, reporter, stranger, now):
    add_party(name=army.name, kind=army.kind, country="BF", by=reporter, at=now)
    add_party(name=army.name, kind=PartyKind.MILITIA, country=army.country, by=reporter, at=now)
    add_party(name=army.name, kind=army.kind, country=army.country, by=stranger, at=now)


def test_a_party_is_not_renamed_to_one_that_is_here_already(army, reporter, now, snapshot):
    guard = add_party(name="Guard", kind=army.kind, country=army.country, by=reporter, at=now)
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        revise_party(party=guard, version=1, name=army.name.upper(), by=reporter, at=now)
    assert refusal.value.code == "party_already_here"
    assert snapshot() == before
    revise_party(party=guard, version=1, name="GUARD", by=reporter, at=now)


def test_a_refusal_does_not_tell_what_a_restricted_incident_holds(a_claim, army, editor, fact_checker, now):
    restrict_incident(incident=a_claim.incident, by=editor, at=now)
    assert not Party.objects.visible_to(fact_checker).contains(army)
    twin = add_party(name=army.name, kind=army.kind, country=army.country, by=fact_checker, at=now)
    assert twin.pk != army.pk


def test_the_same_party_added_twice_at_once_is_there_once(overlapping, reporter, editor, now):
    party = {"name": "The army", "kind": PartyKind.STATE_FORCES, "at": now}
    _first, second = overlapping(lambda: add_party(**party, by=reporter), lambda: add_party(**party, by=editor))
    assert isinstance(second, RuleBroken)
    assert Party.objects.count() == 1


def test_edits_of_different_fields_and_aliases_at_once_are_merged(overlapping, army, reporter, editor, now):
    revise_party(party=army, version=1, aliases=["A", "B"], by=reporter, at=now)
    overlapping(
        lambda: revise_party(party=army, version=2, aliases=["A", "C"], description="One", by=reporter, at=now),
        lambda: revise_party(party=army, version=2, aliases=["A", "B", "D"], time_zone="UTC", by=editor, at=now),
    )
    army.refresh_from_db()
    assert aliases(army) == ["A", "C", "D"]
    assert (army.description, army.time_zone, army.version) == ("One", "UTC", 4)


def test_aliases_prepared_on_an_old_version_are_compared_with_those_of_that_version(army, reporter, editor, now):
    for version, names in enumerate((["A"], ["A", "B"], ["B"]), start=1):
        revise_party(party=army, version=version, aliases=names, by=reporter, at=now)
    revise_party(party=army, version=3, aliases=["A", "B", "C"], by=editor, at=now)
    assert aliases(army) == ["B", "C"]


def test_aliases_that_are_not_given_stay_and_an_empty_list_takes_them_away(army, reporter, now):
    revise_party(party=army, version=1, aliases=["A"], by=reporter, at=now)
    revise_party(party=army, version=2, description="x", by=reporter, at=now)
    assert aliases(army) == ["A"]
    revise_party(party=army, version=3, aliases=[], by=reporter, at=now)
    assert aliases(army) == []
    gone = Change.objects.filter(party=army, subject_type="partyalias").newest_first().first()
    assert gone.after is None


def test_edits_of_the_same_field_are_given_back_and_keep_theirs(army, reporter, editor, now, snapshot):
    revise_party(party=army, version=1, description="Theirs", by=reporter, at=now)
    before = snapshot()
    with pytest.raises(StaleEdit) as stale:
        revise_party(party=army, version=1, description="Mine", aliases=["Mine"], by=editor, at=now)
    assert stale.value.fields == {"description": ("", "Theirs", "Mine")}
    assert snapshot() == before


def test_an_edit_that_changes_nothing_leaves_no_trace(army, reporter, now, snapshot):
    before = snapshot()
    revise_party(party=army, version=1, name=army.name, aliases=[], by=reporter, at=now)
    assert snapshot() == before


def test_a_contact_point_is_recorded_with_its_party(army, reporter, now):
    point = add_contact_point(
        party=army, channel=Channel.EMAIL, address="press@army.example", label="Press", by=reporter, at=now
    )
    change = Change.objects.about(point).get()
    assert (change.verb, change.party_id) == (Verb.CONTACT_POINT_ADDED, army.pk)


def test_a_contact_point_that_is_no_use_is_refused_and_leaves_no_trace(army, reporter, viewer, now, snapshot):
    add_contact_point(party=army, channel=Channel.EMAIL, address="press@army.example", by=reporter, at=now)
    before = snapshot()
    for channel, address, code in (
        (Channel.EMAIL, "PRESS@army.example", "contact_point_known"),
        (Channel.EMAIL, "press", "bad_email"),
        (Channel.PHONE, "the usual", "bad_phone_number"),
        (Channel.WEB_FORM, "javascript:alert(1)", "bad_address"),
        (Channel.OTHER, "", "required"),
        (Channel.OTHER, "x" * 301, "too_long"),
    ):
        with pytest.raises(RuleBroken) as refusal:
            add_contact_point(party=army, channel=channel, address=address, by=reporter, at=now)
        assert (refusal.value.code, refusal.value.field) == (code, "address")
    with pytest.raises(RuleBroken) as refusal:
        add_contact_point(party=army, channel="pigeon", address="x", by=reporter, at=now)
    assert refusal.value.code == "unknown_choice"
    with pytest.raises(NotPermitted):
        add_contact_point(party=army, channel=Channel.OTHER, address="x", by=viewer, at=now)
    assert snapshot() == before


def test_a_viewer_cannot_add_or_revise_parties_and_leaves_no_trace(army, viewer, now, snapshot):
    before = snapshot()
    for write in (
        lambda: add_party(name="New", kind=PartyKind.STATE, by=viewer, at=now),
        lambda: revise_party(party=army, version=1, name="New", by=viewer, at=now),
        lambda: relate_parties(party=army, kind=PartyRelationKind.PART_OF, other=army, by=viewer, at=now),
    ):
        with pytest.raises(NotPermitted):
            write()
    assert snapshot() == before
