"""Claimed ranges: per metric, population and side, the lowest lower and highest upper bound, and who says so."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from claims.models.belligerents import involved
from claims.models.claim import Claim
from claims.models.claim_parts import load_parts
from claims.models.figure import Figure
from claims.models.incident import Incident
from claims.models.matrix import EARLIER, claimants_of, in_order_said
from claims.models.party import Party
from claims.rules.actor import Actor
from claims.rules.figures import Bounds, Counted, closed_bounds, counted, from_words, gives_number
from claims.rules.ranges import End, highest_end, lowest_end
from claims.vocabulary import ClaimKind, Involvement, Qualifier, Scope, Stance, Standing, Status


@dataclass(frozen=True)
class Speaker:
    """One of those who give a figure; `involvement` says why it is no bystander, None if it is one."""

    party: Party
    involvement: Involvement | None


@dataclass(frozen=True)
class Voice:
    """A figure with the claim that holds it and those who make that claim (none: unattributed)."""

    figure: Figure
    claim: Claim
    speakers: list[Speaker]

    @property
    def number(self) -> int | None:
        """What a figure in words counts as in the published table."""
        return from_words(self.figure.wording) if self.figure.qualifier == Qualifier.IN_WORDS else None


@dataclass(frozen=True)
class RangeEnd:
    """One end, as `rules.ranges.End` has it, with those who say so in the place of places."""

    bound: int | None
    voices: list[Voice]
    reaches: int | None
    given: int | None
    given_by: list[Voice]

    @property
    def figures(self) -> list[Figure]:
        return [voice.figure for voice in self.voices]

    @property
    def speakers(self) -> list[Speaker]:
        return list({each.party.pk: each for voice in self.voices for each in voice.speakers}.values())

    @property
    def parties(self) -> list[Party]:
        return [each.party for each in self.speakers]

    @property
    def belligerent(self) -> bool:
        """Whether a party with a side of its own gives it."""
        return any(each.involvement for each in self.speakers)


@dataclass(frozen=True)
class ClaimedRange:
    """*Claimed*, not established: live, whole, unrefuted figures.

    Part figures stand apart, and so do whole figures that are given in words; `earlier` are whole figures that their
    claimants have since replaced or taken back, the earliest first.
    """

    metric: str
    metric_label: str
    population: str
    population_label: str
    side: Party | None
    wholes: list[Voice]
    apart: list[Voice]
    words: list[Voice]
    earlier: list[Voice]

    @cached_property
    def lowest(self) -> RangeEnd:
        return _told(lowest_end([_bounds(voice.figure) for voice in self.wholes]), self.wholes)

    @cached_property
    def highest(self) -> RangeEnd:
        return _told(highest_end([_bounds(voice.figure) for voice in self.wholes]), self.wholes)


def claimed_ranges(incident: Incident, *, actor: Actor) -> list[ClaimedRange]:
    """The ranges of an incident that the actor may see, in the order in which the metrics were first claimed."""
    rows = Claim.objects.visible_to(actor).filter(incident=incident, standing__in=[Standing.LIVE, *EARLIER])
    claims = list(rows.order_by("id"))
    load_parts(claims, actor)
    return ranges_among(claims, incident)


def ranges_among(claims: Iterable[Claim], incident: Incident) -> list[ClaimedRange]:
    """The same of claims of the incident that are loaded with their parts, in the order in which they were recorded."""
    # A status is what stands: refuted is left out once it is signed off, not while that is awaited.
    told = [
        claim
        for claim in claims
        if claim.status != Status.REFUTED and gives_number(ClaimKind(claim.kind), Stance(claim.stance))
    ]
    why = involved(incident, [party for claim in told for party in claimants_of(claim)])
    groups: dict[Counted, list[Voice]] = defaultdict(list)
    for claim in told:
        for figure in claim.figures.all():
            if figure.withdrawn_at is None:
                groups[_key(figure)].append(_voice(figure, claim, why))
    return [_range(voices) for voices in groups.values()]


def _key(figure: Figure) -> Counted:
    side = figure.side.merged_into_id or figure.side_id if figure.side else None
    return counted(figure.metric, figure.metric_label, figure.population, figure.population_label, side)


def _voice(figure: Figure, claim: Claim, why: Mapping[int, Involvement]) -> Voice:
    return Voice(figure, claim, [Speaker(party, why.get(party.pk)) for party in claimants_of(claim)])


def _range(voices: Sequence[Voice]) -> ClaimedRange:
    first = voices[0].figure
    live = [voice for voice in voices if voice.claim.standing == Standing.LIVE]
    earlier = [voice for voice in voices if voice.claim.standing in EARLIER and voice.figure.scope == Scope.WHOLE]
    whole = [voice for voice in live if voice.figure.scope == Scope.WHOLE]
    return ClaimedRange(
        metric=first.metric,
        metric_label=first.metric_label,
        population=first.population,
        population_label=first.population_label,
        side=first.side,
        wholes=[voice for voice in whole if voice.figure.qualifier != Qualifier.IN_WORDS],
        apart=[voice for voice in live if voice.figure.scope == Scope.PART],
        words=[voice for voice in whole if voice.figure.qualifier == Qualifier.IN_WORDS],
        earlier=sorted(earlier, key=lambda voice: in_order_said(voice.claim)),
    )


def _bounds(figure: Figure) -> Bounds:
    return closed_bounds(Qualifier(figure.qualifier), figure.minimum, figure.maximum)


def _told(end: End, voices: Sequence[Voice]) -> RangeEnd:
    return RangeEnd(
        bound=end.bound,
        voices=[voices[place] for place in end.by],
        reaches=end.reaches,
        given=end.given,
        given_by=[voices[place] for place in end.given_by],
    )
