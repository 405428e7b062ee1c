"""Claimed ranges: per metric and population, the lowest lower and highest upper bound, and who says so."""

from collections import defaultdict
from dataclasses import dataclass

from claims.models.claim import Claim
from claims.models.figure import Figure
from claims.models.incident import Incident
from claims.models.matrix import claimants_of
from claims.models.party import Party
from claims.rules.actor import Actor
from claims.rules.figures import closed_bounds
from claims.vocabulary import Qualifier, Scope, Stance, Status


@dataclass(frozen=True)
class RangeEnd:
    """One end: the bound (None is open: nobody gives one), the figures that give it, and whose they are."""

    bound: int | None
    figures: list[Figure]
    parties: list[Party]


@dataclass(frozen=True)
class ClaimedRange:
    """*Claimed*, not established: live, whole, unrefuted figures. Part figures and words are listed apart."""

    metric: str
    metric_label: str
    population: str
    population_label: str
    side: Party | None
    lowest: RangeEnd
    highest: RangeEnd
    wholes: list[Figure]
    apart: list[Figure]


def claimed_ranges(incident: Incident, *, actor: Actor) -> list[ClaimedRange]:
    """The ranges of an incident that the actor may see, in the order in which the metrics were first claimed."""
    claims = Claim.objects.visible_to(actor).filter(incident=incident).live().exclude(status=Status.REFUTED)
    # A denial repeats the number that it denies.
    claims = claims.exclude(stance__in=[Stance.DENIES, Stance.RETRACTS])
    groups: dict[tuple[object, ...], list[tuple[Figure, list[Party]]]] = defaultdict(list)
    for claim in claims.with_parts(actor).prefetch_related("figures__side").order_by("id"):
        for figure in claim.figures.all():
            if figure.withdrawn_at is None:
                groups[_key(figure)].append((figure, claimants_of(claim)))
    return [_range(rows) for rows in groups.values()]


def _key(figure: Figure) -> tuple[object, ...]:
    return (
        figure.metric,
        figure.metric_label.casefold(),
        figure.population,
        figure.population_label.casefold(),
        figure.side_id,
    )


def _range(rows: list[tuple[Figure, list[Party]]]) -> ClaimedRange:
    whole = [row for row in rows if row[0].scope == Scope.WHOLE and row[0].qualifier != Qualifier.IN_WORDS]
    apart = [figure for figure, _parties in rows if not any(figure is counted for counted, _p in whole)]
    first = rows[0][0]
    return ClaimedRange(
        metric=first.metric,
        metric_label=first.metric_label,
        population=first.population,
        population_label=first.population_label,
        side=first.side,
        lowest=_end(whole, lower=True),
        highest=_end(whole, lower=False),
        wholes=[figure for figure, _parties in whole],
        apart=apart,
    )


def _end(rows: list[tuple[Figure, list[Party]]], *, lower: bool) -> RangeEnd:
    """The outermost bound; for the upper end a figure without one leaves the end open."""
    bounds = []
    for figure, parties in rows:
        closed = closed_bounds(Qualifier(figure.qualifier), figure.minimum, figure.maximum)
        bounds.append((closed.lowest if lower else closed.highest, figure, parties))
    open_ones = [row for row in bounds if row[0] is None]
    if open_ones or not bounds:
        return _who(None, open_ones)
    outermost = (min if lower else max)(bound for bound, _f, _p in bounds if bound is not None)
    return _who(outermost, [row for row in bounds if row[0] == outermost])


def _who(bound: int | None, rows: list[tuple[int | None, Figure, list[Party]]]) -> RangeEnd:
    parties = {party.pk: party for _bound, _figure, those in rows for party in those}
    return RangeEnd(bound, [figure for _bound, figure, _parties in rows], list(parties.values()))
