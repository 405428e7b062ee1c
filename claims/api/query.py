"""Query strings: checked like every other input."""

import copy
from functools import cache
from typing import Any, cast

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.fields import empty
from rest_framework.request import Request

from claims.api.fields import HIGHEST_ID, Ref
from claims.api.shapes._base import Input

TRUTH = {"true": True, "false": False}
MOST_AT_ONCE = 50


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


class OneName(serializers.ChoiceField):
    """One of some names that are no vocabulary: a field, an order."""

    default_error_messages = {"unknown_choice": _("“{input}” is not one of the choices.")}

    def to_internal_value(self, data: Any) -> str:
        if data not in self.choices:
            self.fail("unknown_choice", input=data[:60])
        return str(data)


class Several(serializers.Field):
    """Any of several values: with commas between, or with the name repeated, as some tools write it."""

    default_error_messages = {"too_many": _("This takes {most} values at most.")}

    def __init__(self, child: serializers.Field[Any, Any, Any, Any], **options: Any) -> None:
        super().__init__(**{"required": False, "help_text": child.help_text, **options})
        self.child = child
        child.bind(field_name="", parent=cast(Any, self))

    def to_internal_value(self, data: Any) -> list[Any]:
        values = data.split(",")
        if len(values) > MOST_AT_ONCE:
            self.fail("too_many", most=MOST_AT_ONCE)
        return [self.child.run_validation(value) for value in values]


class Nothing(Input):
    """No query string. Unknown names are refused in all of them: a misspelt filter would otherwise list everything."""

    def get_fields(self) -> dict[str, Any]:
        """For a request only those that it names: a list takes dozens, and each would be copied every time."""
        declared = self._declared_fields
        asked = getattr(self, "initial_data", declared)
        return {name: copy.deepcopy(field) for name, field in declared.items() if name in asked or field.required}

    @classmethod
    def given(cls, request: Request, context: dict[str, Any]) -> dict[str, Any]:
        """The checked query string of a request."""
        if not request.query_params and _asks_for_nothing(cls):
            return {}
        twice = {
            name: [ErrorDetail(str(_("Give this once.")), code="given_twice")]
            for name, values in request.query_params.lists()
            if len(values) > 1 and not isinstance(cls._declared_fields.get(name), Several)
        }
        if twice:
            raise ValidationError(twice)
        asked = cls(
            data={name: ",".join(values) for name, values in request.query_params.lists()},
            context=context,
        )
        asked.is_valid(raise_exception=True)
        return asked.validated_data


@cache
def _asks_for_nothing(query: type[Nothing]) -> bool:
    """Whether an empty query string is as good as any: nothing is required, and nothing stands for what is left out."""
    return all(not field.required and field.default is empty for field in query().fields.values())
