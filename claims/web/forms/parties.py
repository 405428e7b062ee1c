"""Forms for parties."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import ContactPoint, Party, PartyRelation
from claims.vocabulary import Channel, PartyKind, PartyRelationKind
from claims.web.forms._base import FactForm, FilterForm, VersionedForm, choice_field, text_field
from claims.web.forms._chosen import RecordedPartyField
from claims.web.forms._lines import LinesField
from claims.web.forms._named import PartyField, SourceField, party_kind_field, source_kind_field
from claims.web.forms._parts import PartForm
from claims.web.forms._world import country_field, zone_field

ALIASES_HELP = _(
    "One to a line: short forms, former names, spellings in other languages. Search finds the party by all."
)


class _PartyFields(forms.Form):
    name = text_field(Party, "name", label=_("Name"))
    kind = choice_field(PartyKind, label=_("Kind"), empty=_("— choose —"), required=True)
    aliases = LinesField(label=_("Other names"), help_text=ALIASES_HELP)
    country = country_field(help_text=_("Whose it is, or where it is based; leave it open where that is in dispute."))
    time_zone = zone_field(
        required=False, help_text=_("Deadlines of our requests are stated to the party in this zone.")
    )
    description = text_field(Party, "description", label=_("Description"))


class PartyForm(_PartyFields, FactForm):
    """A new party."""


class PartyRevisionForm(_PartyFields, VersionedForm):
    """A party as it stands, to be changed."""

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        aliases = list(row.aliases.order_by("pk").values_list("name", flat=True))
        return {**super().initial_of(row), "aliases": aliases}


class MergeForm(PartForm):
    """Which party stands for this one from now on."""

    into = RecordedPartyField(label=_("Merge into"), required=True, help_text=_("The party that stays."))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("How you know that the two are one. It stays on the record."),
    )
    understood = forms.BooleanField(label=_("I have read what follows from this; it cannot be undone here."))

    def kwargs(self) -> dict[str, Any]:
        return {name: value for name, value in super().kwargs().items() if name != "understood"}


class RelationForm(PartForm):
    """How the party hangs together with another; read as a sentence: the party, the kind, the other."""

    kind = choice_field(PartyRelationKind, label=_("This party …"), empty=_("— choose —"), required=True)
    other = PartyField(label=_("Other party"), kind="other_kind", required=True)
    other_kind = party_kind_field()
    since = forms.DateField(label=_("Since"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    source = SourceField(label=_("Source"), kind="source_kind", help_text=_("Where this is stated."))
    source_kind = source_kind_field()
    basis = text_field(PartyRelation, "basis", label=_("Basis"), help_text=_("Where no source states it: how we know."))


class ContactPointForm(FactForm):
    """One more way to reach the party."""

    channel = choice_field(Channel, label=_("Channel"), empty=_("— choose —"), required=True)
    address = text_field(ContactPoint, "address", label=_("Address or number"))
    label = text_field(
        ContactPoint, "label", label=_("Whose it is"), help_text=_("Such as “press office” or “duty officer, nights”.")
    )


class PartyFilter(FilterForm):
    """What narrows the list of parties."""

    q = forms.CharField(label=_("Name"), max_length=200)
    kind = choice_field(PartyKind, label=_("Kind"), empty=_("Any kind"))
    country = country_field()

    def narrow(self, rows: Any) -> Any:
        words, kind = self.cleaned_data["q"], self.cleaned_data["kind"]
        country = self.cleaned_data["country"]
        rows = rows.matching(words) if words else rows
        rows = rows.filter(kind=kind) if kind else rows
        return rows.filter(country=country) if country else rows
