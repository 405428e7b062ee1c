"""Countries, languages and time zones: what is known of them is offered, what is allowed the action says."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from claims.language import countries_in, languages_in

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


def languages() -> list[tuple[str, str]]:
    """(code, name) of the languages with a two-letter code, in the reader's."""
    return list(languages_in(get_language() or "en").items())


def countries() -> list[tuple[str, str]]:
    """(ISO 3166-1 alpha-2 code, name) of every country, by name in the reader's language."""
    return list(countries_in(get_language() or "en").items())


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
