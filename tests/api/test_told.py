"""What is told from memory is what the serializer gives."""

import json
from typing import Any

import pytest
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer

from claims.api.compiled.refusal import NotCompilable
from claims.api.compiled.told import teller
from claims.api.shapes.brief import ClaimBriefShape, IncidentBriefShape, PartyBriefShape
from claims.api.shapes.claim import ClaimShape
from claims.api.shapes.figure import FigureShape
from claims.api.shapes.matrix import MatrixSilenceShape
from claims.api.shapes.support import NumbersShape, SupportShape
from claims.models import Figure, Incident, Party, ReportedSilence, Source
from claims.rules.roots import Piece, Root, Support, Weight
from claims.vocabulary import Bearing, Metric, Qualifier
from tests.factories import NOW

APART = [Piece(7, 3, Bearing.SUPPORTS, Weight.OWN), Piece(8, 3, Bearing.CONTRADICTS, Weight.UNKNOWN)]
ROOTS = [Root("A clinic", [1, 2], firm=True), Root("“A”, B\u2028", [])]
PARTY, SOURCE = Party(pk=4, name="A party"), Source(pk=5, title="A source")


def rendered(told: Any) -> Any:
    return json.loads(JSONRenderer().render(told))


@pytest.mark.parametrize(
    ("shape", "row"),
    [
        (SupportShape, Support()),
        (SupportShape, Support(attested_by=3, roots=ROOTS, contradicting_roots=ROOTS[:1], apart=APART)),
        (NumbersShape, Support(supported_by=2, documents=9, apart=APART)),
        (PartyBriefShape, PARTY),
        (IncidentBriefShape, Incident(pk=1, reference="AB-CD", title="…")),
        (FigureShape, Figure(pk=2, metric=Metric.KILLED, qualifier=Qualifier.AT_LEAST, minimum=21)),
        (FigureShape, Figure(pk=3, metric=Metric.OTHER, metric_label="cattle", side=PARTY, minimum=1, maximum=2)),
        (MatrixSilenceShape, ReportedSilence(source=SOURCE, wording="was not reached", reported_on=NOW.date())),
        (MatrixSilenceShape, ReportedSilence(source=SOURCE)),
    ],
)
def test_what_is_told_from_memory_is_what_the_serializer_gives(shape, row):
    told, expected = teller(shape)(row), shape(row).data

    assert list(told) == list(expected)
    assert rendered(told) == rendered(expected)


def test_a_shape_that_renders_in_a_way_of_its_own_is_asked():
    class Loud(serializers.Serializer):
        name = serializers.CharField()

        def to_representation(self, instance: Any) -> Any:
            return instance.name.upper()

    class Holder(serializers.Serializer):
        party = Loud()
        named = serializers.CharField(source="party.name")

    class Held:
        party = PARTY

    assert teller(Holder)(Held()) == Holder(Held()).data == {"party": "A PARTY", "named": "A party"}


def test_what_a_rule_works_out_for_all_rows_is_not_told_of_one():
    with pytest.raises(NotCompilable, match="“attested_by” is worked out for all rows at once"):
        teller(ClaimShape)
    assert teller(ClaimBriefShape)
