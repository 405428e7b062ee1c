"""One occasion on which somebody said something: recorded with everything that was claimed, or revised."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.models import ProtectedIdentity, Utterance
from claims.vocabulary import Terms
from claims.web.forms._base import DatedField, VersionedForm, choice_field, inferred_field, instant_field, text_field
from claims.web.forms._named import PartyField, party_kind_field
from claims.web.forms._parts import PartForm
from claims.web.forms._rows import Rows
from claims.web.forms._seen import SeenChoiceField
from claims.web.forms.carriages import CarriageForm
from claims.web.forms.claims import Claims
from claims.web.forms.sources import LANGUAGE


class ClaimantForm(PartForm):
    name = PartyField(label=_("Who said it"), kind="kind", required=True)
    kind = party_kind_field()


class Claimants(Rows):
    form_class = ClaimantForm
    blank = 1


class UtteranceFields(PartForm):
    """What is an utterance's own."""

    speaker_label = text_field(Utterance, "speaker_label", label=_("Through whom, in words"))
    speaker_identity = SeenChoiceField(
        ProtectedIdentity.objects.order_by("pseudonym"), label=_("or a protected person"), required=False
    )
    speaker = PartyField(label=_("or, if a party of ours, by name"), kind="speaker_kind")
    speaker_kind = party_kind_field()
    said = DatedField(label=_("When it was said"))
    inferred_said_on = inferred_field(label=_("If the date is inferred: on what basis?"))
    words = text_field(Utterance, "words", label=_("The exact words"))
    language = text_field(Utterance, "language", label=_("Language"), widget=LANGUAGE)
    translation = text_field(Utterance, "translation", label=_("Translation"))
    translated_by = text_field(Utterance, "translated_by", label=_("Who or what translated it"))
    machine_translated = forms.BooleanField(required=False, label=_("Translated by a machine"))
    terms = choice_field(Terms, label=_("Terms"), initial=Terms.ON_THE_RECORD)
    background_as = text_field(Utterance, "background_as", label=_("If on background: as"))
    embargo_until = instant_field(required=False, label=_("Embargo until"))


class UtteranceForm(UtteranceFields):
    """Who said what, when, where it was carried, and every claim made."""

    unattributed = forms.BooleanField(required=False, label=_("Unattributed: the source does not say who"))

    part_classes = {"claimants": Claimants, "carriage": CarriageForm, "claims": Claims}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        claimants, unattributed = self.parts["claimants"], cleaned.pop("unattributed", False)
        if claimants.kept and unattributed:
            self.add_error("unattributed", gettext("Either somebody is named, or it is unattributed."))
        if not claimants.kept and not unattributed:
            claimants.errors.append(gettext("Name who said it, or tick that it is unattributed."))
        return cleaned

    def given(self) -> dict[str, Any]:
        """The input of `record_utterance`; parties, sources and questions in it may be newcomers."""
        carriage = self.parts["carriage"]
        return {
            **self.kwargs(),
            "claimants": [row.cleaned_data["name"] for row in self.parts["claimants"].kept],
            "carriage": carriage.draft() if carriage.has_changed() else None,
            "claims": [row.draft() for row in self.parts["claims"].kept],
        }


class FurtherClaimsForm(PartForm):
    """Further claims made in an utterance that is on record."""

    part_classes = {"claims": Claims}


class UtteranceRevisionForm(UtteranceFields, VersionedForm):
    pass
