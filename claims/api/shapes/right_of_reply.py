"""The right-of-reply file of an incident."""

from typing import Any

from rest_framework import serializers

from claims.api.shapes.brief import IncidentBriefShape, PartyBriefShape
from claims.api.shapes.ledger import EntryShape, PointShape, entry_data, point_data
from claims.api.shapes.seal import HeadBodyShape
from claims.models.right_of_reply import PartyFile, RightOfReplyFile
from claims.vocabulary import AnswerState


class StandsShape(serializers.Serializer):
    """How the party stands with one allegation."""

    about = PointShape()
    state = serializers.ChoiceField(choices=AnswerState.choices)
    owed = serializers.BooleanField()
    waived = serializers.BooleanField()
    spoke_elsewhere = serializers.BooleanField(help_text="The party has spoken on the incident, but not on this.")


class PartyFileShape(serializers.Serializer):
    party = PartyBriefShape()
    stands = StandsShape(many=True)
    entries = EntryShape(many=True)


class SealedHeadShape(serializers.Serializer):
    head = HeadBodyShape()
    signature = serializers.CharField()


class RightOfReplyFileShape(serializers.Serializer):
    """What a lawyer asks for: per party everything that was asked, tried, answered, checked and decided, in order."""

    incident = IncidentBriefShape()
    at = serializers.DateTimeField(help_text="The instant of which it holds.")
    parties = PartyFileShape(many=True)
    printed = EntryShape(many=True)
    withheld = serializers.IntegerField(help_text="Items that you are not told: not for publication, or embargoed.")
    inside = serializers.IntegerField(help_text="Items in it that may not leave the newsroom.")
    head = SealedHeadShape(allow_null=True, help_text="The latest signed head of the record; null: nothing is sealed.")


def file_data(file: RightOfReplyFile) -> dict[str, Any]:
    """The file as it is sent."""
    told = {
        "incident": file.incident,
        "at": file.at,
        "parties": [_party(each) for each in file.parties],
        "printed": [entry_data(*numbered) for numbered in file.printed],
        "withheld": file.withheld,
        "inside": file.inside,
        "head": file.head.as_json() if file.head else None,
    }
    return dict(RightOfReplyFileShape(told).data)


def _party(each: PartyFile) -> dict[str, Any]:
    return {
        "party": each.party,
        "stands": [
            {
                "about": point_data(owed.allegation),
                "state": owed.state,
                "owed": owed.owed,
                "waived": owed.waived,
                "spoke_elsewhere": owed.spoke_elsewhere,
            }
            for owed in each.owed
        ],
        "entries": [entry_data(*numbered) for numbered in each.entries],
    }
