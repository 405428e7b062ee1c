"""What somebody means who types words to search for, and which words of a text are those.

Written as in web search: all words must stand there, a "phrase in quotes" as it is, not -this one, this or that. The
last word may be half typed. Letters that only look different (accents, Arabic vowel signs, forms of alef) are alike.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from claims.rules.bones import bones_of, words_of

TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
# Characters that may be typed.
LONGEST = 200
OR = "or"
QUOTES = dict.fromkeys(map(ord, "“”„‟«»"), '"')
# A last word of fewer letters may be half of too many others.
LEAST_PREFIX = 2
# Fewer letters are left of too many words (`kld`: killed, called, cold). They are tried when nothing else is found.
LEAST_BONES, SURE_BONES, MOST_BONES = 3, 5, 24
JOINS = 2


@dataclass(frozen=True)
class Group:
    """Words that must all stand in one text, in the syntax of `websearch_to_tsquery`, and phrases that must not.

    `last` is the word that may be half typed, and is not in `words`. `spelt` are the words that may be spelt otherwise.
    """

    words: str
    last: str
    without: tuple[str, ...]
    spelt: tuple[str, ...]


@dataclass(frozen=True)
class Wanted:
    """What is searched for: one of these groups. Without any there was nothing to search for."""

    groups: tuple[Group, ...]

    def __bool__(self) -> bool:
        return bool(self.groups)


def wanted_of(typed: str) -> Wanted:
    """What was typed, taken apart."""
    terms = [_term(found) for found in TERM.finditer(typed.translate(QUOTES))]
    groups: list[list[tuple[bool, bool, str]]] = [[]]
    for without, quoted, words in terms:
        if words.lower() == OR and not quoted and not without:
            groups.append([])
        elif words:
            groups[-1].append((without, quoted, words))
    read = [_group(each, half=each is groups[-1]) for each in groups]
    return Wanted(tuple(each for each in read if each.words or each.last))


def _term(found: re.Match[str]) -> tuple[bool, bool, str]:
    quoted = found["phrase"] is not None
    return bool(found["minus"]), quoted, " ".join(words_of(found["phrase"] if quoted else found["word"]))


def _group(terms: list[tuple[bool, bool, str]], *, half: bool) -> Group:
    kept = [(quoted, words) for without, quoted, words in terms if not without]
    last = ""
    if half and terms and not terms[-1][0] and kept and not kept[-1][0]:
        before, _space, last = kept[-1][1].rpartition(" ")
        if len(last) < LEAST_PREFIX:
            last = ""
        else:
            kept = [*kept[:-1], *([(False, before)] if before else [])]
    spelt = [word for quoted, words in kept if not quoted for word in words.split()]
    return Group(
        words=" ".join(f'"{words}"' for _quoted, words in kept),
        last=last,
        without=tuple(words for without, _quoted, words in terms if without),
        spelt=(*spelt, *([last] if last else [])) if all(not quoted for quoted, _words in kept) else (),
    )


def other_spellings(words: tuple[str, ...], least: int) -> tuple[tuple[str, ...], ...]:
    """Per word what may stand for it: itself, what is left of it whatever its vowels ("~tnztn"), or of it and the next.

    Empty if nothing is left that is long enough to mean anything.
    """
    bare = [bones_of(word) for word in words]
    long = [f"~{bones}" if least <= len(bones) <= MOST_BONES else "" for bones in bare]
    found = [tuple(filter(None, each)) for each in zip(words, long, strict=True)]
    for place, (short, following) in enumerate(pairwise(bare)):
        joined = short + following.lstrip("a")
        if 0 < len(short) <= JOINS and least <= len(joined) <= MOST_BONES and len(joined) > LEAST_BONES:
            found[place] += (f"~{joined}", *found[place + 1][1:])
            found[place + 1] += (f"~{joined}",)
    return tuple(found) if any(len(each) > 1 for each in found) else ()
