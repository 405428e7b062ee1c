"""Forms of redaction: what is to be destroyed and why; and the second person's word."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import Redaction
from claims.web.forms._base import FactForm, text_field


class ProposeForm(FactForm):
    field = forms.ChoiceField(label=_("What is to be destroyed"))
    reason = text_field(
        Redaction,
        "reason",
        label=_("Why"),
        help_text=_("This stays on the record: write it without the value."),
    )

    def __init__(self, *args: Any, fields: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["field"]).choices = fields


class ApproveForm(FactForm):
    understood = forms.BooleanField(label=_("I have read what follows from this."))
