"""Claimed ranges: the lowest and the highest that is claimed, and by whom."""

from typing import Any

from rest_framework import serializers

from claims.api.shapes.brief import ClaimBriefShape, PartyBriefShape
from claims.api.shapes.figure import FigureShape
from claims.models.ranges import ClaimedRange, RangeEnd, Speaker, Voice
from claims.vocabulary import Involvement


class SpeakerShape(serializers.Serializer):
    """Who makes the claim; `involvement` says why it is no bystander, null if it is one."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    involvement = serializers.ChoiceField(choices=Involvement.choices, allow_null=True)


class VoiceShape(serializers.Serializer):
    """A figure, the claim that holds it and who makes that claim (empty: unattributed)."""

    figure = FigureShape()
    claim = ClaimBriefShape()
    speakers = SpeakerShape(many=True)
    number = serializers.IntegerField(
        allow_null=True, help_text="What words count as in ACLED’s table (tens 10, dozens 12, hundreds 100)."
    )


class RangeEndShape(serializers.Serializer):
    """Null bound: open, left so by `voices`; `given` is the outermost bound of others, which does not close it."""

    bound = serializers.IntegerField(allow_null=True)
    belligerent = serializers.BooleanField(help_text="Whether a party with a side of its own gives it.")
    reaches = serializers.IntegerField(allow_null=True, help_text="Of an open end: “21 or more” reaches 21.")
    figures = serializers.ListField(child=serializers.IntegerField(), help_text="Ids of the figures that give it.")
    parties = PartyBriefShape(many=True)
    voices = VoiceShape(many=True)
    given = serializers.IntegerField(allow_null=True)
    given_by = VoiceShape(many=True)


class RangeShape(serializers.Serializer):
    """*Claimed*, not established. Figures for a part, in words, and given up since stand apart."""

    metric = serializers.CharField()
    metric_label = serializers.CharField()
    population = serializers.CharField()
    population_label = serializers.CharField()
    side = PartyBriefShape(allow_null=True)
    lowest = RangeEndShape()
    highest = RangeEndShape()
    wholes = FigureShape(many=True)
    apart = VoiceShape(many=True, help_text="For a part.")
    words = VoiceShape(many=True, help_text="Whole, but in words only.")
    earlier = VoiceShape(many=True, help_text="Of claims superseded or retracted since, the earliest first.")


class ClaimedRangesShape(serializers.Serializer):
    ranges = RangeShape(many=True)


def ranges_data(ranges: list[ClaimedRange]) -> dict[str, Any]:
    """The ranges as they are sent."""
    return {"ranges": [_range_data(each) for each in ranges]}


def _range_data(each: ClaimedRange) -> dict[str, Any]:
    return {
        "metric": each.metric,
        "metric_label": each.metric_label,
        "population": each.population,
        "population_label": each.population_label,
        "side": PartyBriefShape(each.side).data if each.side else None,
        "lowest": _end_data(each.lowest),
        "highest": _end_data(each.highest),
        "wholes": FigureShape([voice.figure for voice in each.wholes], many=True).data,
        "apart": [_voice_data(voice) for voice in each.apart],
        "words": [_voice_data(voice) for voice in each.words],
        "earlier": [_voice_data(voice) for voice in each.earlier],
    }


def _end_data(end: RangeEnd) -> dict[str, Any]:
    return {
        "bound": end.bound,
        "belligerent": end.belligerent,
        "reaches": end.reaches,
        "figures": [figure.pk for figure in end.figures],
        "parties": PartyBriefShape(end.parties, many=True).data,
        "voices": [_voice_data(voice) for voice in end.voices],
        "given": end.given,
        "given_by": [_voice_data(voice) for voice in end.given_by],
    }


def _voice_data(voice: Voice) -> dict[str, Any]:
    return {
        "figure": FigureShape(voice.figure).data,
        "claim": ClaimBriefShape(voice.claim).data,
        "speakers": [_speaker_data(each) for each in voice.speakers],
        "number": voice.number,
    }


def _speaker_data(each: Speaker) -> dict[str, Any]:
    return {"id": each.party.pk, "name": each.party.name, "involvement": each.involvement}
