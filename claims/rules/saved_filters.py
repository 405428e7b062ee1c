"""Saved filters: what of an address is kept, and how many."""

from urllib.parse import parse_qsl, urlencode

from claims.errors import NotPermitted, RuleBroken
from claims.errors import gettext_noop as _

LONGEST = 2000
MOST = 50
# Where one stood in the list, and what no filter is.
NOT_KEPT = frozenset({"page", "after", "before", "as_of", "since", "csrfmiddlewaretoken"})


def what_narrows(query: str) -> str:
    """Of the query of an address what narrows and sorts, without what was left empty."""
    return urlencode([(name, value) for name, value in parse_qsl(query.lstrip("?")) if name not in NOT_KEPT])


def kept_query(query: str) -> str:
    """What narrows and sorts, as it is kept; RuleBroken where nothing does, or too much."""
    kept = what_narrows(query)
    if not kept:
        raise RuleBroken("filter_chooses_nothing", _("Narrow the list first: as it stands, it shows everything."))
    if len(kept) > LONGEST or "\0" in query:
        raise RuleBroken("filter_too_long", _("This is more than can be kept. Choose less."))
    return kept


def person(user_id: int | None) -> int:
    """The person whose filter it is; refused where it is none."""
    if user_id is None:
        raise NotPermitted("people_only", _("Only a person has filters of their own."))
    return user_id


def check_room(others: int) -> None:
    if others >= MOST:
        raise RuleBroken("too_many_filters", _("You keep %(most)s filters already. Remove one first."), most=MOST)


def check_name_free(taken: bool, *, name: str) -> None:
    if taken:
        raise RuleBroken(
            "filter_name_taken", _("You have a filter “%(name)s” for this list already."), field="name", name=name
        )
