"""The forms for the newsroom's own wording of requests."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import RequestTemplate
from claims.rules.request_templates import NEEDED, Slot
from claims.web.forms._base import FactForm, VersionedForm, text_field
from claims.web.forms._world import language_field

SLOTS = ", ".join(f"{{{slot}}}" for slot in Slot)
WORDING: dict[str, Any] = {
    "label": _("Text"),
    "widget": forms.Textarea(attrs={"rows": 18}),
    "help_text": _("Slots that are filled in: %(slots)s. Needed: %(needed)s.")
    % {"slots": SLOTS, "needed": ", ".join(f"{{{slot}}}" for slot in NEEDED)},
}


class TemplateForm(FactForm):
    language = language_field(required=True)
    text = text_field(RequestTemplate, "text", **WORDING)


class TemplateRevisionForm(VersionedForm):
    text = text_field(RequestTemplate, "text", **WORDING)
