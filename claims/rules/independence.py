"""Rules of independence: it cuts a link that there is, between two of the kinds that can be linked, once."""

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _


def check_two(*, party: bool, other_party: bool, source: bool, origin: bool) -> None:
    """Two parties, a source and its origin, or a source and its outlet: exactly two, and such as can be linked."""
    if (party, other_party, source, origin) in LINKABLE:
        return
    field = "origin" if source else "other_party" if party else "party"
    raise RuleBroken(
        "not_a_pair",
        _("Name two that count separately: two parties, a source and its origin, or a source and its outlet."),
        field=field,
    )


LINKABLE = frozenset({(True, True, False, False), (False, False, True, True), (True, False, True, False)})


def check_suggested(suggested: bool, one: str, other: str, *, field: str) -> None:
    """Refuse to cut what is not tied: such two count separately anyway."""
    if not suggested:
        raise RuleBroken(
            "nothing_suggests_dependence",
            _("Nothing on record ties “%(one)s” and “%(other)s” to one another: they count separately anyway."),
            field=field,
            one=one,
            other=other,
        )


def refuse_second_time(reason: str) -> None:
    """Refuse what has been said already; to give another reason, the first is taken back."""
    raise RuleBroken(
        "independent_already", _("The two count separately already: “%(reason)s”."), field="reason", reason=reason
    )


def check_not_withdrawn(withdrawn: bool) -> None:
    """Refuse to take back what was taken back."""
    if withdrawn:
        raise RuleBroken("independence_withdrawn", _("This was taken back already."))
