"""What a digest has to tell, from real actions: what changed, who is silent, what is weak, whom it needs."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions.claim_relations import relate_claims
from claims.actions.clock import run_flags
from claims.actions.drafts import AllegationDraft, AnswerDraft, ClaimDraft
from claims.actions.incidents import open_incident, restrict_incident, revise_incident
from claims.actions.named_people import name_person
from claims.actions.numbering import number_changes
from claims.actions.replies import record_reply
from claims.actions.sign_offs import sign_off
from claims.actions.silences import record_reported_silence
from claims.actions.standing import retract_claim
from claims.actions.uses import record_use
from claims.actions.utterances import record_utterance, revise_utterance
from claims.models import Allegation, Claim, Incident
from claims.models.digest_needs import needs_of
from claims.models.digest_rows import rows_of
from claims.models.digest_sight import sight, sight_keys
from claims.models.digest_window import build_body, last_position, start_of_window
from claims.rules.digest_items import Body, Item, body_of, item_of
from claims.vocabulary import (
    AccusedRole,
    AnswerState,
    Bearing,
    ClaimRelationKind,
    DigestItemKind,
    FlagKind,
    Happening,
    Position,
    ReplyKind,
    Role,
    SilenceKind,
    Stance,
    Status,
    Terms,
    UseKind,
)
from tests.actions.conftest import a_draft, a_request, accept, add_root, propose

__all__ = ["a_draft", "a_request", "accept", "add_root", "propose"]

pytestmark = pytest.mark.django_db

K, DAY = DigestItemKind, timedelta(days=1)


def body(newsroom, start=0, *, now) -> Body:
    number_changes()
    return build_body(newsroom.pk, start, last_position(newsroom.pk), now=now)


def of(kind: DigestItemKind, told) -> list[Item]:
    return [item for item in (told.items if hasattr(told, "items") else told) if item.kind == kind]


def at_end(newsroom) -> int:
    number_changes()
    return last_position(newsroom.pk)


def seen_by(members, role, newsroom, items, tallies=()):
    return sight(items, tallies, members[role].reader())


def test_a_new_incident_and_a_moved_status_are_told_with_what_they_were(
    newsroom, a_claim, add_root, propose, incident, editor, now
):
    start = at_end(newsroom)
    add_root("A witness")
    add_root("Another witness", bearing=Bearing.CONTRADICTS)
    propose(Status.CONTESTED)
    whole, week = body(newsroom, now=now), body(newsroom, start, now=now)

    assert [item.rows for item in of(K.INCIDENT_OPENED, whole)] == [{"incident": incident.pk}]
    assert of(K.INCIDENT_OPENED, week) == []
    (moved,) = of(K.STATUS_MOVED, week)
    assert (moved.rows["claim"], moved.facts) == (a_claim.pk, {"from": "not_assessed", "to": "contested"})
    seen = sight(week.items, (), editor)
    rows = rows_of(newsroom.pk, seen, last_position(newsroom.pk))
    assert rows.of("assessment", moved.rows["assessment"])["rationale"] == "What we looked at"
    assert Happening.NOW_CONTESTED in {tally.heading for tally in week.tallies}


def test_a_status_that_came_back_is_no_news(newsroom, a_claim, add_root, propose, now):
    add_root("A witness")
    add_root("Another witness", bearing=Bearing.CONTRADICTS)
    propose(Status.CONTESTED)
    start = at_end(newsroom)
    for status in (Status.COULD_NOT_BE_VERIFIED, Status.CONTESTED):
        propose(status)

    assert of(K.STATUS_MOVED, body(newsroom, start, now=now)) == []


def test_an_established_claim_is_told_once_it_is_signed_and_waits_for_others_until_then(
    newsroom, a_claim, add_root, propose, editor, members, now
):
    add_root("A witness")
    start = at_end(newsroom)
    proposed = propose()
    assert of(K.STATUS_MOVED, body(newsroom, start, now=now)) == []
    needs = needs_of(list(members.values()), now=now)
    waiting = {role for role, member in members.items() if of(K.SIGN_OFF_WAITING, needs[member.pk])}
    assert waiting == {Role.EDITOR, Role.ADMIN}

    sign_off(assessment=proposed, by=editor, at=now)
    (moved,) = of(K.STATUS_MOVED, body(newsroom, start, now=now))
    assert moved.facts["to"] == "established"
    assert not of(K.SIGN_OFF_WAITING, needs_of([members[Role.ADMIN]], now=now)[members[Role.ADMIN].pk])


def test_who_denied_and_now_accepts_is_told_with_both(newsroom, army, allegation, accept, reporter, editor, now):
    denial = ClaimDraft(
        incident=allegation.claim.incident,
        text="We did not do it",
        stance=Stance.DENIES,
        answers=[AnswerDraft(allegation=allegation, position=Position.DENIES)],
    )
    record_utterance(claimants=[army], claims=[denial], by=reporter, at=now)
    start = at_end(newsroom)
    assert of(K.POSITION_MOVED, body(newsroom, now=now)) == []
    accept(army, allegation)
    (moved,) = of(K.POSITION_MOVED, body(newsroom, start, now=now))

    assert moved.facts == {"from": "denies", "to": "accepts"}
    assert moved.rows["party"] == army.pk


def test_replies_contradictions_and_retractions_are_told(
    newsroom, a_request, a_claim, army, reporter, fact_checker, now
):
    start = at_end(newsroom)
    words = {"words": "We did not.", "terms": Terms.ON_THE_RECORD, "received_at": now}
    record_reply(comment_request=a_request, kind=ReplyKind.STATEMENT, speaks_for=army, **words, by=reporter, at=now)
    told = ClaimDraft(incident=a_claim.incident, text="Nobody was killed")
    utterance = record_utterance(claimants=[army], claims=[told], by=reporter, at=now)
    other = Claim.objects.get(links__utterance=utterance)
    contradicts = {"kind": ClaimRelationKind.CONTRADICTS, "material": True, "reason": "Both cannot be."}
    relate_claims(claim=other, other=a_claim, **contradicts, by=fact_checker, at=now)
    retract_claim(claim=other, reason="They took it back.", by=fact_checker, at=now)
    week = body(newsroom, start, now=now)

    assert [item.facts["kind"] for item in of(K.REPLY, week)] == ["statement"]
    (contradiction,) = of(K.CONTRADICTION, week)
    assert (contradiction.rows["claim:other"], contradiction.facts["material"]) == (a_claim.pk, True)
    assert [item.facts["standing"] for item in of(K.CLAIM_FELL, week)] == ["retracted"]


def test_who_has_yet_to_answer_since_when_and_how_often_asked(newsroom, a_request, army, now):
    late = now + 6 * DAY
    (owing,) = of(K.YET_TO_ANSWER, body(newsroom, now=late))

    assert owing.rows["party"] == army.pk
    assert owing.rows["commentrequest"] == a_request.pk
    assert owing.facts["state"] == AnswerState.NO_REPLY
    assert owing.facts["since"] == a_request.deadline.isoformat()
    assert (owing.facts["attempts"], owing.facts["channels"], owing.facts["went_through"]) == (1, ["email"], True)
    assert of(K.YET_TO_ANSWER, body(newsroom, now=now))[0].facts["state"] == AnswerState.ASKED


def test_a_reported_silence_is_told_by_whom_until_the_party_has_answered(
    newsroom, a_request, army, coalition, source, allegation, accept, reporter, incident, now
):
    record_reported_silence(
        incident=incident,
        party=army,
        source=source,
        kind=SilenceKind.YET_TO_COMMENT,
        wording="has yet to comment",
        by=reporter,
        at=now,
    )
    (silence,) = of(K.SILENCE_REPORTED, body(newsroom, now=now))
    assert (silence.rows["party"], silence.rows["source"]) == (army.pk, source.pk)

    accept(army, allegation)
    assert of(K.SILENCE_REPORTED, body(newsroom, now=now)) == []
    assert of(K.YET_TO_ANSWER, body(newsroom, now=now)) == []


def test_weak_spots_are_what_nobody_assessed_for_a_week_and_what_rests_on_one_root(
    newsroom, a_claim, add_root, fact_checker, now
):
    add_root("A witness")
    assert of(K.NOT_ASSESSED, body(newsroom, now=now + 6 * DAY)) == []
    (old,) = of(K.NOT_ASSESSED, body(newsroom, now=now + 8 * DAY))
    assert (old.rows, old.facts) == ({"claim": a_claim.pk}, {"since": a_claim.recorded_at.isoformat()})
    assert of(K.ONE_ROOT, body(newsroom, now=now)) == []

    printed = {"address": "https://example.org/story", "words": "They said.", "printed_at": now}
    whole = {"incident": a_claim.incident, "kind": UseKind.CLAIM}
    record_use(claim=a_claim, **whole, **printed, by=fact_checker, at=now)
    (weak,) = of(K.ONE_ROOT, body(newsroom, now=now))
    assert (weak.rows, weak.facts["documents"]) == ({"claim": a_claim.pk}, 1)


def test_needs_are_those_of_whom_a_flag_concerns(newsroom, a_request, members, now):
    run_flags(now=now + 2 * DAY)
    number_changes()
    needs = needs_of(list(members.values()), now=now + 2 * DAY)
    overdue = {
        role: [item for item in of(K.FLAG, needs[member.pk]) if item.facts["flag"] == FlagKind.NO_REPLY]
        for role, member in members.items()
    }

    assert [role for role, items in overdue.items() if items] == [Role.REPORTER]
    (item,) = overdue[Role.REPORTER]
    assert (item.facts["attempts"], item.facts["went_through"], item.rows["commentrequest"]) == (1, True, a_request.pk)


def test_what_is_restricted_later_is_withheld_from_those_who_are_not_named(
    newsroom, a_claim, members, users, incident, editor, now
):
    told = body(newsroom, now=now + 8 * DAY)
    before = seen_by(members, Role.REPORTER, newsroom, told.items, told.tallies)
    assert before.withheld == 0
    assert len(before.items) == len(told.items) > 0
    restrict_incident(incident=incident, by=editor, at=now)

    gone = seen_by(members, Role.REPORTER, newsroom, told.items, told.tallies)
    assert (gone.items, gone.tallies, gone.withheld) == ([], [], len(told.items))
    assert seen_by(members, Role.EDITOR, newsroom, told.items).withheld == 0
    keys = sight_keys(list(members.values()))
    assert keys[members[Role.REPORTER].pk] == keys[members[Role.VIEWER].pk] != keys[members[Role.EDITOR].pk]
    name_person(incident=incident, user=users[Role.REPORTER], by=editor, at=now)
    assert seen_by(members, Role.REPORTER, newsroom, told.items).withheld == 0
    assert sight_keys([members[Role.REPORTER]])[members[Role.REPORTER].pk] == (False, frozenset({incident.pk}))


@pytest.mark.parametrize("terms", [Terms.OFF_THE_RECORD, Terms.NOT_FOR_ATTRIBUTION])
def test_what_was_not_said_for_publication_is_told_to_nobody_then_or_later(
    newsroom, an_utterance, a_claim, members, reporter, now, terms
):
    told = body(newsroom, now=now + 8 * DAY)
    revise_utterance(utterance=an_utterance, version=1, terms=terms, by=reporter, at=now)
    for role in Role:
        items = seen_by(members, role, newsroom, told.items).items
        assert {item.kind for item in items} == {K.INCIDENT_OPENED}, role

    assert {item.kind for item in body(newsroom, now=now + 8 * DAY).items} == {K.INCIDENT_OPENED}


def test_the_claimant_stands_beside_the_claim_unless_it_spoke_on_background(
    newsroom, an_utterance, a_claim, coalition, members, reporter, now
):
    told = body(newsroom, now=now + 8 * DAY).items
    (item,) = of(K.NOT_ASSESSED, seen_by(members, Role.VIEWER, newsroom, told).items)
    assert item.rows["party"] == coalition.pk
    terms = {"terms": Terms.ON_BACKGROUND, "background_as": "a person close to it"}
    revise_utterance(utterance=an_utterance, version=1, **terms, by=reporter, at=now)

    (item,) = of(K.NOT_ASSESSED, seen_by(members, Role.VIEWER, newsroom, told).items)
    assert "party" not in item.rows


def test_rows_are_as_the_record_had_them_and_later_ones_as_they_began(newsroom, incident, reporter, now):
    end = at_end(newsroom)
    revise_incident(incident=incident, version=1, title="Another title", by=reporter, at=now)
    later = open_incident(title="Opened later", by=reporter, at=now)
    revise_incident(incident=later, version=1, title="Renamed", by=reporter, at=now)
    items = [Item(K.INCIDENT_OPENED, each.pk) for each in (incident, later)]
    rows = rows_of(newsroom.pk, sight(items, (), reporter), end)

    assert rows.of("incident", incident.pk)["title"] == "Drone strikes on a border town"
    assert rows.of("incident", later.pk)["title"] == "Opened later"
    assert rows.of("claim", 999999) == {}


def test_consecutive_windows_tell_everything_once(newsroom, incident, reporter, now):
    cuts = [0]
    for number in range(7):
        open_incident(title=f"Incident {number}", by=reporter, at=now)
        if number % 3 == 0:
            cuts.append(at_end(newsroom))
    cuts.append(at_end(newsroom))
    found = [item for start, end in pairwise(cuts) for item in build_body(newsroom.pk, start, end, now=now).items]

    assert sorted(item.incident for item in found) == sorted(Incident.objects.values_list("pk", flat=True))


def test_what_is_kept_is_what_was_told(newsroom, a_request, now):
    told = body(newsroom, now=now + 8 * DAY)

    assert told.items
    assert body_of(told.as_json()) == told
    assert [item_of(each.as_json()) for each in told.items] == list(told.items)


def test_the_number_of_queries_does_not_grow_with_what_there_is(
    newsroom, an_utterance, army, coalition, members, reporter, now
):
    def queries() -> int:
        number_changes()
        end = last_position(newsroom.pk)
        with CaptureQueriesContext(connection) as caught:
            told = build_body(newsroom.pk, 0, end, now=now + 8 * DAY)
            seen = seen_by(members, Role.VIEWER, newsroom, told.items, told.tallies)
            rows_of(newsroom.pk, seen, end)
            needs_of(list(members.values()), now=now)
        return len(caught)

    few = queries()
    incident = Allegation.objects.get().claim.incident
    accused = [AllegationDraft(accused=army, role=AccusedRole.ORDERED)]
    drafts = [ClaimDraft(incident=incident, text=f"Claim {n}", allegations=accused) for n in range(20)]
    record_utterance(claimants=[coalition], claims=drafts, by=reporter, at=now)
    assert queries() == few


def test_a_window_begins_when_the_record_had_come_so_far(newsroom, incident):
    end = at_end(newsroom)
    assert start_of_window(newsroom.pk, end) is not None
    assert start_of_window(newsroom.pk, 0) is not None
