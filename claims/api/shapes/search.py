"""What the search finds, over all kinds."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.reverse import reverse

from claims.api.fields import HIGHEST_ID, Choice, Text, Words
from claims.api.listing import LIMIT
from claims.api.query import Nothing
from claims.models.search import MILLION, Hit
from claims.models.search_hits import Found
from claims.vocabulary import Findable

PLACE = re.compile(r"(\d{1,7})\.([a-z]+)\.(\d{1,19})\Z", re.ASCII)
ADDRESSES = {
    Findable.INCIDENT: "api:incidents-id",
    Findable.CLAIM: "api:claims-id",
    Findable.PARTY: "api:parties-id",
    Findable.SOURCE: "api:sources-id",
}


class Place(Text):
    """Where a page of results ended."""

    default_error_messages = {"wrong_place": _("Take this from `next` of the page before.")}

    def to_internal_value(self, data: Any) -> Any:
        found = PLACE.match(str(data))
        if found is None or found[2] not in Findable.values or int(found[3]) > HIGHEST_ID or int(found[1]) > MILLION:
            self.fail("wrong_place")
        return Hit(int(found[1]), Findable(found[2]), int(found[3]))


class SearchedFor(Nothing):
    q = Words(
        required=False,
        help_text='Words that must all be there; `"a phrase"`, `-without`, `this or that`. The last may be half typed.',
    )
    kind = Choice(Findable, required=False, help_text="Only these.")
    limit = LIMIT
    cursor = Place(required=False, help_text="Where to go on; `next` gives it.")


class PieceShape(serializers.Serializer):
    text = serializers.CharField()
    match = serializers.BooleanField(help_text="Whether this is what was searched for.")


class HighlightShape(serializers.Serializer):
    """A text in which the words stand, cut to what is around them. The first is always the name."""

    field = serializers.CharField(help_text="`title`, `summary`, `text`, `words`, `translation`, `alias`, …")
    pieces = PieceShape(many=True)


class FoundShape(serializers.Serializer):
    kind = serializers.ChoiceField(choices=Findable.choices)
    id = serializers.IntegerField(min_value=1)
    url = serializers.URLField(help_text="Its address in this API.")
    reference = serializers.CharField(allow_blank=True, help_text="Of the incident; of a claim, its incident's.")
    name = serializers.CharField(help_text="Title, name, or what the claim says.")
    rank = serializers.FloatField(help_text="From 0 to 1; for the order alone.")
    highlights = HighlightShape(many=True)


class SearchShape(serializers.Serializer):
    """The best first: of each kind the newest 1,000 that fit are put in order."""

    next = serializers.URLField(allow_null=True)
    results = FoundShape(many=True)


def found_data(each: Found, request: Request) -> dict[str, Any]:
    """One result as it is sent."""
    kind = each.hit.kind
    return {
        "kind": kind,
        "id": each.hit.id,
        "url": reverse(ADDRESSES[kind], args=[each.hit.id], request=request),
        "reference": each.reference,
        "name": each.name,
        "rank": each.rank,
        "highlights": [
            {"field": told.field, "pieces": [{"text": piece.text, "match": piece.match} for piece in told.pieces]}
            for told in each.highlights
        ],
    }


def place_of(hit: Hit) -> str:
    """Where a page ends, as `cursor` takes it."""
    return f"{hit.score}.{hit.kind}.{hit.id}"
