"""The rows that a digest speaks of, as the record had them when its window ended."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection

from claims.models._shadows import REDACTED
from claims.rules.digest_items import Item

# The latest of a row up to the position; of one that was recorded later, its first.
FROZEN = """
SELECT wanted.noun, wanted.id, found.after
FROM unnest(%(nouns)s::text[], %(ids)s::bigint[]) AS wanted (noun, id)
CROSS JOIN LATERAL (
    SELECT change.after
    FROM claims_change change LEFT JOIN claims_changeposition numbered ON numbered.change_id = change.id
    WHERE change.newsroom_id = %(newsroom)s AND change.subject_type = wanted.noun AND change.subject_id = wanted.id
        AND change.after IS NOT NULL
    ORDER BY numbered.position <= %(end)s DESC NULLS LAST,
        CASE WHEN numbered.position <= %(end)s THEN -change.id ELSE change.id END
    LIMIT 1
) found
"""


class Rows:
    """Look-up of frozen rows."""

    def __init__(self, rows: Mapping[tuple[str, int], Mapping[str, Any]]) -> None:
        self._rows = rows

    def of(self, noun: str, row: int) -> Mapping[str, Any]:
        """The row under its column names, redacted values as REDACTED; empty if the record has none."""
        return self._rows.get((noun.partition(":")[0], row), {})


def rows_of(newsroom_id: int, items: Iterable[Item], end_position: int) -> Rows:
    """The rows of these items and their incidents as of the position, in one query."""
    wanted = {(noun.partition(":")[0], row) for item in items for noun, row in item.rows.items()}
    wanted |= {("incident", item.incident) for item in items}
    pairs = sorted(wanted)
    given: dict[str, Any] = {
        "nouns": [noun for noun, _row in pairs],
        "ids": [row for _noun, row in pairs],
        "newsroom": newsroom_id,
        "end": end_position,
    }
    with connection.cursor() as cursor:
        cursor.execute(FROZEN, given)
        return Rows({(noun, row): _read(json.loads(after)) for noun, row, after in cursor.fetchall()})


def _read(after: Any) -> Mapping[str, Any]:
    return {name: REDACTED if _is_redacted(value) else value for name, value in after.items()}


def _is_redacted(value: Any) -> bool:
    return isinstance(value, dict) and value.get("redacted") is True
