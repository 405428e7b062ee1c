"""Changes as they are sealed, checked and exported."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django.db.models import Max, QuerySet

from claims.models.change import Change, ChangePosition, ChangeQuerySet
from claims.models.seal import instant_text
from claims.rules.record import Entry

AT_ONCE = 1_000

Row = TypeVar("Row")


def entry_of(change: Change) -> Entry:
    """The Change, which has a position, as it is sealed."""
    facts = {
        "change": change.pk,
        "newsroom": change.newsroom_id,
        "position": change.numbering.position,
        "verb": change.verb,
        "subject_type": change.subject_type,
        "subject_id": change.subject_id,
        "by_kind": change.by_kind,
        "by_user": change.by_user_id,
        "by_token": change.by_token_id,
        "by_name": change.by_name,
        "at": instant_text(change.at),
        "recorded_at": instant_text(change.recorded_at),
        "incident": change.incident_id,
        "party": change.party_id,
        "source": change.source_id,
        "utterance": change.utterance_id,
    }
    return Entry(facts, change.reason, change.after, change.salt, change.kept)


def in_position_order(newsroom_id: int, *, after: int = 0) -> ChangeQuerySet:
    """The numbered Changes of the newsroom behind the position."""
    # That the position is the newsroom's as well finds its index.
    here = {"newsroom_id": newsroom_id, "numbering__newsroom_id": newsroom_id}
    return Change.objects.numbered().filter(**here, numbering__position__gt=after).order_by("numbering__position")


def newest_position(newsroom_id: int) -> int:
    """How far the newsroom's record is numbered; 0 if it is not at all."""
    found = ChangePosition.objects.filter(newsroom_id=newsroom_id).aggregate(newest=Max("position"))
    return found["newest"] or 0


def pages(
    rows: QuerySet[Any, Row], by: str, number: Callable[[Row], int], *, until: int, after: int = 0
) -> Iterator[list[Row]]:
    """The rows up to the number, a page at a time, however many there are.

    Each page is a query of its own: no cursor and no transaction lasts longer than one.
    """
    ordered = rows.filter(**{f"{by}__lte": until}).order_by(by)
    while page := list(ordered.filter(**{f"{by}__gt": after})[:AT_ONCE]):
        yield page
        after = number(page[-1])


def entries(
    newsroom_id: int, *, until: int | None = None, reached: Callable[[int], None] | None = None
) -> Iterator[Entry]:
    """The record of the newsroom up to the position, or the whole of it; never all of it in memory.

    `reached` is called with the position at the end of each page, when that has been gone through.
    """
    end = newest_position(newsroom_id) if until is None else until
    rows = in_position_order(newsroom_id)
    for page in pages(rows, "numbering__position", lambda change: change.numbering.position, until=end):
        for change in page:
            yield entry_of(change)
        if reached:
            reached(page[-1].numbering.position)
