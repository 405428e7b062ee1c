"""The line, first part: who said what. Our copy says “said”, whatever the stance, and takes nobody's side.

One claim is one sentence, with its certainty, bounds and parts; plain statements of one account on one question stand
in one. After it come, as sentences of their own, what the claim answers, who disputes it, on what the account rests,
and what we established ourselves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from claims.errors import gettext_noop as _
from claims.errors import ngettext_noop, number_noop
from claims.rules.figure_words import FigureFact, figure_phrase, is_told_by
from claims.rules.sentences import Described, Language, Listed, Phrase, Plural, Quoted, Told, Value
from claims.vocabulary import Certainty, Position, Stance, Status

SAID = _("%(who)s said")
SAID_VIA = _("%(who)s said, according to %(via)s")
SAID_JOINTLY = _("%(who)s said jointly")
SAID_JOINTLY_VIA = _("%(who)s said jointly, according to %(via)s")
ONE_REPORT = _("one report")
REPORTS = ngettext_noop("%(n)s report", "%(n)s reports")
WITHHELD = _("a person whose name is withheld")
UNKNOWN = _("an account whose origin is not known")

PLAIN = _("%(claim)s, %(said)s.")
SEVERAL = _("%(said)s: %(claims)s.")
IN_A_MANNER = _("%(said)s, %(manner)s: %(claim)s.")
IN_TWO_MANNERS = _("%(said)s, %(stance)s, %(certainty)s: %(claim)s.")
WITH_FIGURES = _("%(claim)s (%(figures)s)")
STANCES = {
    Stance.CLAIMS_RESPONSIBILITY: _("claiming responsibility"),
    Stance.DENIES: _("in denial"),
    Stance.DISPUTES: _("disputing other accounts"),
    Stance.ACCEPTS: _("in acceptance"),
    Stance.PARTLY_ACCEPTS: _("in part acceptance"),
    Stance.NO_POSITION: _("taking no position"),
    Stance.RETRACTS: _("taking back an earlier statement"),
}
CERTAINTIES = {
    Certainty.LIKELY: _("as likely"),
    Certainty.SUSPECTED: _("as a suspicion"),
    Certainty.POSSIBLE: _("as a possibility"),
    Certainty.CANNOT_SAY: _("without being able to say whether it was so"),
}
IN_THE_WORDS = _("%(certainty)s (%(hedge)s)")
WORD_FOR_WORD = _("in the words %(hedge)s")

ANSWERS = {
    Position.DENIES: _("This denied what %(said)s: %(allegation)s."),
    Position.ACCEPTS: _("This accepted what %(said)s: %(allegation)s."),
    Position.PARTLY: _("This accepted part of what %(said)s: %(allegation)s."),
    Position.NO_POSITION: _("This took no position on what %(said)s: %(allegation)s."),
}
DISPUTED = _("This statement is disputed by %(parties)s.")
ONE_ORIGIN = number_noop("The account, carried by %(documents)s documents, rests on one known origin.")
NO_ORIGIN = number_noop("The account is carried by %(documents)s documents; its origin is not known.")
TAKEN_BACK = _("An earlier statement by %(who)s has been taken back.")
STATUSES = {
    Status.ESTABLISHED: _("We have established that this statement is correct."),
    Status.REFUTED: _("We have established that this statement is not correct."),
    Status.CONTESTED: _("We found credible evidence both for and against this statement."),
    Status.COULD_NOT_BE_VERIFIED: _("We could not verify this statement."),
}
CORROBORATED = number_noop("This statement is supported by %(n)s known origins that do not depend on one another.")


@dataclass(frozen=True)
class Account:
    """Who says it and where we have it from, as far as it may be told.

    `speakers` are names; without any it is a description (on background), a `protected` person, or nobody we know.
    `reports` holds, where we have it from reports alone, a report's outlet each, "" if it is not known.
    """

    speakers: tuple[str, ...] = ()
    described: str = ""
    protected: bool = False
    reports: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnsweredFact:
    """An allegation that is answered: how, who made it, and in what statement."""

    position: Position
    account: Account
    text: str


@dataclass(frozen=True)
class ClaimFact:
    """One live claim that may be printed. `told_status` is None where no status may be told."""

    id: int
    question: int | None
    text: str
    account: Account
    stance: Stance = Stance.ASSERTS
    certainty: Certainty = Certainty.FLAT
    hedge: str = ""
    figures: tuple[FigureFact, ...] = ()
    answers: tuple[AnsweredFact, ...] = ()
    disputed_by: tuple[str, ...] = ()
    told_status: Status | None = None
    documents: int = 0
    known_roots: int = 0
    supported_by: int = 0


@dataclass(frozen=True)
class Said:
    """One sentence of the line, and the claims that it tells."""

    sentence: Value
    claims: tuple[int, ...] = ()


def attributions(claims: Sequence[ClaimFact], language: Language) -> list[Said]:
    """The claims of one question in their order, those that say plainly what one account has in one sentence."""
    found: list[Said] = []
    for _key, group in groupby(claims, _together):
        rows = list(group)
        if len(rows) == 1:
            found += _of(rows[0], language)
        else:
            found += [_several(rows, language), *_notes(rows[0])]
    return found


def taken_back(account: Account) -> Said:
    """That somebody took back a statement, without saying it once more."""
    return Said(Phrase(TAKEN_BACK, {"who": _who(account)}))


def speaking(account: Account) -> Phrase:
    """*A said, according to one report*."""
    via = _via(account)
    if not (account.speakers or account.described or account.protected):
        return Phrase(SAID, {"who": via or Phrase(UNKNOWN)})
    jointly = len(account.speakers) > 1
    if via is None:
        return Phrase(SAID_JOINTLY if jointly else SAID, {"who": _who(account)})
    return Phrase(SAID_JOINTLY_VIA if jointly else SAID_VIA, {"who": _who(account), "via": via})


def answered(answers: Iterable[AnsweredFact]) -> list[Value]:
    """What a statement answers, and how: one sentence for each allegation."""
    return [
        Phrase(ANSWERS[each.position], {"said": speaking(each.account), "allegation": Told(each.text)})
        for each in answers
    ]


def _of(claim: ClaimFact, language: Language) -> list[Said]:
    said, text = speaking(claim.account), _claim(claim, language)
    stance, certainty = _stance(claim), _certainty(claim)
    slots: dict[str, Value] = {"said": said, "claim": text}
    if stance and certainty:
        sentence = Phrase(IN_TWO_MANNERS, slots | {"stance": stance, "certainty": certainty})
    elif manner := stance or certainty:
        sentence = Phrase(IN_A_MANNER, slots | {"manner": manner})
    else:
        sentence = Phrase(PLAIN, slots)
    return [Said(sentence, (claim.id,)), *_notes(claim)]


def _several(claims: Sequence[ClaimFact], language: Language) -> Said:
    statements = [_claim(claim, language, inside=place > 0) for place, claim in enumerate(claims)]
    slots: dict[str, Value] = {"said": speaking(claims[0].account), "claims": Listed(statements, long=True)}
    return Said(Phrase(SEVERAL, slots), tuple(claim.id for claim in claims))


def _claim(claim: ClaimFact, language: Language, *, inside: bool = False) -> Value:
    """The statement, and beside it those of its figures that it does not say itself."""
    untold = [figure for figure in claim.figures if not is_told_by(claim.text, figure, language)]
    text = Told(claim.text, inside=inside)
    if not untold:
        return text
    return Phrase(
        WITH_FIGURES, {"claim": text, "figures": Listed([figure_phrase(each, in_print=True) for each in untold])}
    )


def _stance(claim: ClaimFact) -> Value | None:
    return Phrase(STANCES[claim.stance]) if claim.stance in STANCES else None


def _certainty(claim: ClaimFact) -> Value | None:
    hedge = Quoted(claim.hedge)
    if claim.certainty not in CERTAINTIES:
        return Phrase(WORD_FOR_WORD, {"hedge": hedge}) if claim.hedge else None
    certainty = Phrase(CERTAINTIES[claim.certainty])
    return Phrase(IN_THE_WORDS, {"certainty": certainty, "hedge": hedge}) if claim.hedge else certainty


def _notes(claim: ClaimFact) -> list[Said]:
    """What follows a claim: what it answers, who disputes it, where it comes from, what we found."""
    notes = answered(claim.answers)
    if claim.disputed_by:
        notes.append(Phrase(DISPUTED, {"parties": Listed(claim.disputed_by)}))
    if origins := _origins(claim):
        notes.append(Plural(*origins, claim.documents, {"documents": claim.documents}))
    if claim.told_status == Status.CORROBORATED:
        notes.append(Plural(*CORROBORATED, claim.supported_by))
    elif claim.told_status in STATUSES:
        notes.append(Phrase(STATUSES[claim.told_status]))
    return [Said(note, (claim.id,)) for note in notes]


def _origins(claim: ClaimFact) -> tuple[str, str] | None:
    """The template that says that many documents are not many witnesses; None where there is no need to."""
    if claim.documents < 2 or claim.known_roots > 1:
        return None
    return ONE_ORIGIN if claim.known_roots else NO_ORIGIN


def _together(claim: ClaimFact) -> tuple[object, ...]:
    """The same for statements that stand in one sentence; of its own for any that says more than that it was so."""
    plain = claim.stance == Stance.ASSERTS and _certainty(claim) is None
    alone = claim.answers or claim.disputed_by or claim.told_status
    return (claim.account, _origins(claim), claim.documents) if plain and not alone else (claim.id,)


def _who(account: Account) -> Value:
    if account.speakers:
        return Listed(account.speakers)
    return Described(account.described) if account.described else Phrase(WITHHELD)


def _via(account: Account) -> Value | None:
    """The reports that we have it from; None where we have it otherwise as well, or from the speaker's own outlet."""
    others = tuple(name for name in account.reports if not name or name not in account.speakers)
    if not account.reports or len(others) < len(account.reports):
        return None
    if all(others):
        return Listed(tuple(dict.fromkeys(others)))
    return Phrase(ONE_REPORT) if len(others) == 1 else Plural(*REPORTS, len(others))
