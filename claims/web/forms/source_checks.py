"""The form for a check of a source."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import SourceCheck
from claims.vocabulary import CheckAspect, PlacePrecision, Verdict
from claims.web.forms._base import DatedField, choice_field, text_field
from claims.web.forms._named import PartyField, party_kind_field
from claims.web.forms._parts import PartForm


class SourceCheckForm(PartForm):
    """One finding about one aspect; what the other aspects ask for stays empty."""

    aspect = choice_field(CheckAspect, label=_("What was checked"), empty=_("— choose —"), required=True)
    verdict = choice_field(Verdict, label=_("If authenticity: what it came to"), empty=_("— none —"))
    place = text_field(SourceCheck, "place", label=_("If place: where it was made"))
    place_precision = choice_field(
        PlacePrecision, label=_("How precisely the place is known"), initial=PlacePrecision.UNKNOWN
    )
    latitude = forms.DecimalField(label=_("Latitude"), required=False, min_value=-90, max_value=90)
    longitude = forms.DecimalField(label=_("Longitude"), required=False, min_value=-180, max_value=180)
    taken = DatedField(label=_("If time: when it was made"))
    established_by = PartyField(
        label=_("Established by"),
        kind="established_by_kind",
        help_text=_("A party on record; leave it open if it was ourselves, or put it in words below."),
    )
    established_by_kind = party_kind_field()
    established_by_label = text_field(SourceCheck, "established_by_label", label=_("Established by, in words"))
    how = text_field(
        SourceCheck, "how", label=_("How"), help_text=_("What was compared with what, so that others can do it again.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("latitude", "longitude"):
            self.fields[name].widget.attrs.update({"step": "any", "inputmode": "decimal", "placeholder": "°"})
