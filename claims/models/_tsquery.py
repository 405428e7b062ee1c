"""What is searched for, as PostgreSQL takes it: the SQL of a `tsquery` and its parameters.

A word is looked for as it stands and as its stem in each language, because nobody says in which language they search.
What must not stand there must not do so in any of them.
"""

from collections.abc import Iterable

from claims.rules.search import SURE_BONES, Group, Wanted, other_spellings

# The text search configurations of migration 0017; the first keeps every word as it stands.
CONFIGURATIONS = tuple(f"public.claims_{code}" for code in ("simple", "en", "fr", "ar"))
Sql = tuple[str, list[str]]

WEB = "websearch_to_tsquery('{configuration}'::regconfig, %s)"
PREFIX = "to_tsquery('public.claims_simple'::regconfig, %s)"


def exactly(wanted: Wanted) -> Sql:
    """The words themselves, their stems, and words so long that another spelling of them is hardly another word."""
    return _any(_group(group, _spelt(group, SURE_BONES), _stems(group)) for group in wanted.groups)


def otherwise(wanted: Wanted, least: int) -> Sql | None:
    """The words in other spellings, of which at least so many letters are left; None if nothing is."""
    groups = [_group(group, _spelt(group, least)) for group in wanted.groups if other_spellings(group.spelt, least)]
    return _any(groups) if groups else None


def highlighted(wanted: Wanted) -> Sql:
    """Any of the words: what is marked where they stand."""
    return _any(_stems(group) for group in wanted.groups)


def _group(group: Group, *ways: Sql) -> Sql:
    found = _any(way for way in ways if way[0])
    without = [_any(_web(configuration, words) for configuration in CONFIGURATIONS) for words in group.without]
    return _joined(" && ", [found, *((f"!!{each}", given) for each, given in without)])


def _stems(group: Group) -> Sql:
    return _any(_in(configuration, group) for configuration in CONFIGURATIONS)


def _in(configuration: str, group: Group) -> Sql:
    """The words in one configuration; the last of them whole, as a stem, or begun."""
    parts = [_web(configuration, group.words)] if group.words else []
    return _joined(" && ", [*parts, *([_begun(configuration, group.last)] if group.last else [])])


def _begun(configuration: str, word: str) -> Sql:
    return _any([_web(configuration, f'"{word}"'), (PREFIX, [f"'{word}':*"])])


def _web(configuration: str, words: str) -> Sql:
    return WEB.format(configuration=configuration), [words]


def _spelt(group: Group, least: int) -> Sql:
    words = [_any(_one_of(word, group) for word in each) for each in other_spellings(group.spelt, least)]
    return _joined(" && ", words) if words else ("", [])


def _one_of(word: str, group: Group) -> Sql:
    if word.startswith("~"):
        return "%s::tsquery", [f"'{word}'"]
    return _any(_begun(each, word) if word == group.last else _web(each, f'"{word}"') for each in CONFIGURATIONS)


def _any(parts: Iterable[Sql]) -> Sql:
    listed = list(parts)
    found, given = _joined(", ", listed)
    return (found, given) if len(listed) == 1 else (f"claims_any(ARRAY[{found[1:-1]}])", given)


def _joined(operator: str, parts: Iterable[Sql]) -> Sql:
    listed = list(parts)
    return f"({operator.join(each for each, _given in listed)})", [word for _each, given in listed for word in given]
