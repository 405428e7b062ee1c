"""The keys, on a page of their own; app.js shows the same over any other."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from claims.web.doors import Door
from claims.web.shortcuts import GROUPS


class ShortcutSheet(Door):
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page("shortcuts.html", groups=[(title, list(keys.values())) for title, keys in GROUPS])


urlpatterns = [path("shortcuts/", ShortcutSheet.as_view(), name="shortcuts")]
