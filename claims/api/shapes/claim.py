"""Claims with their figures, allegations and answers."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Prefetch
from rest_framework import serializers

from claims.actions.drafts import ClaimDraft
from claims.api.columns import column
from claims.api.compiled.told import teller
from claims.api.compiled.worked import Ruled
from claims.api.fields import Ref, Text
from claims.api.shapes._base import Input, Revision, Shape, many
from claims.api.shapes._speaker import BackgroundField, ClaimantsField, UtteranceKeysField
from claims.api.shapes.allegation import (
    AllegationInput,
    AllegationRevision,
    AllegationShape,
    AnswerInput,
    AnswerShape,
    allegation_drafts,
    answer_drafts,
)
from claims.api.shapes.brief import (
    ClaimBriefShape,
    IncidentBriefShape,
    QuestionBriefShape,
    SigningField,
)
from claims.api.shapes.figure import FigureInput, FigureRevision, FigureShape, figure_drafts
from claims.api.shapes.suggestion import SuggestionShape, suggestion_data
from claims.api.shapes.support import SupportShape
from claims.models import Allegation, Answer, Claim, Figure, Incident, Utterance
from claims.models.claim import assessed, saying_it
from claims.models.judgements import facts_of
from claims.models.support import attested_and_supported, supports_of
from claims.rules.actor import Actor
from claims.rules.assessments import Facts
from claims.rules.roots import Support
from claims.vocabulary import ClaimKind, Standing


class ClaimFields(Input):
    question = column(Claim, "question")
    kind = column(Claim, "kind")
    stance = column(Claim, "stance")
    certainty = column(Claim, "certainty")
    hedge = column(Claim, "hedge")
    text = column(Claim, "text")
    answers = many(AnswerInput, required=False)


class ClaimInput(ClaimFields):
    incident = Ref(Incident)
    text = column(Claim, "text", required=True)
    figures = many(FigureInput, required=False)
    allegations = many(AllegationInput, required=False)


class ClaimOfUtteranceInput(ClaimInput):
    """A further claim of an utterance that is recorded already."""

    utterance = Ref(Utterance)


class ClaimRevision(ClaimFields, Revision):
    """A list that is sent stands for all of its kind: what is not in it any more is withdrawn."""

    figures = many(FigureRevision, required=False)
    allegations = many(AllegationRevision, required=False)


class ClaimShape(Shape):
    """`status` is read-only: a change of status is an assessment, and for some a second person's sign-off."""

    incident = IncidentBriefShape()
    question = QuestionBriefShape(allow_null=True)
    standing_other = ClaimBriefShape(allow_null=True)
    claimants = ClaimantsField(help_text="Empty: unattributed, or you are not told.")
    background_as = BackgroundField(
        help_text="As what the claimant may be described, if it spoke on background and you are not told who it is."
    )
    utterances = UtteranceKeysField(help_text="Ids of the utterances it hangs on.")
    figures = FigureShape(many=True)
    allegations = AllegationShape(many=True)
    answers = AnswerShape(many=True)
    sign_off = SigningField()
    attested_by = Ruled(serializers.IntegerField(), help_text="Independent first-hand routes to the words.")
    supported_by = Ruled(serializers.IntegerField(), help_text="Distinct known roots, the claimant's own excluded.")
    support = Ruled(SupportShape())

    class Meta:
        model = Claim
        fields = (
            "id",
            "version",
            "incident",
            "question",
            "claimants",
            "background_as",
            "utterances",
            "kind",
            "stance",
            "certainty",
            "hedge",
            "text",
            "figures",
            "allegations",
            "answers",
            "standing",
            "standing_reason",
            "standing_other",
            "status",
            "sign_off",
            "attested_by",
            "supported_by",
            "support",
            "recorded_at",
        )

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return (
            Claim.objects.visible_to(actor)
            .select_related("incident", "question")
            .prefetch_related(
                Prefetch("standing_other", queryset=ClaimBriefShape.rows(actor)),
                assessed(),
                Prefetch("answers", queryset=_answers(actor)),
                Prefetch("figures", queryset=Figure.objects.current().select_related("side").order_by("id")),
                Prefetch("allegations", queryset=Allegation.objects.current().select_related("accused").order_by("id")),
                saying_it(actor),
            )
        )

    @classmethod
    def ruled(cls, keys: Sequence[int], actor: Actor) -> dict[int, dict[str, Any]]:
        known = supports_of(keys, actor.newsroom_id)
        return {key: _support(known[key]) for key in keys}


class WholeClaimShape(ClaimShape):
    """One claim, with the status that the record suggests."""

    suggestion = Ruled(SuggestionShape(allow_null=True), help_text="Null: it takes no status, or no longer stands.")

    class Meta(ClaimShape.Meta):
        fields = (*ClaimShape.Meta.fields, "suggestion")

    @classmethod
    def ruled(cls, keys: Sequence[int], actor: Actor) -> dict[int, dict[str, Any]]:
        claims = list(Claim.objects.filter(pk__in=keys))
        known = attested_and_supported(claims)
        facts = facts_of(claims, known)
        return {
            claim.pk: {**_support(known[claim.pk]), "suggestion": _suggestion(claim, facts[claim.pk])}
            for claim in claims
        }


def _support(known: Support) -> dict[str, Any]:
    return {
        "attested_by": known.attested_by,
        "supported_by": known.supported_by,
        "support": teller(SupportShape)(known),
    }


def _suggestion(claim: Claim, facts: Facts) -> dict[str, Any] | None:
    judgeable = claim.kind == ClaimKind.FACT and claim.standing == Standing.LIVE
    return suggestion_data(facts) if judgeable else None


class RepeatInput(Input):
    utterance = Ref(Utterance)


class StandingInput(Input):
    reason = Text()


class StandingWithOtherInput(StandingInput):
    other = Ref(Claim, help_text="The claim that supersedes this one, or that it duplicates.")


def claim_draft(given: dict[str, Any]) -> ClaimDraft:
    """A claim of an input as the action takes it."""
    return ClaimDraft(**given | parts_of(given))


def parts_of(given: dict[str, Any]) -> dict[str, Any]:
    """The lists of parts that were sent, as the action takes them."""
    drafts = {"figures": figure_drafts, "allegations": allegation_drafts, "answers": answer_drafts}
    return {name: make(given[name]) for name, make in drafts.items() if name in given}


class RecordedClaimsShape(serializers.Serializer):
    """The claims just recorded."""

    claims = ClaimShape(many=True)


def _answers(actor: Actor) -> models.QuerySet[Any]:
    return Answer.objects.visible_to(actor).current().order_by("id")
