"""Notes for colleagues, and whom they mention."""

from typing import Any

from django.db import models

from claims.api.columns import column
from claims.api.fields import Ref
from claims.api.shapes._base import Input, Shape
from claims.api.shapes.brief import ByField, IncidentBriefShape, PersonShape
from claims.models import Claim, Incident, Mention, Note
from claims.rules.actor import Actor


class NoteInput(Input):
    """On an incident or a claim. `@Name` or `@name@desk.example` mentions a member, who then finds it on the desk."""

    incident = Ref(Incident, required=False, allow_null=True)
    claim = Ref(Claim, required=False, allow_null=True)
    text = column(Note, "text", required=True)


class MentionShape(Shape):
    user = PersonShape()

    class Meta:
        model = Mention
        fields = ("user",)


class NoteShape(Shape):
    """Never part of what leaves the newsroom: no digest, line or file holds one."""

    incident = IncidentBriefShape()
    by = ByField(help_text="Null: a command.")
    mentions = MentionShape(many=True)

    class Meta:
        model = Note
        fields = ("id", "incident", "claim", "text", "mentions", "by", "at", "withdrawn_at")

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return Note.objects.visible_to(actor).with_people()
