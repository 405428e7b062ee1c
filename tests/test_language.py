"""What is said in French and Arabic: numbers, genders, countries, days."""

from datetime import date

import pytest
from django.utils import translation

from claims.language import In, countries_in, country_name, languages_in
from claims.rules.figure_words import FigureFact, figure_phrase
from claims.rules.sentences import worded
from claims.templatetags._dates import day_words
from claims.vocabulary import Metric, Population, Qualifier

P, Q = Population, Qualifier


def killed(population: Population, qualifier: Qualifier, minimum: int | None, maximum: int | None) -> FigureFact:
    return FigureFact(Metric.KILLED, qualifier, minimum, maximum, population)


@pytest.mark.parametrize(
    ("language", "figure", "words"),
    [
        ("fr", killed(P.PEOPLE, Q.AT_LEAST, 21, None), "au moins 21 personnes tuées"),
        ("fr", killed(P.WOMEN, Q.EXACTLY, 1, 1), "1 femme tuée"),
        ("fr", killed(P.CHILDREN, Q.EXACTLY, 11, 11), "11 enfants tués"),
        ("fr", killed(P.SOLDIERS, Q.BETWEEN, 2, 5), "entre 2 et 5 soldats tués"),
        ("ar", killed(P.PEOPLE, Q.AT_LEAST, 21, None), "مقتل ما لا يقل عن 21 شخصًا"),
        ("ar", killed(P.CHILDREN, Q.EXACTLY, 11, 11), "مقتل 11 طفلًا"),
        ("ar", killed(P.CHILDREN, Q.EXACTLY, 3, 3), "مقتل 3 أطفال"),
        ("ar", killed(P.PEOPLE, Q.MORE_THAN, 2, None), "مقتل أكثر من شخصين"),
        ("ar", killed(P.SOLDIERS, Q.UP_TO, None, 100), "مقتل ما يصل إلى 100 جندي"),
    ],
)
def test_a_figure_agrees_with_its_number_and_gender(language, figure, words):
    assert worded(figure_phrase(figure), In(language)) == words


def test_countries_and_languages_have_their_names_in_the_readers_language():
    with translation.override("fr"):
        assert country_name("DZ") == "Algérie"
        assert country_name("XX") == ""
    with translation.override("ar"):
        assert country_name("IR").startswith("إيران")
    assert languages_in("fr")["en"] == "Anglais"
    assert countries_in("en")["IR"] == "Iran"


def test_what_begins_with_an_accent_stands_beside_what_does_not():
    names = list(countries_in("fr").values())
    assert names.index("Estonie") < names.index("Égypte") + 3 < names.index("Finlande")


def test_days_have_their_months_in_words():
    day = date(2024, 8, 25)
    with translation.override("fr"):
        assert day_words(day) == "25 août 2024"
    with translation.override("ar"):
        assert day_words(day) == "25 أغسطس 2024"
