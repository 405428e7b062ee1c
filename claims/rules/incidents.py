"""Rules of incidents: which work state follows which, and what a place needs."""

from decimal import Decimal

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.vocabulary import PlacePrecision, WorkState

MAY_FOLLOW = {
    WorkState.OPEN: {WorkState.MONITORING, WorkState.CLOSED},
    WorkState.MONITORING: {WorkState.OPEN, WorkState.CLOSED},
    WorkState.CLOSED: {WorkState.OPEN},
}


def check_work_state(now: WorkState, wanted: WorkState) -> None:
    """Refuse a work state that does not follow the present one."""
    if wanted not in MAY_FOLLOW[now]:
        raise RuleBroken(
            "work_state_not_next",
            _("This incident is “%(now)s”; it cannot become “%(wanted)s” from there."),
            field="work_state",
            now=now.label,
            wanted=wanted.label,
        )


def check_place(precision: str, wording: str) -> None:
    """A disputed place needs the wording to use for it."""
    if precision == PlacePrecision.DISPUTED and not wording:
        raise RuleBroken(
            "disputed_place_without_wording",
            _("Where a place is disputed, give the wording we use for it."),
            field="place_wording",
        )


def check_coordinates(latitude: Decimal | None, longitude: Decimal | None) -> None:
    """Coordinates come in pairs."""
    if (latitude is None) != (longitude is None):
        raise RuleBroken(
            "half_a_coordinate",
            _("Give latitude and longitude, or neither."),
            field="longitude",
        )


def check_one_named(*, member: bool, token: bool) -> None:
    """Refuse to name nobody, or two at once."""
    if member == token:
        raise RuleBroken("name_one", _("Name one: a member or a token."), field="member")
