"""What all lists share: filters that refuse what they do not know, and the orders that a list can be had in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django_filters import Filter, FilterSet
from rest_framework import serializers

from claims.api.fields import HIGHEST_ID, Choice, Day, Instant, Words
from claims.api.query import QueryNumber, QueryRef, QueryYesNo, Several
from claims.models.touched import Touched, reached
from claims.rules.actor import Actor

COUNTRY = 2


class Asked(Filter):
    """A name in the query string: what it takes, as every input is checked, and by what it narrows the rows.

    Without a `method` of the FilterSet it compares the column of its name, or `by`.
    """

    def __init__(self, takes: serializers.Field[Any, Any, Any, Any], by: str | None = None, **options: Any) -> None:
        super().__init__(by, **options)
        self.takes = takes

    def narrowed(self, rows: models.QuerySet[Any], value: Any) -> models.QuerySet[Any]:
        """The rows whose column it fits; without `by` that is the column of the same name."""
        lookup = "in" if isinstance(value, list) else self.lookup_expr
        return self.get_method(rows)(**{f"{self.field_name}__{lookup}": value})


def one(model: type[models.Model], by: str | None = None, **options: Any) -> Asked:
    """The id of a row that the reader sees."""
    return Asked(QueryRef(model, required=False, help_text=options.pop("says", None)), by, **options)


def any_of(words: type[models.TextChoices], by: str | None = None, **options: Any) -> Asked:
    """Any of a vocabulary's codes."""
    return Asked(Several(Choice(words), help_text=options.pop("says", None)), by, **options)


def whether(by: str | None = None, **options: Any) -> Asked:
    """True or false."""
    return Asked(QueryYesNo(required=False, help_text=options.pop("says", None)), by, **options)


def words(says: str) -> Asked:
    """Words to search for: the method `matching` looks for them."""
    return Asked(Words(required=False, help_text=says), method="matching")


def days(by: str, what: str, **options: Any) -> tuple[Asked, Asked]:
    """From a day and to one, both among them; of a week, a month or a year the day that stands for it counts."""
    first = Day(required=False, help_text=f"{what} on this day or later.")
    last = Day(required=False, help_text=f"{what} on this day or earlier.")
    return Asked(first, by, lookup_expr="gte", **options), Asked(last, by, lookup_expr="lte", **options)


def instants(by: str, what: str) -> tuple[Asked, Asked]:
    """From an instant, and up to another, which is not among them any more."""
    first = Instant(required=False, help_text=f"{what} at this instant or later.")
    end = Instant(required=False, help_text=f"{what} before this instant.")
    return Asked(first, by, lookup_expr="gte"), Asked(end, by, lookup_expr="lt")


class Country(Words):
    """A country by its code (ISO 3166-1 alpha-2)."""

    default_error_messages = {"not_a_country": _("This takes the two letters of a country, such as ML.")}

    def to_internal_value(self, data: Any) -> str:
        if not (len(data) == COUNTRY and data.isascii() and data.isalpha()):
            self.fail("not_a_country")
        return str(data.upper())


def countries(by: str = "country") -> Asked:
    """Any of several countries."""
    return Asked(Several(Country(longest=COUNTRY), help_text="Codes of countries, such as `ML`."), by)


def languages(by: str = "language", **options: Any) -> Asked:
    """Any of several languages, as they were recorded."""
    return Asked(Several(Words(longest=12), help_text="Codes of languages, such as `fr`, as recorded."), by, **options)


class ListFilters(FilterSet):
    """A list that is narrowed by nothing. `SORTS`: the names that `sort` takes, each with its column."""

    SORTS: ClassVar[Mapping[str, str]] = {}

    def __init__(self, given: dict[str, Any], reader: Actor, now: datetime) -> None:
        # Nothing of the base class's form: what was given is checked already, as every input is.
        self.given, self.reader, self.now = given, reader, now

    @property
    def reached(self) -> dict[str, Any]:
        """Where a poller goes on next time, if it asked for what changed; looked up before the rows are read."""
        return {}

    @classmethod
    def sorts(cls) -> dict[str, str]:
        """What the list can be sorted by, with the column of each."""
        return {"id": "id", **cls.SORTS}

    def narrowed(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """The rows that fit all that was given."""
        for name, asked in self.base_filters.items():
            if name in self.given:
                value = self.given[name]
                rows = getattr(self, asked.method)(rows, name, value) if asked.method else asked.narrowed(rows, value)
        return rows


class Followed(ListFilters):
    """A list that pollers follow: what changed since they looked."""

    changed_after = Asked(
        QueryNumber(
            required=False,
            min_value=0,
            max_value=HIGHEST_ID,
            help_text=(
                "Changed after this position of the record: itself, or a part shown with it. The answer brings the "
                "`position` to ask for next time."
            ),
        ),
        method="touched",
    )
    updated_after = Asked(
        Instant(
            required=False,
            help_text=(
                "The same for an instant. What had not been committed by then is among the rows, however early it was "
                "begun; give `read_at` of the answer next time."
            ),
        ),
        method="touched",
    )

    def touched(self, rows: Any, _name: str, since: Any) -> Any:
        return rows.filter(Touched(F("pk"), rows.model, since, self.reader))

    @property
    def reached(self) -> dict[str, Any]:
        if self.given.keys().isdisjoint(("changed_after", "updated_after")):
            return {}
        found = reached(self.reader.newsroom_id)
        return {"position": found.position, "read_at": found.at}
