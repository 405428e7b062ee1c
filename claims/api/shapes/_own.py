"""A row's own representation: its columns, its parts and ids, under one version, and nothing of other rows."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F
from rest_framework import serializers

from claims.api.compiled.loaded import Loaded
from claims.api.compiled.worked import Worked
from claims.api.shapes._base import Shape


class OwnShape(Shape):
    """What changes only together with the version, and so may carry an entity tag (`claims.api.etags`).

    What another row says (a name, a title), what is worked out, and what hangs on the row without raising its version
    (evidence, answers, requests) stands at addresses of its own. `TOLD` names the fields whose ids depend on who reads:
    they enter the tag.
    """

    TOLD: ClassVar[tuple[str, ...]] = ()


class KeysThrough(Worked):
    """The keys that linking rows hold: `asked` → `allegation_id`."""

    says = serializers.ListField(child=serializers.IntegerField())

    def __init__(self, links: str, key: str, **options: Any) -> None:
        super().__init__(**options)
        self.links, self.key = links, key

    def to_representation(self, value: models.Model) -> list[int]:
        return [getattr(link, self.key) for link in getattr(value, self.links).all()]

    def in_sql(self, row: Loaded) -> Any:
        return row.many(self.links, lambda there: F(self.key))
