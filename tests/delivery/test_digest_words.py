"""What each item of a digest says, and the line between the states of answers."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from claims.delivery._digest_rows import Telling
from claims.delivery._digest_subject import window_words
from claims.delivery._digest_words import SENTENCES, sentence_of
from claims.delivery.digest_view import MOST_GROUPS, MOST_LINES, common_of, own_of, view_of, with_own
from claims.rules.digest_items import Item
from claims.vocabulary import (
    AnswerState,
    DigestItemKind,
    DigestSection,
    FlagKind,
    ReplyKind,
    SilenceKind,
    Standing,
    Terms,
)
from tests.digest_letters import BEGAN, ENDED, SITE, K, Record, a_record, a_week, an_item, owed, tallies, told_of

CLAIM = "Coalition’s claim that “At least 21 people were killed”"
SAY = {
    K.SIGN_OFF_WAITING: "Your signature has been needed for 3 days, to call this “Established by us”: "
    "an unnamed account’s claim that “The depot was set on fire” (given as a suspicion).",
    K.INCIDENT_OPENED: "A new incident: “What was hit.”",
    K.STATUS_MOVED: f"From “Not assessed” to “Contested”: {CLAIM}. Why: “Two hospitals disagree.”",
    K.POSITION_MOVED: f"Army now accepts {CLAIM}; before, it denied it.",
    K.REPLY: "Army replied to us: “We are looking into it.”",
    K.CONTRADICTION: f"A contradiction is confirmed: {CLAIM}; "
    "Army’s denial, “Nobody was hit” (given as likely: “probably”).",
    K.CLAIM_FELL: "Taken back: an unnamed account’s claim that “The depot was set on fire” (given as a suspicion).",
    K.YET_TO_ANSWER: "Army has not answered for 6 days; asked twice, by mail and phone.",
    K.SILENCE_REPORTED: "Daily reports that Army declined to comment: “An officer would not say.”",
    K.ONE_ROOT: f"Rests on one known root: {CLAIM}.",
    K.NOT_ASSESSED: "Not assessed for 11 days: an unnamed account’s claim that “The depot was set on fire” "
    "(given as a suspicion).",
    K.FLAG: "Update or correct what we printed on 20 Aug 2026 10:00 (UTC)? “21 people died.”",
}
STATES_SAY = {
    AnswerState.NOT_ASKED: f"Nobody has asked Army about this, which has been due for 6 days: {CLAIM}",
    AnswerState.NOT_REACHED: "Army has not been reached so far; tried twice, by mail and phone.",
    AnswerState.NO_REPLY: "Army has not answered for 6 days; asked twice, by mail and phone.",
    AnswerState.ASKED: "Army has until 2 Sep 2026 12:00 (UTC) to answer; asked twice, by mail and phone.",
    AnswerState.PARTLY: "Army has answered in part; asked twice, by mail and phone.",
    AnswerState.DECLINED: "Army declined to comment.",
    AnswerState.ANSWERED: "Army has answered.",
}


def says(item: Item, record: Record | None = None) -> str:
    return sentence_of(item, Telling(record or a_record(), ENDED))


def test_there_is_a_sentence_for_every_kind():
    assert set(SENTENCES) == set(DigestItemKind) == set(SAY)


@pytest.mark.parametrize("item", a_week(), ids=lambda item: str(item.kind))
def test_each_kind_is_one_whole_sentence(item: Item):
    assert says(item) == SAY[item.kind]


@pytest.mark.parametrize("state", list(AnswerState))
def test_each_state_of_an_answer_has_words_of_its_own(state: AnswerState):
    through = state != AnswerState.NOT_REACHED
    words = says(owed(state, went_through=through, deadline="2026-09-02T12:00:00+00:00"))

    assert words == STATES_SAY[state]
    assert ("declined" in words) == (state == AnswerState.DECLINED)
    assert ("reached" in words) == (state == AnswerState.NOT_REACHED)
    assert ("has not answered" in words) == (state == AnswerState.NO_REPLY)
    for others in ("did not respond", "did not reply", "refused", "no comment"):
        assert others not in words


def test_who_has_been_asked_without_a_time_that_lies_ahead_is_not_called_overdue():
    assert says(owed(AnswerState.ASKED)) == (
        "Army has been asked and has not answered yet; asked twice, by mail and phone."
    )


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"attempts": 1, "channels": ["phone"]}, "asked once, by phone."),
        ({"attempts": 3, "channels": ["email", "phone", "post"]}, "asked 3 times, by mail, phone and post."),
        ({"attempts": 0, "channels": []}, "asked."),
        ({"attempts": 1, "channels": ["email"], "went_through": False}, "tried once, by mail."),
        ({"attempts": 2, "channels": ["email"], "went_through": False}, "tried twice, by mail."),
        ({"attempts": 4, "channels": ["email"], "went_through": False}, "tried 4 times, by mail."),
    ],
)
def test_it_says_how_often_somebody_was_asked_and_how(facts: dict[str, Any], words: str):
    assert says(owed(AnswerState.NO_REPLY, **facts)) == f"Army has not answered for 6 days; {words}"


@pytest.mark.parametrize("kind", list(SilenceKind))
def test_a_reported_silence_is_told_as_its_sources(kind: SilenceKind):
    rows = {"reportedsilence": 1, "party": 1, "source": 1}
    assert says(an_item(K.SILENCE_REPORTED, rows=rows, kind=str(kind))).startswith("Daily reports ")


@pytest.mark.parametrize("kind", list(ReplyKind))
def test_only_who_declined_is_said_to_have_declined(kind: ReplyKind):
    words = says(an_item(K.REPLY, rows={"reply": 1, "commentrequest": 1}, kind=str(kind)))
    assert ("declined" in words) == (kind == ReplyKind.DECLINES)


@pytest.mark.parametrize("terms", [each for each in Terms if each != Terms.ON_THE_RECORD])
def test_a_reply_that_is_not_on_the_record_names_nobody_and_quotes_nothing(terms: Terms):
    record = a_record()
    record.rows["reply", 1]["terms"] = str(terms)
    words = says(an_item(K.REPLY, rows={"reply": 1, "commentrequest": 1}, kind="statement"), record)
    assert words == "A reply came on terms that keep it from being told by mail."


def test_a_reply_whose_row_is_kept_from_the_digest_is_nobodys():
    words = says(an_item(K.REPLY, rows={"commentrequest": 1, "party": 1}))
    assert words == "A reply came on terms that keep it from being told by mail."


@pytest.mark.parametrize("standing", [each for each in Standing if each != Standing.LIVE])
def test_a_claim_that_fell_is_still_told_as_somebodys(standing: Standing):
    assert CLAIM in says(an_item(K.CLAIM_FELL, rows={"claim": 1}, standing=str(standing)))


@pytest.mark.parametrize("kind", list(FlagKind))
def test_every_flag_has_a_sentence_without_gaps(kind: FlagKind):
    rows = {"flag": 1, "claim": 1, "party": 1, "use": 1}
    words = says(an_item(K.FLAG, rows=rows, flag=str(kind), since="2026-08-29T09:00:00+00:00"))
    assert words
    assert "%(" not in words
    assert "  " not in words


def test_what_was_redacted_or_is_not_on_record_leaves_a_sentence_behind():
    for item in a_week():
        assert says(item, Record({}))


@pytest.mark.parametrize("kind", [K.ONE_ROOT, K.NOT_ASSESSED, K.STATUS_MOVED, K.CLAIM_FELL])
def test_certainty_stays_with_a_claim_wherever_it_is_told(kind: DigestItemKind):
    moved = {"from": "contested", "to": "refuted"}
    assert "(given as a suspicion)" in says(an_item(kind, rows={"claim": 3}, standing="retracted", **moved))


def test_words_that_read_from_the_right_are_kept_apart():
    record = a_record()
    record.rows["party", 1]["name"] = "جيش"
    assert says(owed(AnswerState.NO_REPLY), record).startswith("\u2068جيش\u2069 has not answered")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("\u202eArmy", "Army"),
        ("Ar\u202d\u2066my\u2067", "Army"),
        ("Army\u2069\u202c", "Army"),
        ("جيش\u2069\u202e", "\u2068جيش\u2069"),
        ("A\u200erm\u200dy", "A\u200erm\u200dy"),
    ],
)
def test_no_name_turns_the_sentence_around_that_it_stands_in(name: str, told: str):
    record = a_record()
    record.rows["party", 1]["name"] = name
    assert says(owed(AnswerState.NO_REPLY), record).startswith(f"{told} has not answered")


@pytest.mark.parametrize(
    ("items", "counted", "subject"),
    [
        ([], (), "Nothing new on the record"),
        ([], (1,), "1 new entry, nothing urgent"),
        ([], (2, 3), "5 new entries, nothing urgent"),
        ([an_item(K.INCIDENT_OPENED)], (), "1 new incident"),
        ([owed(AnswerState.NO_REPLY), owed(AnswerState.NO_REPLY)], (), "1 party overdue"),
        (
            [an_item(K.STATUS_MOVED, to="contested")] * 3
            + [owed(AnswerState.NO_REPLY), an_item(K.YET_TO_ANSWER, rows={"party": 2}, state="no_reply")]
            + [an_item(K.REPLY)],
            (4,),
            "3 claims contested, 2 parties overdue",
        ),
        ([an_item(K.ONE_ROOT, rows={"claim": 1})] * 2, (), "2 weak spots"),
    ],
)
def test_the_subject_says_what_matters_most(items: list[Item], counted: tuple[int, ...], subject: str):
    assert view_of(told_of(items, tallies=tallies(*counted)), site=SITE).subject == f"{subject} — week of 24 August"


def test_a_window_within_a_day_is_named_by_the_day():
    day = datetime(2026, 8, 24, 6, tzinfo=UTC)
    assert window_words(day, day + timedelta(hours=9)) == "24 August"
    assert window_words(day, day + timedelta(days=2)) == "24 August to 26 August"


def test_the_subject_of_who_only_has_something_to_do_says_so():
    view = view_of(told_of(a_week()[:1]), site=SITE)
    assert view.subject == "1 thing needs you — week of 24 August"
    assert view.preheader == f"1 thing needs you: {SAY[K.FLAG]}"


def test_a_longer_window_is_named_by_both_ends():
    later = told_of([], began=BEGAN.replace(month=7, day=3))
    assert view_of(later, site=SITE).subject == "Nothing new on the record — 3 July to 31 August"


def test_the_most_urgent_incident_comes_first_and_what_has_no_room_is_counted():
    many = [owed(AnswerState.ASKED, incident=1)] * (MOST_LINES + 7) + [owed(AnswerState.NO_REPLY, incident=2)]
    (section,) = view_of(told_of(many), site=SITE).sections

    assert [group.title for group in section.groups] == [
        "Fire in the depot (OR-0002)",
        "Strike on the market (OR-0001)",
    ]
    assert [group.more for group in section.groups] == [0, 7]
    assert section.groups[1].more_url == f"{SITE}/incidents/OR-0001/ledger/"
    assert section.count == len(many)


def test_incidents_that_have_no_room_are_counted_too():
    many = [an_item(K.ONE_ROOT, incident, rows={"claim": 1}) for incident in range(1, MOST_GROUPS + 4)]
    (section,) = view_of(told_of(many), site=SITE).sections
    assert (len(section.groups), section.more) == (MOST_GROUPS, 3)
    assert section.more_url == f"{SITE}/incidents/"


def test_sections_come_in_their_order_and_an_empty_digest_has_none():
    view = view_of(told_of(a_week()), site=SITE)
    assert [each.code for each in view.sections] == [each for each in DigestSection if each != DigestSection.NUMBERS]
    assert not view.empty
    assert view_of(told_of([], tallies=tallies(1)), site=SITE).empty


def test_the_parts_make_the_same_digest_as_the_whole():
    whole = told_of(a_week(), tallies=tallies(1, 0, 2))
    assert with_own(common_of(whole, site=SITE), own_of(whole, site=SITE)) == view_of(whole, site=SITE)


def test_the_days_are_those_of_the_window_and_the_longest_bar_is_full():
    numbers = view_of(told_of([], tallies=tallies(3, 0, 6)), site=SITE).numbers
    assert [(day.label, day.count, day.share) for day in numbers.days[:3]] == [
        ("Mon 24 Aug", 3, 50),
        ("Tue 25 Aug", 0, 0),
        ("Wed 26 Aug", 6, 100),
    ]
    assert sum(day.count for day in numbers.days) == numbers.total == 9


def test_a_long_window_has_no_more_bars_than_fit():
    numbers = view_of(told_of([], tallies=tallies(*[1] * 100)), site=SITE).numbers
    assert len(numbers.days) <= 14
    assert sum(day.count for day in numbers.days) == 100


def test_addresses_are_of_the_site_that_was_given():
    sections = view_of(told_of(a_week()), site="").sections
    groups = [group for section in sections for group in section.groups]
    assert all(line.url.startswith("/") for group in groups for line in group.lines)
    assert all(group.url.startswith("/") for group in groups)
