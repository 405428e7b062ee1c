"""Judging a claim: whether it is true, and whether it still stands."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.models import Assessment, Claim, SignOff, Utterance
from claims.models.matrix import claimants_of
from claims.vocabulary import Status
from claims.web.forms._base import FactForm, SeenChoiceField, choice_field, text_field


class AssessmentForm(FactForm):
    status = choice_field(Status, label=_("Verification status"), widget=forms.RadioSelect)
    rationale = text_field(Assessment, "rationale", required=False, label=_("Rationale"))


class SignOffForm(FactForm):
    note = text_field(SignOff, "note", label=_("Note"), help_text=_("What you looked at yourself."))


class ReasonForm(FactForm):
    reason = text_field(Claim, "standing_reason", required=True, label=_("Reason"))


def claim_words(claim: Claim) -> str:
    """In one line, to choose from; needs `with_parts`."""
    names = ", ".join(str(party) for party in claimants_of(claim)) or gettext("Unattributed")
    return f"{names}: {Truncator(claim.text).chars(90)}"


class OtherClaimForm(ReasonForm):
    """Another claim of the incident takes this one's place."""

    other = SeenChoiceField(Claim.objects.all(), label=_("The claim that takes its place"), label_from=claim_words)
    field_order = ("other", "reason")

    def __init__(self, *args: Any, claim: Claim, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["other"]
        if isinstance(field, SeenChoiceField):
            rows = Claim.objects.filter(incident=claim.incident_id).exclude(pk=claim.pk).with_parts(self.actor)
            field.offer(self.actor, rows.order_by("-recorded_at", "-pk"))


def utterance_words(utterance: Utterance) -> str:
    """In one line, to choose from."""
    said = date_format(utterance.said_on) if utterance.said_on else gettext("date unknown")
    return f"{said}: {Truncator(utterance.words or utterance.translation).chars(90) or utterance.speaker_label or '…'}"


class RepetitionForm(FactForm):
    """A further utterance of the same claimants."""

    utterance = SeenChoiceField(Utterance.objects.all(), label=_("Said again in"), label_from=utterance_words)

    def __init__(self, *args: Any, claim: Claim, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["utterance"]
        if isinstance(field, SeenChoiceField):
            field.offer(self.actor, _of_the_same(claim).order_by("-recorded_at", "-pk"))


def _of_the_same(claim: Claim) -> Any:
    """Utterances with one of the claim's claimants, or with none if it has none, on which it does not hang yet."""
    parties = claimants_of(claim)
    mine = {"claimants__party__in": parties} if parties else {"claimants__isnull": True}
    return Utterance.objects.filter(**mine).exclude(links__claim=claim).distinct()
