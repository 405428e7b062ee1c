"""Rules of standing: what a claim may be replaced by."""

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _


def check_other(claim_id: int, other_id: int, after_other: list[int]) -> None:
    """Another claim takes its place, and following what takes *that* one's place never leads back here.

    `after_other` lists the claims that stand for the other one, in turn.
    """
    if claim_id == other_id:
        raise RuleBroken("claim_is_its_own_other", _("A claim cannot take its own place."), field="other")
    if claim_id in after_other:
        raise RuleBroken(
            "standing_in_circle",
            _("The other claim is itself marked as replaced by this one."),
            field="other",
        )
