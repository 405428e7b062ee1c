"""What was typed, taken apart; and what is left of a word."""

import pytest

from claims.rules.bones import bones_of, folded, words_of
from claims.rules.search import LEAST_BONES, SURE_BONES, Group, other_spellings, wanted_of


@pytest.mark.parametrize(
    ("typed", "groups"),
    [
        ("", []),
        ("   ", []),
        ("!!! … ---", []),
        ("🙂🙂", []),
        ("-drone", []),
        ("or", []),
        ("drone", [Group("", "drone", (), ("drone",))]),
        ("drone strikes", [Group('"drone"', "strikes", (), ("drone", "strikes"))]),
        ('"drone strikes"', [Group('"drone strikes"', "", (), ())]),
        ("“drone strikes”", [Group('"drone strikes"', "", (), ())]),
        ('"drone strikes', [Group('"drone strikes"', "", (), ())]),
        ("drone -army", [Group('"drone"', "", ("army",), ("drone",))]),
        ('drone -"the army"', [Group('"drone"', "", ("the army",), ("drone",))]),
        ("drone OR army", [Group('"drone"', "", (), ("drone",)), Group("", "army", (), ("army",))]),
        ('drone "or" army', [Group('"drone" "or"', "army", (), ())]),
        ("Tin-Zaouatine", [Group('"Tin"', "Zaouatine", (), ("Tin", "Zaouatine"))]),
        ("l’armée", [Group('"l"', "armée", (), ("l", "armée"))]),
        ("the a", [Group('"the" "a"', "", (), ("the", "a"))]),
        ("قُتِلَ الســوق", [Group('"قتل"', "السوق", (), ("قتل", "السوق"))]),
        ("1,300 & (7) | !x", [Group('"1 300" "7" "x"', "", (), ("1", "300", "7", "x"))]),
    ],
)
def test_what_was_typed_is_taken_apart(typed, groups):
    assert list(wanted_of(typed).groups) == groups
    assert bool(wanted_of(typed)) == bool(groups)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("أإآٱ", "اااا"),
        ("مكتبة", "مكتبه"),
        ("قُتِلَ", "قتل"),
        ("الســوق", "السوق"),
        ("٢٠٢٤", "2024"),
        ("e\u0301tat", "etat"),
        ("a-b.c/d", "a b c d"),
        ("\u200fabc\u200e", "abc"),
    ],
)
def test_letters_that_only_look_different_are_alike(text, same):
    assert folded(text) == same


def test_words_are_what_has_a_letter_or_a_digit():
    assert words_of("Ex.: “21 people”, 🙂 – n° 7!") == ["Ex", "21", "people", "n°", "7"]


@pytest.mark.parametrize(
    ("word", "bones"),
    [
        ("Tinzaouaten", "tnztn"),
        ("Tinzawatène", "tnztn"),
        ("Tin Zaouatine", "tn ztn"),
        ("Kidal", "kdl"),
        ("كيدال", "kdl"),
        ("Qadhafi", "kdf"),
        ("القذافي", "kdf"),
        ("Tombouctou", "tnbkt"),
        ("تمبكتو", "tnbkt"),
        ("Azaouad", "azd"),
        ("Hassan", "hsn"),
        ("Mohammed", "mmd"),
        ("Tchad", "sd"),
        ("تشاد", "tsd"),
        ("aeiou", "a"),
        ("", ""),
    ],
)
def test_what_is_left_of_a_word(word, bones):
    assert bones_of(word) == bones


@pytest.mark.parametrize(
    ("words", "least", "spellings"),
    [
        (("Tinzawatène",), SURE_BONES, [("Tinzawatène", "~tnztn")]),
        (("Kidel",), SURE_BONES, []),
        (("Kidel",), LEAST_BONES, [("Kidel", "~kdl")]),
        (("Gao",), LEAST_BONES, []),
        (("Tin", "Zaouatine"), SURE_BONES, [("Tin", "~tnztn"), ("Zaouatine", "~tnztn")]),
        (("strike", "Gao"), LEAST_BONES, [("strike", "~strk"), ("Gao",)]),
        (("x" * 80,), LEAST_BONES, []),
    ],
)
def test_what_may_stand_for_a_word(words, least, spellings):
    assert list(other_spellings(words, least)) == spellings
