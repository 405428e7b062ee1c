"""No sentence of the line is ever said of a state that it does not belong to, and every language may reorder it."""

from itertools import product
from typing import Any

import pytest

from claims.rules.figure_words import FigureFact
from claims.rules.line import (
    REASONS,
    LineFacts,
    Omission,
    Reason,
    line_of_facts,
    not_asked,
    told_status,
)
from claims.rules.line_answers import SILENCES, SILENCES_TO, AskedFact, SilenceFact
from claims.rules.line_said import CERTAINTIES, STANCES, Account, ClaimFact
from claims.rules.sentences import Described, Listed, Phrase, Plural, Quoted, Told, continued, sentence
from claims.vocabulary import (
    AnswerState,
    Certainty,
    ClaimKind,
    Metric,
    Qualifier,
    ReplyKind,
    SignOffState,
    SilenceKind,
    Stance,
    Status,
)
from tests.rules.test_line import DEAD, GOLDEN, MONDAY, NOW, SHELLED, English

# The words that accuse of silence, and the one state of our own asking, and the silence reported, that each belongs to.
BELONGS_TO = {
    "declined": (AnswerState.DECLINED, SilenceKind.DECLINED),
    "had not replied": (AnswerState.NO_REPLY, SilenceKind.DID_NOT_RESPOND),
    "had not responded": (None, SilenceKind.DID_NOT_RESPOND),
    "could not be reached": (AnswerState.NOT_REACHED, SilenceKind.NOT_REACHED),
    "had yet to comment": (None, SilenceKind.YET_TO_COMMENT),
    "did not": (None, None),
    "refus": (None, None),
    "fail": (None, None),
}
STATES: list[AnswerState | None] = [None, *AnswerState]


def asked(state: AnswerState, own: AnswerState | None, **columns: Any) -> AskedFact:
    given: dict[str, Any] = {"party": 1, "name": "The force", "allegation": 1, "text": SHELLED}
    return AskedFact(**given, state=state, own=own, deadline=MONDAY, zone="UTC", **columns)


@pytest.mark.parametrize("word", list(BELONGS_TO))
def test_words_that_accuse_of_silence_are_said_of_their_own_state_alone(word: str):
    own_state, _kind = BELONGS_TO[word]
    yes_no = (True, False)
    held = (None, ReplyKind.ASKS_FOR_TIME, ReplyKind.REFERS_ELSEWHERE)
    for state, own, replied, told, spoke, tries, holding in product(
        AnswerState, STATES, yes_no, yes_no, yes_no, (0, 1, 2), held
    ):
        row = asked(state, own, replied=replied, told=told, spoke_elsewhere=spoke, tries=tries, holding=holding)
        said = line_of_facts(LineFacts(asked=[row]), English(), now=NOW).text
        assert word not in said or (own == own_state and told), (state, own, said)
        # Who answered, in part or in full, or declined, is never said to be silent.
        if state in (AnswerState.ANSWERED, AnswerState.PARTLY):
            assert said == ""


@pytest.mark.parametrize("word", list(BELONGS_TO))
def test_a_reported_silence_is_told_in_the_words_of_its_kind_alone_and_by_whom(word: str):
    for kind, outlet, asker, spoke in product(SilenceKind, ("", "The wire"), ("", "The agency"), (True, False)):
        row = SilenceFact(1, "The force", kind, 1, outlet=outlet, asker=asker, wording="X", spoke=spoke, text=SHELLED)
        said = line_of_facts(LineFacts(silences=[row]), English(), now=NOW).text
        assert word not in said or kind == BELONGS_TO[word][1], said
        assert (outlet or "one report") in said
        assert "us" not in said.split()


def test_of_whom_nobody_asked_the_line_says_nothing_and_we_are_told():
    row = asked(AnswerState.NOT_ASKED, None)
    assert line_of_facts(LineFacts(asked=[row]), English(), now=NOW).text == ""
    assert not_asked(row) == Omission(
        Reason.NOT_ASKED, claim_text=SHELLED, party=1, party_name="The force", allegation=1
    )
    waived = asked(AnswerState.NOT_ASKED, None, owed=False, waived=True)
    assert (found := not_asked(waived)) is not None
    assert found.reason == Reason.WAIVED
    assert not_asked(asked(AnswerState.NOT_ASKED, None, owed=False)) is None
    assert not_asked(asked(AnswerState.NO_REPLY, AnswerState.NO_REPLY)) is None


def test_every_stance_certainty_silence_and_reason_has_its_template():
    assert set(STANCES) == set(Stance) - {Stance.ASSERTS}
    assert set(CERTAINTIES) == set(Certainty) - {Certainty.FLAT}
    assert set(SILENCES) == set(SilenceKind) == set(SILENCES_TO) | {SilenceKind.OTHER}
    assert set(REASONS) == set(Reason)


@pytest.mark.parametrize("state", list(SignOffState))
@pytest.mark.parametrize("status", list(Status))
def test_a_void_sign_off_is_never_told_and_a_proposal_tells_nothing_of_itself(status: Status, state: SignOffState):
    told, why = told_status(ClaimKind.FACT, status, state, firm=2)
    if state == SignOffState.VOID:
        assert (told, why) == (None, Reason.SIGN_OFF_VOID)
    elif status == Status.NOT_ASSESSED:
        assert told is None
        assert why == (Reason.AWAITING_SIGN_OFF if state == SignOffState.AWAITING else Reason.NOT_ASSESSED)
    else:
        assert told == status  # it is the claim's status that is told, never the one proposed
    assert told_status(ClaimKind.CHARACTERISATION, status, state, firm=2) == (None, None)


def test_lapsed_support_is_not_told():
    assert told_status(ClaimKind.FACT, Status.CORROBORATED, SignOffState.NOT_NEEDED, firm=1) == (
        None,
        Reason.SUPPORT_LAPSED,
    )


class Backwards(English):
    """A language that puts the slots of every template in the reverse order, and the plural first."""

    def translate(self, message: str) -> str:
        slots = [f"%({part.partition(')s')[0]})s" for part in message.split("%(")[1:]]
        return "".join(f"[{slot}]" for slot in reversed(slots)) or f"<{message.replace(' ', '_')}>"

    def plural(self, one: str, many: str, n: int, context: str = "") -> str:
        return self.translate(super().plural(one, many, n))


@pytest.mark.parametrize("facts", [facts for facts, _text in GOLDEN])
def test_a_language_may_reverse_the_order_of_every_template(facts: LineFacts):
    text = line_of_facts(facts, Backwards(), now=NOW).text
    assert "%(" not in text
    # Nothing is put together outside a template: what English has between the slots is nowhere.
    assert not [word for word in (" said", " us ", "had ", " and ", ": ", "according") if word in text]


def test_the_reversed_line_has_everything_in_the_reversed_order():
    account = Account(("The front", "The union"), reports=("The wire",))
    row = ClaimFact(
        1, 1, SHELLED, account, certainty=Certainty.LIKELY, figures=(FigureFact(Metric.KILLED, Qualifier.AT_LEAST, 21),)
    )
    assert line_of_facts(LineFacts(claims=[row]), Backwards(), now=NOW).text == (
        "[[[[[21]]]][The defence force shelled the market]][<as_likely>][[The wire][[The union][The front]]]"
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Phrase("%(who)s spoke.", {"who": "al-Front"}), "al-Front spoke."),
        (Phrase("%(who)s spoke.", {"who": Described("an officer")}), "An officer spoke."),
        (Phrase("%(who)s spoke.", {"who": Listed((Phrase("one report"), "B"))}), "One report and B spoke."),
        (Plural("%(n)s did.", "%(n)s did so.", 12000), "12,000 did so."),
        (Phrase("%(a)s.", {"a": Told("Is it so?")}), "Is it so?"),
        (Phrase("%(a)s.", {"a": Quoted("So.", ends=True)}), "“So.”."),
        (Told("100% of it\nwas so."), "100% of it was so"),
        (Listed(("A", "B", "C", "D")), "A, B, C and D"),
        (Listed(()), ""),
    ],
)
def test_a_sentence_takes_a_capital_only_where_the_words_are_ours(value: Any, text: str):
    assert sentence(value, English()) == text


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("The market burned", "the market burned"),
        ("Mali’s army fired", "Mali’s army fired"),
        (DEAD, "at least 21 people were killed."),
    ],
)
def test_inside_a_sentence_a_statement_gives_up_its_capital_unless_it_may_be_a_name(text: str, inside: str):
    assert continued(text) == inside
