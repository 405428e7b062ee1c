"""Forms for what was printed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, Incident, Use, UseHandled
from claims.vocabulary import UseKind, UseOutcome
from claims.web.forms._base import FactForm, SeenChoiceField, choice_field, instant_field, text_field
from claims.web.forms.judgements import claim_words


class UseForm(FactForm):
    """A claim of the incident, or its line, as it was printed."""

    kind = choice_field(UseKind, label=_("What was printed"), widget=forms.RadioSelect)
    claim = SeenChoiceField(
        Claim.objects.all(),
        label=_("Which claim"),
        label_from=claim_words,
        required=False,
        empty_label=_("— the line of the incident —"),
    )
    address = text_field(Use, "address", label=_("Address of the story"), widget=forms.URLInput)
    printed_at = instant_field(label=_("Printed"), help_text=_("In your time zone."))
    words = text_field(Use, "words", label=_("The words as they were printed"))

    def __init__(self, *args: Any, incident: Incident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["claim"]
        assert isinstance(field, SeenChoiceField)
        field.offer(
            self.actor, Claim.objects.filter(incident=incident).with_parts(self.actor).order_by("-recorded_at", "-pk")
        )


class HandleUseForm(FactForm):
    outcome = choice_field(UseOutcome, label=_("What was done"), widget=forms.RadioSelect)
    note = text_field(UseHandled, "note", label=_("Note"))
