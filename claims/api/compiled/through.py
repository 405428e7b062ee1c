"""Fields over rows that only link: what is shown stands at their other end."""

from typing import Any

from django.db.models import F
from rest_framework import serializers

from claims.api.compiled.loaded import Loaded
from claims.api.compiled.objects import json_object
from claims.api.compiled.worked import Worked


class Through(Worked):
    """The rows at the other end of linking rows: `asked` → `allegation`, each in the shape given."""

    def __init__(self, links: str, to: str, shape: type[serializers.Serializer], **options: Any) -> None:
        super().__init__(shape(many=True), **options)
        self.links, self.to, self.shape = links, to, shape

    def to_representation(self, value: Any) -> Any:
        return self.shape([getattr(link, self.to) for link in getattr(value, self.links).all()], many=True).data

    def in_sql(self, row: Loaded) -> Any:
        return row.many(self.links, lambda link: link.one(self.to, lambda there: json_object(self.shape, there)))


class KeyOf(Worked):
    """The key of the row at the end of a link; null if there is none for this reader."""

    says = serializers.IntegerField(allow_null=True)

    def __init__(self, link: str, **options: Any) -> None:
        super().__init__(**options)
        self.link = link

    def to_representation(self, value: Any) -> int | None:
        found = getattr(value, self.link)
        return None if found is None else found.pk

    def in_sql(self, row: Loaded) -> Any:
        return row.one(self.link, lambda there: F("pk"))
