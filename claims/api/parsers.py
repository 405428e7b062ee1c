"""Reading request bodies: JSON, of bounded size, in which no name stands twice."""

import json
from typing import Any, NoReturn

from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser

LARGEST_BODY = 2 * 1024 * 1024
# The deepest that is taken is an utterance with its claims, their figures and what was inferred of each.
DEEPEST = 32


class TooLarge(APIException):
    """The body is larger than anything a person would type."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"


class StrictJSONParser(BaseParser):
    """JSON in UTF-8. Not-a-number, repeated names and nesting without end are refused as malformed."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        body = stream.read(LARGEST_BODY + 1)
        if len(body) > LARGEST_BODY:
            raise TooLarge(_("The request is larger than %(largest)s bytes.") % {"largest": LARGEST_BODY})
        try:
            given = json.loads(body.decode(), object_pairs_hook=_named_once, parse_constant=_no_constant)
        except ValueError:
            raise ParseError(_("This is not JSON in UTF-8, or a name stands in it twice."), code="malformed") from None
        except RecursionError:
            raise _too_deep() from None
        if _is_deeper(given, DEEPEST):
            raise _too_deep()
        return given


def _is_deeper(given: Any, levels: int) -> bool:
    """Whether lists and objects stand in one another more than so many levels deep."""
    level = [given]
    for _each in range(levels):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return any(isinstance(inner, dict | list) for inner in level)


def _too_deep() -> ParseError:
    words = _("Lists and objects stand in one another more than %(deepest)s levels deep.")
    return ParseError(words % {"deepest": DEEPEST}, code="too_deep")


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    named = dict(pairs)
    if len(named) != len(pairs):
        raise ValueError
    return named


def _no_constant(_name: str) -> NoReturn:
    raise ValueError
