"""What narrows the list of flags."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.models import Incident
from claims.vocabulary import FlagKind
from claims.web.forms._base import FilterForm, SeenChoiceField, choice_field


class FlagFilter(FilterForm):
    kind = choice_field(FlagKind, label=_("Kind"), empty=_("any kind"))
    incident = SeenChoiceField(
        Incident.objects.not_closed().order_by("-opened_at", "-pk"),
        label=_("Incident"),
        empty_label=_("any incident"),
    )

    def narrow(self, rows: Any) -> Any:
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        return rows.filter(**chosen)
