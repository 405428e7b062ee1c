"""Pages of a list: each begins behind the last row of the one before, so that rows added meanwhile move nothing.

The place is kept in the address, as a cursor: the row's sort value and id, and a digest of what was asked. There is no
secret in it, and whoever makes one up sees what they may see anyway.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2s
from typing import Any, NoReturn

from django.db import models
from django.db.models import BooleanField, F, Func, Value
from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from claims.api.fields import HIGHEST_ID
from claims.models._base import or_last

PAGE = 50
LARGEST_PAGE = 200
LONGEST_CURSOR = 8000
# What may differ from page to page of one list.
OF_THE_PAGE = ("cursor", "limit", "count", "fields", "expand")
KINDS: dict[type[Any], str] = {models.DateField: "date", models.DateTimeField: "timestamptz"}


@dataclass(frozen=True)
class Cursor:
    """A place in a list: behind the row of this sort value and id, or with `back` before it."""

    value: Any
    key: int
    back: bool = False

    def written(self, digest: str) -> str:
        value = self.value.isoformat() if isinstance(self.value, date) else self.value
        text = json.dumps([digest, int(self.back), value, self.key], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


class Order:
    """The order of a list: a column, then the id, both in one direction. `name` is as `?sort=` takes it."""

    def __init__(self, model: type[models.Model], name: str, sorts: Mapping[str, str]) -> None:
        self.name, self.falling = name, name.startswith("-")
        self.column = sorts[name.lstrip("-")]
        self.described: Any = model._meta.get_field(self.column)

    @property
    def by(self) -> Any:
        """What is compared: never null."""
        if not self.described.null:
            return F(self.column)
        return self._or_last(F(self.column))

    def cut(self, rows: models.QuerySet[Any], cursor: Cursor | None, limit: int) -> models.QuerySet[Any]:
        """The rows of a page and one more if there are any; before a cursor, in the opposite order."""
        falling = self.falling != (cursor is not None and cursor.back)
        if cursor is not None:
            rows = rows.filter(Beyond(self.by, self._value(cursor.value), cursor.key, falling=falling))
        return self.sorted(rows, falling)[: limit + 1]

    def sorted(self, rows: models.QuerySet[Any], falling: bool) -> models.QuerySet[Any]:
        """The rows in this order, or the opposite one."""
        direction = "desc" if falling else "asc"
        by = (self.by,) if self.column != "id" else ()
        return rows.order_by(*(getattr(each, direction)() for each in (*by, F("pk"))))

    def _value(self, value: Any) -> Any:
        if value is None:
            return self._or_last(Value(None))
        return Value(value, output_field=self.described)

    def _or_last(self, value: Any) -> Any:
        return or_last(value, falling=self.falling, kind=KINDS[type(self.described)])

    def read(self, text: str, digest: str) -> Cursor:
        """The place that a cursor names in this list."""
        try:
            padded = text.encode("ascii") + b"=" * (-len(text) % 4)
            of, back, value, key = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
            cursor = Cursor(self._parsed(value) if of == digest else None, key, bool(back))
        except (ValueError, TypeError, UnicodeError, binascii.Error, RecursionError):
            _refuse(_("This is no cursor. Begin again without one, and follow `next`."), code="cursor_not_valid")
        if of != digest:
            _refuse(
                _("This cursor was made for another list, sort or set of filters. Begin again without one."),
                code="cursor_of_another_list",
            )
        if isinstance(key, bool) or not isinstance(key, int) or not 0 < key <= HIGHEST_ID:
            _refuse(_("This is no cursor. Begin again without one, and follow `next`."), code="cursor_not_valid")
        return cursor

    def _parsed(self, value: Any) -> Any:
        """The sort value as its column holds it; ValueError or TypeError if it is none."""
        if value is None and self.described.null:
            return None
        match self.described:
            case models.DateTimeField():
                instant = datetime.fromisoformat(value)
                if instant.tzinfo is None:
                    raise ValueError(value)
                return instant
            case models.DateField():
                return date.fromisoformat(value)
            case models.IntegerField() | models.AutoField():
                if isinstance(value, bool) or not -HIGHEST_ID <= value <= HIGHEST_ID:
                    raise ValueError(value)
                return int(value)
        if "\x00" in value or not isinstance(value, str) or value.encode().decode() != value:
            raise ValueError(value)
        return value


class Beyond(Func):
    """Whether a row comes after this sort value and id: one comparison of two columns, so that an index finds it."""

    output_field = BooleanField()

    def __init__(self, by: Any, value: Any, key: int, *, falling: bool) -> None:
        super().__init__(by, F("pk"), value, Value(key))
        self.falling = falling

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> Any:
        parts = [compiler.compile(each) for each in self.get_source_expressions()]
        (by, key, value, after), params = zip(*parts, strict=True)
        sql = f"(({by}, {key}) {'<' if self.falling else '>'} ({value}, {after}))"
        return sql, [each for some in params for each in some]


def digest_of(request: Request, sort: str) -> str:
    """What a cursor is made for: the address, the order and the filters."""
    asked = sorted((name, value) for name, value in request.query_params.items() if name not in (*OF_THE_PAGE, "sort"))
    return blake2s(json.dumps([request.path, sort, asked]).encode(), digest_size=9).hexdigest()


def address_of(request: Request, name: str, value: Any) -> str:
    """The address of the request with another page in it."""
    return replace_query_param(request.build_absolute_uri(), name, value)


def _refuse(sentence: str, *, code: str) -> NoReturn:
    raise ValidationError({"cursor": [ErrorDetail(sentence, code=code)]})
