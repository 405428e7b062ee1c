"""The form for a decision not to ask."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.models import Party, Waiver
from claims.web.forms._base import FactForm, SeenChoiceField, text_field


class WaiverForm(FactForm):
    party = SeenChoiceField(Party.objects.order_by("name"), label=_("Party that is not asked"), empty_label=None)
    reason = text_field(
        Waiver, "reason", label=_("Reason"), help_text=_("It stays on the record beside the allegation.")
    )

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["party"]
        assert isinstance(field, SeenChoiceField)
        field.offer(self.actor, Party.objects.filter(pk__in=[each.pk for each in parties]).order_by("name"))
