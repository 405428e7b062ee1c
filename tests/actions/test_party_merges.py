"""Parties that prove to be the same, and how parties hang together."""

from datetime import date, timedelta

import pytest

from claims.actions.incidents import restrict_incident
from claims.actions.parties import add_contact_point, add_party, merge_parties, relate_parties, revise_party
from claims.actions.silences import record_reported_silence
from claims.actions.sources import add_source
from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.models import Change, Party, PartyAlias, PartyRelation
from claims.vocabulary import Channel, PartyKind, PartyRelationKind, SilenceKind, SourceKind, Verb


def aliases(party: Party) -> list[str]:
    return sorted(party.aliases.values_list("name", flat=True))


def test_a_merged_party_s_names_are_found_on_the_one_that_stands_for_it(army, reporter, editor, now):
    twin = add_party(
        name="FAMa", kind=army.kind, country="ML", aliases=["The forces", "ARMY of the Republic"], by=reporter, at=now
    )
    merge_parties(party=twin, into=army, reason="The same, under its French initials", by=editor, at=now)
    twin.refresh_from_db()
    assert twin.merged_into == army
    for words in ("fama", "the forces"):
        assert Party.objects.visible_to(reporter).not_merged().matching(words).get() == army
    assert aliases(army) == ["FAMa", "The forces"]
    reasons = Change.objects.filter(verb=Verb.PARTY_MERGED, subject_type="party").values_list("subject_id", "reason")
    assert dict(reasons) == dict.fromkeys((twin.pk, army.pk), "The same, under its French initials")


def test_those_merged_before_follow_and_merges_stay_one_step_deep(army, reporter, editor, now):
    first = add_party(name="First", kind=army.kind, by=reporter, at=now)
    second = add_party(name="Second", kind=army.kind, by=reporter, at=now)
    merge_parties(party=first, into=second, reason="same", by=editor, at=now)
    merge_parties(party=second, into=army, reason="same", by=editor, at=now)
    assert set(Party.objects.filter(merged_into=army)) == {first, second}
    assert aliases(army) == ["First", "Second"]
    latest = Change.objects.about(first).newest_first().first()
    first.refresh_from_db()
    assert (latest.after["merged_into_id"], latest.after["version"]) == (army.pk, first.version)


def test_a_merge_that_cannot_be_is_refused_and_leaves_no_trace(
    army, coalition, stranger, editor, reporter, now, snapshot
):
    merged = add_party(name="Twin", kind=army.kind, by=reporter, at=now)
    merge_parties(party=merged, into=army, reason="same", by=editor, at=now)
    foreign = add_party(name="Elsewhere", kind=PartyKind.STATE, by=stranger, at=now)
    before = snapshot()
    for party, into, reason, code, field in (
        (army, army, "same", "merged_into_itself", "into"),
        (army, merged, "same", "party_merged", "into"),
        (merged, coalition, "same", "party_merged", ""),
        (army, foreign, "same", "unknown_reference", "into"),
        (army, coalition, "", "required", "reason"),
        (army, coalition, "a\x00b", "control_character", "reason"),
    ):
        with pytest.raises(RuleBroken) as refusal:
            merge_parties(party=party, into=into, reason=reason, by=editor, at=now)
        assert (refusal.value.code, refusal.value.field) == (code, field)
    with pytest.raises(NotVisible):
        merge_parties(party=foreign, into=army, reason="same", by=editor, at=now)
    with pytest.raises(NotPermitted):
        merge_parties(party=coalition, into=army, reason="same", by=reporter, at=now)
    assert snapshot() == before


def test_two_merges_in_opposite_directions_at_once_make_no_circle(overlapping, army, coalition, editor, admin, now):
    _first, second = overlapping(
        lambda: merge_parties(party=army, into=coalition, reason="same", by=editor, at=now),
        lambda: merge_parties(party=coalition, into=army, reason="same", by=admin, at=now),
    )
    assert isinstance(second, RuleBroken)
    assert Party.objects.get(merged_into__isnull=False) == army


def test_a_merged_party_takes_no_new_facts_and_leaves_no_trace(army, coalition, editor, reporter, now, snapshot):
    merge_parties(party=army, into=coalition, reason="same", by=editor, at=now)
    before = snapshot()
    for write in (
        lambda: revise_party(party=army, version=2, name="New", by=reporter, at=now),
        lambda: relate_parties(party=army, kind=PartyRelationKind.PART_OF, other=coalition, by=reporter, at=now),
        lambda: add_contact_point(party=army, channel=Channel.OTHER, address="x", by=reporter, at=now),
    ):
        with pytest.raises(RuleBroken) as refusal:
            write()
        assert refusal.value.code == "party_merged"
    assert snapshot() == before


def test_a_relation_to_a_merged_party_is_one_to_the_party_that_stands_for_it(army, coalition, editor, reporter, now):
    council = add_party(name="Council", kind=PartyKind.POLITICAL_BODY, by=reporter, at=now)
    merge_parties(party=army, into=coalition, reason="same", by=editor, at=now)
    relation = relate_parties(party=council, kind=PartyRelationKind.PART_OF, other=army, by=reporter, at=now)
    assert relation.other == coalition
    with pytest.raises(RuleBroken) as refusal:
        relate_parties(party=coalition, kind=PartyRelationKind.PART_OF, other=army, by=reporter, at=now)
    assert refusal.value.code == "relates_to_itself"


def test_a_relation_said_again_replaces_what_was_known_of_it(army, coalition, source, reporter, now, snapshot):
    told = {"party": army, "kind": PartyRelationKind.ALLIED_WITH, "other": coalition, "since": date(2023, 1, 1)}
    relation = relate_parties(**told, basis="joint statement", by=reporter, at=now)
    before = snapshot()
    assert relate_parties(**told, basis="joint statement", by=reporter, at=now) == relation
    assert snapshot() == before
    relate_parties(**told, until=date(2024, 6, 1), source=source, by=reporter, at=now)
    relation = PartyRelation.objects.get()
    assert (relation.until, relation.source, relation.basis) == (date(2024, 6, 1), source, "")
    assert Change.objects.about(relation).count() == 2


def test_a_relation_that_cannot_be_is_refused_and_leaves_no_trace(army, coalition, reporter, stranger, now, snapshot):
    foreign = add_party(name="Elsewhere", kind=PartyKind.STATE, by=stranger, at=now)
    article = add_source(title="Elsewhere", kind=SourceKind.ARTICLE, by=stranger, at=now)
    before = snapshot()
    for fields, code, field in (
        ({"other": army}, "relates_to_itself", "other"),
        ({"other": foreign}, "unknown_reference", "other"),
        ({"source": article}, "unknown_reference", "source"),
        ({"kind": "hates"}, "unknown_choice", "kind"),
        ({"since": date(2024, 2, 1), "until": date(2024, 1, 1)}, "relation_ends_first", "until"),
        ({"since": now.date() + timedelta(days=5)}, "date_in_future", "since"),
        ({"until": now.date() + timedelta(days=3000)}, "date_too_far_ahead", "until"),
        ({"basis": "x" * 1001}, "too_long", "basis"),
    ):
        with pytest.raises(RuleBroken) as refusal:
            relate_parties(
                **{"party": army, "kind": PartyRelationKind.PART_OF, "other": coalition, **fields}, by=reporter, at=now
            )
        assert (refusal.value.code, refusal.value.field) == (code, field)
    with pytest.raises(NotVisible):
        relate_parties(party=foreign, kind=PartyRelationKind.PART_OF, other=army, by=reporter, at=now)
    assert snapshot() == before


def test_a_merged_party_s_occurrences_hide_the_one_that_stands_for_it(
    incident, army, coalition, source, editor, viewer, now
):
    record_reported_silence(
        incident=incident,
        party=army,
        source=source,
        kind=SilenceKind.YET_TO_COMMENT,
        wording="had yet to comment",
        by=editor,
        at=now,
    )
    restrict_incident(incident=incident, by=editor, at=now)
    assert set(Party.objects.visible_to(viewer)) == {coalition}
    merge_parties(party=army, into=coalition, reason="same", by=editor, at=now)
    assert set(Party.objects.visible_to(viewer)) == set()
    assert not PartyAlias.objects.visible_to(viewer).exists()
