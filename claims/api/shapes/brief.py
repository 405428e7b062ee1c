"""The few words by which one shape mentions a row of another noun."""

from typing import Any

from rest_framework import serializers

from claims.api.shapes._base import Shape
from claims.models import ApiToken, Claim, Incident, Party, ProtectedIdentity, Question, Source, User
from claims.vocabulary import ActorKind


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


class ClaimBriefShape(Shape):
    class Meta:
        model = Claim
        fields = ("id", "text", "status", "standing")


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


class IdentityShape(Shape):
    """A protected person, as everybody calls them. Who they are is never sent."""

    class Meta:
        model = ProtectedIdentity
        fields = ("id", "pseudonym")
