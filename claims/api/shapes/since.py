"""What came between two instants."""

from datetime import datetime
from typing import Any

from rest_framework import serializers

from claims.models.since import Comparison
from claims.vocabulary import Happening


class ToldShape(serializers.Serializer):
    """A row that is counted, and the claim or request for comment with which it is shown."""

    noun = serializers.CharField(help_text="As `subject_type` of a change.")
    id = serializers.IntegerField()
    words = serializers.CharField(help_text="What it says, as it was recorded; or what the claim says.")
    claim = serializers.IntegerField(allow_null=True)
    comment_request = serializers.IntegerField(allow_null=True)


class CountedShape(serializers.Serializer):
    kind = serializers.ChoiceField(choices=Happening.choices)
    count = serializers.IntegerField()
    rows = ToldShape(many=True)


class ChangedSinceShape(serializers.Serializer):
    """A claim counts under a status if its last one is another than its first, whatever came in between."""

    since = serializers.DateTimeField()
    until = serializers.DateTimeField()
    happenings = CountedShape(many=True)
    withheld = serializers.IntegerField(help_text="Rows that you may not see now.")


def since_data(came: Comparison, *, until: datetime) -> dict[str, Any]:
    """The comparison as it is sent."""
    told = [
        {
            "kind": heading,
            "count": len(rows),
            "rows": [
                {"noun": row.noun, "id": row.id, "words": row.words, "claim": row.claim, "comment_request": row.request}
                for row in rows
            ],
        }
        for heading, rows in came.told
    ]
    return dict(
        ChangedSinceShape({"since": came.since, "until": until, "happenings": told, "withheld": came.withheld}).data
    )
