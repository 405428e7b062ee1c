"""What a language does with the sentences that rules give: gettext. Doors choose the language.

Countries and languages are named as ISO 3166-1 and 639-3 name them, by the catalogues that pycountry brings along.
"""

import gettext as catalogues
from collections.abc import Mapping
from functools import cache
from unicodedata import normalize

import pycountry
from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import get_language, gettext, ngettext, npgettext


class Spoken:
    """The language that is active, whichever it is: inside a door the reader's own."""

    def translate(self, message: str) -> str:
        return gettext(message)

    def plural(self, one: str, many: str, n: int, context: str = "") -> str:
        return npgettext(context, one, many, n) if context else ngettext(one, many, n)

    def number(self, value: int) -> str:
        """A whole number with its thousands set apart, as the language has it."""
        return formats.number_format(value, decimal_pos=0, force_grouping=abs(value) > 9999)


class In(Spoken):
    """One language, whichever is active."""

    def __init__(self, code: str) -> None:
        self.code = code

    def translate(self, message: str) -> str:
        return _sentence_in(self.code, message)

    def plural(self, one: str, many: str, n: int, context: str = "") -> str:
        with translation.override(self.code):
            return super().plural(one, many, n, context)

    def number(self, value: int) -> str:
        with translation.override(self.code):
            return super().number(value)


@cache
def _sentence_in(code: str, message: str) -> str:
    """Kept: a line has a few hundred sentences of a few dozen templates, and activating a language takes its time."""
    with translation.override(code):
        return gettext(message)


def first_known(*wanted: str) -> str:
    """The first of these languages that On Record speaks; English, if none is."""
    known = {code for code, _name in settings.LANGUAGES}
    return next((code for code in wanted if code in known), "en")


def country_name(code: str) -> str:
    """A country in the language that is active; "" if the code is none."""
    return countries_in(get_language() or "en").get(code, "")


@cache
def countries_in(language: str) -> dict[str, str]:
    """Every country: its ISO 3166-1 alpha-2 code and its name, by name. The common one, where it is translated."""
    names = {each.alpha_2: (getattr(each, "common_name", each.name), each.name) for each in pycountry.countries}
    return _translated(names, "iso3166-1", language)


@cache
def languages_in(language: str) -> dict[str, str]:
    """Every language with a code of two letters: that code and its name, by name."""
    names = {each.alpha_2: (each.name,) for each in pycountry.languages if hasattr(each, "alpha_2")}
    return _translated(names, "iso639-3", language)


def _translated(names: Mapping[str, tuple[str, ...]], standard: str, language: str) -> dict[str, str]:
    """By code the first name that the standard's catalogue has in the language, or else the first in English."""
    into = catalogues.translation(standard, pycountry.LOCALES_DIR, languages=[language], fallback=True)
    told = {
        code: next((into.gettext(name) for name in several if into.gettext(name) != name), several[0])
        for code, several in names.items()
    }
    # Letters with an accent stand beside those without.
    return dict(sorted(told.items(), key=lambda pair: normalize("NFKD", pair[1])))
