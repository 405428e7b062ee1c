"""The newsroom's own wording of requests for comment."""

from typing import Any

from claims.actions.request_templates import revise_template, write_template
from claims.api.doors import Door
from claims.api.methods import lists, reads, writes
from claims.api.shapes.request_template import TemplateInput, TemplateRevision, TemplateShape
from claims.models import RequestTemplate
from claims.rules.roles import May


class TemplatesView(Door):
    @lists(TemplateShape, needs=May.READ_REQUESTS)
    def get(self, rows: Any) -> Any:
        """The texts with which first texts begin, one per language."""
        return rows

    @writes(TemplateInput, TemplateShape, needs=May.WORD_REQUESTS, status=201)
    def post(self, given: dict[str, Any]) -> Any:
        """Write the text of a language, with its slots."""
        return write_template(**given, **self.signed)


class TemplateView(Door):
    of = RequestTemplate

    @reads(TemplateShape, needs=May.READ_REQUESTS)
    def get(self, template: RequestTemplate) -> Any:
        """One text."""
        return template

    @writes(TemplateRevision, TemplateShape, needs=May.WORD_REQUESTS)
    def patch(self, given: dict[str, Any], template: RequestTemplate) -> Any:
        """Change it; an empty text is the house's own wording again."""
        return revise_template(template=template, **given, **self.signed)
