"""What will be gone one day says so in its answers: `Deprecation` (RFC 9745), `Sunset` (RFC 8594), a link to advice.

    @deprecated(SOON)          of a door's method          @deprecated_fields(SOON, "scope")   of a shape
    @reads(ClaimShape)                                      class TokenShape(Shape): …

One declaration: the answers carry the headers, and the description says `deprecated`.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple, TypeVar

from django.http import HttpResponse
from django.utils.http import http_date
from drf_spectacular.utils import extend_schema, extend_schema_serializer

T = TypeVar("T")


class Deprecation(NamedTuple):
    """Since when, until when it stays, and where it stands what to use instead."""

    since: date
    sunset: date
    see: str


def deprecated(what: Deprecation) -> Callable[[T], T]:
    """Of a method of a door, above `reads`, `lists` or `writes`."""

    def decorate(method: Any) -> Any:
        method.deprecation = what
        return extend_schema(deprecated=True)(method)

    return decorate


def deprecated_fields(what: Deprecation, *names: str) -> Callable[[T], T]:
    """Of fields of a shape or an input: whatever address shows or takes them says so."""

    def decorate(shape: Any) -> Any:
        shape.DEPRECATION = what
        return extend_schema_serializer(deprecate_fields=names)(shape)

    return decorate


def announce(method: Any, response: HttpResponse) -> None:
    """Put into the answer what is to go of the door's method, or of what it shows and takes."""
    found = sorted(set(_of(method)))
    if not found:
        return
    response.headers["Deprecation"] = f"@{_seconds(found[0].since)}"
    response.headers["Sunset"] = http_date(_seconds(min(each.sunset for each in found)))
    response.headers["Link"] = ", ".join(f'<{see}>; rel="deprecation"' for see in dict.fromkeys(e.see for e in found))


def _of(method: Any) -> Iterator[Deprecation]:
    if what := getattr(method, "deprecation", None):
        yield what
    for shape in (*getattr(method, "shapes", ()), getattr(method, "takes", None)):
        if what := getattr(shape, "DEPRECATION", None):
            yield what


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time.min, UTC).timestamp())
