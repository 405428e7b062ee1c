"""Suggestions while a party or a source is being named: a few to begin with, and more as one types."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from claims.models import Incident, Party, PartyOccurrence, Source, SourceOccurrence
from claims.rules.actor import Actor
from claims.vocabulary import PartyKind, SourceKind
from claims.web.doors import Door
from claims.web.forms._known import parties_called, sources_called

SUGGESTED = 60

# (what the input takes, what helps to tell it from others)
Suggestion = tuple[str, str]


def suggested_parties(actor: Actor, incident: Incident | None, words: str = "") -> list[Suggestion]:
    """Parties whose name or alias contains the words; those of the incident first."""
    rows = Party.objects.visible_to(actor).not_merged()
    rows = rows.matching(words) if words else rows
    here = PartyOccurrence.objects.filter(party=OuterRef("pk"), incident=incident)
    found = _first(rows, here, incident, "name").prefetch_related("aliases")
    return _told_apart([(party, party.name, _party_words(party)) for party in found])


def suggested_sources(actor: Actor, incident: Incident | None, words: str = "") -> list[Suggestion]:
    """Sources whose title, author, address or outlet contains the words; the incident's first, then the newest."""
    rows = Source.objects.visible_to(actor).with_outlet()
    rows = rows.matching(words) if words else rows
    here = SourceOccurrence.objects.filter(source=OuterRef("pk"), incident=incident)
    found = _first(rows, here, incident, "-added_at")
    return _told_apart([(source, source.title, _source_words(source)) for source in found])


def _first(rows: Any, here: QuerySet[Any], incident: Incident | None, order: str) -> Any:
    if incident is None:
        return rows.order_by(order, "pk")[:SUGGESTED]
    near = Case(When(Exists(here), then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.order_by(near, order, "pk")[:SUGGESTED]


def _party_words(party: Party) -> str:
    aliases = [alias.name for alias in party.aliases.all()]
    return ", ".join([str(PartyKind(party.kind).label), *filter(None, [party.country]), *aliases])


def _source_words(source: Source) -> str:
    parts = [str(SourceKind(source.kind).label), str(source.outlet or ""), str(source.published_on or "")]
    return ", ".join(filter(None, parts))


def _told_apart(named: list[tuple[Any, str, str]]) -> list[Suggestion]:
    """Names that occur twice carry their number."""
    names = [name.casefold() for _row, name, _words in named]
    return [(f"{name} [{row.pk}]" if names.count(name.casefold()) > 1 else name, words) for row, name, words in named]


class Suggestions(Door):
    """The options of a list of suggestions, for whatever the one input sent holds."""

    suggest: Any = None

    def get(self, request: HttpRequest) -> HttpResponse:
        words = str(next(iter(request.GET.values()), "")).replace("\x00", "")[:200]
        suggest: Any = type(self).suggest
        found = suggest(self.actor, None, words)
        if words.strip() and not self.is_known(words.strip()):
            found.append((words, _("New: not on record yet")))
        return self.page("components/suggestions.html", suggestions=found)

    def is_known(self, typed: str) -> bool:
        """Whether this name, sent as it is, means a row on record."""
        raise NotImplementedError


class PartySuggestions(Suggestions):
    suggest = suggested_parties

    def is_known(self, typed: str) -> bool:
        return bool(parties_called(Party.objects.visible_to(self.actor), typed))


class SourceSuggestions(Suggestions):
    suggest = suggested_sources

    def is_known(self, typed: str) -> bool:
        return bool(sources_called(Source.objects.visible_to(self.actor), typed))


urlpatterns = [
    path("suggestions/parties/", PartySuggestions.as_view(), name="party-suggestions"),
    path("suggestions/sources/", SourceSuggestions.as_view(), name="source-suggestions"),
]
