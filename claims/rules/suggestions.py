"""The status that the record suggests, with its reasons. A suggestion never writes; a person judges."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from claims.errors import gettext_noop as _
from claims.rules.assessments import ROOTS_NEEDED, Facts, listed, missing_for
from claims.vocabulary import Status


@dataclass(frozen=True)
class Reason:
    """A sentence for the translators, with what fills its slots."""

    message: str
    params: dict[str, Any]

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message


@dataclass(frozen=True)
class Suggestion:
    """`status` is None where the record speaks for none; the reasons then say why."""

    status: Status | None
    reasons: Sequence[Reason]


def suggest(facts: Facts) -> Suggestion:
    """What the record speaks for. An admission outweighs everything but evidence against it."""
    support = facts.support
    reasons = _reasons(facts)
    if support.supported_by and support.contradicted_by:
        return Suggestion(Status.CONTESTED, reasons)
    if support.contradicted_by:
        firm = sum(root.firm for root in support.contradicting_roots)
        wanted = None if facts.admitted_by or firm < ROOTS_NEEDED else Status.REFUTED
        return Suggestion(wanted, reasons)
    if facts.admitted_by:
        return Suggestion(Status.ESTABLISHED, reasons)
    if not missing_for(Status.CORROBORATED, facts):
        return Suggestion(Status.CORROBORATED, reasons)
    unverified = facts.undecided and not support.supported_by
    return Suggestion(Status.COULD_NOT_BE_VERIFIED if unverified else None, reasons)


def _reasons(facts: Facts) -> list[Reason]:
    support, found = facts.support, []
    if facts.admitted_by:
        who = ", ".join(dict.fromkeys(facts.admitted_by))
        found.append(Reason(_("The accused side accepts what is alleged: %(who)s."), {"who": who}))
    if support.supported_by:
        told = {"count": support.supported_by, "roots": listed(support.roots), "firm": support.firm_roots}
        found.append(
            Reason(_("Known roots that support it: %(count)s (%(roots)s); that know for themselves: %(firm)s."), told)
        )
    if support.contradicted_by:
        firm = sum(root.firm for root in support.contradicting_roots)
        told = {"count": support.contradicted_by, "roots": listed(support.contradicting_roots), "firm": firm}
        found.append(
            Reason(
                _("Known roots that contradict it: %(count)s (%(roots)s); that know for themselves: %(firm)s."), told
            )
        )
    if not found:
        found.append(Reason(_("No known root beside the claimant supports or contradicts it."), {}))
    if facts.undecided:
        found.append(Reason(_("Sources that could not verify it: %(count)s."), {"count": facts.undecided}))
    if support.unknown_roots:
        told = {"count": support.unknown_roots}
        found.append(Reason(_("Unknown or anonymous roots, which count for nothing yet: %(count)s."), told))
    return found
