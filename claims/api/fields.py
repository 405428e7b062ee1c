"""Input fields. They translate JSON types and nothing more: what a text, a number or a date may be, the action says."""

from __future__ import annotations

import math
from datetime import UTC
from decimal import Decimal
from typing import Any, cast

from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from claims.errors import RuleBroken
from claims.models.seen_rows import seen_row
from claims.rules.search import LONGEST
from claims.rules.text import clean_text

HIGHEST_ID = models.BigIntegerField.MAX_BIGINT


class Text(serializers.Field):
    """A string as it came: nothing is trimmed or refused here. `longest` is for the document alone."""

    default_error_messages = {"wrong_type": _("This takes a string.")}

    def __init__(self, *, longest: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.longest = longest

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("wrong_type")
        return data

    def to_representation(self, value: Any) -> str:
        return str(value)


class Words(Text):
    """Words to search for."""

    def to_internal_value(self, data: Any) -> str:
        try:
            return clean_text(super().to_internal_value(data), field="", longest=self.longest or LONGEST)
        except RuleBroken as refusal:
            raise serializers.ValidationError(str(refusal), code=refusal.code) from None


class Choice(serializers.ChoiceField):
    """One of the codes of a vocabulary, given to the action as its member."""

    default_error_messages = {
        "wrong_type": _("This takes a string."),
        "unknown_choice": _("“{input}” is not one of the choices."),
    }

    def __init__(self, vocabulary: type[models.TextChoices], *, allow_blank: bool = False, **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        super().__init__(choices=vocabulary.choices, allow_blank=allow_blank, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("wrong_type")
        if data == "" and self.allow_blank:
            return ""
        if data not in self.vocabulary.values:
            self.fail("unknown_choice", input=data[:60])
        return self.vocabulary(data)


class YesNo(serializers.BooleanField):
    """true or false; neither 1 nor "yes"."""

    default_error_messages = {"wrong_type": _("This takes true or false.")}

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, bool):
            self.fail("wrong_type")
        return data


class Whole(serializers.IntegerField):
    """A whole number; which ones make sense, the rules say."""

    default_error_messages = {"wrong_type": _("This takes a whole number.")}

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("wrong_type")
        return data


class Version(Whole):
    """The version of the row on which this edit was prepared."""

    default_error_messages = {"unknown_version": _("There is no such version.")}

    def to_internal_value(self, data: Any) -> Any:
        version = super().to_internal_value(data)
        if not 1 <= version <= HIGHEST_ID:
            self.fail("unknown_version")
        return version


class Day(serializers.DateField):
    """A date as YYYY-MM-DD."""

    default_error_messages = {"bad_date": _("This takes a date such as 2026-11-20.")}

    def to_internal_value(self, data: Any) -> Any:
        try:
            day = parse_date(data) if isinstance(data, str) else None
        except ValueError:
            day = None
        if day is None:
            self.fail("bad_date")
        return day


class Instant(serializers.DateTimeField):
    """Date and time with the offset from UTC; one without it would be a guess."""

    default_error_messages = {
        "bad_instant": _("This takes date and time with their offset, such as 2026-11-20T12:00:00Z."),
    }

    def to_internal_value(self, data: Any) -> Any:
        try:
            instant = parse_datetime(data) if isinstance(data, str) else None
            if instant is not None and instant.tzinfo is not None:
                return instant.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        return self.fail("bad_instant")


class Degrees(serializers.FloatField):
    """A coordinate in degrees: a JSON number outside, an exact decimal inside."""

    default_error_messages = {"wrong_type": _("This takes a number.")}

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, bool) or not isinstance(data, int | float):
            self.fail("wrong_type")
        if isinstance(data, float) and not math.isfinite(data):
            self.fail("wrong_type")
        return Decimal(str(data))


class Inferred(serializers.DictField):
    """Field name → the basis on which its value was inferred."""

    child = Text()


class Ref(serializers.Field):
    """The id of a row that the actor can see; given to the action as the row."""

    default_error_messages = {
        "wrong_type": _("This takes the id of an entry: a whole number."),
        "unknown_reference": _("There is no such entry in this newsroom."),
    }

    def __init__(self, model: type[models.Model], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.model = model

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, float) and data.is_integer():
            data = int(data)  # JSON has one kind of number
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("wrong_type")
        row = self._seen(data) if 1 <= data <= HIGHEST_ID else None
        if row is None:
            self.fail("unknown_reference")
        return row

    def _seen(self, key: int) -> models.Model | None:
        """Looked up once per request, however often the input names it."""
        known = cast(dict[str, Any], self.context).setdefault("known", {})
        if (self.model, key) not in known:
            known[self.model, key] = seen_row(self.model, self.context["actor"], key)
        return known[self.model, key]

    def to_representation(self, value: Any) -> int:
        return cast(int, value.pk)
