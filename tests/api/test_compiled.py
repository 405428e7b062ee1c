"""Shapes compiled to SQL give what the plain serializers give, in newsrooms that nobody thought of."""

import json
import os
import re
from typing import Any

import pytest
from django.db import connection, models, transaction
from django.db.models import F, Q
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer

from claims.actions.claims import revise_claim
from claims.actions.incidents import open_incident, restrict_incident, revise_incident
from claims.actions.sources import add_source, revise_source
from claims.api import urls
from claims.api.compiled.answers import compiled_rows, objects_of
from claims.api.compiled.kept import untouched
from claims.api.compiled.plain import PLAIN, check_compiled, is_compiled
from claims.api.compiled.refusal import NotCompilable
from claims.api.compiled.statements import rows_of
from claims.api.compiled.worked import Worked
from claims.api.methods import SHOWN
from claims.api.shapes._base import Shape
from claims.api.shapes.brief import ClaimBriefShape, IncidentBriefShape, PartyBriefShape
from claims.api.shapes.claim import ClaimShape, WholeClaimShape
from claims.api.shapes.incident import IncidentShape
from claims.api.shapes.party import PartyShape
from claims.api.shapes.question import QuestionShape
from claims.api.shapes.source import SourceShape
from claims.api.shapes.utterance import UtteranceShape
from claims.models import Claim, Evidence, Incident, Question, Source
from claims.models.as_of import as_known_at
from claims.models.prepared import Written
from claims.rules.actor import Actor
from claims.rules.canonical import canonical
from claims.vocabulary import SourceKind
from tests.api.random_rows import fill
from tests.api.test_as_of import clock
from tests.factories import NOW

assert urls  # loads every shape there is
pytestmark = pytest.mark.django_db

FULL = bool(os.environ.get("TEST_FULL"))
RANDOMLY = settings(
    max_examples=100 if FULL else 4,
    phases=[Phase.generate],  # a newsroom from a smaller number is no smaller
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
COMPILED = sorted((shape for shape in SHOWN if is_compiled(shape)), key=lambda shape: shape.__name__)


def compiled(shape: type[Shape], actor: Actor) -> list[Any]:
    rows = shape.rows(actor).order_by("pk")
    found = Written(compiled_rows(rows, shape, actor)).fetched()
    return [json.loads(text) for text in objects_of(found, shape, actor)]


def plain(shape: type[Shape], actor: Actor) -> list[Any]:
    shown = shape.shown(list(shape.rows(actor).order_by("pk")), {"actor": actor})
    return json.loads(JSONRenderer().render(shown))


def assert_same(shape: type[Shape], actor: Actor) -> list[Any]:
    made, expected = compiled(shape, actor), plain(shape, actor)
    for one, other in zip(made, expected, strict=True):
        assert list(one) == list(other)
        assert canonical(one) == canonical(other), (shape.__name__, actor.role)
    return made


@RANDOMLY
@given(seed=st.integers(0, 2**32 - 1))
def test_every_compiled_shape_gives_what_the_serializer_gives(newsroom, viewer, reporter, admin, seed):
    with transaction.atomic():
        fill(seed, newsroom.pk, [viewer.id or 0, reporter.id or 0])
        assert all(compiled(shape, admin) for shape in COMPILED)  # there are rows of all of them
        for actor in (viewer, reporter):
            seen = Visible(actor)
            for shape in COMPILED:
                seen.check(shape(many=True), assert_same(shape, actor), shape.__name__)
        transaction.set_rollback(True)


class TitledClaim(Shape):
    """A dotted source, a choice, an instant, and a link that may be empty."""

    of = serializers.CharField(source="incident.title")
    asked = serializers.CharField(source="question.text", allow_null=True)
    happened = serializers.DateTimeField(source="incident.occurred_at", allow_null=True)

    class Meta:
        model = Claim
        fields = ("id", "of", "asked", "happened", "stance", "standing_other", "recorded_at")


class WholeIncident(Shape):
    """Parts, and parts of these."""

    class AskedShape(Shape):
        claims = ClaimBriefShape(many=True)

        class Meta:
            model = Question
            fields = ("text", "claims")

    questions = AskedShape(many=True)
    degrees = serializers.FloatField(source="latitude", allow_null=True)

    class Meta:
        model = Incident
        fields = ("reference", "questions", "degrees", "longitude", "inferred", "occurred_on")


class PublishedSource(Shape):
    """A link to a row that the reader may not see, and an annotation."""

    by = PartyBriefShape(source="outlet", allow_null=True)
    used = serializers.BooleanField()

    class Meta:
        model = Source
        fields = ("id", "by", "used", "published_at")

    @classmethod
    def rows(cls, actor: Actor) -> models.QuerySet[Any]:
        return super().rows(actor).annotate(used=models.Exists(Evidence.objects.filter(source=models.OuterRef("pk"))))


@settings(RANDOMLY, max_examples=20 if FULL else 2)
@given(seed=st.integers(0, 2**32 - 1))
def test_a_shape_declared_anywhere_is_compiled_with_no_sql_written_for_it(newsroom, viewer, editor, seed):
    with transaction.atomic():
        fill(seed, newsroom.pk, [viewer.id or 0, editor.id or 0])
        for shape in (TitledClaim, WholeIncident, PublishedSource):
            assert assert_same(shape, editor)
            Visible(viewer).check(shape(many=True), assert_same(shape, viewer), shape.__name__)
        transaction.set_rollback(True)


def test_a_link_to_a_row_that_the_reader_does_not_see_is_null(
    viewer, editor, incident, coalition, a_claim, source, reporter, now
):
    revise_source(source=source, version=1, outlet=coalition, by=reporter, at=now)
    assert compiled(SourceShape, viewer)[0]["outlet"] == {"id": coalition.pk, "name": coalition.name}
    other = add_source(title="Elsewhere", kind=SourceKind.ARTICLE, outlet=coalition, by=reporter, at=now)
    restrict_incident(incident=incident, by=editor, at=now)

    assert [(row["id"], row["outlet"]) for row in compiled(SourceShape, viewer)] == [(other.pk, None)]
    assert {row["outlet"]["id"] for row in compiled(SourceShape, editor)} == {coalition.pk}


class OwnWay(IncidentBriefShape):
    def to_representation(self, instance: Any) -> Any:
        return {**super().to_representation(instance), "more": 1}


class Shouted(serializers.CharField):
    def to_representation(self, value: Any) -> str:
        return super().to_representation(value).upper()


REFUSED: dict[str, tuple[Any, str]] = {
    "a method": (serializers.SerializerMethodField(), "a SerializerMethodField has no SQL form"),
    "a field that renders in a way of its own": (Shouted(source="text"), "a Shouted has no SQL form"),
    "a shape that does": (OwnWay(source="incident"), "OwnWay renders in a way of its own"),
    "a property": (serializers.CharField(source="pk_in_words"), "Claim has no column “pk_in_words”"),
    "a number as text": (serializers.CharField(source="version"), "a CharField does not show a PositiveIntegerField"),
    "a date in another format": (
        serializers.DateTimeField(source="recorded_at", format="%d/%m/%Y"),
        "dates are compiled in the one format alone",
    ),
    "a link that may be empty": (
        serializers.CharField(source="question.text"),
        "without a row at the end of a link the field is left out; allow null",
    ),
    "a count over joined rows": (serializers.IntegerField(source="counted"), "“counted” counts over joined rows"),
    "many rows where one is shown": (
        serializers.CharField(source="figures.wording", allow_null=True),
        "“figures” leads to many rows",
    ),
}


def counted(cls: type[Shape], actor: Actor) -> models.QuerySet[Any]:
    return Claim.objects.with_parts(actor).annotate(counted=models.Count("figures"))


@pytest.mark.parametrize("what", REFUSED)
def test_a_field_that_cannot_be_compiled_stops_the_start(what):
    field, why = REFUSED[what]
    named = {"Meta": type("Meta", (), {"model": Claim, "fields": ("id", "wrong")}), "wrong": field}
    shape = type("WrongShape", (Shape,), named | {"rows": classmethod(counted)})

    with pytest.raises(NotCompilable, match=f"^WrongShape.wrong: {re.escape(why)}|^OwnWay|^WrongShape.wrong: OwnWay"):
        check_compiled([shape])


def test_a_link_that_rows_does_not_load_stops_the_start():
    class Unloaded(Shape):
        incident = IncidentBriefShape()

        class Meta:
            model = Claim
            fields = ("incident",)

        @classmethod
        def rows(cls, actor: Actor) -> models.QuerySet[Any]:
            return Claim.objects.visible_to(actor)

    with pytest.raises(NotCompilable, match="`rows` does not load “incident” of Claim"):
        check_compiled([Unloaded])


def test_what_stays_in_python_is_a_shape_that_a_door_shows():
    assert {shape.__name__ for shape in SHOWN} >= PLAIN.keys()


def test_compiled_shapes_are_read_as_known_at(newsroom, viewer, incident, a_claim, allegation, reporter, now):
    known = {shape: plain(shape, viewer) for shape in OF_THE_PAST}
    then = clock()
    revise_claim(claim=a_claim, version=1, text="Other words", figures=[], allegations=[], by=reporter, at=now)
    revise_incident(incident=incident, version=1, title="Another title", by=reporter, at=now)

    with as_known_at(newsroom.pk, then):
        for shape in COMPILED:
            assert_same(shape, viewer)
        assert {shape: compiled(shape, viewer) for shape in OF_THE_PAST} == known
    assert compiled(IncidentShape, viewer) != known[IncidentShape]


OF_THE_PAST = (IncidentShape, ClaimShape, UtteranceShape, SourceShape, PartyShape, QuestionShape)


def test_a_shape_is_one_query(admin, a_claim):
    for shape in COMPILED:
        with CaptureQueriesContext(connection) as captured:
            compiled(shape, admin)
        by_rules = {ClaimShape: 2, WholeClaimShape: 5}.get(shape, 0)
        assert len(captured) == 1 + by_rules, shape.__name__


def test_a_list_that_nothing_narrows_is_known_by_what_was_asked_of_its_rows(editor, incidents):
    rows = rows_of(IncidentShape, editor)
    narrowed = {
        "by a column": rows.filter(pk=incidents[1].pk),
        "by what it is not": rows.exclude(pk__in=[incidents[0].pk, incidents[2].pk]),
        "to nothing": rows.none(),
        "by an annotation": rows.annotate(twice=F("pk") * 2).filter(twice=incidents[1].pk * 2),
        "by either of two": rows.filter(Q(pk=incidents[1].pk) | Q(title="Nothing")),
        "to one": rows[:1],
        "in another order": rows.order_by("title"),
    }

    assert all(untouched(same, IncidentShape, editor) for same in (rows, rows.filter(), rows.all()))
    assert not [how for how, few in narrowed.items() if untouched(few, IncidentShape, editor)]


def test_the_first_page_whose_statement_is_kept_is_each_readers_own(by_editor, by_viewer, editor, incidents):
    def titles(caller, asked=""):
        return [row["title"] for row in caller.get(f"incidents/{asked}").json()["results"]]

    everything = ["Incident 2", "Incident 1", "Incident 0"]
    assert titles(by_editor) == titles(by_viewer) == titles(by_viewer) == everything
    assert titles(by_viewer, "?limit=2") == everything[:2]
    assert titles(by_viewer, "?sort=id") == everything[::-1]

    restrict_incident(incident=incidents[1], by=editor, at=NOW)
    assert titles(by_viewer) == ["Incident 2", "Incident 0"]
    assert titles(by_editor) == everything


@pytest.fixture
def incidents(newsroom, reporter, now) -> list[Incident]:
    return [open_incident(title=f"Incident {number}", by=reporter, at=now) for number in range(3)]


class Visible:
    """Looks up whether an actor sees a row, by the one definition and without the shapes."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self._keys: dict[Any, set[int]] = {}

    def check(self, shape: Any, value: Any, path: str) -> None:
        """Every row in the value, however deep, is one that the actor sees."""
        if isinstance(value, list):
            for each in value:
                self.check(getattr(shape, "child", None), each, path)
        if not isinstance(value, dict):
            return
        model = getattr(getattr(shape, "Meta", None), "model", None)
        if "id" in value and hasattr(getattr(model, "objects", None), "visible_to"):
            assert value["id"] in self._of(model), (path, value)
        for name, part in getattr(shape, "fields", {}).items():
            self.check(part.says if isinstance(part, Worked) else part, value.get(name), f"{path}.{name}")

    def _of(self, model: Any) -> set[int]:
        if model not in self._keys:
            self._keys[model] = set(model.objects.visible_to(self.actor).values_list("pk", flat=True))
        return self._keys[model]
