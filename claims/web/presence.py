"""Who else is looking at an incident or a claim, or editing it: asked for every half minute by the page itself."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path

from claims.actions.bookkeeping import present_at
from claims.models import Claim, Incident, Membership
from claims.web.doors import Door

STOP_POLLING = 286  # what htmx takes for “ask no more”


class Presence(Door):
    """Says that the reader is there, and who else is. Nothing of it is in the database, and it ends by itself."""

    of: ClassVar[type[Incident] | type[Claim]]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        row: Any = self.seen(self.of, **self.kwargs)
        members = Membership.objects.of(self.actor).active().exclude(user=self.user).with_user()
        people = {member.user_id: str(member.user) for member in members.order_by("user__name", "pk")}
        there = present_at(row=row, editing="editing" in request.GET, others=list(people), by=self.actor)
        return self.page(
            "components/presence.html#people",
            editing=[people[key] for key, editing in there.items() if editing],
            looking=[people[key] for key, editing in there.items() if not editing],
        )

    def _to_sign_in(self) -> HttpResponseBase:
        # The page stays as it is, with what is being typed in it.
        return HttpResponse(status=STOP_POLLING) if getattr(self.request, "htmx", False) else super()._to_sign_in()


class IncidentPresence(Presence):
    of = Incident


class ClaimPresence(Presence):
    of = Claim


urlpatterns = [
    path("incidents/<str:reference>/presence/", IncidentPresence.as_view(), name="incident-presence"),
    path("claims/<int:pk>/presence/", ClaimPresence.as_view(), name="claim-presence"),
]
