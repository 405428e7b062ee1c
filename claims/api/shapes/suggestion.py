"""The status that the record suggests for a claim, and what the others lack."""

from typing import Any

from django.utils.translation import gettext
from rest_framework import serializers

from claims.rules.assessments import Facts, missing_for
from claims.rules.suggestions import suggest
from claims.vocabulary import Status


class LackingShape(serializers.Serializer):
    """A status, and what the record lacks for it (nothing: a rationale is enough, and perhaps a second person)."""

    status = serializers.ChoiceField(choices=Status.choices)
    missing = serializers.ListField(child=serializers.CharField())


class SuggestionShape(serializers.Serializer):
    """It never writes. Null status: the record speaks for none."""

    status = serializers.ChoiceField(choices=Status.choices, allow_null=True)
    reasons = serializers.ListField(child=serializers.CharField())
    others = LackingShape(many=True)


def suggestion_data(facts: Facts) -> dict[str, Any]:
    """The suggestion as it is sent, in the reader's language."""
    suggestion = suggest(facts)
    return {
        "status": suggestion.status,
        "reasons": [gettext(each.message) % each.params for each in suggestion.reasons],
        "others": [
            {"status": status, "missing": [gettext(each.message) % each.params for each in missing_for(status, facts)]}
            for status in Status
            if status != Status.NOT_ASSESSED
        ],
    }
