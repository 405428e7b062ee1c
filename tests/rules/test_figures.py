"""Figures: what a claim's number says, and what vague words count as."""

import pytest

from claims.rules.figures import counted, from_words, gives_number
from claims.vocabulary import ClaimKind, Stance


@pytest.mark.parametrize(
    ("wording", "number"),
    [
        ("tens", 10),
        ("dozens", 12),
        ("Dozens of people", 12),
        ("hundreds", 100),
        ("des dizaines de morts", 10),
        ("plusieurs douzaines", 12),
        ("des centaines", 100),
        ("عشرات القتلى", 10),
        ("العشرات", 10),
        ("مئات", 100),
        ("المئات", 100),
        ("", None),
        ("many", None),
        ("two dozen", None),
        ("a hundred", None),
        ("thousands", None),
        ("tens of thousands", None),
        ("des dizaines de milliers", None),
        ("عشرات الآلاف", None),
        ("dozens, perhaps hundreds", None),
        ("dozens, 40 by one count", None),
        ("dozens, ٤٠", None),
    ],
)
def test_vague_words_count_as_the_published_table_has_them_and_no_others(wording, number):
    assert from_words(wording) == number


@pytest.mark.parametrize("stance", list(Stance))
def test_a_denial_a_retraction_and_no_position_give_no_number(stance):
    silent = {Stance.DENIES, Stance.RETRACTS, Stance.NO_POSITION}
    assert gives_number(ClaimKind.FACT, stance) == (stance not in silent)
    assert not gives_number(ClaimKind.DEMAND_OR_INTENTION, stance)


def test_labels_that_differ_in_case_alone_name_one_thing():
    assert counted("other", "Burned", "other", "Homes", 3) == counted("other", "burned", "other", "HOMES", 3)
    assert counted("killed", "", "people", "", None) != counted("killed", "", "people", "", 3)
