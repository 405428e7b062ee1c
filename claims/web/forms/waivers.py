"""The forms for a decision not to ask: proposed by one person, approved or refused by another."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import Incident, Party, Waiver, WaiverDecision
from claims.web.forms._base import FactForm, FilterForm, SeenChoiceField, text_field


class WaiverForm(FactForm):
    party = SeenChoiceField(Party.objects.order_by("name"), label=_("Party that is not to be asked"), empty_label=None)
    reason = text_field(
        Waiver, "reason", label=_("Reason"), help_text=_("It stays on the record beside the allegation.")
    )

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["party"]
        assert isinstance(field, SeenChoiceField)
        field.offer(self.actor, Party.objects.filter(pk__in=[each.pk for each in parties]).order_by("name"))


class ApproveWaiverForm(FactForm):
    """Nothing to fill in: the reason is the one that was proposed."""


class RefuseWaiverForm(FactForm):
    reason = text_field(
        WaiverDecision,
        "reason",
        required=True,
        label=_("Why the party is to be asked"),
        help_text=_("Whoever proposed it reads this; it stays on the record."),
    )


class WaiverFilter(FilterForm):
    incident = SeenChoiceField(
        Incident.objects.order_by("-opened_at", "-pk"), label=_("Incident"), empty_label=_("all incidents")
    )
    waits = forms.BooleanField(label=_("Waiting for approval only"))

    def narrow(self, rows: Any) -> Any:
        if incident := self.cleaned_data.get("incident"):
            rows = rows.filter(allegation__claim__incident=incident)
        return rows.undecided() if self.cleaned_data.get("waits") else rows
