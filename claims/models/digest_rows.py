"""The rows that a digest speaks of, as the record had them at the end of its window: from the frozen Changes."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models

from claims.models._digest_answers import claimants_told
from claims.models._shadows import REDACTED
from claims.models.reply import Reply
from claims.rules.digest_items import Item, noun_of
from claims.rules.digest_news import REPLY
from claims.vocabulary import CorrectedField

# As of the position. What was recorded after it (what needs somebody is told as of now) is told as it was at first.
AS_OF = """
SELECT wanted.noun, wanted.id, known.after::text
FROM unnest(%s::text[], %s::bigint[]) AS wanted (noun, id)
CROSS JOIN LATERAL (
    SELECT change.after
    FROM claims_change change
    LEFT JOIN claims_changeposition numbered ON numbered.change_id = change.id AND numbered.position <= %s
    WHERE change.subject_type = wanted.noun AND change.subject_id = wanted.id AND change.newsroom_id = %s
    ORDER BY numbered.position IS NULL, CASE WHEN numbered.position IS NULL THEN change.id ELSE -change.id END
    LIMIT 1
) known
"""
# What a row leads to: column → noun. Followed twice: a silence names a source, and that its outlet.
LEADS_TO = {
    "claim_id": "claim",
    "other_id": "claim",
    "allegation_id": "allegation",
    "accused_id": "party",
    "party_id": "party",
    "speaks_for_id": "party",
    "asked_by_id": "party",
    "outlet_id": "party",
    "merged_into_id": "party",
    "source_id": "source",
    "comment_request_id": "commentrequest",
    "incident_id": "incident",
}
STEPS = 3
Key = tuple[str, int]


@dataclass(frozen=True)
class Rows:
    """Rows by noun and id, and whose claims the claims among them are."""

    values: Mapping[Key, Mapping[str, Any]]
    claimants: Mapping[int, Sequence[int]]

    def of(self, noun: str, row_id: int) -> Mapping[str, Any]:
        """The row's values under its column names, {} if there is none. What was destroyed reads so, or is None."""
        return self.values.get((noun, row_id), {})

    def claimants_of(self, claim_id: int) -> Sequence[int]:
        """The parties whose claim it is, merges resolved; none whose name may not leave the newsroom."""
        return self.claimants.get(claim_id, ())


def rows_of(newsroom_id: int, items: Iterable[Item], end_position: int) -> Rows:
    """The rows that the items name, their incidents, and what a sentence names beside, in a fixed number of queries."""
    told = list(items)
    wanted = {(noun_of(name), row) for item in told for name, row in item.rows.items()}
    wanted |= {("incident", item.incident) for item in told}
    claimants = claimants_told(newsroom_id, {row for noun, row in wanted if noun == "claim"})
    wanted |= {("party", party) for parties in claimants.values() for party in parties}
    found: dict[Key, Mapping[str, Any]] = {}
    for _step in range(STEPS):
        fetched = _fetched(newsroom_id, wanted - found.keys(), end_position)
        found |= fetched
        wanted |= {key for row in fetched.values() for key in _leads_to(row)}
    return Rows(found | _as_read(found), claimants)


def _as_read(found: Mapping[Key, Mapping[str, Any]]) -> dict[Key, Mapping[str, Any]]:
    """The replies among the rows, with their corrections: the fields that can have some hold what is read."""
    replies = {row for noun, row in found if noun == REPLY}
    columns = {field.value: f"read_{field}" for field in CorrectedField}
    read = Reply.objects.as_read().filter(pk__in=replies).values("pk", *columns.values())
    return {
        (REPLY, row["pk"]): {**found[REPLY, row["pk"]], **{name: row[column] for name, column in columns.items()}}
        for row in read
    }


def _leads_to(row: Mapping[str, Any]) -> list[Key]:
    return [(noun, row[column]) for column, noun in LEADS_TO.items() if row.get(column) is not None]


def _fetched(newsroom_id: int, keys: Iterable[Key], position: int) -> dict[Key, Mapping[str, Any]]:
    ordered = sorted(keys)
    if not ordered:
        return {}
    nouns, ids = zip(*ordered, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(AS_OF, [list(nouns), list(ids), position, newsroom_id])
        rows = cursor.fetchall()
    return {(noun, row): _readable(noun, json.loads(after) if after else {}) for noun, row, after in rows}


def _readable(noun: str, after: Mapping[str, Any]) -> dict[str, Any]:
    """The row without the markers that redaction leaves."""
    return {name: _destroyed(noun, name) if _is_marker(value) else value for name, value in after.items()}


def _is_marker(value: Any) -> bool:
    return isinstance(value, dict) and value.get("redacted") is True


def _destroyed(noun: str, column: str) -> str | None:
    fields = {field.column: field for field in apps.get_model("claims", noun)._meta.concrete_fields}
    field = fields.get(column)
    holds_text = isinstance(field, models.CharField | models.TextField) and not field.choices
    return REDACTED if holds_text else None
