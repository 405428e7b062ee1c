"""One search over incidents, claims, parties and sources, from the head of every page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse

from claims.errors import RuleBroken
from claims.models.search import Hit, search
from claims.models.search_hits import Found, shown
from claims.rules.search import LONGEST, wanted_of
from claims.rules.text import clean_text
from claims.vocabulary import FilteredList, Findable
from claims.web.doors import Door, sentence
from claims.web.saved_filters import saved_for

EACH, PAGE = 5, 25


class SearchPage(Door):
    """The best of each kind; with `kind`, all of one, a page at a time."""

    def get(self, request: HttpRequest) -> HttpResponse:
        typed = request.GET.get("q", "")
        kind = next((each for each in Findable if each == request.GET.get("kind", "")), None)
        try:
            typed = clean_text(typed, field="q", longest=LONGEST)
        except RuleBroken as refusal:
            return self._page(typed[:LONGEST], kind, problem=sentence(refusal))
        if not wanted_of(typed):
            return self._page(typed, kind)
        if kind is None:
            hits = search(typed, actor=self.actor, each=EACH + 1, limit=(EACH + 1) * len(Findable))
            return self._page(typed, None, groups=self._groups(hits, typed))
        start = _place(request.GET.get("after", ""), kind)
        hits = search(typed, actor=self.actor, kinds=[kind], after=start, limit=PAGE + 1)
        found = shown(hits[:PAGE], typed, actor=self.actor)
        last = hits[PAGE - 1] if len(hits) > PAGE else None
        return self._page(typed, kind, groups=[(kind, _linked(found), False)], last=last, first=start is None)

    def _groups(self, hits: list[Hit], typed: str) -> list[tuple[Findable, list[Any], bool]]:
        """Per kind the best and whether there are more; kinds of which nothing was found are left out."""
        ranked = {kind: [hit for hit in hits if hit.kind == kind] for kind in Findable}
        kept = [hit for each in ranked.values() for hit in each[:EACH]]
        found = _linked(shown(kept, typed, actor=self.actor))
        return [
            (kind, [pair for pair in found if pair[0].hit.kind == kind], len(ranked[kind]) > EACH)
            for kind in Findable
            if ranked[kind]
        ]

    def _page(self, typed: str, kind: Findable | None, **context: Any) -> HttpResponse:
        status = 422 if "problem" in context else 200
        context |= saved_for(FilteredList.SEARCH, self.actor, self.request)
        return self.page("search/page.html", status=status, searched=typed, kind=kind, kinds=Findable, **context)


def _linked(found: list[Found]) -> list[tuple[Found, str]]:
    """Each with the address of its page."""
    addresses = {Findable.CLAIM: "claim", Findable.PARTY: "party", Findable.SOURCE: "source"}
    return [
        (each, reverse("incident", args=[each.reference]))
        if each.hit.kind == Findable.INCIDENT
        else (each, reverse(addresses[each.hit.kind], args=[each.hit.id]))
        for each in found
    ]


def _place(given: str, kind: Findable) -> Hit | None:
    """Where the page before ended (`score.id`); the beginning if that cannot be read."""
    score, _dot, key = given.partition(".")
    if not all(part.isascii() and part.isdigit() and len(part) < 10 for part in (score, key)):
        return None
    return Hit(int(score), kind, int(key))


urlpatterns = [path("search/", SearchPage.as_view(), name="search")]
