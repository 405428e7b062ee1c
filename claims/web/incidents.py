"""Incidents: the list, the page with the claim matrix, and what can be done to one as a whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any, ClassVar

from django.core.paginator import Page
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.actions.incidents import (
    close_incident,
    lift_restriction,
    open_incident,
    relate_incident,
    reopen_incident,
    restrict_incident,
    revise_incident,
)
from claims.models import Allegation, Claim, Flag, Incident, IncidentRelation
from claims.models.answering import owed_answers
from claims.models.since import what_came
from claims.rules.answers import RANK
from claims.rules.roles import May
from claims.vocabulary import AnswerState, FilteredList
from claims.web.as_of import AS_OF, SINCE, AsKnownAt
from claims.web.doors import ListDoor
from claims.web.form_door import FormDoor
from claims.web.forms.incidents import (
    IncidentFilter,
    IncidentForm,
    IncidentRevisionForm,
    ReasonForm,
    RelateForm,
)
from claims.web.incident_page import everything_about
from claims.web.saved_filters import saved_for

Crumbs = list[tuple[str, str | Promise]]


def crumbs_of(incident: Incident) -> Crumbs:
    """The way to pages that hang on an incident."""
    return [
        (reverse("incidents"), _("Incidents")),
        (reverse("incident", args=[incident.reference]), f"{incident.reference} {incident.title}"),
    ]


class IncidentList(ListDoor):
    template = "incidents/list.html"
    filter_class = IncidentFilter

    def rows(self) -> QuerySet[Incident]:
        return Incident.objects.visible_to(self.actor).order_by("-opened_at", "-id")

    def context(self, page: Page[Any]) -> dict[str, Any]:
        """Per incident: how many claims and flags, and how many answers are owed in which state."""
        ids = [incident.pk for incident in page.object_list]
        owed: dict[int, Counter[AnswerState]] = defaultdict(Counter)
        for each in owed_answers(
            Allegation.objects.visible_to(self.actor).filter(claim__incident__in=ids), now=self.now
        ):
            if each.owed:
                owed[each.allegation.claim.incident_id][each.state] += 1
        claims = _counts(Claim.objects.visible_to(self.actor).live().filter(incident__in=ids))
        flags = _counts(Flag.objects.visible_to(self.actor).standing().filter(incident__in=ids))
        return {
            "entries": [
                (
                    each,
                    claims.get(each.pk, 0),
                    flags.get(each.pk, 0),
                    sorted(owed[each.pk].items(), key=lambda pair: RANK[pair[0]]),
                )
                for each in page.object_list
            ],
            **saved_for(FilteredList.INCIDENTS, self.actor, self.request),
        }


def _counts(rows: QuerySet[Any]) -> dict[int, int]:
    return dict(rows.order_by().values_list("incident_id").annotate(n=Count("id")))


# Leaves only those questions in the matrix on which parties disagree.
DISPUTED = "disputed"


class IncidentPage(AsKnownAt):
    takes = frozenset({AS_OF, SINCE})

    def subject_today(self) -> Incident:
        return self.seen(Incident, reference=self.kwargs["reference"])

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        incident = self.seen(Incident, reference=reference)
        return self.page(
            "incidents/page.html",
            crumbs=crumbs_of(incident)[:1],
            came=what_came(incident, since=self.since, actor=self.actor) if self.since else None,
            **everything_about(
                incident,
                newsroom=self.newsroom,
                actor=self.actor,
                now=self.now,
                language=request.GET.get("language", ""),
                disputed_only=DISPUTED in request.GET,
            ),
        )


class IncidentDoor(FormDoor):
    """A form about one incident."""

    incident: Incident

    def subject(self) -> None:
        self.incident = self.seen(Incident, reference=self.kwargs["reference"])

    def back_url(self) -> str:
        return reverse("incident", args=[self.incident.reference])

    def context(self) -> dict[str, Any]:
        return {"crumbs": crumbs_of(self.incident)}


class IncidentNew(FormDoor):
    form_class = IncidentForm
    heading = _("Open an incident")
    submit_label = _("Open the incident")
    done_message = _("The incident is open. Next: raise the questions in dispute, or record the first utterance.")

    def act(self, form: IncidentForm) -> Incident:
        return open_incident(by=self.actor, at=self.now, **form.kwargs())

    def back_url(self) -> str:
        return reverse("incidents")

    def done_url(self, result: Incident) -> str:
        return reverse("incident", args=[result.reference])

    def context(self) -> dict[str, Any]:
        return {"crumbs": [(reverse("incidents"), _("Incidents"))]}


class IncidentRevise(IncidentDoor):
    form_class = IncidentRevisionForm
    heading = _("Revise the incident")

    def edited(self) -> Incident:
        return self.incident

    def initial(self) -> dict[str, Any]:
        return IncidentRevisionForm.initial_of(self.incident)

    def act(self, form: IncidentRevisionForm) -> Incident:
        return revise_incident(incident=self.incident, by=self.actor, at=self.now, **form.kwargs())


class WholeIncidentDoor(IncidentDoor):
    """One verb with a reason."""

    form_class = ReasonForm
    action: ClassVar[Any]
    explanation: ClassVar[Any] = ""

    def act(self, form: ReasonForm) -> Incident:
        return type(self).action(incident=self.incident, by=self.actor, at=self.now, **form.kwargs())

    def context(self) -> dict[str, Any]:
        return {**super().context(), "explanation": self.explanation}


class IncidentClose(WholeIncidentDoor):
    capability = May.CLOSE
    heading = submit_label = _("Close the incident")
    explanation = _("The clock no longer raises flags for it. Nothing is lost, and it can be reopened.")
    done_message = _("The incident is closed.")
    action = staticmethod(close_incident)


class IncidentReopen(WholeIncidentDoor):
    capability = May.CLOSE
    heading = submit_label = _("Reopen the incident")
    explanation = _("The clock raises flags for it again.")
    done_message = _("The incident is open again.")
    action = staticmethod(reopen_incident)


class IncidentRestrict(WholeIncidentDoor):
    capability = May.RESTRICT
    heading = submit_label = _("Restrict the incident")
    explanation = _(
        "From now on only people named for it, editors and admins see it, and the parties, sources and utterances that "
        "occur in nothing else."
    )
    done_message = _("The incident is restricted. Name those who are to see it.")
    action = staticmethod(restrict_incident)


class IncidentLift(WholeIncidentDoor):
    capability = May.RESTRICT
    heading = submit_label = _("Lift the restriction")
    explanation = _("Everybody in the newsroom will see the incident and its whole history.")
    done_message = _("Everybody in the newsroom sees the incident again.")
    action = staticmethod(lift_restriction)


class IncidentRelate(IncidentDoor):
    form_class = RelateForm
    heading = _("Relate the incident to another")
    done_message = _("The incidents are related.")

    def form_kwargs(self) -> dict[str, Any]:
        return {**super().form_kwargs(), "incident": self.incident}

    def act(self, form: RelateForm) -> IncidentRelation:
        return relate_incident(incident=self.incident, by=self.actor, at=self.now, **form.kwargs())


urlpatterns = [
    path("incidents/", IncidentList.as_view(), name="incidents"),
    path("incidents/new/", IncidentNew.as_view(), name="incident-new"),
    path("incidents/<str:reference>/", IncidentPage.as_view(), name="incident"),
    path("incidents/<str:reference>/revise/", IncidentRevise.as_view(), name="incident-revise"),
    path("incidents/<str:reference>/close/", IncidentClose.as_view(), name="incident-close"),
    path("incidents/<str:reference>/reopen/", IncidentReopen.as_view(), name="incident-reopen"),
    path("incidents/<str:reference>/restrict/", IncidentRestrict.as_view(), name="incident-restrict"),
    path("incidents/<str:reference>/lift/", IncidentLift.as_view(), name="incident-lift"),
    path("incidents/<str:reference>/relations/new/", IncidentRelate.as_view(), name="incident-relate"),
]
