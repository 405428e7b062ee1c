"""The line on the page of an incident: the text in the language asked for, and what is not in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.conf import settings

from claims.language import In, Spoken, first_known
from claims.models import Incident, Newsroom
from claims.models.line import line_of
from claims.rules.actor import Actor
from claims.rules.line import Omission, Reason, words_of
from claims.rules.roots import Support
from claims.rules.sentences import sentence

# A box as high as the text, within reason; a line of it holds about so many characters.
CHARACTERS, LEAST, MOST = 90, 4, 24


@dataclass(frozen=True)
class LeftOut:
    """What was left out for one reason, in the reader's language."""

    words: str
    rows: Sequence[Omission]


@dataclass(frozen=True)
class ToldLine:
    """The text, its language, the languages there are, and what is not in it, by reason."""

    text: str
    language: str
    languages: Sequence[tuple[str, Any]]
    left_out: Sequence[LeftOut]

    @property
    def height(self) -> int:
        lines = sum(1 + len(paragraph) // CHARACTERS for paragraph in self.text.splitlines())
        return min(max(lines, LEAST), MOST)

    @property
    def count(self) -> int:
        return sum(len(each.rows) for each in self.left_out)


def told_line(
    incident: Incident,
    language: str,
    *,
    newsroom: Newsroom,
    actor: Actor,
    now: datetime,
    supports: Mapping[int, Support] | None = None,
) -> ToldLine:
    """The line in the language, or else in the newsroom's."""
    code = first_known(language, newsroom.language)
    line = line_of(incident, In(code), newsroom=newsroom, actor=actor, now=now, supports=supports)
    order = list(Reason)
    rows = sorted(line.omissions, key=lambda each: order.index(each.reason))
    left_out = [
        LeftOut(sentence(words_of(reason), Spoken()), list(group))
        for reason, group in groupby(rows, lambda each: each.reason)
    ]
    return ToldLine(line.text, code, settings.LANGUAGES, left_out)
