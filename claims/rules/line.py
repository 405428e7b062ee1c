"""The line: text that is ready to be pasted into a story, from what is on record about one incident.

First who said what, question by question; then what was replied to us, who had not replied, and whose silence others
report. What may not be printed is not in it, and is listed beside it, for those who may see it, with the reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from claims.errors import gettext_noop as _
from claims.rules.line_answers import (
    AskedFact,
    LookFact,
    ReplyFact,
    SilenceFact,
    looked,
    our_asking,
    replies,
    reported_silences,
)
from claims.rules.line_said import Account, ClaimFact, Said, attributions, taken_back
from claims.rules.sentences import Language, Phrase, Value, sentence
from claims.vocabulary import AnswerState, ClaimKind, SignOffState, Status

EXERCISE = _("This is a training exercise: nothing of what follows happened.")


class Reason(StrEnum):
    """Why something is not in the line."""

    OFF_THE_RECORD = "off_the_record"
    NOT_FOR_ATTRIBUTION = "not_for_attribution"
    EMBARGOED = "embargoed"
    ALLEGATION_NOT_FOR_PUBLICATION = "allegation_not_for_publication"
    SUPERSEDED = "superseded"
    RETRACTED = "retracted"
    MISATTRIBUTED = "misattributed"
    DUPLICATE = "duplicate"
    NOT_ASSESSED = "not_assessed"
    AWAITING_SIGN_OFF = "awaiting_sign_off"
    SIGN_OFF_VOID = "sign_off_void"
    SUPPORT_LAPSED = "support_lapsed"
    NOT_ASKED = "not_asked"
    WAIVED = "waived"
    REPLY_WITHHELD = "reply_withheld"
    REPLY_ON_BACKGROUND = "reply_on_background"
    REPLY_LONG = "reply_long"
    SPOKE_SINCE = "spoke_since"


REASONS = {
    Reason.OFF_THE_RECORD: _("It was said off the record."),
    Reason.NOT_FOR_ATTRIBUTION: _("It was said not for attribution."),
    Reason.EMBARGOED: _("It is under an embargo."),
    Reason.ALLEGATION_NOT_FOR_PUBLICATION: _("It holds an allegation that is not meant for publication."),
    Reason.SUPERSEDED: _("The claim has been replaced by a later one."),
    Reason.RETRACTED: _("The claim has been taken back; the line says that, and not what it was."),
    Reason.MISATTRIBUTED: _("The claim was attributed wrongly."),
    Reason.DUPLICATE: _("The claim is recorded twice."),
    Reason.NOT_ASSESSED: _("The statement is in; nothing is said of whether it is true: we have not assessed it."),
    Reason.AWAITING_SIGN_OFF: _("The statement is in, our finding is not: it awaits its sign-off."),
    Reason.SIGN_OFF_VOID: _("The statement is in, our finding is not: its sign-off is void."),
    Reason.SUPPORT_LAPSED: _("The statement is in, our finding is not: it could not be called corroborated today."),
    Reason.NOT_ASKED: _("Nobody asked; nothing is said of an answer."),
    Reason.WAIVED: _("It was decided not to ask; nothing is said of an answer."),
    Reason.REPLY_WITHHELD: _(
        "It replied on terms that keep the reply out of print; so nothing is said of its silence."
    ),
    Reason.REPLY_ON_BACKGROUND: _("It replied on background; so it is not named, and nothing is said of its silence."),
    Reason.REPLY_LONG: _("The reply is long; quote from it yourself."),
    Reason.SPOKE_SINCE: _(
        "A source reports its silence, or we found none of its words; it has spoken on the incident."
    ),
}
CORROBORATED_BY = 2


@dataclass(frozen=True)
class Omission:
    """What is not in the line, and why: by the ids and names of what it is about."""

    reason: Reason
    claim: int | None = None
    claim_text: str = ""
    party: int | None = None
    party_name: str = ""
    allegation: int | None = None


@dataclass(frozen=True)
class LineFacts:
    """All that the line is made of, in its order: claims by question, then by when they were recorded."""

    claims: Sequence[ClaimFact] = ()
    taken_back: Sequence[tuple[int | None, Account]] = ()
    replies: Sequence[ReplyFact] = ()
    asked: Sequence[AskedFact] = ()
    silences: Sequence[SilenceFact] = ()
    looked: Sequence[LookFact] = ()
    exercise: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Sentences on one question (None: on none), or, with `answers`, what is to be said of those who are to answer."""

    question: int | None
    answers: bool
    sentences: Sequence[Said]


@dataclass(frozen=True)
class Line:
    """The line as it is told: `paragraphs` of sentences, and what was left out."""

    paragraphs: Sequence[Paragraph]
    language: Language
    omissions: Sequence[Omission] = field(default_factory=tuple)

    @property
    def text(self) -> str:
        """The whole of it, ready to be pasted."""
        return "\n\n".join(" ".join(self.words(said) for said in each.sentences) for each in self.paragraphs)

    def words(self, said: Said) -> str:
        return sentence(said.sentence, self.language)


def line_of_facts(facts: LineFacts, language: Language, *, now: datetime, omissions: Sequence[Omission] = ()) -> Line:
    """The line: a paragraph per question, then one on the answers."""
    paragraphs = [Paragraph(None, False, [Said(Phrase(EXERCISE))])] if facts.exercise else []
    back = list(facts.taken_back)
    for question, rows in groupby(facts.claims, lambda claim: claim.question):
        said = attributions(list(rows), language)
        said += [taken_back(account) for at, account in back if at == question]
        back = [each for each in back if each[0] != question]
        paragraphs.append(Paragraph(question, False, said))
    if back:
        paragraphs.append(Paragraph(None, False, [taken_back(account) for _at, account in back]))
    answers = replies(facts.replies) + our_asking(facts.asked, now=now)
    answers += reported_silences(facts.silences) + looked(facts.looked, now=now)
    if answers:
        paragraphs.append(Paragraph(None, True, answers))
    return Line(paragraphs, language, tuple(omissions))


def told_status(
    kind: ClaimKind, status: Status, state: SignOffState, *, firm: int
) -> tuple[Status | None, Reason | None]:
    """The status that may be told of a claim, and why none may, or why nothing is said. Only facts have one."""
    if kind != ClaimKind.FACT:
        return None, None
    held = {SignOffState.VOID: Reason.SIGN_OFF_VOID, SignOffState.AWAITING: Reason.AWAITING_SIGN_OFF}.get(state)
    if state == SignOffState.VOID:
        return None, held
    if status == Status.NOT_ASSESSED:
        return None, held or Reason.NOT_ASSESSED
    if status == Status.CORROBORATED and firm < CORROBORATED_BY:
        return None, held or Reason.SUPPORT_LAPSED
    return status, held


def not_asked(each: AskedFact) -> Omission | None:
    """Why nothing is said of a party that is to answer; None if it is, or if nothing is owed."""
    if each.state != AnswerState.NOT_ASKED or not (each.owed or each.waived):
        return None
    reason = Reason.WAIVED if each.waived else Reason.NOT_ASKED
    return Omission(reason, claim_text=each.text, party=each.party, party_name=each.name, allegation=each.allegation)


def words_of(reason: Reason) -> Value:
    """Why it was left out, in words."""
    return Phrase(REASONS[reason])
