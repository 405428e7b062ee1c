"""Notes: whom a text mentions (`@Name` or `@name@desk.example`), and who may take a note back."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _

MOST_MENTIONS = 20
# An “@” within an address or a word begins no mention.
BEGINS = re.compile(r"(?<![\w.@+-])@")
GOES_ON = re.compile(r"\w|[.@-]\w")
# Marks that only say in which direction letters run.
DIRECTIONS = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


class Colleague(NamedTuple):
    """One who can be mentioned."""

    key: int
    name: str
    email: str


def mentions_in(text: str, colleagues: Iterable[Colleague]) -> list[Colleague]:
    """Whom the text mentions, each once, in its order.

    By e-mail address, whole name or the first word of it, whichever is longest; capitals do not matter. What calls
    nobody here is plain text. RuleBroken where a name may be several people's.
    """
    people = list(colleagues)
    called: dict[str, list[Colleague]] = {}
    for name_of in (_first, _name, _email):  # of equal words, the more exact
        of_kind: dict[str, list[Colleague]] = {}
        for person in people:
            of_kind.setdefault(name_of(person), []).append(person)
        called |= {words: found for words, found in of_kind.items() if words}
    folded, found = _folded(text), dict[int, Colleague]()
    for begins in BEGINS.finditer(folded):
        meant = _one(_called(folded[begins.end() :], called))
        if meant is not None:
            found[meant.key] = meant
    if len(found) > MOST_MENTIONS:
        raise RuleBroken(
            "too_many_mentions", _("A note mentions at most %(most)s people."), field="text", most=MOST_MENTIONS
        )
    return list(found.values())


def check_about(rows: int) -> None:
    """Refuse a note on nothing, or on two things at once."""
    if rows != 1:
        raise RuleBroken("note_about_one_thing", _("A note is on an incident or on a claim: name one of them."))


def check_may_see(seen: bool, *, name: str) -> None:
    """Refuse to mention somebody who may not see what the note is about."""
    if not seen:
        raise RuleBroken(
            "mentioned_cannot_see",
            _("%(name)s may not see this, and so cannot be told of it. Leave the “@” out, or let them see it first."),
            field="text",
            name=name,
        )


def check_own(own: bool) -> None:
    if not own:
        raise RuleBroken("not_the_author", _("Only whoever wrote a note may withdraw it."))


def check_stands(withdrawn: bool) -> None:
    if withdrawn:
        raise RuleBroken("note_withdrawn", _("This note has been withdrawn already."))


def _called(rest: str, called: dict[str, list[Colleague]]) -> list[Colleague]:
    """Those whose longest name the text goes on with."""
    fitting = [words for words in called if rest.startswith(words) and not GOES_ON.match(rest[len(words) :])]
    return called[max(fitting, key=len)] if fitting else []


def _one(people: list[Colleague]) -> Colleague | None:
    if len(people) > 1:
        raise RuleBroken(
            "mention_ambiguous",
            _("“@%(name)s” may be several people. Write the address of the one you mean: %(addresses)s."),
            field="text",
            name=people[0].name,
            addresses=", ".join(f"@{person.email}" for person in people),
        )
    return people[0] if people else None


def _first(person: Colleague) -> str:
    return (_name(person).split() or [""])[0]


def _name(person: Colleague) -> str:
    return _folded(person.name).strip()


def _email(person: Colleague) -> str:
    return _folded(person.email).strip()


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).translate(DIRECTIONS).casefold())
