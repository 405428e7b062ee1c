"""Countries, languages and time zones: what is known of them is offered, what is allowed the action says."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

import pycountry
from django import forms
from django.utils.translation import gettext_lazy as _

# Places, with UTC: the other names in the database are older spellings of them.
AREAS = frozenset({"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"})


class SuggestingInput(forms.TextInput):
    """A line with suggestions, which also takes what is not among them."""

    template_name = "components/suggesting.html"

    def __init__(self, suggestions: Any, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.suggestions = suggestions

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = context["list_id"] = f"known-{name}"
        context["suggestions"] = self.suggestions()
        return context


@cache
def zones() -> list[tuple[str, str]]:
    """(name, "") of every time zone that is a place, in order."""
    names = sorted(name for name in available_timezones() if name.partition("/")[0] in AREAS)
    return [(name, "") for name in ["UTC", *names]]


@cache
def languages() -> list[tuple[str, str]]:
    """(code, name) of the languages with a two-letter code."""
    named = [(each.alpha_2, each.name) for each in pycountry.languages if hasattr(each, "alpha_2")]
    return sorted(named, key=lambda pair: pair[1])


@cache
def countries() -> list[tuple[str, str]]:
    """(ISO 3166-1 alpha-2 code, name) of every country, by name."""
    named = [(each.alpha_2, getattr(each, "common_name", each.name)) for each in pycountry.countries]
    return sorted(named, key=lambda pair: pair[1])


def country_field(**kwargs: Any) -> forms.ChoiceField:
    kwargs.setdefault("label", _("Country"))
    kwargs.setdefault("required", False)
    return forms.ChoiceField(choices=lambda: [("", "—"), *countries()], **kwargs)


def language_field(**kwargs: Any) -> forms.CharField:
    kwargs.setdefault("label", _("Language"))
    kwargs.setdefault("help_text", _("The code of the language, such as en, fr or ar."))
    kwargs.setdefault("required", False)
    return forms.CharField(max_length=12, widget=SuggestingInput(languages), **kwargs)


def zone_field(**kwargs: Any) -> forms.CharField:
    kwargs.setdefault("label", _("Time zone"))
    return forms.CharField(max_length=64, widget=SuggestingInput(zones), **kwargs)
