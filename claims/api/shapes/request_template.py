"""The newsroom's own wording of requests for comment."""

from claims.api.columns import column
from claims.api.shapes._base import Input, Revision, Shape
from claims.models import RequestTemplate


class TemplateInput(Input):
    language = column(RequestTemplate, "language", required=True)
    text = column(RequestTemplate, "text", required=True)


class TemplateRevision(Revision):
    text = column(RequestTemplate, "text", required=True)


class TemplateShape(Shape):
    """An empty text stands for the house's own wording."""

    class Meta:
        model = RequestTemplate
        fields = ("id", "version", "language", "text", "written_at")
