"""A list: what its address takes, and how a page of it is made."""

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.response import Response

from claims.api.compiled.answers import Row, compiled_rows, objects_of, page_text
from claims.api.compiled.kept import KEPT, untouched
from claims.api.compiled.plain import is_compiled
from claims.api.compiled.statements import Run, rows_of
from claims.api.fields import HIGHEST_ID, Text
from claims.api.filters._base import ListFilters
from claims.api.pagination import LARGEST_PAGE, LONGEST_CURSOR, PAGE, Cursor, Order, address_of, digest_of
from claims.api.query import Nothing, OneName, QueryNumber, QueryYesNo
from claims.api.shapes._base import Shape
from claims.api.sparse import chosen, fields_of, rendered, sent
from claims.models.prepared import Written
from claims.rules.actor import Actor

if TYPE_CHECKING:
    from claims.api.doors import Door

# An exact count reads every row that fits, and no more than these.
MOST_COUNTED = 100_000
LIMIT = QueryNumber(required=False, min_value=1, max_value=LARGEST_PAGE, help_text="How many rows a page holds.")
COUNT = QueryYesNo(
    required=False,
    help_text=f"Adds `count`: how many rows fit, exactly; of more than {MOST_COUNTED:,} only that there are as many.",
)
CURSOR = Text(required=False, longest=LONGEST_CURSOR, help_text="Where to go on: `next` and `previous` give it.")
FOLLOWED = "To a poller, on the first page: give it as `{}` next time."
AFTER = QueryNumber(
    required=False, min_value=0, max_value=HIGHEST_ID, help_text="Go on after this key; `next` gives it."
)


@dataclass(frozen=True)
class Listing:
    """A list as its door declares it. `sort` is its order if nobody asks for another.

    A list with a `key` has that order alone, and is gone on with `after` a key that the reader keeps: the record's
    positions and the numbers of its heads have no gaps.
    """

    shape: type[Shape]
    filters: type[ListFilters]
    sort: str
    key: str | None

    @cached_property
    def takes(self) -> type[Nothing]:
        """What its query string may hold."""
        names = {name: asked.takes for name, asked in self.filters.base_filters.items()}
        paging = {"after": AFTER} if self.key else {"cursor": CURSOR, "sort": self._sorts()}
        fields = {**names, **paging, "limit": LIMIT, "count": COUNT}
        fields["fields"] = fields_of(self.shape)
        return type(f"{self.shape.__name__.removesuffix('Shape')}Asked", (Nothing,), fields)

    def _sorts(self) -> OneName:
        names = [f"{sign}{name}" for name in self.filters.sorts() for sign in ("", "-")]
        said = f"The order; `-` turns it round. Without it: `{self.sort}`. Rows without a value come last."
        return OneName(choices=names, required=False, help_text=said)

    def page(
        self, door: "Door", rows: models.QuerySet[Any], given: dict[str, Any], reached: dict[str, Any]
    ) -> HttpResponse:
        """The page that was asked for, of rows that are narrowed already."""
        limit = given.get("limit", PAGE)
        counted = _count(rows) if given.get("count") else {}
        if self.key:
            found, addresses = self._behind(door, rows, given, limit)
        else:
            found, addresses = self._at_cursor(door, rows, given, limit)
        # On a later page it would pass over what changed meanwhile on those before.
        head = addresses | counted | ({} if "cursor" in given else reached)
        only = chosen(self.shape, given)
        if not is_compiled(self.shape):
            shown = self.shape.shown([row for _key, _by, row in found], door.context)
            if only is None:
                return Response({**head, "results": shown})
            return sent(page_text(head, [rendered(row, only) for row in shown]))
        text = page_text(head, objects_of(found, self.shape, door.actor, beside=1, only=only))
        return sent(text) if only else HttpResponse(text, content_type="application/json")

    def whole(self, rows: models.QuerySet[Any], given: dict[str, Any]) -> models.QuerySet[Any]:
        """All the rows in the order that was asked for."""
        if self.key:
            return rows.order_by(self.key)
        order = Order(rows.model, given.get("sort", self.sort), self.filters.sorts())
        return order.sorted(rows, order.falling)

    def _behind(self, door: "Door", rows: Any, given: dict[str, Any], limit: int) -> tuple[list[Any], dict[str, Any]]:
        """The rows behind a key that the reader kept."""
        if "after" in given:
            rows = rows.filter(**{f"{self.key}__gt": given["after"]})
        found = self._read(rows.order_by(self.key)[: limit + 1], str(self.key), door.actor, chosen(self.shape, given))
        following = address_of(door.request, "after", found[limit - 1][1]) if len(found) > limit else None
        return found[:limit], {"next": following, "previous": None}

    def _at_cursor(
        self, door: "Door", rows: Any, given: dict[str, Any], limit: int
    ) -> tuple[list[Any], dict[str, Any]]:
        """The rows at a cursor, and the addresses of the pages on either side."""
        order = Order(rows.model, given.get("sort", self.sort), self.filters.sorts())
        digest = digest_of(door.request, order.name)
        cursor = order.read(given["cursor"], digest) if "cursor" in given else None
        only = chosen(self.shape, given)
        if cursor is None and is_compiled(self.shape) and untouched(rows, self.shape, door.actor):
            found = _first_page(self, door.actor, order.name, limit, only).fetched()
        else:
            found = self._read(order.cut(rows, cursor, limit), order.column, door.actor, only)
        more, found = len(found) > limit, found[:limit]
        back = cursor is not None and cursor.back
        if back:
            found.reverse()

        def address(row: Any, *, before: bool) -> str:
            return address_of(door.request, "cursor", Cursor(row[1], row[0], before).written(digest))

        goes_on, came = (True, more) if back else (more, cursor is not None)
        return found, {
            "next": address(found[-1], before=False) if found and goes_on else None,
            "previous": address(found[0], before=True) if found and came else None,
        }

    def _read(self, rows: Any, by: str, reader: Actor, only: Run | None) -> list[Any]:
        """Per row its key, its sort value, and what it is shown by: texts made by SQL, or itself."""
        if is_compiled(self.shape):
            return Written(self.texts(rows, by, reader, only)).fetched()
        return [(row.pk, row.sorted_by, row) for row in rows.annotate(sorted_by=models.F(by))]

    def texts(self, rows: Any, by: str, reader: Actor, only: Run | None) -> models.QuerySet[Any, Row]:
        """The same of rows whose shape is compiled, to be read."""
        return compiled_rows(rows.annotate(sorted_by=models.F(by)), self.shape, reader, "sorted_by", only=only)


@lru_cache(maxsize=KEPT)
def _first_page(listing: Listing, reader: Actor, sort: str, limit: int, only: Run | None) -> Written:
    """The first page of a list that nothing narrows, which is asked for most: its statement is written once."""
    rows = rows_of(listing.shape, reader)
    order = Order(rows.model, sort, listing.filters.sorts())
    return Written(listing.texts(order.cut(rows, None, limit), order.column, reader, only))


def _count(rows: models.QuerySet[Any]) -> dict[str, Any]:
    found = rows.order_by().values("pk")[: MOST_COUNTED + 1].count()
    return {"count": min(found, MOST_COUNTED), "count_is_exact": found <= MOST_COUNTED}


@cache
def page_shape(shape: type[serializers.Serializer]) -> type[serializers.Serializer]:
    """The shape of a page of such rows."""
    counted = f"With `count=true`. False: there are more than {MOST_COUNTED:,}."
    return type(
        f"{shape.__name__.removesuffix('Shape')}PageShape",
        (serializers.Serializer,),
        {
            "__doc__": "A page, and the addresses of those on either side.",
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True, help_text="Null on the first page."),
            "count": serializers.IntegerField(required=False, help_text="With `count=true`: how many rows fit."),
            "count_is_exact": serializers.BooleanField(required=False, help_text=counted),
            "position": serializers.IntegerField(required=False, help_text=FOLLOWED.format("changed_after")),
            "read_at": serializers.DateTimeField(required=False, help_text=FOLLOWED.format("updated_after")),
            "results": shape(many=True),
        },
    )
