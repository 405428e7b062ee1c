"""What was done about an incident's right of reply: as a timeline, and as a file to print."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import path

from claims.models import Incident
from claims.models.ledger import ledger_of
from claims.models.right_of_reply import right_of_reply_file
from claims.rules.actor import outward
from claims.web.as_of import AsKnownAt
from claims.web.forms.incident_lists import PartyFilter
from claims.web.incidents import crumbs_of

SHOWN = 100
OUTSIDE = "outside"


class OfIncident(AsKnownAt):
    def subject_today(self) -> Incident:
        return self.seen(Incident, reference=self.kwargs["reference"])


class LedgerPage(OfIncident):
    """Every request, attempt, deadline, reply, check, silence, decision and use, in order of time."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        incident = self.seen(Incident, reference=reference)
        ledger = ledger_of(incident, actor=self.actor, now=self.now)
        form = PartyFilter(request.GET, actor=self.actor, now=self.now, parties=ledger.parties)
        page = Paginator(ledger.about(form.chosen()), SHOWN).get_page(request.GET.get("page"))
        return self.page(
            "ledger/page.html",
            incident=incident,
            form=form,
            page=page,
            withheld=ledger.withheld,
            crumbs=crumbs_of(incident),
        )


class RightOfReplyPage(OfIncident):
    """The file on paper. `?copy=outside`: as it may leave the newsroom."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        incident = self.seen(Incident, reference=reference)
        outside = request.GET.get("copy") == OUTSIDE
        reader = outward(self.actor) if outside else self.actor
        return self.page(
            "ledger/file.html",
            incident=incident,
            file=right_of_reply_file(incident, newsroom=self.newsroom, actor=reader, now=self.now),
            outside=outside,
            crumbs=crumbs_of(incident),
        )


urlpatterns = [
    path("incidents/<str:reference>/ledger/", LedgerPage.as_view(), name="incident-ledger"),
    path("incidents/<str:reference>/right-of-reply/", RightOfReplyPage.as_view(), name="right-of-reply"),
]
