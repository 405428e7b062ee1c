"""What of an incident may be many, each kind on pages of its own: its contradictions, and the answers owed."""

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import path

from claims.models import Incident, Party
from claims.models.answering import OwedAnswer, answer_states, pressing
from claims.models.contradictions import Suggestion, contradictions_in
from claims.web.forms.incident_lists import PartyFilter, QuestionFilter
from claims.web.incidents import crumbs_of
from claims.web.ledger import OfIncident

SHOWN = 50


class ContradictionsPage(OfIncident):
    """Which live claims cannot both be right: first what somebody has yet to look at, then what is confirmed."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        incident = self.seen(Incident, reference=reference)
        form = QuestionFilter(request.GET, actor=self.actor, now=self.now, questions=incident.questions.all())
        known = contradictions_in(incident, actor=self.actor)
        question = form.chosen()
        known = known.on(question) if question else known
        page = Paginator([*known.suggested, *known.confirmed], SHOWN).get_page(request.GET.get("page"))
        return self.page(
            "incidents/contradictions_page.html",
            incident=incident,
            form=form,
            page=page,
            suggested=[each for each in page if isinstance(each, Suggestion)],
            confirmed=[each for each in page if not isinstance(each, Suggestion)],
            dismissed=len(known.dismissed),
            crumbs=crumbs_of(incident),
        )


class AnswersPage(OfIncident):
    """Every party that is or was to answer, for each thing it is accused of."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        incident = self.seen(Incident, reference=reference)
        owed = pressing(answer_states(incident, actor=self.actor, now=self.now))
        form = PartyFilter(request.GET, actor=self.actor, now=self.now, parties=_parties(owed))
        chosen = form.chosen()
        mine = [each for each in owed if chosen in (None, each.party.pk)]
        return self.page(
            "incidents/answers_page.html",
            incident=incident,
            form=form,
            page=Paginator(mine, SHOWN).get_page(request.GET.get("page")),
            crumbs=crumbs_of(incident),
        )


def _parties(owed: Iterable[OwedAnswer]) -> list[Party]:
    return list({each.party.pk: each.party for each in owed}.values())


urlpatterns = [
    path("incidents/<str:reference>/contradictions/", ContradictionsPage.as_view(), name="incident-contradictions"),
    path("incidents/<str:reference>/answers/", AnswersPage.as_view(), name="incident-answers"),
]
