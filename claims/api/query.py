"""Query strings: filters, checked like every other input."""

from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.fields import empty
from rest_framework.request import Request

from claims.api.fields import HIGHEST_ID, Ref
from claims.api.shapes._base import Input

LARGEST_PAGE = 200
TRUTH = {"true": True, "false": False}


class QueryNumber(serializers.IntegerField):
    """A whole number in a query string."""

    default_error_messages = {"wrong_type": _("This takes a whole number.")}

    def to_internal_value(self, data: Any) -> Any:
        if not (data.isascii() and data.isdigit()) or len(data) > len(str(HIGHEST_ID)):
            self.fail("wrong_type")
        return int(data)


class QueryYesNo(serializers.BooleanField):
    """`true` or `false` in a query string."""

    default_error_messages = {"wrong_type": _("This takes true or false.")}

    def to_internal_value(self, data: Any) -> Any:
        if data not in TRUTH:
            self.fail("wrong_type")
        return TRUTH[data]


class QueryRef(Ref):
    """The id of a visible row in a query string."""

    def to_internal_value(self, data: Any) -> Any:
        if not (data.isascii() and data.isdigit()) or len(data) > len(str(HIGHEST_ID)):
            self.fail("wrong_type")
        return super().to_internal_value(int(data))


class Nothing(Input):
    """No query string. Unknown names are refused in all of them: a misspelt filter would otherwise list everything."""

    @classmethod
    def given(cls, request: Request, context: dict[str, Any]) -> dict[str, Any]:
        """The checked filters of a request."""
        if not request.query_params and _asks_for_nothing(cls):
            return {}
        twice = {
            name: [ErrorDetail(str(_("Give this once.")), code="given_twice")]
            for name, values in request.query_params.lists()
            if len(values) > 1
        }
        if twice:
            raise ValidationError(twice)
        filters = cls(data=request.query_params.dict(), context=context)
        filters.is_valid(raise_exception=True)
        return filters.validated_data


@cache
def _asks_for_nothing(query: type[Nothing]) -> bool:
    """Whether an empty query string is as good as any: nothing is required, and nothing stands for what is left out."""
    return all(not field.required and field.default is empty for field in query().fields.values())


class Filters(Nothing):
    """What a list takes in its query string: where to go on, how much, and by what to narrow it."""

    after = QueryNumber(required=False, max_value=HIGHEST_ID, help_text="Go on after this key; `next` gives it.")
    limit = QueryNumber(required=False, min_value=1, max_value=LARGEST_PAGE, help_text="How many rows a page holds.")
