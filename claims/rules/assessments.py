"""What each verification status needs before a claim may have it: one table, and refusals that say what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.rules.claims import check_live
from claims.rules.roots import Root, Support
from claims.vocabulary import ClaimKind, Standing, Status

ROOTS_NEEDED = 2
# More roots than these are not spelled out in a refusal.
MOST_LISTED = 3


@dataclass(frozen=True)
class Needs:
    """What a status needs. `distinct_roots`: of a firm basis, the claimant's own excluded."""

    rationale: bool = True
    second_person: bool = False
    distinct_roots: int = 0
    both_sides: bool = False


NEEDS = {
    Status.NOT_ASSESSED: Needs(),
    Status.CORROBORATED: Needs(rationale=False, distinct_roots=ROOTS_NEEDED),
    Status.ESTABLISHED: Needs(second_person=True),
    Status.CONTESTED: Needs(both_sides=True),
    Status.REFUTED: Needs(second_person=True),
    Status.COULD_NOT_BE_VERIFIED: Needs(),
}
# Whether there is one firm root, and what there is beside it that does not count.
ROOTS_MISSING = {
    (False, ""): _("Two distinct roots are needed; this claim has none beside its claimant."),
    (False, "unknown"): _(
        "Two distinct roots are needed; this claim has none beside its claimant. Unknown and anonymous roots"
        " (%(unknown)s here) count only once it is recorded why one is distinct."
    ),
    (False, "told"): _(
        "Two distinct roots that know for themselves are needed; this claim has none."
        " Only told, or silent on how they know: %(told)s."
    ),
    (True, ""): _("Two distinct roots are needed; this claim has one (%(roots)s; pieces of evidence: %(pieces)s)."),
    (True, "unknown"): _(
        "Two distinct roots are needed; this claim has one (%(roots)s; pieces of evidence: %(pieces)s). Unknown and"
        " anonymous roots (%(unknown)s here) count only once it is recorded why one is distinct."
    ),
    (True, "told"): _(
        "Two distinct roots that know for themselves are needed; this claim has one (%(roots)s)."
        " Only told, or silent on how they know: %(told)s."
    ),
}


def check_assessable(kind: ClaimKind, standing: Standing) -> None:
    """Only facts that still stand take a status."""
    if kind != ClaimKind.FACT:
        raise RuleBroken(
            "only_facts_are_assessed",
            _("This is recorded as “%(kind)s”: it is attributed, not assessed. Only facts take a status."),
            kind=kind.label,
        )
    check_live(standing)


def check_assessment(*, now: Status, wanted: Status, rationale: str, support: Support) -> None:
    """Refuse a status for which something is missing."""
    needs = NEEDS[wanted]
    if needs.second_person:
        raise RuleBroken(
            "second_person_needed",
            _("“%(status)s” needs the sign-off of a second person, which cannot be given yet."),
            field="status",
            status=wanted.label,
        )
    if wanted == now == Status.NOT_ASSESSED:
        raise RuleBroken(
            "nothing_assessed", _("This claim has not been assessed; there is nothing to take back."), field="status"
        )
    if needs.rationale and not rationale:
        raise RuleBroken(
            "rationale_missing",
            _("“%(status)s” needs a rationale: say what you looked at and how you judged."),
            field="rationale",
            status=wanted.label,
        )
    if support.firm_roots < needs.distinct_roots:
        raise _roots_missing(support)
    if needs.both_sides:
        _check_both_sides(support)


def _roots_missing(support: Support) -> RuleBroken:
    firm = [root for root in support.roots if root.firm]
    told = [root for root in support.roots if not root.firm]
    beside = "told" if told else "unknown" if support.unknown_roots else ""
    return RuleBroken(
        "roots_missing",
        ROOTS_MISSING[bool(firm), beside],
        field="status",
        roots=_listed(firm),
        told=_listed(told),
        pieces=sum(len(root.evidence) for root in firm),
        unknown=support.unknown_roots,
    )


def _check_both_sides(support: Support) -> None:
    if not support.supported_by and not support.contradicted_by:
        raise RuleBroken(
            "both_sides_missing",
            _("“Contested” needs credible evidence on both sides; this claim has none from a known root."),
            field="status",
        )
    if not support.supported_by:
        raise RuleBroken(
            "support_missing",
            _(
                "“Contested” needs credible evidence on both sides; this claim is contradicted (%(roots)s), but nothing"
                " beside the claimant's own word supports it."
            ),
            field="status",
            roots=_listed(support.contradicting_roots),
        )
    if not support.contradicted_by:
        raise RuleBroken(
            "contradiction_missing",
            _(
                "“Contested” needs credible evidence on both sides; this claim is supported (%(roots)s), but no known"
                " root contradicts it. A bare denial does not make a claim contested."
            ),
            field="status",
            roots=_listed(support.roots),
        )


def _listed(roots: Sequence[Root]) -> str:
    names = [root.label or "?" for root in roots[:MOST_LISTED]]
    return ", ".join([*names, "…"] if len(roots) > MOST_LISTED else names)
