"""Claims with their figures, allegations and answers."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.actions.drafts import ClaimDraft
from claims.api.columns import column
from claims.api.fields import Choice, Ref, Text, Words
from claims.api.query import Filters, QueryRef, QueryYesNo
from claims.api.shapes._base import Input, Revision, Shape, many, only_current
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
    PartyBriefShape,
    QuestionBriefShape,
    SigningShape,
    signing_of,
)
from claims.api.shapes.figure import FigureInput, FigureRevision, FigureShape, figure_drafts
from claims.api.shapes.suggestion import SuggestionShape, suggestion_data
from claims.api.shapes.support import SupportShape
from claims.models import Answer, Claim, Incident, Party, Question, Utterance
from claims.models.claim import assessed, saying_it
from claims.models.judgements import facts_of
from claims.models.matrix import claimants_of, described_as
from claims.models.support import attested_and_supported
from claims.rules.actor import Actor
from claims.vocabulary import AnswerState, ClaimKind, Standing, Status


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


class ClaimFilters(Filters):
    q = Words(required=False, help_text="Words in the claim, or in the utterance's words or translation.")
    incident = QueryRef(Incident, required=False)
    question = QueryRef(Question, required=False)
    claimant = QueryRef(Party, required=False)
    accused = QueryRef(Party, required=False)
    unattributed = QueryYesNo(required=False)
    kind = Choice(ClaimKind, required=False)
    status = Choice(Status, required=False)
    standing = Choice(Standing, required=False)
    answer_state = Choice(
        AnswerState, required=False, help_text="The worst state over the answers owed to the claim's allegations."
    )


class ClaimShape(Shape):
    """`status` is read-only: a change of status is an assessment, and for some a second person's sign-off."""

    incident = IncidentBriefShape()
    question = QuestionBriefShape(allow_null=True)
    standing_other = ClaimBriefShape(allow_null=True)
    claimants = serializers.SerializerMethodField(help_text="Empty: unattributed, or you are not told.")
    background_as = serializers.SerializerMethodField(
        help_text="As what the claimant may be described, if it spoke on background and you are not told who it is."
    )
    utterances = serializers.SerializerMethodField(help_text="Ids of the utterances it hangs on.")
    figures = serializers.SerializerMethodField()
    allegations = serializers.SerializerMethodField()
    answers = serializers.SerializerMethodField()
    sign_off = serializers.SerializerMethodField()
    attested_by = serializers.SerializerMethodField(help_text="Independent first-hand routes to the words.")
    supported_by = serializers.SerializerMethodField(help_text="Distinct known roots, the claimant's own excluded.")
    support = serializers.SerializerMethodField()

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
                Prefetch("standing_other", queryset=Claim.objects.visible_to(actor).prefetch_related(assessed())),
                assessed(),
                Prefetch("answers", queryset=_answers(actor)),
                "figures__side",
                "allegations__accused",
                saying_it(actor),
            )
        )

    @classmethod
    def shown(cls, rows: Sequence[Any], context: dict[str, Any]) -> list[Any]:
        return super().shown(rows, {**context, "support": attested_and_supported(rows)})

    @extend_schema_field(PartyBriefShape(many=True))
    def get_claimants(self, claim: Claim) -> Any:
        return PartyBriefShape(claimants_of(claim), many=True).data

    def get_background_as(self, claim: Claim) -> str:
        return described_as(claim)

    def get_utterances(self, claim: Claim) -> list[int]:
        return sorted(link.utterance_id for link in claim.links.all())

    @extend_schema_field(FigureShape(many=True))
    def get_figures(self, claim: Claim) -> Any:
        return FigureShape(only_current(claim.figures), many=True).data

    @extend_schema_field(AllegationShape(many=True))
    def get_allegations(self, claim: Claim) -> Any:
        return AllegationShape(only_current(claim.allegations), many=True).data

    @extend_schema_field(AnswerShape(many=True))
    def get_answers(self, claim: Claim) -> Any:
        return AnswerShape(claim.answers.all(), many=True).data

    @extend_schema_field(SigningShape)
    def get_sign_off(self, claim: Claim) -> Any:
        return signing_of(claim)

    def get_attested_by(self, claim: Claim) -> int:
        return self.context["support"][claim.pk].attested_by

    def get_supported_by(self, claim: Claim) -> int:
        return self.context["support"][claim.pk].supported_by

    @extend_schema_field(SupportShape)
    def get_support(self, claim: Claim) -> Any:
        return SupportShape(self.context["support"][claim.pk]).data


class WholeClaimShape(ClaimShape):
    """One claim, with the status that the record suggests."""

    suggestion = serializers.SerializerMethodField(help_text="Null: it takes no status, or no longer stands.")

    class Meta(ClaimShape.Meta):
        fields = (*ClaimShape.Meta.fields, "suggestion")

    @classmethod
    def shown(cls, rows: Sequence[Any], context: dict[str, Any]) -> list[Any]:
        support = attested_and_supported(rows)
        return super(ClaimShape, cls).shown(rows, {**context, "support": support, "facts": facts_of(rows, support)})

    @extend_schema_field(SuggestionShape(allow_null=True))
    def get_suggestion(self, claim: Claim) -> Any:
        judgeable = claim.kind == ClaimKind.FACT and claim.standing == Standing.LIVE
        return suggestion_data(self.context["facts"][claim.pk]) if judgeable else None


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


class ClaimsShape(serializers.Serializer):
    """The claims just recorded."""

    claims = ClaimShape(many=True)


def _answers(actor: Actor) -> models.QuerySet[Any]:
    return Answer.objects.visible_to(actor).current().order_by("id")
