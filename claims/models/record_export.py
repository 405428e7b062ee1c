"""The record as a file that can be verified elsewhere (docs/record.md has the format)."""

from collections.abc import Iterator
from typing import Any

from claims.models.newsroom import Newsroom
from claims.models.seal import Seal
from claims.models.sealable import AT_ONCE, entries
from claims.rules.record import Entry, header_of


def export_lines(newsroom: Newsroom, *, with_values: bool) -> Iterator[dict[str, Any]]:
    """A line per Change in the order of positions, and each head behind the last Change that it stands over.

    Without values a line is the header alone: what was done, to what, by whom, when, and digests. That gives away no
    word of what the newsroom holds, and proves as much about the order and completeness of the record.
    """
    seals = Seal.objects.filter(newsroom=newsroom).in_order().iterator(AT_ONCE)
    seal = next(seals, None)
    for entry in entries(newsroom.pk):
        yield {"kind": "change", "header": header_of(entry), **(_values(entry) if with_values else {})}
        while seal and seal.last_position <= entry.position:
            yield {"kind": "head", **seal.signed_head().as_json()}
            seal = next(seals, None)


def _values(entry: Entry) -> dict[str, Any]:
    return {"after": entry.after, "reason": entry.reason, "salt": entry.salt, "left": entry.kept}
