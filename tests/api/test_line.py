"""The line over the API: what is in it, in which language, and what each reader is told of what was left out."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions.attempts import record_attempt
from claims.actions.claims import revise_claim
from claims.actions.comment_requests import draft_comment_request, send_comment_request
from claims.actions.drafts import AllegationDraft, AnswerDraft, ClaimDraft
from claims.actions.parties import add_party, relate_parties
from claims.actions.replies import record_reply
from claims.actions.silences import record_channel_check
from claims.actions.standing import retract_claim
from claims.actions.utterances import record_utterance
from claims.models import Utterance
from claims.vocabulary import (
    AccusedRole,
    Channel,
    CheckResult,
    ClaimKind,
    Outcome,
    PartyKind,
    PartyRelationKind,
    Position,
    Reached,
    ReplyKind,
    Stance,
    Terms,
)
from tests.api.conftest import Caller, refusal
from tests.factories import NOW

pytestmark = pytest.mark.django_db

SAID = "The army killed at least 21 people, Northern coalition said, according to one report."


@pytest.fixture
def line(by_viewer, incident) -> Any:
    return lambda call=by_viewer, query="": call.get(f"incidents/{incident.pk}/line/{query}").json()


@pytest.fixture
def asked(incident, army, allegation, reporter, now) -> Any:
    """The army, asked an hour before the doors open, answer due after half an hour."""

    def ask(minutes: int = 30) -> Any:
        at = {"by": reporter, "at": now}
        due = {"deadline": now + timedelta(minutes=minutes), "deadline_zone": "Africa/Bamako"}
        about = {
            "incident": incident,
            "party": army,
            "allegations": [allegation],
            "nature": "a report",
            "text": "Did you?",
        }
        request = draft_comment_request(**about, **due, **at)
        return send_comment_request(comment_request=request, channel=Channel.EMAIL, **at)

    return ask


def test_the_line_says_who_said_what_and_tells_us_whom_nobody_asked(
    line, incident, a_claim, question, army, allegation
):
    told = line()

    assert (told["text"], told["language"]) == (SAID, "en")
    assert told["incident"] == {"id": incident.pk, "reference": incident.reference, "title": incident.title}
    assert told["paragraphs"] == [
        {"question": question.pk, "answers": False, "sentences": [{"text": SAID, "claims": [a_claim.pk]}]}
    ]
    reasons = [(each["reason"], each["claim"], each["party"], each["allegation"]) for each in told["omissions"]]
    assert reasons == [("not_assessed", a_claim.pk, None, None), ("not_asked", None, army.pk, allegation.pk)]
    assert told["omissions"][1]["words"] == "Nobody asked; nothing is said of an answer."
    assert told["omissions"][1]["about"] == army.name


def test_a_deadline_that_has_passed_is_told_as_it_was_stated(line, asked, army):
    asked()
    assert line()["paragraphs"][-1]["sentences"][0]["text"] == (
        f"{army.name} had not replied to us by {NOW + timedelta(minutes=30):%H:%M} GMT on {NOW:%A}."
    )


def test_whoever_was_not_reached_is_not_said_to_be_silent(line, asked, reporter, now, army):
    request = asked(600)
    record_attempt(
        comment_request=request,
        channel=Channel.EMAIL,
        reached=Reached.NOBODY,
        outcome=Outcome.BOUNCED,
        by=reporter,
        at=now,
    )
    assert f"{army.name} could not be reached after 2 attempts." in line()["text"]


@pytest.mark.parametrize(
    ("kind", "words", "answers", "text"),
    [
        (ReplyKind.DECLINES, "No comment.", None, "Army of the republic declined to comment to us."),
        (ReplyKind.ASKS_FOR_TIME, "", None, "Army of the republic asked us for more time to reply."),
        (
            ReplyKind.DENIAL,
            "It was not us.",
            Position.DENIES,
            (
                "Army of the republic said in reply to us: “It was not us.” This denied what Northern coalition said,"
                " according to one report: The army killed at least 21 people."
            ),
        ),
    ],
)
def test_a_reply_is_told_as_what_it_is(line, asked, allegation, reporter, now, kind, words, answers, text):
    answers = [AnswerDraft(allegation=allegation, position=answers)] if answers else []
    record_reply(comment_request=asked(), kind=kind, words=words, answers=answers, by=reporter, at=now)
    assert " ".join(each["text"] for each in line()["paragraphs"][-1]["sentences"]) == text


def test_of_one_who_replied_off_the_record_nothing_is_said_and_only_we_know_why(
    line, asked, reporter, now, token_of, by_reporter
):
    record_reply(
        comment_request=asked(),
        kind=ReplyKind.DECLINES,
        words="OFF",
        terms=Terms.OFF_THE_RECORD,
        by=reporter,
        at=now,
    )
    for call in (by_reporter, Caller(token=token_of())):
        assert line(call)["text"] == SAID
    reasons = {each["reason"] for each in line(by_reporter)["omissions"]}
    assert reasons == {"not_assessed", "reply_withheld"}
    assert {each["reason"] for each in line(Caller(token=token_of()))["omissions"]} == {"not_assessed"}


def test_one_who_replied_on_background_is_told_by_its_description_and_not_said_to_be_silent(
    line, asked, army, reporter, now, token_of, by_reporter
):
    record_reply(
        comment_request=asked(),
        kind=ReplyKind.STATEMENT,
        words="We look into it.",
        terms=Terms.ON_BACKGROUND,
        background_as="an officer",
        by=reporter,
        at=now,
    )
    for call in (by_reporter, Caller(token=token_of())):
        assert line(call)["text"] == f"{SAID}\n\nAn officer said in reply to us: “We look into it.”"
    about = {each["reason"]: each["about"] for each in line(by_reporter)["omissions"]}
    assert about["reply_on_background"] == army.name
    assert army.name not in str(line(Caller(token=token_of()))["omissions"])


def test_what_may_not_leave_is_in_nobodys_line_and_in_the_list_of_those_who_record(
    line, incident, reporter, now, by_reporter, token_of
):
    insider = add_party(name="An insider", kind=PartyKind.NAMED_PERSON, by=reporter, at=now)
    for terms, text in ((Terms.OFF_THE_RECORD, "It was gas"), (Terms.NOT_FOR_ATTRIBUTION, "It was fire")):
        draft = ClaimDraft(incident=incident, text=text)
        record_utterance(claimants=[insider], claims=[draft], terms=terms, by=reporter, at=now)
    later = ClaimDraft(incident=incident, text="It was water")
    embargo = now + timedelta(days=1)
    kept = record_utterance(claimants=[insider], claims=[later], embargo_until=embargo, by=reporter, at=now)
    # The database's own clock ends an embargo, and no test can stop that one.
    Utterance.objects.filter(pk=kept.pk).update(embargo_until=datetime(2090, 1, 1, tzinfo=UTC))
    shy = ClaimDraft(incident=incident, text="It was sand")
    told = {"terms": Terms.ON_BACKGROUND, "background_as": "a senior official"}
    record_utterance(claimants=[insider], claims=[shy], by=reporter, at=now, **told)

    for call in (by_reporter, Caller(token=token_of())):
        assert line(call)["text"] == "It was sand, a senior official said."
    left_out = {each["about"]: each["reason"] for each in line(by_reporter)["omissions"]}
    assert left_out == {
        "It was gas": "off_the_record",
        "It was fire": "not_for_attribution",
        "It was water": "embargoed",
        "It was sand": "not_assessed",
    }
    assert {each["about"] for each in line(Caller(token=token_of()))["omissions"]} == {"It was sand"}


def test_an_allegation_that_is_not_meant_for_publication_is_left_out_with_its_answer(
    line, incident, coalition, army, reporter, now
):
    secret = AllegationDraft(accused=army, role=AccusedRole.ORDERED, for_publication=False)
    draft = ClaimDraft(incident=incident, text="The army ordered it", allegations=[secret])
    record_utterance(claimants=[coalition], claims=[draft], by=reporter, at=now)
    told = line()
    assert told["text"] == ""
    assert [each["reason"] for each in told["omissions"]] == ["allegation_not_for_publication"]


def test_a_claim_that_was_taken_back_is_not_repeated(line, a_claim, fact_checker, now):
    retract_claim(claim=a_claim, reason="A slip.", by=fact_checker, at=now)
    told = line()
    assert told["text"] == "An earlier statement by Northern coalition has been taken back."
    assert [each["reason"] for each in told["omissions"]] == ["retracted"]


def test_a_public_denial_answers_and_disputes(line, incident, question, army, allegation, reporter, now):
    denies = AnswerDraft(allegation=allegation, position=Position.DENIES)
    draft = ClaimDraft(
        incident=incident, question=question, text="It was not us.", stance=Stance.DENIES, answers=[denies]
    )
    record_utterance(claimants=[army], claims=[draft], by=reporter, at=now)
    assert line()["text"] == (
        f"{SAID} This statement is disputed by Army of the republic. Army of the republic said, in denial: It was not"
        " us. This denied what Northern coalition said, according to one report: The army killed at least 21 people."
    )


def test_a_look_that_found_nothing_is_told_while_it_is_fresh(line, incident, a_claim, army, reporter, now):
    found = {"channels": "Its site", "result": CheckResult.FOUND_NOTHING}
    record_channel_check(incident=incident, party=army, **found, by=reporter, at=now)
    assert line()["text"].endswith(
        f"{army.name} had yet to comment publicly when we last looked, at {NOW:%H:%M} UTC on {NOW:%A}."
    )
    found["result"] = CheckResult.FOUND_SOMETHING
    record_channel_check(incident=incident, party=army, **found, by=reporter, at=now + timedelta(minutes=1))
    assert line()["text"] == SAID


def test_one_that_answers_for_the_accused_is_told_by_its_own_name(
    line, incident, army, allegation, reporter, now, newsroom
):
    ministry = add_party(name="The ministry", kind=PartyKind.MINISTRY, by=reporter, at=now)
    relate_parties(party=ministry, kind=PartyRelationKind.ANSWERS_FOR, other=army, basis="Law", by=reporter, at=now)
    due = {"deadline": now + timedelta(minutes=30), "deadline_zone": "UTC"}
    request = draft_comment_request(
        incident=incident,
        party=ministry,
        allegations=[allegation],
        nature="a report",
        text="Did it?",
        **due,
        by=reporter,
        at=now,
    )
    send_comment_request(comment_request=request, channel=Channel.EMAIL, by=reporter, at=now)
    told = line()
    assert "The ministry had not replied to us by" in told["text"]
    assert "Army of the republic had" not in told["text"]
    assert [each["reason"] for each in told["omissions"]] == ["not_assessed"]


def test_demands_and_characterisations_have_no_status_to_miss(line, incident, coalition, reporter, now):
    draft = ClaimDraft(incident=incident, text="It must end", kind=ClaimKind.DEMAND_OR_INTENTION)
    record_utterance(claimants=[coalition], claims=[draft], by=reporter, at=now)
    assert (line()["text"], line()["omissions"]) == ("It must end, Northern coalition said.", [])


def test_the_language_is_the_newsrooms_or_the_one_asked_for(line, by_viewer, incident, newsroom, a_claim):
    newsroom.language = "fr"
    newsroom.save()
    assert line()["language"] == "fr"
    assert line(query="?language=ar")["language"] == "ar"
    refused = by_viewer.get(f"incidents/{incident.pk}/line/?language=tlh")
    assert refusal(refused, 400)[1] == {"language": "unknown_choice"}
    assert by_viewer.get(f"incidents/{incident.pk}/line/?lang=fr").status_code == 400


def test_as_many_queries_however_much_there_is_to_say(
    line, by_reporter, asked, incident, coalition, army, reporter, now
):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            line(by_reporter)
        return len(captured)

    def grow(number: int) -> None:
        accused = add_party(name=f"Accused {number}", kind=PartyKind.MILITIA, by=reporter, at=now)
        alleged = [AllegationDraft(accused=accused, role=AccusedRole.CARRIED_OUT)]
        drafts = [ClaimDraft(incident=incident, text=f"Claim {number}", allegations=alleged)]
        record_utterance(claimants=[coalition], claims=drafts, by=reporter, at=now)
        request = asked()
        denies = AnswerDraft(allegation=request.asked.get().allegation, position=Position.DENIES)
        record_reply(comment_request=request, kind=ReplyKind.DENIAL, answers=[denies], by=reporter, at=now)
        found = {"channels": "Its site", "result": CheckResult.FOUND_NOTHING}
        record_channel_check(incident=incident, party=accused, **found, by=reporter, at=now)

    grow(0)
    few = queries()
    for number in range(1, 5):
        grow(number)
    assert queries() == few <= 40


def test_words_that_changed_are_told_with_the_figure_that_they_no_longer_say(line, a_claim, reporter, now):
    revise_claim(claim=a_claim, version=1, text="The army killed many people", by=reporter, at=now)
    assert line()["text"].startswith("The army killed many people (at least 21 people killed), Northern coalition said")
