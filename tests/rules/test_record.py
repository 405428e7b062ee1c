"""The leaf of a Change: every part of it counts, and a destroyed value leaves it as it was."""

from dataclasses import replace

import pytest

from claims.rules.record import REASON, REDACTED, REDACTED_TEXT, Entry, digests_of, header_of, leaf_of, without

FACTS = {"change": 7, "newsroom": 1, "position": 3, "verb": "source.added", "by_name": ""}
ENTRY = Entry(FACTS, "why", {"id": 5, "title": "A report", "author": "A person", "note": ""}, salt="ab" * 32)


@pytest.mark.parametrize(
    "altered",
    [
        replace(ENTRY, facts=FACTS | {"verb": "source.revised"}),
        replace(ENTRY, reason="why not"),
        replace(ENTRY, reason=REDACTED_TEXT),
        replace(ENTRY, after=None),
        replace(ENTRY, after={}),
        replace(ENTRY, after=dict(ENTRY.after) | {"title": "Another"}),
        replace(ENTRY, after=dict(ENTRY.after) | {"title": REDACTED}),
        replace(ENTRY, after=dict(ENTRY.after) | {"more": None}),
        replace(ENTRY, after={**ENTRY.after, "title": ENTRY.after["author"], "author": ENTRY.after["title"]}),
        replace(ENTRY, salt="cd" * 32),
        replace(ENTRY, salt=None),
        replace(ENTRY, salt=None, kept={}),
        replace(ENTRY, salt=None, kept={"salts": [], "digests": {"title": 1}}),
    ],
)
def test_whatever_is_altered_alters_the_leaf(altered):
    assert leaf_of(altered) != leaf_of(ENTRY)


def test_a_row_that_is_gone_is_not_an_empty_row():
    gone, empty = replace(ENTRY, after=None), replace(ENTRY, after={})

    assert header_of(gone)["payload"] is None
    assert leaf_of(gone) != leaf_of(empty)


def test_values_that_were_destroyed_leave_the_leaf_as_it_was():
    once = without(ENTRY, {"author"})
    twice = without(once, {REASON, "title", "no such field"})

    assert leaf_of(once) == leaf_of(twice) == leaf_of(ENTRY)
    assert once.after == {"id": 5, "title": "A report", "author": REDACTED, "note": ""}
    assert (twice.reason, twice.redacted) == (REDACTED_TEXT, ["author", REASON, "title"])


def test_nothing_is_left_by_which_a_destroyed_value_could_be_guessed():
    once = without(ENTRY, {"author"})

    assert once.salt is None
    assert "author" not in once.kept["salts"]
    assert set(once.kept["salts"]) == {"id", "title", "note", REASON}
    assert once.kept["digests"] == {"author": digests_of(ENTRY)["author"]}


@pytest.mark.parametrize("back", ["A person", "Another person", None])
def test_a_value_put_in_the_place_of_a_destroyed_one_alters_the_leaf(back):
    once = without(ENTRY, {"author"})

    assert leaf_of(replace(once, after=dict(once.after) | {"author": back})) != leaf_of(ENTRY)


def test_equal_values_have_other_digests_in_other_fields_and_changes():
    twins = Entry(FACTS, "same", {"a": "same", "b": "same"}, salt="ab" * 32)
    other = replace(twins, salt="cd" * 32)

    assert len({*digests_of(twins).values(), *digests_of(other).values()}) == 6
