"""What might be sent to an input: values that fit, values that nearly fit, and anything at all."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st
from rest_framework import serializers

from claims.api import fields
from claims.api.bulk import Rows
from claims.api.query import QueryNumber, QueryRef, QueryYesNo, Several
from claims.api.shapes._base import Input

NASTY_TEXTS = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud800",
    "\u202egnp.exe",
    "<script>alert(1)</script>",
    "%s %(x)s {0} %",
    "'; DROP TABLE claims_claim; --",
    "x" * 10_001,
    "\u0627\u0644\u062c\u064a\u0634",
    "https://example.org/",
    "http://[",
    "http://a:99999999/",
    "ML",
    "fr",
    "UTC",
    "../../etc/passwd",
    "../x",
    "press@army.example",
]
NASTY_DAYS = ["0001-01-01", "9999-12-31", "2024-02-30", "2024-8-5", "1799-12-31", "20240825", "2026-11-20"]
NASTY_INSTANTS = [
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "2026-11-20T12:00:00Z",
    "2026-11-20T12:00:00",
    "2026-11-20T12:00:00+99:99",
    "2026-11-22T12:00:00+05:30",
]
TAME_TEXTS = st.sampled_from(["Words", "More words", "Probably", "de", "UTC", "ML", "two\nlines", "press@army.example"])
HUGE = [-1, 0, 1, 2**31, 2**63 - 1, 2**63, 10**40, -(10**40)]


@dataclass(frozen=True)
class Row:
    """Stands for the id of a row of this model: ours, a stranger's or nobody's."""

    model: str
    whose: str
    place: int = 0


def texts() -> st.SearchStrategy[str]:
    return st.text(max_size=40) | st.sampled_from(NASTY_TEXTS)


def numbers() -> st.SearchStrategy[int]:
    return st.integers(0, 50) | st.integers() | st.sampled_from(HUGE)


ANYTHING = st.recursive(
    st.none() | st.booleans() | numbers() | st.floats(allow_nan=False, allow_infinity=False) | texts(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(), inner, max_size=3),
    max_leaves=6,
)


def values(field: Any, *, wild: bool) -> st.SearchStrategy[Any]:
    """What the field takes; a wild one may be anything at all."""
    fitting = _fitting(field, wild)
    if field.allow_null:
        fitting |= st.none()
    return st.one_of(fitting, fitting, fitting, ANYTHING) if wild else fitting


def _fitting(field: Any, wild: bool) -> st.SearchStrategy[Any]:
    match field:
        case Input():
            return _body(type(field), wild=wild)
        case serializers.ListSerializer() | serializers.ListField():
            return st.lists(values(field.child, wild=wild), max_size=3)
        case Rows():
            return st.lists(values(field.row(), wild=wild), max_size=3)
        case fields.Inferred():
            return st.dictionaries(st.sampled_from(["title", "url", "words", "id"]) | texts(), texts(), max_size=2)
        case fields.Ref():
            whose = ["ours", "ours", "ours", "theirs", "nobodys", "huge"] if wild else ["ours"]
            return st.builds(Row, st.just(field.model.__name__), st.sampled_from(whose), st.integers(0, 5))
        case fields.Choice():
            return st.sampled_from([*field.vocabulary.values, *([""] if field.allow_blank else [])])
        case fields.YesNo():
            return st.booleans()
        case fields.Version():
            return st.sampled_from([1, 1, 1, 1, 2, 3, 10**9])
        case fields.Whole():
            return st.integers(0, 50) if not wild else numbers()
        case fields.Degrees():
            return st.floats(-200, 200) | st.sampled_from([1e308, 5e-324, 10**400])
        case fields.Day():
            return st.dates(date(2024, 1, 1), date(2026, 11, 19)).map(str) | st.sampled_from(NASTY_DAYS)
        case fields.Instant():
            times = st.datetimes(datetime(2026, 11, 1), datetime(2026, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001
            return times.map(datetime.isoformat) | st.sampled_from(NASTY_INSTANTS)
        case fields.Text():
            return texts() if wild else TAME_TEXTS | texts()
    raise TypeError(field)


def bodies(takes: type[Input] | None) -> st.SearchStrategy[dict[str, Any]]:
    """Inputs: most of the right shape throughout, so that they come before the rules, and some wild ones."""
    shape = takes or Input
    tame, wild = _body(shape, wild=False), _body(shape, wild=True)
    stray = st.dictionaries(texts(), ANYTHING, max_size=1)
    return st.one_of(tame, tame, tame, wild, st.builds(lambda body, more: body | more, tame, stray))


def _body(takes: type[Input], *, wild: bool) -> st.SearchStrategy[dict[str, Any]]:
    known: dict[str, Any] = dict(takes().fields)
    if not wild:
        trios = {name for name in known if name.removesuffix("_on").removesuffix("_at") in takes.DATES}
        known = {name: field for name, field in known.items() if name not in trios}
    required = {name: values(field, wild=wild) for name, field in known.items() if field.required}
    rest = {name: values(field, wild=wild) for name, field in known.items() if not field.required}
    body = st.fixed_dictionaries(required, optional=rest)
    for stem in () if wild else takes.DATES:
        body = st.builds(lambda whole, dated: whole | dated, body, _dates(stem))
    return body


def _dates(stem: str) -> st.SearchStrategy[dict[str, str]]:
    """Dated trios that mostly hold together."""
    on = {f"{stem}_on": "2024-08-25", f"{stem}_precision": "day"}
    at = {f"{stem}_at": "2026-11-20T11:00:00+02:00", f"{stem}_precision": "instant"}
    half = {f"{stem}_on": "2024-08-25", f"{stem}_precision": "instant"}
    return st.sampled_from([{}, {}, on, at, half, {f"{stem}_precision": "month", f"{stem}_at": None}])


def query_strings(filters: type[Input]) -> st.SearchStrategy[dict[str, str]]:
    """Query strings; their values are text, whatever is meant."""
    return st.fixed_dictionaries({}, optional={name: _query_value(field) for name, field in filters().fields.items()})


def _query_value(field: Any) -> st.SearchStrategy[Any]:
    # An address cannot hold a lone surrogate: it arrives as something else.
    plain = texts().map(lambda text: text.encode("utf-8", "replace").decode())
    match field:
        case Several():
            return st.lists(_query_value(field.child), min_size=1, max_size=3).map(",".join)
        case QueryRef():
            return _fitting(field, True) | plain
        case QueryNumber():
            return numbers().map(str) | plain
        case QueryYesNo():
            return st.sampled_from(["true", "false"]) | plain
        case serializers.ChoiceField():
            return st.sampled_from(list(field.choices)) | plain
        case fields.Day() | fields.Instant():
            return _fitting(field, True) | plain
    return plain


def resolved(value: Any, ours: dict[str, list[int]], theirs: dict[str, list[int]]) -> Any:
    """The same with ids in the place of rows."""
    match value:
        case Row(model, ("ours" | "theirs") as whose, place):
            rows = (ours if whose == "ours" else theirs).get(model) or [0]
            return rows[place % len(rows)]
        case Row(_model, whose):
            return 2**70 if whose == "huge" else 999_999_999
        case dict():
            return {name: resolved(inner, ours, theirs) for name, inner in value.items()}
        case list():
            return [resolved(inner, ours, theirs) for inner in value]
    return value


def sent(body: Any) -> str:
    return json.dumps(body)
