"""Has this been claimed before? Claims like the one being typed, in a fragment under its input."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from claims.models import Claim
from claims.rules.claims import enough_to_compare
from claims.web.doors import Door

SHOWN = 5
LONGEST = 1000
BUT = "but"


class SimilarClaims(Door):
    """For whatever the one input sent holds; `?but=` is the claim that is being revised."""

    def get(self, request: HttpRequest) -> HttpResponse:
        typed = next((str(value) for name, value in request.GET.items() if name != BUT), "")
        words = typed.replace("\x00", "")[:LONGEST]
        return self.page("claims/similar.html", similar=self._similar(words) if enough_to_compare(words) else [])

    def _similar(self, words: str) -> list[Claim]:
        rows = Claim.objects.visible_to(self.actor)
        but = self.request.GET.get(BUT, "")
        if but.isascii() and but.isdigit() and len(but) < 19:
            rows = rows.exclude(pk=but)
        return list(rows.similar_to(words).with_parts(self.actor)[:SHOWN])


urlpatterns = [path("claims/similar/", SimilarClaims.as_view(), name="claims-similar")]
