"""One request for comment: its page, that it was sent, and that it was withdrawn."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.actions.comment_requests import assign_request, send_comment_request, withdraw_comment_request
from claims.models import (
    Allegation,
    Answer,
    Attempt,
    Change,
    CommentRequest,
    ContactPoint,
    Correction,
    DeadlineExtension,
    Membership,
    Reply,
    ReplyHandled,
    RequestedAllegation,
    Utterance,
)
from claims.models.answering import owed_answers, resolved
from claims.models.board import RequestCard, request_cards
from claims.models.tried import channels_of, tries_at, usual_points
from claims.rules.actor import Actor
from claims.rules.attempts import proposed
from claims.rules.comment_requests import STEPS, Step
from claims.rules.roles import May
from claims.vocabulary import RequestState
from claims.web.doors import Door
from claims.web.form_door import FormDoor
from claims.web.forms.attempts import AttemptForm
from claims.web.forms.comment_requests import AssignForm, SendForm, WithdrawForm, points_of
from claims.web.history import gestures


@dataclass(frozen=True)
class Happening:
    """One entry of the timeline; `attempt`, `reply` or `extension` where it is one."""

    at: datetime
    words: Any
    attempt: Attempt | None = None
    reply: Reply | None = None
    extension: DeadlineExtension | None = None
    ahead: bool = False


class RequestPage(Door):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.seen(loaded(self.actor), pk=pk)
        card = card_of(row, self.actor, self.now)
        return self.page(
            "requests/page.html",
            comment_request=row,
            party=resolved(row.party),
            card=card,
            questions=row.questions.all(),
            timeline=_timeline(row, self.now),
            next_steps=next_steps(row),
            attempt_form=AttemptForm(**attempt_kwargs(row, self.actor), initial=first_attempt(row, self.actor)),
            history=self._history(row),
            crumbs=crumbs_of(row)[:-1],
        )

    def _history(self, row: CommentRequest) -> list[Change]:
        parts = {
            "attempt": [each.pk for each in row.attempts.all()],
            "reply": [each.pk for each in row.replies.all()],
            "correction": [row.pk for each in row.replies.all() for row in each.corrections.all()],
            "deadlineextension": [each.pk for each in row.extensions.all()],
            "commentrequest": [row.pk],
        }
        about = Q()
        for subject, keys in parts.items():
            about |= Q(subject_type=subject, subject_id__in=keys)
        return gestures(Change.objects.visible_to(self.actor).filter(about, incident=row.incident_id))


def loaded(reader: Actor) -> Any:
    """Requests with all that their pages show."""
    answers = Answer.objects.told_to(reader).current().select_related("allegation__accused", "allegation__claim")
    replies = (
        Reply.objects.told_to(reader)
        .select_related("speaks_for__merged_into")
        .prefetch_related(
            Prefetch("answers", answers),
            Prefetch("corrections", Correction.objects.told_to(reader).select_related("by_user", "by_token")),
            Prefetch("handled", ReplyHandled.objects.told_to(reader).select_related("by_user", "by_token")),
            Prefetch("handled__utterance", Utterance.objects.visible_to(reader)),
        )
    )
    asked = RequestedAllegation.objects.told_to(reader).select_related(
        "allegation__accused__merged_into", "allegation__claim"
    )
    return CommentRequest.objects.select_related(
        "incident", "party__merged_into", "contact_point", "sent_by", "responsible"
    ).prefetch_related(
        Prefetch("extensions", DeadlineExtension.objects.select_related("by_user", "by_token")),
        Prefetch("asked", asked),
        "questions",
        Prefetch("attempts", Attempt.objects.select_related("contact_point", "by_user")),
        Prefetch("replies", replies),
    )


def next_steps(row: CommentRequest) -> set[str]:
    """What may be done with the request in its state."""
    state = RequestState(row.state)
    return {step.value for step in Step if state in STEPS[step][0]}


def first_attempt(row: CommentRequest, reader: Actor) -> dict[str, Any]:
    """What the form for an attempt proposes: the usual one by the way in which the party was last tried."""
    return {"quick": proposed(channels_of(tries_at(resolved(row.party), actor=reader)))}


def attempt_kwargs(row: CommentRequest, reader: Actor) -> dict[str, Any]:
    """What the form for an attempt is made with."""
    party = resolved(row.party)
    points = usual_points(
        tries_at(party, actor=reader),
        list(ContactPoint.objects.of(reader).filter(pk__in=points_of(party)).order_by("pk")),
    )
    return {"actor": reader, "comment_request": row, "points": points}


def card_of(row: CommentRequest, reader: Actor, now: datetime) -> RequestCard:
    """The request with its states; needs `loaded`."""
    asked = Allegation.objects.visible_to(reader).filter(requests__comment_request=row)
    return request_cards([row], owed_answers(asked, now=now), now=now)[0]


def crumbs_of(row: CommentRequest) -> list[tuple[str, str]]:
    """Incident, board, request."""
    return [
        (reverse("incident", args=[row.incident.reference]), row.incident.title),
        (reverse("requests"), _("Requests for comment")),
        (reverse("request", args=[row.pk]), _("Request to %(party)s") % {"party": resolved(row.party).name}),
    ]


def _timeline(row: CommentRequest, now: datetime) -> list[Happening]:
    known = [Happening(row.drafted_at, _("Drafted"))]
    if row.sent_at:
        known.append(Happening(row.sent_at, _("Sent")))
    if row.withdrawn_at:
        known.append(Happening(row.withdrawn_at, _("Withdrawn")))
    if row.deadline and row.sent_at:
        known.append(Happening(row.deadline, _("Deadline"), ahead=row.deadline > now))
    known += [Happening(each.at, _("Deadline extended"), extension=each) for each in row.extensions.all()]
    known += [Happening(each.at, _("Attempt"), attempt=each) for each in row.attempts.all()]
    known += [Happening(each.received_at, _("Reply"), reply=each) for each in row.replies.all()]
    return sorted(known, key=lambda each: each.at)


class OfRequest(FormDoor):
    """A form about one request; leads back to its page."""

    capability = May.ASK
    comment_request: CommentRequest

    def subject(self) -> None:
        self.comment_request = self.seen(loaded(self.actor), pk=self.kwargs["pk"])

    def back_url(self) -> str:
        return reverse("request", args=[self.comment_request.pk])

    def context(self) -> dict[str, Any]:
        return {"crumbs": crumbs_of(self.comment_request), "comment_request": self.comment_request}


class RequestSend(OfRequest):
    form_class = SendForm
    template = "requests/send.html"
    heading = gettext_lazy("Record that it was sent")
    submit_label = gettext_lazy("It has been sent")
    done_message = gettext_lazy("Recorded as sent.")

    def initial(self) -> dict[str, Any]:
        point = self.comment_request.contact_point
        return {"channel": point.channel if point else None}

    def act(self, form: SendForm) -> CommentRequest:
        return send_comment_request(comment_request=self.comment_request, **form.kwargs(), by=self.actor, at=self.now)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "zone": timezone.get_current_timezone_name()}


class RequestAssign(OfRequest):
    form_class = AssignForm
    heading = gettext_lazy("Who follows the request up")
    submit_label = gettext_lazy("Put in charge")
    done_message = gettext_lazy("It is on record who follows the request up.")

    def initial(self) -> dict[str, Any]:
        person = self.comment_request.responsible_id
        return {
            "responsible": Membership.objects.of(self.actor).filter(user=person).values_list("pk", flat=True).first()
        }

    def act(self, form: AssignForm) -> CommentRequest:
        return assign_request(comment_request=self.comment_request, **form.kwargs(), by=self.actor, at=self.now)


class RequestText(Door):
    """The text alone, to print or to copy."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.seen(loaded(self.actor), pk=pk)
        shown = {"comment_request": row, "party": resolved(row.party), "crumbs": crumbs_of(row)}
        return self.page("requests/text.html", **shown)


class RequestWithdraw(OfRequest):
    form_class = WithdrawForm
    template = "requests/withdraw.html"
    heading = gettext_lazy("Withdraw the request")
    submit_label = gettext_lazy("Withdraw it")
    done_message = gettext_lazy("The request was withdrawn.")

    def act(self, form: WithdrawForm) -> CommentRequest:
        reason = form.cleaned_data["reason"]
        return withdraw_comment_request(comment_request=self.comment_request, reason=reason, by=self.actor, at=self.now)


urlpatterns = [
    path("requests/<int:pk>/", RequestPage.as_view(), name="request"),
    path("requests/<int:pk>/send/", RequestSend.as_view(), name="request-send"),
    path("requests/<int:pk>/assign/", RequestAssign.as_view(), name="request-assign"),
    path("requests/<int:pk>/text/", RequestText.as_view(), name="request-text"),
    path("requests/<int:pk>/withdraw/", RequestWithdraw.as_view(), name="request-withdraw"),
]
