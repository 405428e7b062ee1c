"""The few words by which one shape mentions a row of another noun."""

from typing import Any

from django.db import models
from django.db.models import Case, F, OuterRef, Subquery, Value, When
from rest_framework import serializers

from claims.api.compiled.loaded import Loaded
from claims.api.compiled.text import JsonObject
from claims.api.compiled.worked import Worked
from claims.api.shapes._base import Shape
from claims.models import ApiToken, Claim, Incident, Party, ProtectedIdentity, Question, Source, User
from claims.models.claim import assessed
from claims.models.judgements import judged
from claims.models.signing import proposed_status, sign_off_void, signing_state
from claims.rules.actor import Actor
from claims.vocabulary import ActorKind, SignOffState, Status


class IncidentBriefShape(Shape):
    class Meta:
        model = Incident
        fields = ("id", "reference", "title")


class QuestionBriefShape(Shape):
    class Meta:
        model = Question
        fields = ("id", "kind", "text")


class PartyBriefShape(Shape):
    class Meta:
        model = Party
        fields = ("id", "name")


class SourceBriefShape(Shape):
    class Meta:
        model = Source
        fields = ("id", "title")


class SigningShape(serializers.Serializer):
    """The second person's part in the status: the proposal that waits, and whether the sign-off under it is void."""

    state = serializers.ChoiceField(choices=SignOffState.choices)
    proposed = serializers.ChoiceField(choices=Status.choices, allow_null=True, help_text="What awaits a sign-off.")
    void = serializers.BooleanField(help_text="The sign-off under the claim's status no longer holds.")


def signing_of(claim: Claim) -> dict[str, Any]:
    """Needs the claim's assessments (`assessed`)."""
    whole = judged(claim)
    return {
        "state": whole.state,
        "proposed": whole.proposal.status if whole.proposal else None,
        "void": bool(whole.voidings),
    }


class SigningField(Worked):
    """Rows need the claim's assessments (`assessed`)."""

    says = SigningShape()

    def to_representation(self, value: Claim) -> Any:
        return signing_of(value)

    def in_sql(self, row: Loaded) -> Any:
        return JsonObject(state=signing_state(), proposed=proposed_status(), void=sign_off_void())


class ClaimBriefShape(Shape):
    """Rows need the claim's assessments (`assessed`)."""

    sign_off = SigningField()

    class Meta:
        model = Claim
        fields = ("id", "text", "status", "sign_off", "standing")

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return Claim.objects.visible_to(actor).prefetch_related(assessed())


class PersonShape(Shape):
    class Meta:
        model = User
        fields = ("id", "name")


class ByShape(serializers.Serializer):
    """Who did it: a person, a token, the clock or a command."""

    kind = serializers.ChoiceField(choices=ActorKind.choices)
    id = serializers.IntegerField(allow_null=True)
    name = serializers.CharField()


def by_of(user: User | None, token: ApiToken | None) -> dict[str, Any] | None:
    """The person or token that did it."""
    if user is not None:
        return {"kind": ActorKind.USER, "id": user.pk, "name": user.name}
    return {"kind": ActorKind.TOKEN, "id": token.pk, "name": token.label} if token is not None else None


class ByField(Worked):
    """The person or token that did it, as `by_user` and `by_token` name them."""

    says = ByShape(allow_null=True)

    def to_representation(self, value: Any) -> Any:
        return by_of(value.by_user, value.by_token)

    def in_sql(self, row: Loaded) -> Any:
        return Case(
            When(by_user__isnull=False, then=_by(ActorKind.USER, "by_user_id", User, "name")),
            When(by_token__isnull=False, then=_by(ActorKind.TOKEN, "by_token_id", ApiToken, "label")),
        )


def _by(kind: ActorKind, key: str, model: Any, name: str) -> JsonObject:
    named = Subquery(model.objects.filter(pk=OuterRef(key)).values(name))
    return JsonObject(kind=Value(kind.value), id=F(key), name=named)


class IdentityShape(Shape):
    """A protected person, as everybody calls them. Who they are is never sent."""

    class Meta:
        model = ProtectedIdentity
        fields = ("id", "pseudonym")
