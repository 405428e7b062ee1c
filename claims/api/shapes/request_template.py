"""The newsroom's own wording of requests for comment."""

from claims.api.columns import column
from claims.api.shapes._base import Input, Revision
from claims.api.shapes._own import OwnShape
from claims.models import RequestTemplate


class TemplateInput(Input):
    language = column(RequestTemplate, "language", required=True)
    text = column(RequestTemplate, "text", required=True)


class TemplateRevision(Revision):
    text = column(RequestTemplate, "text", required=True)


class TemplateShape(OwnShape):
    """An empty text stands for the house's own wording."""

    class Meta:
        model = RequestTemplate
        fields = ("id", "version", "language", "text", "written_at")
