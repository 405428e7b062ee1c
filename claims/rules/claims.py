"""Rules of claims: certainty and its hedge, the question it answers, the labels of its figures."""

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.vocabulary import Certainty, ClaimKind, Metric, Population, Scope, Standing, Status

# Fewer characters resemble too much to look for the like.
LEAST_TO_COMPARE = 12
# Of figures, of allegations and of answers in one claim.
MOST_PARTS = 50


def enough_to_compare(typed: str) -> bool:
    """Whether enough has been typed to ask whether it was claimed before."""
    return len(typed.strip()) >= LEAST_TO_COMPARE


def check_certainty(certainty: str, hedge: str) -> None:
    """The hedge is kept verbatim: anything but a flat claim has one, and a flat claim has none."""
    if certainty != Certainty.FLAT and not hedge:
        raise RuleBroken(
            "hedge_missing",
            _("Give the words with which it was hedged, such as “probably”; they are never lost."),
            field="hedge",
        )
    if certainty == Certainty.FLAT and hedge:
        raise RuleBroken(
            "hedge_in_flat_claim",
            _("A claim made with “%(hedge)s” was not made flatly: choose how certain it was put."),
            field="certainty",
            hedge=hedge,
        )


def check_question(claim_incident: int, question_incident: int | None) -> None:
    """The question that a claim answers is one of the claim's own incident."""
    if question_incident is not None and question_incident != claim_incident:
        raise RuleBroken(
            "question_of_other_incident", _("This question belongs to another incident."), field="question"
        )


def check_kind(kind: str, status: str) -> None:
    """Only a fact keeps a verification status."""
    if kind != ClaimKind.FACT and status != Status.NOT_ASSESSED:
        raise RuleBroken(
            "assessed_claim_stays_a_fact",
            _("This claim has the status “%(status)s”, which only a fact can have. Set it to “not assessed” first."),
            field="kind",
            status=Status(status).label,
        )


def check_live(standing: str) -> None:
    """Only a live claim is assessed, repeated or given another standing."""
    if standing != Standing.LIVE:
        raise RuleBroken(
            "claim_not_live",
            _("This claim no longer stands: it is marked “%(standing)s”."),
            standing=Standing(standing).label,
        )


def check_part_count(count: int, *, field: str) -> None:
    """A longer list of figures, allegations or answers in one claim is a slip."""
    if count > MOST_PARTS:
        raise RuleBroken("too_many_parts", _("At most %(most)s fit in one claim."), field=field, most=MOST_PARTS)


def check_labels(
    *, metric: str, metric_label: str, population: str, population_label: str, scope: str, scope_label: str
) -> None:
    """“Other” and “part” say what they mean; a whole is not a part of anything."""
    needed = (
        (metric == Metric.OTHER, metric_label, "metric_label"),
        (population == Population.OTHER, population_label, "population_label"),
        (scope == Scope.PART, scope_label, "scope_label"),
    )
    for is_needed, label, field in needed:
        if is_needed and not label:
            raise RuleBroken("figure_label_missing", _("Say in words what is counted here."), field=field)
    if scope == Scope.WHOLE and scope_label:
        raise RuleBroken(
            "figure_whole_of_part",
            _("A figure for “%(part)s” is one for a part: change its scope."),
            field="scope",
            part=scope_label,
        )


def check_repeated(*, same_claimants: bool, already: bool) -> None:
    """A claim hangs once on each utterance, and all its utterances are of the same claimants."""
    if already:
        raise RuleBroken("claim_repeated_twice", _("The claim already hangs on this utterance."), field="utterance")
    if not same_claimants:
        raise RuleBroken(
            "other_claimants",
            _("Others said this: record it as a claim of their own."),
            field="utterance",
        )
