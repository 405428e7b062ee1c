"""Saved filters: kept from a list, shown on it and on the desk, renamed and removed on a page of their own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from claims.actions.saved_filters import remove_filter, rename_filter, save_filter
from claims.errors import RuleBroken
from claims.models import SavedFilter
from claims.rules.actor import Actor
from claims.rules.roles import May
from claims.rules.saved_filters import what_narrows
from claims.vocabulary import FilteredList
from claims.web.doors import Door, sentence
from claims.web.form_door import FormDoor
from claims.web.forms._base import FactForm, choice_field, text_field


class SavedFilterForm(FactForm):
    name = text_field(SavedFilter, "name", label=_("Name"), help_text=_("Nobody but you sees it."))
    of = choice_field(FilteredList, widget=forms.HiddenInput)
    query = text_field(SavedFilter, "query", widget=forms.HiddenInput, required=False)


class FilterSave(FormDoor):
    """The list and how it is narrowed come in the address (`of`, `query`)."""

    capability = May.READ
    form_class = SavedFilterForm
    heading = _("Save this filter")
    done_message = _("Saved. It stands above the list and on your desk.")

    def initial(self) -> dict[str, Any]:
        of = self.request.GET.get("of", "")
        chosen = of if of in FilteredList.values else FilteredList.INCIDENTS
        return {"of": chosen, "query": self.request.GET.get("query", "").replace("\0", "")}

    def act(self, form: SavedFilterForm) -> SavedFilter:
        return save_filter(**form.kwargs(), by=self.actor, at=self.now)

    def done_url(self, result: SavedFilter) -> str:
        return address_of(result)

    def back_url(self) -> str:
        of, query = self.initial()["of"], self.initial()["query"]
        return f"{reverse(of)}?{query}" if query else reverse(of)


class SavedFilters(Door):
    def get(self, request: HttpRequest) -> HttpResponse:
        return self._listed()

    def _listed(self, *, status: int = 200, **context: Any) -> HttpResponse:
        rows = [(row, address_of(row)) for row in SavedFilter.objects.visible_to(self.actor)]
        return self.page("saved_filters/list.html", status=status, rows=rows, **context)


class FilterRename(SavedFilters):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.seen(SavedFilter, pk=pk)
        try:
            rename_filter(saved=row, name=request.POST.get("name", ""), by=self.actor, at=self.now)
        except RuleBroken as refusal:
            return self._listed(status=422, problem=sentence(refusal), wrong=row.pk)
        self.say(str(_("Renamed.")))
        return self.go("saved-filters")


class FilterRemove(Door):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        remove_filter(saved=self.seen(SavedFilter, pk=pk), by=self.actor, at=self.now)
        self.say(str(_("Removed.")))
        return self.go("saved-filters")


def address_of(row: SavedFilter) -> str:
    """The list as the filter shows it."""
    return f"{reverse(row.of)}?{row.query}"


def saved_for(of: FilteredList, actor: Actor, request: HttpRequest) -> dict[str, Any]:
    """For the template of a list: one's filters of it, with their addresses, and which is shown."""
    rows = SavedFilter.objects.visible_to(actor).filter(of=of)
    here = what_narrows(request.GET.urlencode())
    saved = [(row, address_of(row), row.query == here) for row in rows]
    return {"saved_of": of, "saved": saved, "to_save": "" if any(shown for _r, _a, shown in saved) else here}


urlpatterns = [
    path("saved-filters/", SavedFilters.as_view(), name="saved-filters"),
    path("saved-filters/new/", FilterSave.as_view(), name="filter-save"),
    path("saved-filters/<int:pk>/rename/", FilterRename.as_view(), name="filter-rename"),
    path("saved-filters/<int:pk>/remove/", FilterRemove.as_view(), name="filter-remove"),
]
