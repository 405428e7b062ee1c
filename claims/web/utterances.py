"""Utterances: the form that records one occasion with everything claimed on it, and its page."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.actions.newcomers import add_newcomers
from claims.actions.reply_trail import handle_reply
from claims.actions.utterances import add_carriage, record_claims, record_utterance, revise_utterance
from claims.models import Carriage, Change, Claim, Hop, Incident, Party, Question, Reply, Utterance
from claims.models.answering import answer_states, resolved
from claims.models.support import attested_and_supported
from claims.models.utterance import UtteranceQuerySet
from claims.rules.actor import Actor
from claims.vocabulary import AnswerState, CorrectedField, DatePrecision, Metric, QuestionKind
from claims.web.doors import Door
from claims.web.forms.carriages import CarriageForm
from claims.web.forms.utterances import FurtherClaimsForm, UtteranceForm, UtteranceRevisionForm
from claims.web.history import gestures
from claims.web.parted import PartedDoor

# States in which something more is still wanted of the party.
OPEN_STATES = frozenset(AnswerState) - {AnswerState.ANSWERED}
MOST_SUGGESTED = 6


def with_sayings(utterances: UtteranceQuerySet, reader: Actor) -> UtteranceQuerySet:
    """Who said it, where it was carried, and each chain: what `utterances/saying.html` shows."""
    hops = Hop.objects.select_related("party__merged_into", "identity", "source").order_by("position")
    carriages = Carriage.objects.told_to(reader).select_related("source__outlet").order_by("added_at", "pk")
    return utterances.with_claimants(reader).prefetch_related(
        Prefetch("carriages", carriages.prefetch_related(Prefetch("hops", hops)))
    )


class UtteranceNew(PartedDoor):
    """Everything about one occasion on one page: who, when, the words, where carried, and any number of claims."""

    form_class = UtteranceForm
    fields_template = "utterances/fields.html"
    heading = gettext_lazy("Who said what")
    submit_label = gettext_lazy("Put it on record")
    done_message = gettext_lazy("It is on record.")

    @cached_property
    def incident(self) -> Incident:
        return self.seen(Incident, reference=self.kwargs["reference"])

    @cached_property
    def reply(self) -> Reply | None:
        """The reply that is being worked in, if it is from one that one comes."""
        rows = Reply.objects.filter(comment_request__incident=self.incident, handled__isnull=True)
        named = self.request.GET.get("reply")
        return self.seen(rows.select_related("speaks_for__merged_into"), pk=named) if named else None

    def subject(self) -> None:
        _found = self.incident, self.reply  # or 404

    def initial(self) -> dict[str, Any]:
        """From the matrix's cell: the party and the question; the allegations that the party has yet to answer.

        From a reply: what is known of it. Which allegations its claims answer, a person says.
        """
        if self.reply is not None:
            return said_in(self.reply)
        party, question = self._asked_for(Party, "party"), self._asked_for(Question, "question")
        claim: dict[str, Any] = {"question": question} if question else {}
        if question and question.kind == QuestionKind.COUNT:
            claim["figures"] = [{"metric": Metric.KILLED}]
        if party:
            claim["answers"] = self._unanswered(party)
        return {"claimants": [{"name": party}] if party else [], "claims": [claim] if claim else []}

    def act(self, form: UtteranceForm) -> Utterance:
        with transaction.atomic():
            given = add_newcomers(given=form.given(), by=self.actor, at=self.now)
            recorded = record_utterance(**given, by=self.actor, at=self.now)
            if self.reply is not None:
                handle_reply(reply=self.reply, utterance=recorded, by=self.actor, at=self.now)
            return recorded

    def done_url(self, result: Utterance) -> str:
        return reverse("utterance", args=[result.pk])

    def back_url(self) -> str:
        return reverse("incident", args=[self.incident.reference])

    def context(self) -> dict[str, Any]:
        return {"crumbs": [(self.back_url(), self.incident.title)]}

    def _asked_for(self, model: Any, name: str) -> Any:
        number = self.request.GET.get(name, "")
        if not number.isascii() or not number.isdigit() or len(number) > 18:
            return None
        rows = model.objects.visible_to(self.actor).filter(pk=number)
        rows = rows.filter(incident=self.incident) if model is Question else rows.select_related("merged_into")
        row = rows.first()
        return getattr(row, "merged_into", None) or row

    def _unanswered(self, party: Party) -> list[dict[str, Any]]:
        owed = answer_states(self.incident, actor=self.actor, now=self.now)
        mine = [each.allegation.pk for each in owed if each.party == party and each.state in OPEN_STATES]
        return [{"allegation": allegation} for allegation in mine[:MOST_SUGGESTED]]


def said_in(reply: Reply) -> dict[str, Any]:
    """What the form for an utterance shows at first, from a reply as it reads with its corrections."""
    plain = ("language", "machine_translated", "terms", "background_as")
    received = {"on": reply.received_at.date(), "at": reply.received_at, "precision": DatePrecision.INSTANT}
    return {
        **{name: getattr(reply, name) for name in plain},
        **{field.value: reply.read(field) for field in CorrectedField},
        "claimants": [{"name": resolved(reply.speaks_for)}],
        "said": received,
        "claims": [],
    }


class OfUtterance(PartedDoor):
    """A form about one utterance. The incident is that of its first claim the reader sees, or the one asked for."""

    utterance: Utterance

    def subject(self) -> None:
        self.utterance = self.seen(Utterance.objects.select_related("speaker"), pk=self.kwargs["pk"])

    @cached_property
    def incident(self) -> Incident | None:
        rows = Incident.objects.visible_to(self.actor)
        if reference := self.request.GET.get("incident", ""):
            return self.seen(Incident, reference=reference)
        return rows.filter(claims__links__utterance=self.utterance).order_by("claims__pk").first()

    def back_url(self) -> str:
        return reverse("utterance", args=[self.utterance.pk])

    def context(self) -> dict[str, Any]:
        crumbs = [(reverse("incident", args=[self.incident.reference]), self.incident.title)] if self.incident else []
        return {"crumbs": [*crumbs, (self.back_url(), _("Utterance"))]}


class UtteranceRevise(OfUtterance):
    form_class = UtteranceRevisionForm
    heading = gettext_lazy("Revise the utterance")
    fields_template = "utterances/revise_fields.html"

    def edited(self) -> Utterance:
        return self.utterance

    def initial(self) -> dict[str, Any]:
        return UtteranceRevisionForm.initial_of(self.utterance)

    def act(self, form: UtteranceRevisionForm) -> Utterance:
        with transaction.atomic():
            given = add_newcomers(given=form.kwargs(), by=self.actor, at=self.now)
            return revise_utterance(utterance=self.utterance, **given, by=self.actor, at=self.now)


class CarriageAdd(OfUtterance):
    form_class = CarriageForm
    heading = gettext_lazy("Where it was carried")
    submit_label = gettext_lazy("Add")
    done_message = gettext_lazy("Added where it was carried.")
    fields_template = "utterances/carriage_fields.html"

    def act(self, form: CarriageForm) -> Carriage:
        with transaction.atomic():
            given = add_newcomers(given=vars(form.draft()), by=self.actor, at=self.now)
            draft = type(form.draft())(**given)
            return add_carriage(utterance=self.utterance, carriage=draft, by=self.actor, at=self.now)


class ClaimsAdd(OfUtterance):
    form_class = FurtherClaimsForm
    heading = gettext_lazy("Further claims made in it")
    submit_label = gettext_lazy("Add the claims")
    done_message = gettext_lazy("The claims are on record.")
    fields_template = "utterances/claims_fields.html"

    def subject(self) -> None:
        super().subject()
        if self.incident is None:
            raise Http404

    def act(self, form: FurtherClaimsForm) -> list[Claim]:
        drafts = {"claims": [row.draft() for row in form.parts["claims"].kept]}
        with transaction.atomic():
            given = add_newcomers(given=drafts, by=self.actor, at=self.now)
            return record_claims(utterance=self.utterance, **given, by=self.actor, at=self.now)


class UtterancePage(Door):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        utterance = self.seen(with_sayings(Utterance.objects.all(), self.actor), pk=pk)
        claims = list(
            Claim.objects.visible_to(self.actor)
            .filter(links__utterance=utterance)
            .with_parts(self.actor)
            .order_by("pk")
        )
        supports = attested_and_supported(claims)
        changes = Change.objects.visible_to(self.actor).filter(utterance=utterance)
        incidents = list(dict.fromkeys(claim.incident for claim in claims))
        return self.page(
            "utterances/page.html",
            utterance=utterance,
            claims=[(claim, supports[claim.pk]) for claim in claims],
            incidents=incidents,
            history=gestures(changes),
            crumbs=[(reverse("incident", args=[each.reference]), each.title) for each in incidents[:1]],
        )


urlpatterns = [
    path("incidents/<str:reference>/utterances/new/", UtteranceNew.as_view(), name="utterance-new"),
    path("utterances/<int:pk>/", UtterancePage.as_view(), name="utterance"),
    path("utterances/<int:pk>/revise/", UtteranceRevise.as_view(), name="utterance-revise"),
    path("utterances/<int:pk>/carriages/new/", CarriageAdd.as_view(), name="carriage-add"),
    path("utterances/<int:pk>/claims/new/", ClaimsAdd.as_view(), name="claims-add"),
]
