"""Changes: the record."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from rest_framework import serializers

from claims.api.compiled.loaded import Loaded
from claims.api.compiled.text import JsonObject
from claims.api.compiled.worked import Worked
from claims.api.shapes._base import Shape
from claims.api.shapes.brief import ByField, ByShape
from claims.models import Change
from claims.rules.actor import Actor

AFTER = 'The subject\'s whole row; null: it is gone. A value that was redacted is {"redacted": true}.'


class ByAnybodyField(ByField):
    """The clock and commands among them."""

    says = ByShape()

    def to_representation(self, value: Change) -> Any:
        nobody = {"kind": value.by_kind, "id": None, "name": value.by_name}
        return super().to_representation(value) or nobody

    def in_sql(self, row: Loaded) -> Any:
        nobody = JsonObject(kind=F("by_kind"), id=Value(None), name=F("by_name"))
        return Case(*super().in_sql(row).cases, default=nobody)


class Never(Worked):
    """False."""

    says = serializers.BooleanField()

    def to_representation(self, value: Change) -> bool:
        return False

    def in_sql(self, row: Loaded) -> Any:
        return Value(False)


class ChangeShape(Shape):
    position = serializers.IntegerField(
        source="numbering.position", allow_null=True, help_text="Null until the record has been numbered thus far."
    )
    by = ByAnybodyField()
    after = serializers.JSONField(allow_null=True, help_text=AFTER)

    class Meta:
        model = Change
        fields = (
            "id",
            "position",
            "verb",
            "subject_type",
            "subject_id",
            "incident",
            "by",
            "at",
            "recorded_at",
            "reason",
            "after",
        )

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return Change.objects.visible_to(actor).select_related("by_user", "by_token", "numbering")


class UnlessHidden(Worked):
    """What `shown` gives, but of a tombstone something else: `told` of a loaded row, and `in_sql`."""

    def __init__(self, shown: str | Worked, says: Any, told: Callable[[Change], Any], instead: Any) -> None:
        super().__init__(says)
        self.shown, self.told, self.instead = shown, told, instead

    def to_representation(self, value: Change) -> Any:
        if getattr(value, "hidden", False):
            return self.told(value)
        return getattr(value, self.shown) if isinstance(self.shown, str) else self.shown.to_representation(value)

    def in_sql(self, row: Loaded) -> Any:
        shown = F(self.shown) if isinstance(self.shown, str) else self.shown.in_sql(row)
        if row.annotation("hidden") is None:
            return shown
        return Case(When(Q(hidden=True), then=self.instead), default=shown)


def _row_lost(value: Change) -> tuple[str, int]:
    """The incident if the Change hangs on one, else the row itself."""
    return ("incident", value.incident_id) if value.incident_id else (value.subject_type, value.subject_id)


INCIDENT_ELSE_TYPE = Case(When(incident__isnull=False, then=Value("incident")), default=F("subject_type"))


class FollowedChangeShape(ChangeShape):
    """A Change as those who follow the record get it, and of what they lost sight of a tombstone: ids alone."""

    subject_type = UnlessHidden("subject_type", serializers.CharField(), lambda c: _row_lost(c)[0], INCIDENT_ELSE_TYPE)
    subject_id = UnlessHidden(
        "subject_id", serializers.IntegerField(), lambda c: _row_lost(c)[1], Coalesce(F("incident_id"), F("subject_id"))
    )
    by = UnlessHidden(
        ByAnybodyField(),
        ByShape(),
        lambda c: {"kind": c.by_kind, "id": None, "name": ""},
        JsonObject(kind=F("by_kind"), id=Value(None), name=Value("")),
    )
    reason = UnlessHidden("reason", serializers.CharField(), lambda _: "", Value(""))
    after = UnlessHidden("after", serializers.JSONField(allow_null=True), lambda _: None, Value(None))
    hidden = UnlessHidden(Never(), serializers.BooleanField(), lambda _: True, Value(True))

    class Meta(ChangeShape.Meta):
        fields = (*ChangeShape.Meta.fields, "hidden")

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return Change.objects.followed_by(actor).select_related("by_user", "by_token", "numbering")
