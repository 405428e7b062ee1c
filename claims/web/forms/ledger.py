"""What narrows the ledger of an incident."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import Party
from claims.web.forms._base import FilterForm


class LedgerFilter(FilterForm):
    party = forms.ChoiceField(label=_("Party"))
    as_of = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, parties: Iterable[Party], **kwargs: Any) -> None:
        """`parties`: those whom entries concern."""
        super().__init__(*args, **kwargs)
        field = self.fields["party"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Every party")), *((party.pk, party.name) for party in parties)]

    @property
    def narrows(self) -> bool:
        return bool(self["party"].value())

    def chosen(self) -> int | None:
        """The id of the party chosen."""
        return int(self.cleaned_data["party"]) if self.is_valid() and self.cleaned_data["party"] else None
