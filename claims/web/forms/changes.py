"""What narrows the newsroom's record."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import Incident, Membership
from claims.vocabulary import ActorKind, Verb
from claims.web.forms._base import FilterForm, SeenChoiceField, choice_field


class ChangeFilter(FilterForm):
    verb = choice_field(Verb, label=_("What was done"), empty=_("anything"))
    person = SeenChoiceField(
        Membership.objects.with_user().order_by("user__name", "pk"),
        label=_("By"),
        empty_label=_("anybody"),
        label_from=lambda membership: str(membership.user),
    )
    by_kind = choice_field(ActorKind, label=_("Kind of who did it"), empty=_("any"))
    incident = SeenChoiceField(
        Incident.objects.order_by("-opened_at", "-pk"),
        to_field_name="reference",
        label=_("Incident"),
        empty_label=_("any incident"),
    )
    on = forms.DateField(label=_("Up to and including"), widget=forms.DateInput(attrs={"type": "date"}))

    def narrow(self, rows: Any) -> Any:
        chosen = self.cleaned_data
        exact = {name: chosen[name] for name in ("verb", "by_kind", "incident") if chosen[name]}
        rows = rows.filter(**exact)
        if chosen["person"]:
            rows = rows.filter(by_user=chosen["person"].user_id)
        return rows.filter(at__date__lte=chosen["on"]) if chosen["on"] else rows
