"""The line: text for a story, sentence by sentence, and what was left out of it."""

from typing import Any

from rest_framework import serializers

from claims.api.shapes.brief import IncidentBriefShape
from claims.models import Incident
from claims.rules.line import Line, Omission, Reason, words_of
from claims.rules.sentences import sentence


class SentenceShape(serializers.Serializer):
    text = serializers.CharField()
    claims = serializers.ListField(child=serializers.IntegerField(), help_text="Ids of the claims that it tells.")


class ParagraphShape(serializers.Serializer):
    """On one question (null: on none), or, with `answers`, on those who are to answer."""

    question = serializers.IntegerField(allow_null=True)
    answers = serializers.BooleanField()
    sentences = SentenceShape(many=True)


class OmissionShape(serializers.Serializer):
    """What is not in the line, as far as you may see it, and why."""

    reason = serializers.ChoiceField(choices=[(reason.value, reason.value) for reason in Reason])
    words = serializers.CharField()
    claim = serializers.IntegerField(allow_null=True)
    party = serializers.IntegerField(allow_null=True)
    allegation = serializers.IntegerField(allow_null=True)
    about = serializers.CharField(help_text="What the claim says, or the party's name.")


class LineShape(serializers.Serializer):
    """`text` is all of it, ready to be pasted; nothing that may not leave the newsroom is in it, whoever asks."""

    incident = IncidentBriefShape()
    language = serializers.CharField()
    text = serializers.CharField()
    paragraphs = ParagraphShape(many=True)
    omissions = OmissionShape(many=True)


def line_data(incident: Incident, line: Line, language: str) -> dict[str, Any]:
    """The line as it is sent."""
    return {
        "incident": IncidentBriefShape(incident).data,
        "language": language,
        "text": line.text,
        "paragraphs": [
            {
                "question": each.question,
                "answers": each.answers,
                "sentences": [{"text": line.words(said), "claims": list(said.claims)} for said in each.sentences],
            }
            for each in line.paragraphs
        ],
        "omissions": [_omission_data(each, line) for each in line.omissions],
    }


def _omission_data(omission: Omission, line: Line) -> dict[str, Any]:
    return {
        "reason": omission.reason,
        "words": sentence(words_of(omission.reason), line.language),
        "claim": omission.claim,
        "party": omission.party,
        "allegation": omission.allegation,
        "about": omission.party_name or omission.claim_text,
    }
