"""One claim: what was said and where, how far it is verified, who has yet to answer, and what was done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import Truncator

from claims.models import (
    Allegation,
    Answer,
    Assessment,
    Change,
    Claim,
    ClaimRelation,
    Dismissal,
    Evidence,
    Note,
    Party,
    SendBack,
    SignOff,
    Use,
    UseHandled,
    Utterance,
    Voiding,
)
from claims.models.answering import OwedAnswer, owed_answers
from claims.models.behind import behind
from claims.models.matrix import claimants_of, disputes_among
from claims.models.source_check import latest_verdicts
from claims.models.support import attested_and_supported
from claims.vocabulary import Bearing
from claims.web.as_of import AsKnownAt
from claims.web.claim_relations import relations_of
from claims.web.doors import Door
from claims.web.history import gestures
from claims.web.judging import panel_of
from claims.web.notes import notes_on
from claims.web.utterances import with_sayings

# Rows whose Changes belong to a claim's history, and the way from them to the claim.
HANGING_FURTHER_OFF: dict[type[Model], str] = {
    SignOff: "assessment__claim",
    SendBack: "assessment__claim",
    Voiding: "sign_off__assessment__claim",
    Note: "claim",
    Use: "claim",
    UseHandled: "use__claim",
}


@dataclass
class Accusation:
    """An allegation of the claim, with the state of each answer owed to it."""

    allegation: Allegation
    owed: list[OwedAnswer] = field(default_factory=list)


class ClaimPage(AsKnownAt):
    def subject_today(self) -> Claim:
        return self.seen(Claim, pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        claim = self.seen(Claim.objects.with_parts(self.actor).select_related("standing_other"), pk=pk)
        utterances = Utterance.objects.visible_to(self.actor).filter(links__claim=claim)
        support = attested_and_supported([claim])[claim.pk]
        return self.page(
            "claims/page.html",
            claim=claim,
            claimants=claimants_of(claim),
            sayings=with_sayings(utterances, self.actor).order_by("pk"),
            support=support,
            behind=behind(claim, support, self.actor),
            disputed_by=self._disputed_by(claim),
            accusations=self._accusations(claim),
            answers=self._answers(claim),
            history=gestures(self._changes(claim)),
            crumbs=[(reverse("incident", args=[claim.incident.reference]), claim.incident.title)],
            uses=Use.objects.visible_to(self.actor).filter(claim=claim).with_trail(),
            add_use=f"{reverse('use-add', args=[claim.incident.reference])}?claim={claim.pk}",
            notes=notes_on(claim, self.actor),
            add_note=reverse("claim-note", args=[claim.pk]),
            **self._evidence(claim),
            **panel_of(claim, support, self.actor),
            **relations_of(claim, self.actor),
        )

    def _evidence(self, claim: Claim) -> dict[str, Any]:
        seen = Evidence.objects.visible_to(self.actor).filter(claim=claim)
        related = ("source__outlet", "root_party__merged_into", "root_source", "root_identity")
        every = list(seen.select_related(*related).order_by("pk"))
        rows = [row for row in every if row.withdrawn_at is None]
        return {
            "evidence": every,
            "withdrawn": [row for row in every if row.withdrawn_at is not None],
            "verdicts": latest_verdicts(key for row in every for key in (row.source_id, row.root_source_id) if key),
            "for_it": [row for row in rows if row.bearing == Bearing.SUPPORTS],
            "against_it": [row for row in rows if row.bearing == Bearing.CONTRADICTS],
            "undecided": [row for row in rows if row.bearing == Bearing.COULD_NOT_VERIFY],
        }

    def _accusations(self, claim: Claim) -> list[Accusation]:
        rows = Allegation.objects.visible_to(self.actor).filter(claim=claim)
        current = rows.current().select_related("accused__merged_into").order_by("pk")
        told = {row.pk: Accusation(row) for row in current}
        for owed in owed_answers(rows, now=self.now):
            told[owed.allegation.pk].owed.append(owed)
        return list(told.values())

    def _answers(self, claim: Claim) -> list[Answer]:
        """What this claim answers."""
        rows = Answer.objects.visible_to(self.actor).current().filter(claim=claim)
        return list(rows.select_related("allegation__claim", "allegation__accused__merged_into").order_by("pk"))

    def _disputed_by(self, claim: Claim) -> list[Party]:
        """The parties that deny or dispute it: by answering its allegations, or by a claim on the same question."""
        near = Q(pk=claim.pk) | Q(answers__allegation__claim=claim)
        if claim.question_id:
            near |= Q(question=claim.question_id)
        rows = Claim.objects.visible_to(self.actor).filter(near, incident=claim.incident).live().distinct()
        own = claimants_of(claim)
        return [party for party in disputes_among(rows.with_parts(self.actor))[claim.pk] if party not in own]

    def _changes(self, claim: Claim) -> Any:
        """Changes of the claim and of what hangs on it."""
        parts = Q(subject_type=Claim._meta.model_name, subject_id=claim.pk)
        for model in (Evidence, Assessment, Allegation, Answer):
            rows: Any = model.objects
            ids = rows.of(self.actor).filter(claim=claim).values("pk")
            parts |= Q(subject_type=model._meta.model_name, subject_id__in=ids)
        for table, path in HANGING_FURTHER_OFF.items():
            kept: Any = table._default_manager
            ids = kept.of(self.actor).filter(**{path: claim}).values("pk")
            parts |= Q(subject_type=table._meta.model_name, subject_id__in=ids)
        for pairs in (ClaimRelation.objects.of(self.actor), Dismissal.objects.of(self.actor)):
            ids = pairs.filter(Q(claim=claim) | Q(other=claim)).values("pk")
            parts |= Q(subject_type=pairs.model._meta.model_name, subject_id__in=ids)
        for name in ("figures", "links"):
            related: Any = getattr(claim, name)
            ids = related.model.objects.of(self.actor).filter(claim=claim).values("pk")
            parts |= Q(subject_type=related.model._meta.model_name, subject_id__in=ids)
        return Change.objects.visible_to(self.actor).filter(parts, incident=claim.incident)


class ClaimRoots(Door):
    """What stands behind the claim, opened where the claim is listed; the claim's page holds the same."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        claim = self.seen(Claim.objects.select_related("incident"), pk=pk)
        support = attested_and_supported([claim])[claim.pk]
        told = behind(claim, support, self.actor)
        template = "claims/behind_page.html#behind" if getattr(request, "htmx", False) else "claims/behind_page.html"
        return self.page(template, claim=claim, support=support, behind=told, crumbs=self._crumbs(claim))

    def _crumbs(self, claim: Claim) -> list[tuple[str, str]]:
        incident = claim.incident
        return [
            (reverse("incident", args=[incident.reference]), incident.title),
            (reverse("claim", args=[claim.pk]), Truncator(claim.text).chars(60)),
        ]
