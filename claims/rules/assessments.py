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
    """What a status needs. `distinct_roots`: of a firm basis, the claimant's own excluded.

    `grounds`: a known root that supports it, or an admission against interest.
    """

    rationale: bool = True
    second_person: bool = False
    distinct_roots: int = 0
    grounds: bool = False
    both_sides: bool = False


@dataclass(frozen=True)
class Facts:
    """What a judgement on a claim goes by.

    `admitted_by` names, once for each admission against interest, who admitted it: the accused, or who answers for it,
    accepting one of the claim's allegations. Claiming responsibility is none. `undecided` counts the pieces of evidence
    that could not verify the claim.
    """

    now: Status
    support: Support
    admitted_by: Sequence[str] = ()
    undecided: int = 0


NEEDS = {
    Status.NOT_ASSESSED: Needs(),
    Status.CORROBORATED: Needs(rationale=False, distinct_roots=ROOTS_NEEDED),
    Status.ESTABLISHED: Needs(second_person=True, grounds=True),
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
# Whether there are unknown roots beside the missing one.
GROUNDS_MISSING = {
    False: _(
        "“Established by us” needs evidence from a known root beside the claimant, or an admission by the accused;"
        " this claim has neither."
    ),
    True: _(
        "“Established by us” needs evidence from a known root beside the claimant, or an admission by the accused; this"
        " claim has neither. Unknown and anonymous roots (%(unknown)s here) count only once it is recorded why one is"
        " distinct."
    ),
}
# (supported, contradicted) → what is said of the side that is missing.
SIDE_MISSING = {
    (False, False): (
        "both_sides_missing",
        _("“Contested” needs credible evidence on both sides; this claim has none from a known root."),
    ),
    (False, True): (
        "support_missing",
        _(
            "“Contested” needs credible evidence on both sides; this claim is contradicted (%(roots)s), but nothing"
            " beside the claimant's own word supports it."
        ),
    ),
    (True, False): (
        "contradiction_missing",
        _(
            "“Contested” needs credible evidence on both sides; this claim is supported (%(roots)s), but no known"
            " root contradicts it. A bare denial does not make a claim contested."
        ),
    ),
}
RATIONALE_NEEDED = _("“%(status)s” needs a rationale: say what you looked at and how you judged.")
RATIONALE_MISSING = {
    Status.COULD_NOT_BE_VERIFIED: _(
        "“%(status)s” needs a rationale: say what you examined, and what stood in the way."
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


def check_assessment(*, wanted: Status, rationale: str, facts: Facts) -> None:
    """Refuse a status for which something is missing. A second person's sign-off comes after that."""
    if wanted == facts.now == Status.NOT_ASSESSED:
        raise RuleBroken(
            "nothing_assessed", _("This claim has not been assessed; there is nothing to take back."), field="status"
        )
    if NEEDS[wanted].rationale and not rationale:
        raise RuleBroken(
            "rationale_missing",
            RATIONALE_MISSING.get(wanted, RATIONALE_NEEDED),
            field="rationale",
            status=wanted.label,
        )
    for missing in missing_for(wanted, facts):
        raise missing


def missing_for(wanted: Status, facts: Facts) -> list[RuleBroken]:
    """What the record lacks for the status, each as the refusal that says so; rationale and sign-off come after it."""
    needs, missing = NEEDS[wanted], []
    if facts.support.firm_roots < needs.distinct_roots:
        missing.append(_roots_missing(facts.support))
    if needs.grounds and not facts.support.supported_by and not facts.admitted_by:
        missing.append(_grounds_missing(facts.support))
    if needs.both_sides:
        missing += _side_missing(facts.support)
    return missing


def _roots_missing(support: Support) -> RuleBroken:
    firm = [root for root in support.roots if root.firm]
    told = [root for root in support.roots if not root.firm]
    beside = "told" if told else "unknown" if support.unknown_roots else ""
    return RuleBroken(
        "roots_missing",
        ROOTS_MISSING[bool(firm), beside],
        field="status",
        roots=listed(firm),
        told=listed(told),
        pieces=sum(len(root.evidence) for root in firm),
        unknown=support.unknown_roots,
    )


def _grounds_missing(support: Support) -> RuleBroken:
    return RuleBroken(
        "grounds_missing",
        GROUNDS_MISSING[bool(support.unknown_roots)],
        field="status",
        unknown=support.unknown_roots,
    )


def _side_missing(support: Support) -> list[RuleBroken]:
    sides = bool(support.supported_by), bool(support.contradicted_by)
    if all(sides):
        return []
    code, message = SIDE_MISSING[sides]
    roots = listed(support.roots or support.contradicting_roots)
    return [RuleBroken(code, message, field="status", roots=roots)]


def listed(roots: Sequence[Root]) -> str:
    """The roots by name, as many as fit in a sentence."""
    names = [root.label or "?" for root in roots[:MOST_LISTED]]
    return ", ".join([*names, "…"] if len(roots) > MOST_LISTED else names)
