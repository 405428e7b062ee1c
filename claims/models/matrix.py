"""The claim matrix of an incident: questions × parties, in a fixed number of queries whatever its size."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from claims.models.answering import OwedAnswer, answer_states, resolved
from claims.models.claim import Claim
from claims.models.claim_parts import load_parts
from claims.models.figure import Figure
from claims.models.incident import Incident
from claims.models.party import Party
from claims.models.question import Question
from claims.models.silence import ReportedSilence
from claims.models.support import attested_and_supported
from claims.models.utterance import Utterance
from claims.rules.actor import Actor
from claims.rules.answers import worst
from claims.rules.roots import Support
from claims.vocabulary import AnswerState, Position, Stance, Standing

DISPUTING = frozenset({Stance.DENIES, Stance.DISPUTES})
# A later concession hides no earlier position; what was misattributed, or recorded twice, never was one.
EARLIER = frozenset({Standing.SUPERSEDED, Standing.RETRACTED})


@dataclass(frozen=True)
class MatrixClaim:
    """A claim in its cell; `figures` are the current ones, `disputed_by` the parties that deny or dispute it."""

    claim: Claim
    figures: list[Figure]
    support: Support
    disputed_by: list[Party]


@dataclass(frozen=True)
class EarlierClaim:
    """What the party said before, and has since replaced or taken back."""

    claim: Claim
    figures: list[Figure]


@dataclass
class Cell:
    """What one party says on one question, and whether it answers what is alleged against it there.

    `question` or `party` is None for claims that answer no question, or are attributed to nobody.
    """

    question: Question | None
    party: Party | None
    claims: list[MatrixClaim] = field(default_factory=list)
    owed: list[OwedAnswer] = field(default_factory=list)
    silences: list[ReportedSilence] = field(default_factory=list)
    earlier: list[EarlierClaim] = field(default_factory=list)

    @property
    def answer(self) -> AnswerState | None:
        """The worst state over the allegations that the party is owed an answer to here; None if there are none."""
        return worst(each.state for each in self.owed if each.owed)


@dataclass(frozen=True)
class Matrix:
    """`cells` holds those that have anything in them; `at(question, party)` finds one.

    `claims`, with their parts: those that stand in it now or as earlier positions, in the order of their recording.
    """

    incident: Incident
    questions: list[Question]
    parties: list[Party]
    cells: list[Cell]
    claims: list[Claim]

    @cached_property
    def _index(self) -> dict[tuple[int | None, int | None], Cell]:
        return {_place(cell.question, cell.party): cell for cell in self.cells}

    def at(self, question: Question | None, party: Party | None) -> Cell:
        """The cell, empty if nothing stands in it."""
        return self._index.get(_place(question, party)) or Cell(question, party)

    @property
    def has_unattributed(self) -> bool:
        return any(cell.party is None for cell in self.cells)

    @property
    def has_unasked(self) -> bool:
        """Whether claims stand there that answer no question of the incident."""
        return any(cell.question is None for cell in self.cells)


def matrix_of(incident: Incident, *, actor: Actor, now: datetime) -> Matrix:
    """The matrix of an incident that the actor may see. What was superseded or retracted stands as an earlier position,
    what was misattributed or recorded twice is left out."""
    rows = Claim.objects.visible_to(actor).filter(incident=incident, standing__in=[Standing.LIVE, *EARLIER])
    said, questions = list(rows.order_by("id")), list(incident.questions.all())
    asked = {question.pk: question for question in questions}
    for claim in said:
        claim.incident, claim.question = incident, asked.get(claim.question_id or 0)
    load_parts(said, actor)
    claims = [claim for claim in said if claim.standing == Standing.LIVE]
    supports = attested_and_supported(claims)
    owed = answer_states(incident, actor=actor, now=now)
    silences = list(
        ReportedSilence.objects.visible_to(actor)
        .filter(incident=incident)
        .select_related("party__merged_into", "source", "allegation__claim__question", "asked_by")
        .order_by("id")
    )
    table = _Table(incident, questions, said)
    disputes = disputes_among(claims)
    for claim in claims:
        table.place(claim, _in_cell(claim, supports[claim.pk], disputes))
    for claim in said:
        if claim.standing in EARLIER:
            table.place_earlier(claim)
    for each in owed:
        table.cell(each.allegation.claim.question, each.party).owed.append(each)
    for silence in silences:
        table.place_silence(silence)
    return table.finished()


def _place(question: Question | None, party: Party | None) -> tuple[int | None, int | None]:
    return (question.pk if question else None, party.pk if party else None)


class _Table:
    """Collects cells under (question, party)."""

    def __init__(self, incident: Incident, questions: list[Question], said: list[Claim]) -> None:
        self.incident, self.questions, self.said = incident, questions, said
        self._cells: dict[tuple[int | None, int | None], Cell] = {}
        self._parties: dict[int, Party] = {}

    def cell(self, question: Question | None, party: Party | None) -> Cell:
        if party is not None:
            party = self._parties.setdefault(party.pk, party)
        return self._cells.setdefault(_place(question, party), Cell(question, party))

    def place(self, claim: Claim, shown: MatrixClaim) -> None:
        nobody: list[Party | None] = [None]
        for party in claimants_of(claim) or nobody:
            self.cell(claim.question, party).claims.append(shown)

    def place_earlier(self, claim: Claim) -> None:
        nobody: list[Party | None] = [None]
        for party in claimants_of(claim) or nobody:
            self.cell(claim.question, party).earlier.append(EarlierClaim(claim, _figures(claim)))

    def place_silence(self, silence: ReportedSilence) -> None:
        """Beside the allegation it is about; else wherever the party owes an answer; else on its own."""
        party = resolved(silence.party)
        if silence.allegation is not None:
            self.cell(silence.allegation.claim.question, party).silences.append(silence)
            return
        owing = [cell for cell in self._cells.values() if cell.party == party and cell.owed]
        for cell in owing or [self.cell(None, party)]:
            cell.silences.append(silence)

    def finished(self) -> Matrix:
        for cell in self._cells.values():
            cell.claims.sort(key=lambda shown: in_order_said(shown.claim))
            cell.earlier.sort(key=lambda earlier: in_order_said(earlier.claim))
        # Those who speak come first, in the order in which they were recorded; then those who are spoken about.
        parties, cells = list(self._parties.values()), list(self._cells.values())
        return Matrix(self.incident, self.questions, parties, cells, self.said)


def claimants_of(claim: Claim) -> list[Party]:
    """The parties that made the claim, merges resolved; empty if it is unattributed. Needs `with_parts`."""
    found = {
        party.pk: party
        for link in claim.links.all()
        for claimant in link.utterance.claimants.all()
        for party in (resolved(claimant.party),)
    }
    return list(found.values())


def described_as(claim: Claim) -> str:
    """As what the claimant spoke on background, if that is all that the reader is told of it. Needs `with_parts`."""
    descriptions = (link.utterance.background_as for link in claim.links.all())
    return "" if claimants_of(claim) else next(filter(None, descriptions), "")


def first_said(claim: Claim) -> Utterance | None:
    """The utterance with the earliest known date, else the one recorded first. Needs `with_parts`."""
    utterances = [link.utterance for link in claim.links.all()]
    return min(utterances, key=lambda each: (each.said_on is None, each.said_on or date.max, each.pk), default=None)


def in_order_said(claim: Claim) -> tuple[date, int]:
    """What puts claims in the order in which they were said, or else recorded."""
    said = first_said(claim)
    return (said.said_on if said and said.said_on else claim.recorded_at.date(), claim.pk)


def _figures(claim: Claim) -> list[Figure]:
    return [figure for figure in claim.figures.all() if figure.withdrawn_at is None]


def _in_cell(claim: Claim, support: Support, disputes: dict[int, list[Party]]) -> MatrixClaim:
    own = claimants_of(claim)
    return MatrixClaim(
        claim=claim,
        figures=_figures(claim),
        support=support,
        disputed_by=[party for party in disputes[claim.pk] if party not in own],
    )


def disputes_among(claims: Iterable[Claim]) -> dict[int, list[Party]]:
    """Claim id → parties that deny or dispute it: by answering its allegations, or by a counter-claim."""
    found: dict[int, list[Party]] = defaultdict(list)
    rows = list(claims)
    of_allegation = {allegation.pk: claim.pk for claim in rows for allegation in claim.allegations.all()}
    for claim in rows:
        denied = {
            of_allegation[answer.allegation_id]
            for answer in claim.answers.all()
            if answer.withdrawn_at is None
            and answer.position == Position.DENIES
            and answer.allegation_id in of_allegation
        }
        if claim.stance in DISPUTING and not claim.answers.all():
            denied |= {
                other.pk
                for other in rows
                if other.question_id == claim.question_id is not None
                and other.pk != claim.pk
                and other.stance not in DISPUTING
            }
        for claim_id in denied:
            found[claim_id] += [party for party in claimants_of(claim) if party not in found[claim_id]]
    return found
