"""Where an utterance was carried: the source, the passage, and the chain of hops back to who said it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.actions.drafts import CarriageDraft, HopDraft
from claims.models import Carriage, Hop, ProtectedIdentity
from claims.vocabulary import Directness, HopActor
from claims.web.forms._base import DatedField, choice_field, text_field
from claims.web.forms._named import PartyField, SourceField, party_kind_field, source_kind_field
from claims.web.forms._parts import PartForm
from claims.web.forms._rows import Rows
from claims.web.forms._seen import SeenChoiceField
from claims.web.forms.sources import LANGUAGE, SourceNamed


class HopForm(PartForm):
    actor_kind = choice_field(HopActor, label=_("Who is it"), initial=HopActor.PARTY)
    party = PartyField(label=_("Party or outlet"), kind="party_kind")
    party_kind = party_kind_field()
    actor_label = text_field(Hop, "actor_label", label=_("or in words"))
    identity = SeenChoiceField(
        ProtectedIdentity.objects.order_by("pseudonym"), label=_("or a protected person"), required=False
    )
    verb = text_field(Hop, "verb", label=_("Verb the source uses"))
    directness = choice_field(Directness, label=_("How directly"), initial=Directness.UNSTATED)
    said = DatedField(label=_("When"))
    source = SourceField(label=_("Read in the source"), kind="source_kind")
    source_kind = source_kind_field()

    def draft(self) -> HopDraft:
        return HopDraft(**self.kwargs())


class Hops(Rows):
    form_class = HopForm
    blank = 1
    most = 20


class CarriageForm(SourceNamed):
    passage = text_field(Carriage, "passage", label=_("The passage, word for word"))
    passage_prefix = text_field(Carriage, "passage_prefix", label=_("What stands just before it"))
    passage_suffix = text_field(Carriage, "passage_suffix", label=_("What stands just after it"))
    language = text_field(Carriage, "language", label=_("Language of the passage"), widget=LANGUAGE)
    translation = text_field(Carriage, "translation", label=_("Translation of the passage"))
    machine_translated = forms.BooleanField(required=False, label=_("Translated by a machine"))

    part_classes = {"hops": Hops}

    FINER = ("passage_prefix", "passage_suffix", "language", "translation", "machine_translated")

    @property
    def finer(self) -> list[Any]:
        """The fields that most carriages do without."""
        return [self[name] for name in self.FINER]

    @property
    def finer_shown(self) -> bool:
        return self.is_bound and bool(set(self.FINER) & {*self.changed_data, *self.errors})

    def draft(self) -> CarriageDraft:
        return CarriageDraft(**self.kwargs(), hops=[hop.draft() for hop in self.parts["hops"].kept])
