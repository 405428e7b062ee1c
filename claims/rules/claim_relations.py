"""Rules of relations between claims: which may stand, once, between which claims, and who may say so."""

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.rules.roles import May
from claims.vocabulary import ClaimRelationKind

# Said from one end, they hold from the other.
SYMMETRIC = frozenset({ClaimRelationKind.CONTRADICTS, ClaimRelationKind.SAME_AS})
# A claim may be repeated, borne out or answered by one about another incident. Two claims about different happenings
# cannot contradict, narrow, supersede or retract each other: one of them is recorded where it does not belong.
ACROSS_INCIDENTS = frozenset({ClaimRelationKind.SAME_AS, ClaimRelationKind.CORROBORATES, ClaimRelationKind.RESPONDS_TO})


def needed_for(kind: ClaimRelationKind) -> May:
    """What one must be able to do to set or take back such a relation: a contradiction is a judgement."""
    return May.ASSESS if kind == ClaimRelationKind.CONTRADICTS else May.RECORD


def check_ends(kind: ClaimRelationKind, claim: int, other: int, *, same_incident: bool) -> None:
    """Two claims, of one incident unless the kind reaches further."""
    if claim == other:
        raise RuleBroken("claim_relates_to_itself", _("A claim cannot be related to itself."), field="other")
    if not same_incident and kind not in ACROSS_INCIDENTS:
        raise RuleBroken(
            "relation_across_incidents",
            _("“%(kind)s” holds between claims about one incident; the other claim is about another."),
            field="other",
            kind=kind.label,
        )


def check_once(kind: ClaimRelationKind, *, already: bool, from_other_end: bool) -> None:
    """The same relation stands once; one that holds both ways is not said again from its other end."""
    if already or (from_other_end and kind in SYMMETRIC):
        raise RuleBroken(
            "claims_already_related",
            _("It is on record already that the one “%(kind)s” the other."),
            field="other",
            kind=kind.label,
        )


def check_material(kind: ClaimRelationKind, material: bool | None) -> None:
    """A contradiction is material or not; of the other kinds nobody asks."""
    if kind == ClaimRelationKind.CONTRADICTS and material is None:
        raise RuleBroken(
            "material_missing",
            _("Say whether the contradiction is material: whether what we print would change with it."),
            field="material",
        )
    if kind != ClaimRelationKind.CONTRADICTS and material is not None:
        raise RuleBroken(
            "material_not_taken",
            _("Only a contradiction is material or not; “%(kind)s” takes no such answer."),
            field="material",
            kind=kind.label,
        )


def check_stands(withdrawn: bool) -> None:
    """A relation is taken back once."""
    if withdrawn:
        raise RuleBroken("relation_withdrawn", _("This relation has been taken back already."))


def check_suggested(*, found: bool, confirmed: bool, dismissed: bool) -> None:
    """A found contradiction is confirmed or dismissed while it stands, and once."""
    if confirmed:
        raise RuleBroken(
            "contradiction_confirmed",
            _("This contradiction has been confirmed already. Take the relation back first if it was wrong."),
        )
    if not found:
        raise RuleBroken(
            "contradiction_not_found",
            _("The two claims, as they stand now, do not show this contradiction. Look at them again."),
            field="discrepancy",
        )
    if dismissed:
        raise RuleBroken(
            "contradiction_dismissed",
            _("Somebody has looked at this and dismissed it. Relate the two claims yourself if you see it otherwise."),
        )
