"""Questions: the points in dispute."""

from rest_framework import serializers

from claims.api.columns import column
from claims.api.fields import Ref
from claims.api.shapes._base import MOST_PARTS, Input, Shape
from claims.models import Question


class QuestionInput(Input):
    kind = column(Question, "kind", required=True)
    text = column(Question, "text", required=True)


class QuestionRevision(Input):
    kind = column(Question, "kind")
    text = column(Question, "text", required=True)


class QuestionOrderInput(Input):
    questions = serializers.ListField(child=Ref(Question), max_length=MOST_PARTS)


class QuestionShape(Shape):
    class Meta:
        model = Question
        fields = ("id", "incident", "kind", "text", "position")


class OrderedQuestionsShape(serializers.Serializer):
    """All questions of an incident, in their order."""

    questions = QuestionShape(many=True)
