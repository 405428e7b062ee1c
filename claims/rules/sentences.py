"""Sentences as rules give them: a whole template with named slots, never pieces put one after the other.

A template is a gettext id. A slot holds words as they are on record, a number, or another phrase; lists and plurals are
phrases themselves, so that every language may put all of it in its own order. Doors say which language (`Language`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from claims.errors import gettext_noop as _

PAIR = _("%(first)s and %(last)s")
MORE = _("%(first)s, %(rest)s")
PAIR_OF_LONG = _("%(first)s; %(last)s")
MORE_LONG = _("%(first)s; %(rest)s")
QUOTED = _("“%(words)s”")
URDU_STOP = "\u06d4"
ENDS = (".", "!", "?", "…", "؟", URDU_STOP, "。")
CLOSERS = '”»"’)'
# With these no name begins: inside a sentence they lose their capital. Whatever else does, keeps it.
NO_NAME = frozenset(
    re.findall(
        r"\w+",
        """
        a about all an around at between both dozens each eight eleven every few fewer fifteen five four from he
        hundreds in it its less many more most nine no nobody none nothing on one over seven several she six some ten
        tens that the their there these they this those three twelve twenty two under up we
        au aucun aucune ce ces cet cette cinq des deux dix elle elles environ il ils la le les leur leurs nul on
        personne plus plusieurs quatre quelques sept six trois un une
        """,
    )
)


class Language(Protocol):
    """What a language does with templates and numbers."""

    def translate(self, message: str) -> str: ...

    def plural(self, one: str, many: str, n: int, context: str = "") -> str: ...

    def number(self, value: int) -> str: ...


@dataclass(frozen=True)
class Phrase:
    """A template with what goes into its slots."""

    message: str
    slots: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Plural:
    """One template or the other, by a number; the number itself goes into the slot `n`.

    In some `context` a language may have other templates.
    """

    one: str
    many: str
    n: int
    slots: Mapping[str, Value] = field(default_factory=dict)
    context: str = ""


@dataclass(frozen=True)
class Listed:
    """*A, B and C*; of whole statements (`long`) *A; B; C*."""

    values: Sequence[Value]
    long: bool = False


@dataclass(frozen=True)
class Described:
    """Words of ours for somebody who is not named: they take a capital where a sentence begins, as a name does not."""

    words: str


@dataclass(frozen=True)
class Quoted:
    """Exact words, closed by a full stop if they have no end of their own and `ends` the sentence."""

    words: str
    ends: bool = False


@dataclass(frozen=True)
class Told:
    """What a claim says, as it is on record, without its full stop. `inside` a sentence it gives up its capital."""

    text: str
    inside: bool = False


Value: TypeAlias = str | int | Phrase | Plural | Listed | Described | Quoted | Told


def sentence(value: Value, language: Language) -> str:
    """The value as a sentence of its own."""
    text = worded(value, language)
    if _begins_with_ours(value, language):
        text = text[:1].upper() + text[1:]
    # A statement that ends in a mark of its own needs none of the template's.
    return text[:-1] if text.endswith(".") and text[:-1].endswith(ENDS) else text


def worded(value: Value, language: Language) -> str:
    """The value in words."""
    match value:
        case str():
            return value
        case int():
            return language.number(value)
        case Phrase():
            return language.translate(value.message) % _filled(value.slots, language)
        case Plural():
            template = language.plural(value.one, value.many, value.n, value.context)
            return template % _filled({"n": value.n, **value.slots}, language)
        case Listed():
            return _listed(list(value.values), language, long=value.long)
        case Described():
            return value.words
        case Quoted():
            words = value.words.strip()
            words = words if not value.ends or words.rstrip(CLOSERS).endswith(ENDS) else f"{words}."
            return language.translate(QUOTED) % {"words": words}
        case Told():
            return continued(told(value.text)) if value.inside else told(value.text)


def listed(values: Iterable[str], language: Language) -> str:
    """*A, B and C*; "" if there are none."""
    return worded(Listed(tuple(values)), language)


def told(text: str) -> str:
    """A statement without its full stop."""
    text = " ".join(text.split())
    return text[:-1] if text.endswith((".", URDU_STOP)) and not text.endswith("..") else text


def continued(text: str) -> str:
    """A statement as it goes on inside a sentence."""
    word = text.partition(" ")[0]
    return text[:1].lower() + text[1:] if word.casefold() in NO_NAME else text


def _filled(slots: Mapping[str, Value], language: Language) -> dict[str, str]:
    return {name: worded(value, language) for name, value in slots.items()}


def _listed(values: list[Value], language: Language, *, long: bool) -> str:
    if len(values) < 2:
        return worded(values[0], language) if values else ""
    first, pair, more = worded(values[0], language), *((PAIR_OF_LONG, MORE_LONG) if long else (PAIR, MORE))
    if len(values) == 2:
        return language.translate(pair) % {"first": first, "last": worded(values[1], language)}
    return language.translate(more) % {"first": first, "rest": _listed(values[1:], language, long=long)}


def _begins_with_ours(value: Value, language: Language) -> bool:
    """Whether the first words are of a template, and not a name or a statement as it is on record."""
    match value:
        case str() | Told():
            return False
        case Listed():
            return bool(value.values) and _begins_with_ours(value.values[0], language)
        case Phrase() | Plural():
            template = (
                language.translate(value.message)
                if isinstance(value, Phrase)
                else language.plural(value.one, value.many, value.n, value.context)
            )
            slots: Mapping[str, Value] = value.slots
            first = next((name for name in slots if template.startswith(f"%({name})s")), None)
            return first is None or _begins_with_ours(slots[first], language)
    return True
