"""Drafting, revising, sending and withdrawing requests for comment."""

from datetime import timedelta

import pytest

from claims.actions.comment_requests import (
    assign_request,
    draft_comment_request,
    revise_comment_request,
    send_comment_request,
    withdraw_comment_request,
)
from claims.actions.incidents import restrict_incident
from claims.actions.parties import merge_parties, relate_parties
from claims.errors import NotPermitted, NotVisible, RuleBroken, StaleEdit
from claims.models import Attempt, Change, CommentRequest, Membership, RequestedAllegation, RequestedQuestion
from claims.vocabulary import Channel, Outcome, PartyRelationKind, Reached, RequestState, Role, Verb

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def drafting(incident, army, allegation, reporter, now):
    """What is needed to draft a request; a test replaces what it is about."""
    return {
        "incident": incident,
        "party": army,
        "nature": "a news report",
        "text": "What do you say?",
        "allegations": [allegation],
        "by": reporter,
        "at": now,
    }


def test_a_draft_keeps_what_is_asked_of_whom_and_by_when(drafting, allegation, army, press_office, now):
    request = draft_comment_request(
        **drafting,
        questions=["Where was the drone based?", "Who gave the order?"],
        contact_point=press_office,
        language="fr",
        deadline=now + DAY,
        deadline_zone="Africa/Bamako",
    )

    request.refresh_from_db()
    assert request.state == RequestState.DRAFT
    assert (request.party, request.contact_point, request.language) == (army, press_office, "fr")
    assert (request.deadline, request.deadline_zone) == (now + DAY, "Africa/Bamako")
    assert [each.allegation for each in request.asked.all()] == [allegation]
    assert [each.text for each in request.questions.all()] == ["Where was the drone based?", "Who gave the order?"]


def test_a_draft_is_recorded_with_its_parts_before_it(drafting):
    before = Change.objects.count()

    draft_comment_request(**drafting, questions=["Who gave the order?"])

    recorded = Change.objects.order_by("id")[before:]
    assert [change.subject_type for change in recorded] == [
        "requestedallegation",
        "requestedquestion",
        "commentrequest",
    ]
    assert {change.verb for change in recorded} == {Verb.REQUEST_DRAFTED}
    assert (recorded[2].after or {})["state"] == RequestState.DRAFT


def test_the_party_that_answers_for_the_accused_can_be_asked(drafting, ministry):
    request = draft_comment_request(**drafting | {"party": ministry})

    assert request.party == ministry


def test_the_party_that_stands_for_a_merged_one_is_asked(drafting, army, ministry, editor, now):
    merge_parties(party=army, into=ministry, reason="The same body", by=editor, at=now)

    assert draft_comment_request(**drafting | {"party": army}).party == ministry


def test_an_accused_that_was_merged_is_asked_through_the_one_that_stands_for_it(drafting, army, ministry, editor, now):
    merge_parties(party=army, into=ministry, reason="The same body", by=editor, at=now)

    assert draft_comment_request(**drafting | {"party": ministry}).asked.count() == 1


def test_who_answered_for_the_accused_only_in_the_past_cannot_be_asked(
    drafting, coalition, army, reporter, now, snapshot
):
    relate_parties(
        party=coalition,
        kind=PartyRelationKind.ANSWERS_FOR,
        other=army,
        until=(now - DAY).date(),
        by=reporter,
        at=now,
    )
    before = snapshot()

    with pytest.raises(RuleBroken) as refusal:
        draft_comment_request(**drafting | {"party": coalition})
    assert refusal.value.code == "not_for_this_party"
    assert snapshot() == before


def test_asking_a_party_that_is_not_accused_is_refused_in_words(drafting, coalition, snapshot):
    before = snapshot()

    with pytest.raises(
        RuleBroken, match=r"“Northern coalition” is neither accused here .* for “Army of the republic”"
    ) as no:
        draft_comment_request(**drafting | {"party": coalition})

    assert no.value.field == "allegations.0"
    assert snapshot() == before


def test_an_allegation_of_another_incident_is_refused(drafting, elsewhere, snapshot):
    before = snapshot()

    with pytest.raises(RuleBroken) as refusal:
        draft_comment_request(**drafting | {"incident": elsewhere})

    assert (refusal.value.code, refusal.value.field) == ("allegation_of_other_incident", "allegations.0")
    assert snapshot() == before


def test_an_allegation_that_was_withdrawn_is_refused(drafting, allegation, now, snapshot):
    allegation.withdrawn_at = now
    allegation.save()
    before = snapshot()

    with pytest.raises(RuleBroken) as refusal:
        draft_comment_request(**drafting)

    assert refusal.value.code == "allegation_withdrawn"
    assert snapshot() == before


@pytest.mark.parametrize(
    ("but", "code", "field"),
    [
        ({"text": "  "}, "required", "text"),
        ({"text": "x" * 10001}, "too_long", "text"),
        ({"text": "<script>alert(1)</script>"}, "markup", "text"),
        ({"text": "a\u202eb"}, "reordering_character", "text"),
        ({"text": "a\x00b"}, "control_character", "text"),
        ({"language": "tlhx"}, "unknown_language", "language"),
        ({"deadline_zone": "Mars/Olympus"}, "unknown_zone", "deadline_zone"),
        ({"questions": ["Who?", " "]}, "required", "questions.1"),
        ({"questions": ["x" * 1001]}, "too_long", "questions.0"),
        ({"questions": ["Why?"] * 51}, "too_many_questions", "questions"),
    ],
)
def test_what_was_typed_wrongly_is_refused_where_it_stands(drafting, snapshot, but, code, field):
    before = snapshot()

    with pytest.raises(RuleBroken) as refusal:
        draft_comment_request(**drafting | but)

    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert snapshot() == before


def test_the_same_allegation_twice_is_refused(drafting, allegation, snapshot):
    before = snapshot()

    with pytest.raises(RuleBroken) as refusal:
        draft_comment_request(**drafting | {"allegations": [allegation, allegation]})

    assert (refusal.value.code, refusal.value.field) == ("repeated", "allegations.1")
    assert snapshot() == before


def test_a_deadline_without_a_zone_or_years_ahead_is_refused(drafting, now, snapshot):
    before = snapshot()

    for but, code in (
        ({"deadline": now + DAY}, "deadline_without_zone"),
        ({"deadline": now + 800 * DAY, "deadline_zone": "UTC"}, "date_too_far_ahead"),
    ):
        with pytest.raises(RuleBroken) as refusal:
            draft_comment_request(**drafting | but)
        assert refusal.value.code == code
    assert snapshot() == before


def test_the_contact_point_of_another_party_is_refused(drafting, ministry, press_office, snapshot):
    before = snapshot()

    with pytest.raises(RuleBroken) as refusal:
        draft_comment_request(**drafting | {"party": ministry, "contact_point": press_office})

    assert refusal.value.code == "contact_point_of_another"
    assert snapshot() == before


def test_a_viewer_does_not_ask_and_a_stranger_does_not_see(drafting, viewer, stranger, snapshot):
    before = snapshot()

    with pytest.raises(NotPermitted):
        draft_comment_request(**drafting | {"by": viewer})
    with pytest.raises(NotVisible):
        draft_comment_request(**drafting | {"by": stranger})
    assert snapshot() == before


def test_a_restricted_incident_is_not_there_for_who_is_not_named(a_draft, editor, reporter, now, snapshot):
    restrict_incident(incident=a_draft.incident, reason="Witnesses at risk", by=editor, at=now)
    before = snapshot()

    with pytest.raises(NotVisible):
        send_comment_request(comment_request=a_draft, channel=Channel.EMAIL, by=reporter, at=now)
    assert snapshot() == before


def test_a_draft_is_revised_in_fields_and_lists(a_draft, allegation, other_allegation, reporter, now):
    revised = revise_comment_request(
        comment_request=a_draft,
        version=1,
        text="What do you say to both?",
        allegations=[other_allegation, allegation],
        questions=["Who gave the order?"],
        by=reporter,
        at=now,
    )

    assert revised.version == 2
    assert revised.text == "What do you say to both?"
    assert {each.allegation for each in revised.asked.all()} == {allegation, other_allegation}


def test_what_is_taken_off_a_draft_is_recorded_as_gone(a_draft, allegation, other_allegation, reporter, now):
    there = RequestedAllegation.objects.get(comment_request=a_draft)

    revise_comment_request(comment_request=a_draft, version=1, allegations=[other_allegation], by=reporter, at=now)

    assert not RequestedAllegation.objects.filter(allegation=allegation).exists()
    gone = Change.objects.about(there).newest_first()[0]
    assert (gone.verb, gone.after, gone.incident_id) == (Verb.REQUEST_REVISED, None, a_draft.incident_id)


def test_questions_change_places(a_draft, reporter, now):
    one = revise_comment_request(comment_request=a_draft, version=1, questions=["A?", "B?", "C?"], by=reporter, at=now)
    two = revise_comment_request(comment_request=one, version=2, questions=["C?", "B?", "A?"], by=reporter, at=now)

    assert [(each.position, each.text) for each in two.questions.all()] == [(1, "C?"), (2, "B?"), (3, "A?")]
    unmoved = RequestedQuestion.objects.get(comment_request=a_draft, text="B?")
    assert Change.objects.about(unmoved).count() == 1


def test_a_revision_that_changes_nothing_leaves_no_trace(a_draft, allegation, reporter, now, snapshot):
    before = snapshot()

    revise_comment_request(
        comment_request=a_draft,
        version=1,
        text=a_draft.text,
        allegations=[allegation],
        questions=[],
        by=reporter,
        at=now,
    )

    assert snapshot() == before


def test_two_people_who_touch_different_parts_are_merged(a_draft, allegation, other_allegation, reporter, editor, now):
    both = [allegation, other_allegation]
    revise_comment_request(comment_request=a_draft, version=1, allegations=both, by=reporter, at=now)
    merged = revise_comment_request(
        comment_request=a_draft, version=1, text="Please answer.", questions=["Why?"], by=editor, at=now
    )

    assert (merged.version, merged.text, merged.asked.count(), merged.questions.count()) == (3, "Please answer.", 2, 1)


def test_a_list_left_as_it_was_read_does_not_undo_what_another_added(
    a_draft, allegation, other_allegation, reporter, editor, now
):
    both = [allegation, other_allegation]
    revise_comment_request(comment_request=a_draft, version=1, allegations=both, by=reporter, at=now)
    revised = revise_comment_request(
        comment_request=a_draft, version=1, text="Please answer.", allegations=[allegation], by=editor, at=now
    )

    assert revised.asked.count() == 2


def test_what_both_touched_is_given_back_side_by_side(
    a_draft, allegation, other_allegation, reporter, editor, now, snapshot
):
    mine, theirs = sorted([allegation.pk, other_allegation.pk]), [other_allegation.pk]
    revise_comment_request(
        comment_request=a_draft, version=1, text="Theirs", allegations=[other_allegation], by=reporter, at=now
    )
    before = snapshot()

    with pytest.raises(StaleEdit) as stale:
        revise_comment_request(
            comment_request=a_draft,
            version=1,
            text="Mine",
            allegations=[allegation, other_allegation],
            by=editor,
            at=now,
        )

    assert stale.value.fields == {
        "text": (a_draft.text, "Theirs", "Mine"),
        "allegations": ([allegation.pk], theirs, mine),
    }
    assert stale.value.current_version == 2
    assert snapshot() == before


def test_a_new_party_must_be_one_that_can_be_asked(a_draft, coalition, ministry, reporter, now, snapshot):
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        revise_comment_request(comment_request=a_draft, version=1, party=coalition, by=reporter, at=now)
    assert refusal.value.code == "not_for_this_party"
    assert snapshot() == before

    revised = revise_comment_request(comment_request=a_draft, version=1, party=ministry, by=reporter, at=now)
    assert revised.party == ministry


def test_what_has_been_sent_is_not_revised(a_request, reporter, now, snapshot):
    before = snapshot()

    with pytest.raises(RuleBroken, match="Only a draft can be revised; this request is “Sent”"):
        revise_comment_request(comment_request=a_request, version=2, text="Something else", by=reporter, at=now)
    assert snapshot() == before


def test_sending_records_who_sent_it_when_and_the_first_attempt(a_draft, reporter, now):
    sent = send_comment_request(
        comment_request=a_draft, channel=Channel.EMAIL, sent_at=now - 2 * HOUR, by=reporter, at=now
    )

    sent.refresh_from_db()
    assert (sent.state, sent.sent_at, sent.sent_by_id) == (RequestState.SENT, now - 2 * HOUR, reporter.id)
    attempt = Attempt.objects.get(comment_request=sent)
    assert (attempt.channel, attempt.reached, attempt.outcome) == (Channel.EMAIL, Reached.OFFICE, Outcome.SENT)
    assert (attempt.at, attempt.by_user_id) == (now - 2 * HOUR, reporter.id)
    assert [change.verb for change in Change.objects.order_by("-id")[:2]] == [Verb.REQUEST_SENT, Verb.ATTEMPT_RECORDED]


@pytest.mark.parametrize(("channel", "kept"), [(Channel.EMAIL, True), (Channel.PHONE, False)])
def test_the_first_attempt_has_the_contact_point_if_it_went_there(drafting, press_office, reporter, now, channel, kept):
    request = draft_comment_request(**drafting, contact_point=press_office, deadline=now + DAY, deadline_zone="UTC")
    send_comment_request(comment_request=request, channel=channel, by=reporter, at=now)

    assert Attempt.objects.get().contact_point == (press_office if kept else None)


def test_a_request_is_sent_once(a_request, reporter, now, snapshot):
    before = snapshot()

    with pytest.raises(RuleBroken) as refusal:
        send_comment_request(comment_request=a_request, channel=Channel.EMAIL, by=reporter, at=now)
    assert refusal.value.code == "request_not_draft"
    assert snapshot() == before


@pytest.mark.parametrize(
    ("sent_after", "code"),
    [
        (HOUR, "not_yet"),
        (-32 * DAY, "sent_long_before_draft"),
    ],
)
def test_a_sending_that_cannot_have_been_is_refused(a_draft, reporter, now, snapshot, sent_after, code):
    before = snapshot()

    with pytest.raises(RuleBroken) as refusal:
        send_comment_request(
            comment_request=a_draft, channel=Channel.EMAIL, sent_at=now + sent_after, by=reporter, at=now
        )
    assert (refusal.value.code, refusal.value.field) == (code, "sent_at")
    assert snapshot() == before


def test_a_request_is_not_sent_without_a_deadline_after_the_sending(drafting, a_draft, reporter, now, snapshot):
    without = draft_comment_request(**drafting)
    before = snapshot()

    for request, at, code in ((without, now, "deadline_needed"), (a_draft, now + DAY, "deadline_before_sending")):
        with pytest.raises(RuleBroken) as refusal:
            send_comment_request(comment_request=request, channel=Channel.EMAIL, by=reporter, at=at)
        assert (refusal.value.code, refusal.value.field) == (code, "deadline")
    assert snapshot() == before


def test_a_request_that_asks_nothing_is_not_sent(drafting, reporter, now, snapshot):
    request = draft_comment_request(**drafting | {"allegations": []}, deadline=now + DAY, deadline_zone="UTC")
    before = snapshot()

    with pytest.raises(RuleBroken) as refusal:
        send_comment_request(comment_request=request, channel=Channel.EMAIL, by=reporter, at=now)
    assert refusal.value.code == "asks_nothing"
    assert snapshot() == before


def test_a_request_that_does_not_say_for_what_it_asks_is_not_sent(drafting, reporter, now, snapshot):
    request = draft_comment_request(**drafting | {"nature": ""}, deadline=now + DAY, deadline_zone="UTC")
    before = snapshot()

    with pytest.raises(RuleBroken, match="what kind of piece") as refusal:
        send_comment_request(comment_request=request, channel=Channel.EMAIL, by=reporter, at=now)
    assert (refusal.value.code, refusal.value.field) == ("nature_needed", "nature")
    assert snapshot() == before


def test_who_drafts_a_request_follows_it_up_unless_another_is_named(drafting, members, reporter, editor):
    assert draft_comment_request(**drafting).responsible_id == reporter.id
    named = draft_comment_request(**drafting, responsible=members[Role.EDITOR])
    assert named.responsible_id == editor.id


def test_somebody_else_is_put_in_charge_and_that_is_on_record(a_request, members, reporter, now, snapshot):
    assigned = assign_request(comment_request=a_request, responsible=members[Role.FACT_CHECKER], by=reporter, at=now)

    assert (assigned.responsible_id, assigned.version) == (members[Role.FACT_CHECKER].user_id, a_request.version + 1)
    assert Change.objects.about(assigned).newest_first()[0].verb == Verb.REQUEST_ASSIGNED
    before = snapshot()
    assign_request(comment_request=a_request, responsible=members[Role.FACT_CHECKER], by=reporter, at=now)
    assert snapshot() == before


def test_nobody_is_put_in_charge_who_cannot_follow_it_up(a_request, members, stranger, reporter, editor, now, snapshot):
    gone = members[Role.ADMIN]
    Membership.objects.filter(pk=gone.pk).update(deactivated_at=now)
    elsewhere = Membership.objects.get(user=stranger.id)
    restrict_incident(incident=a_request.incident, reason="Witnesses at risk", by=editor, at=now)
    before = snapshot()

    for member, code in (
        (gone, "not_a_member"),
        (elsewhere, "not_a_member"),
        (members[Role.VIEWER], "may_not_ask"),
        (members[Role.REPORTER], "does_not_see"),
    ):
        with pytest.raises(RuleBroken) as refusal:
            assign_request(comment_request=a_request, responsible=member, by=editor, at=now)
        assert (refusal.value.code, refusal.value.field) == (code, "responsible")
    assert snapshot() == before


def test_nobody_is_put_in_charge_of_a_withdrawn_request(a_withdrawn_request, members, reporter, now):
    with pytest.raises(RuleBroken) as refusal:
        assign_request(comment_request=a_withdrawn_request, responsible=members[Role.EDITOR], by=reporter, at=now)
    assert refusal.value.code == "request_withdrawn"


def test_questions_alone_can_be_sent(drafting, reporter, now):
    request = draft_comment_request(
        **drafting | {"allegations": []}, questions=["What happened?"], deadline=now + DAY, deadline_zone="UTC"
    )

    sent = send_comment_request(comment_request=request, channel=Channel.PHONE, by=reporter, at=now)
    assert sent.state == RequestState.SENT


def test_an_allegation_withdrawn_since_the_draft_stops_the_sending(a_draft, allegation, reporter, now, snapshot):
    allegation.withdrawn_at = now
    allegation.save()
    before = snapshot()

    with pytest.raises(RuleBroken) as refusal:
        send_comment_request(comment_request=a_draft, channel=Channel.EMAIL, by=reporter, at=now)
    assert refusal.value.code == "allegation_withdrawn"
    assert snapshot() == before


def test_a_sent_request_is_withdrawn_for_a_reason(a_request, reporter, now, snapshot):
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        withdraw_comment_request(comment_request=a_request, reason=" ", by=reporter, at=now)
    assert refusal.value.field == "reason"
    assert snapshot() == before

    withdrawn = withdraw_comment_request(comment_request=a_request, reason="Wrong address", by=reporter, at=now)
    withdrawn.refresh_from_db()
    assert (withdrawn.state, withdrawn.withdrawn_at) == (RequestState.WITHDRAWN, now)
    change = Change.objects.about(withdrawn).newest_first()[0]
    assert (change.verb, change.reason) == (Verb.REQUEST_WITHDRAWN, "Wrong address")


def test_a_draft_is_withdrawn_without_a_reason(a_draft, reporter, now):
    assert withdraw_comment_request(comment_request=a_draft, by=reporter, at=now).state == RequestState.WITHDRAWN


def test_a_request_is_withdrawn_once(a_withdrawn_request, reporter, now, snapshot):
    before = snapshot()

    with pytest.raises(RuleBroken, match="withdrawn already"):
        withdraw_comment_request(comment_request=a_withdrawn_request, reason="Again", by=reporter, at=now)
    assert snapshot() == before


def test_a_withdrawn_request_is_neither_revised_nor_sent(a_withdrawn_request, reporter, now, snapshot):
    before = snapshot()

    with pytest.raises(RuleBroken, match="this request is “Withdrawn”"):
        revise_comment_request(comment_request=a_withdrawn_request, version=3, text="Again", by=reporter, at=now)
    with pytest.raises(RuleBroken, match="this request is “Withdrawn”"):
        send_comment_request(comment_request=a_withdrawn_request, channel=Channel.EMAIL, by=reporter, at=now)
    assert snapshot() == before


def test_only_columns_that_a_person_sets_can_be_revised(a_draft, reporter, now):
    with pytest.raises(TypeError, match="state"):
        revise_comment_request(comment_request=a_draft, version=1, state=RequestState.SENT, by=reporter, at=now)
    assert CommentRequest.objects.get().state == RequestState.DRAFT
