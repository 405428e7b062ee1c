"""Reading request bodies: JSON, of bounded size, in which no name stands twice."""

import json
from typing import Any, NoReturn

from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser

LARGEST_BODY = 2 * 1024 * 1024


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
            return json.loads(body.decode(), object_pairs_hook=_named_once, parse_constant=_no_constant)
        except (ValueError, RecursionError):
            raise ParseError(_("This is not JSON in UTF-8, or a name stands in it twice."), code="malformed") from None


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    named = dict(pairs)
    if len(named) != len(pairs):
        raise ValueError
    return named


def _no_constant(_name: str) -> NoReturn:
    raise ValueError
