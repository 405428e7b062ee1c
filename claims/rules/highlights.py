"""Which words of a text were searched for, in pieces: nothing is marked up, so nothing can be injected."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from claims.rules.bones import HIDDEN, bones_of, folded, unaccented, words_of
from claims.rules.search import LEAST_BONES, SURE_BONES, Wanted

# What stands around a word that the database marks; no text of ours holds these.
BEGINS, ENDS = "\x02", "\x03"
MARKED = re.compile(f"{BEGINS}([^{ENDS}]*){ENDS}")
WORD = re.compile(r"\S+")
# Characters of a text that are shown, and of these before the first word that matches.
SHOWN, BEFORE = 240, 60
Span = tuple[int, int]


@dataclass(frozen=True)
class Piece:
    """A part of a text, and whether it is one of the words that were searched for."""

    text: str
    match: bool = False


def pieces_of(text: str, marked: str, wanted: Wanted, *, otherwise: bool) -> tuple[Piece, ...]:
    """The text in pieces, cut to what is shown; empty if nothing in it matches.

    `marked` is the folded text as the database marked it. `otherwise`: it was found by other spellings alone.
    """
    spans = _joined({*_marked(marked), *_spelt(folded(text), wanted, LEAST_BONES if otherwise else SURE_BONES)})
    if not spans:
        return ()
    places = [place for place, each in enumerate(text) if each not in HIDDEN] + [len(text)]
    return _cut(text, [(places[first], places[last]) for first, last in spans])


def whole(text: str) -> tuple[Piece, ...]:
    """The beginning of a text in which nothing matches."""
    return (Piece(text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()}…"),)


def _marked(marked: str) -> list[Span]:
    spans, taken = [], 0
    for found in MARKED.finditer(marked):
        first = found.start() - taken
        spans.append((first, first + len(found[1])))
        taken += len(BEGINS + ENDS)
    return spans


def _spelt(text: str, wanted: Wanted, least: int) -> list[Span]:
    """Words that are the ones searched for but for accents, or for how they are spelt; the last may only begin so."""
    words = {unaccented(word) for group in wanted.groups for word in words_of(group.words)}
    begun = tuple(unaccented(group.last) for group in wanted.groups if group.last)
    bones = {each for group in wanted.groups for each in _bones(group.spelt, least)}
    return [found.span() for found in WORD.finditer(text) if _is(found[0], words, begun, bones)]


def _bones(words: Collection[str], least: int) -> set[str]:
    return {bones for bones in map(bones_of, words) if len(bones) >= least}


@lru_cache(maxsize=20_000)
def _ways_to_read(word: str) -> tuple[str, str]:
    """The word without accents, and what is left of it. The words of a page are much the same as those of the last."""
    return unaccented(word), bones_of(word)


def _is(word: str, words: Collection[str], begun: tuple[str, ...], bones: Collection[str]) -> bool:
    bare, left = _ways_to_read(word)
    return bare in words or bare.startswith(begun) or left in bones


def _joined(spans: Collection[Span]) -> list[Span]:
    """The spans in their order, those that overlap as one."""
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        elif first < last:
            found.append((first, last))
    return found


def _cut(text: str, spans: list[Span]) -> tuple[Piece, ...]:
    start = _word_from(text, max(0, spans[0][0] - BEFORE))
    end = min(len(text), start + SHOWN)
    pieces, place = [Piece("…")] if start else [], start
    for first, last in spans:
        if first >= end:
            break
        pieces += [Piece(text[place:first]), Piece(text[first:last], match=True)]
        place = last
    rest = text[place:end] if end > place else ""
    pieces.append(Piece(f"{rest.rstrip()}…" if max(end, place) < len(text) else rest))
    return tuple(piece for piece in pieces if piece.text)


def _word_from(text: str, place: int) -> int:
    """The beginning of the next word, if one begins soon."""
    if place == 0:
        return 0
    found = text.find(" ", place, place + BEFORE // 2)
    return found + 1 if found >= 0 else place
