"""Drafting a request for comment: whom to ask, what to put to it, and the text."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy

from claims.actions.comment_requests import draft_comment_request, revise_comment_request
from claims.models import Allegation, CommentRequest, Incident, Party
from claims.models.answering import OwedAnswer, answer_states, resolved
from claims.rules.answers import worst
from claims.rules.roles import May
from claims.vocabulary import AnswerState, RequestState
from claims.web.comment_requests import OfRequest
from claims.web.drafting import Drafting, proposed_deadline
from claims.web.first_text import proposed_nature
from claims.web.form_door import FormDoor
from claims.web.forms.comment_requests import DraftForm, DraftRevisionForm

ASK_AGAIN = frozenset({AnswerState.NOT_REACHED, AnswerState.NO_REPLY})


def _still_to_put(owed: list[OwedAnswer]) -> list[Allegation]:
    """What is ticked at first: what the party was not asked, else what it was not reached about or did not answer."""
    unasked = [each.allegation for each in owed if each.owed and each.state == AnswerState.NOT_ASKED]
    return unasked or [each.allegation for each in owed if each.state in ASK_AGAIN]


class RequestNew(Drafting, FormDoor):
    """A new draft. Without a party in the address, the parties that owe an answer are offered first."""

    form_class = DraftForm
    template = "requests/draft.html"
    heading = gettext_lazy("New request for comment")
    submit_label = gettext_lazy("Keep the draft")
    done_message = gettext_lazy("The draft was kept. It has not been sent.")
    capability = May.ASK
    incident: Incident

    def subject(self) -> None:
        self.incident = self.seen(Incident, reference=self.kwargs["reference"])
        self.owed_in_incident = answer_states(self.incident, actor=self.actor, now=self.now)
        named = self.request.GET.get("party")
        self.party = resolved(self.seen(Party.objects.select_related("merged_into"), pk=named)) if named else None
        self.owed = [each for each in self.owed_in_incident if each.party == self.party]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.subject()
        return self._choose() if not self.owed else super().get(request, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.subject()
        if not self.owed:
            raise Http404
        return super().post(request, **kwargs)

    def initial(self) -> dict[str, Any]:
        assert self.party is not None
        put = _still_to_put(self.owed)
        zone = self.party.time_zone or self.newsroom.time_zone
        deadline = proposed_deadline(self.now, zone)
        shown = {
            "nature": proposed_nature(self.newsroom),
            "deadline": deadline,
            "deadline_zone": zone,
            "language": self.newsroom.language,
        }
        text, _left_out = self.composed({**shown, "allegations": put})
        return {
            **shown,
            "allegations": [each.pk for each in put],
            "deadline": deadline.replace(tzinfo=None),
            "text": text,
        }

    def act(self, form: DraftForm) -> CommentRequest:
        assert self.party is not None
        return draft_comment_request(
            incident=self.incident, party=self.party, **form.kwargs(), by=self.actor, at=self.now
        )

    def done_url(self, result: CommentRequest) -> str:
        return reverse("request", args=[result.pk])

    def back_url(self) -> str:
        return reverse("incident", args=[self.incident.reference])

    def context(self) -> dict[str, Any]:
        drafts = CommentRequest.objects.visible_to(self.actor).filter(incident=self.incident, party=self.party)
        return {
            "crumbs": [(self.back_url(), self.incident.title)],
            "party": self.party,
            "earlier": drafts.exclude(state=RequestState.WITHDRAWN).order_by("pk"),
        }

    def _choose(self) -> HttpResponse:
        parties: dict[int, list[OwedAnswer]] = {}
        for each in self.owed_in_incident:
            parties.setdefault(each.party.pk, []).append(each)
        choices = [(rows[0].party, worst(each.state for each in rows), rows) for rows in parties.values()]
        return self.page(
            "requests/choose_party.html",
            incident=self.incident,
            choices=choices,
            not_theirs=self.party,
            crumbs=[(self.back_url(), self.incident.title)],
        )


class RequestRevise(Drafting, OfRequest):
    """A draft, to be changed; what was sent stays as it was sent."""

    form_class = DraftRevisionForm
    template = "requests/draft.html"
    heading = gettext_lazy("Revise the draft")
    submit_label = gettext_lazy("Keep the changes")
    done_message = gettext_lazy("The draft was revised.")

    def subject(self) -> None:
        super().subject()
        self.incident = self.comment_request.incident
        self.party = resolved(self.comment_request.party)
        self.owed = [
            each for each in answer_states(self.incident, actor=self.actor, now=self.now) if each.party == self.party
        ]

    def edited(self) -> CommentRequest:
        return self.comment_request

    def initial(self) -> dict[str, Any]:
        return DraftRevisionForm.initial_of(self.comment_request)

    def act(self, form: DraftRevisionForm) -> CommentRequest:
        return revise_comment_request(comment_request=self.comment_request, **form.kwargs(), by=self.actor, at=self.now)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "party": self.party}


urlpatterns = [
    path("incidents/<str:reference>/requests/new/", RequestNew.as_view(), name="request-new"),
    path("requests/<int:pk>/revise/", RequestRevise.as_view(), name="request-revise"),
]
