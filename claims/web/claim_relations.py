"""How a claim stands to others: relating it, taking a relation back, judging contradictions that were found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from claims.actions.claim_relations import (
    confirm_contradiction,
    dismiss_contradiction,
    relate_claims,
    unrelate_claims,
)
from claims.models import Claim, ClaimRelation
from claims.models.contradictions import Suggestion, contradictions_of
from claims.rules.actor import Actor
from claims.rules.claim_relations import needed_for
from claims.rules.roles import May, may
from claims.vocabulary import ClaimRelationKind
from claims.web.form_door import FormDoor
from claims.web.forms.claim_relations import ConfirmForm, DismissForm, RelateForm, TakeBackForm

FROM_THE_OTHER_END: dict[str, str | Promise] = {  # how a relation reads from its other end
    ClaimRelationKind.CONTRADICTS: ClaimRelationKind.CONTRADICTS.label,
    ClaimRelationKind.CORROBORATES: _("is corroborated by"),
    ClaimRelationKind.NARROWS: _("is narrowed by"),
    ClaimRelationKind.SUPERSEDES: _("is superseded by"),
    ClaimRelationKind.RETRACTS: _("is retracted by"),
    ClaimRelationKind.RESPONDS_TO: _("is answered by"),
    ClaimRelationKind.SAME_AS: ClaimRelationKind.SAME_AS.label,
}


@dataclass(frozen=True)
class Related:
    """A relation as it reads from one of its ends."""

    relation: ClaimRelation
    words: str | Promise
    other: Claim
    removable: bool


def relations_of(claim: Claim, actor: Actor) -> dict[str, Any]:
    """What the claim's page shows of its relations and contradictions; a fixed number of queries."""
    rows = ClaimRelation.objects.visible_to(actor).current().filter(Q(claim=claim) | Q(other=claim))
    relations = list(rows.select_related("by_user", "by_token").order_by("-related_at", "-id"))
    ends = {pk for row in relations for pk in (row.claim_id, row.other_id)}
    loaded = Claim.objects.visible_to(actor).with_parts(actor).in_bulk(ends)
    shown = [_related(row, claim, loaded, actor) for row in relations]
    known = contradictions_of(claim, actor=actor)
    return {
        "contradicting": [each for each in shown if _contradicts(each.relation)],
        "related": [each for each in shown if not _contradicts(each.relation)],
        "suggested": to_judge(claim, known.suggested),
        "dismissed": to_judge(claim, known.dismissed),
    }


def to_judge(claim: Claim, found: list[Suggestion]) -> list[tuple[str, Suggestion, Claim]]:
    """(what names it on the claim's page and in its forms, the suggestion, the other claim)."""
    ends = [(each, each.other_than(claim)) for each in found]
    return [(f"{other.pk}-{each.discrepancy}", each, other) for each, other in ends]


def _related(row: ClaimRelation, claim: Claim, loaded: dict[int, Claim], actor: Actor) -> Related:
    row.claim, row.other = loaded[row.claim_id], loaded[row.other_id]
    from_here = row.claim_id == claim.pk
    return Related(
        relation=row,
        words=row.get_kind_display() if from_here else FROM_THE_OTHER_END[row.kind],
        other=row.other if from_here else row.claim,
        removable=may(actor, needed_for(ClaimRelationKind(row.kind))),
    )


def _contradicts(relation: ClaimRelation) -> bool:
    return relation.kind == ClaimRelationKind.CONTRADICTS


class AboutClaim(FormDoor):
    """A form about one claim; it goes on to what the claim's page says of its relations."""

    claim: Claim
    explanation: Any = ""

    def subject(self) -> None:
        self.claim = self.seen(Claim.objects.select_related("incident"), pk=self.kwargs["pk"])

    def back_url(self) -> str:
        return reverse("claim", args=[self.claim.pk]) + "#relations"

    def context(self) -> dict[str, Any]:
        incident = self.claim.incident
        crumbs = [
            (reverse("incident", args=[incident.reference]), incident.title),
            (reverse("claim", args=[self.claim.pk]), Truncator(self.claim.text).chars(60)),
        ]
        return {"crumbs": crumbs, "explanation": self.explanation}


class ClaimRelate(AboutClaim):
    form_class = RelateForm
    heading = _("How it stands to another claim")
    submit_label = _("Relate the two")
    done_message = _("The two claims are related.")
    explanation = _("This leaves the standing and the status of both as they are.")

    def form_kwargs(self) -> dict[str, Any]:
        return {**super().form_kwargs(), "claim": self.claim}

    def act(self, form: RelateForm) -> ClaimRelation:
        return relate_claims(claim=self.claim, **form.kwargs(), by=self.actor, at=self.now)


class Judgement(AboutClaim):
    """A contradiction found for the claim; `?which=` chooses it."""

    capability = May.ASSESS

    def subject(self) -> None:
        super().subject()
        found = contradictions_of(self.claim, actor=self.actor).suggested
        self.offered = to_judge(self.claim, found)

    def initial(self) -> dict[str, Any]:
        return {"which": self.request.GET.get("which", "")}

    def form_kwargs(self) -> dict[str, Any]:
        return {**super().form_kwargs(), "offered": self.offered}


class ContradictionConfirm(Judgement):
    form_class = ConfirmForm
    heading = _("They do contradict each other")
    submit_label = _("Confirm the contradiction")
    done_message = _("The contradiction is on record.")

    def act(self, form: ConfirmForm) -> ClaimRelation:
        return confirm_contradiction(claim=self.claim, **form.kwargs(), by=self.actor, at=self.now)


class ContradictionDismiss(Judgement):
    form_class = DismissForm
    heading = _("They do not contradict each other")
    submit_label = _("Dismiss it")
    done_message = _("It is not suggested again until what it is made of changes.")

    def act(self, form: DismissForm) -> Any:
        return dismiss_contradiction(claim=self.claim, **form.kwargs(), by=self.actor, at=self.now)


class RelationTakeBack(AboutClaim):
    form_class = TakeBackForm
    heading = _("Take the relation back")
    submit_label = _("Take it back")
    done_message = _("The relation is taken back.")

    def subject(self) -> None:
        rows = ClaimRelation.objects.select_related("claim__incident", "other")
        self.relation = self.seen(rows, pk=self.kwargs["pk"])
        if self.relation.withdrawn_at is not None and not self.request.POST:
            raise Http404
        self.claim = self.relation.claim
        self.explanation = f"{self.claim} — {self.relation.get_kind_display()} — {self.relation.other}"

    def act(self, form: TakeBackForm) -> ClaimRelation:
        return unrelate_claims(relation=self.relation, **form.kwargs(), by=self.actor, at=self.now)


urlpatterns = [
    path("claims/<int:pk>/relate/", ClaimRelate.as_view(), name="claim-relate"),
    path("claims/<int:pk>/contradictions/confirm/", ContradictionConfirm.as_view(), name="contradiction-confirm"),
    path("claims/<int:pk>/contradictions/dismiss/", ContradictionDismiss.as_view(), name="contradiction-dismiss"),
    path("claim-relations/<int:pk>/withdraw/", RelationTakeBack.as_view(), name="relation-withdraw"),
]
