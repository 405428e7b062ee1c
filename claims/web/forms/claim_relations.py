"""How a claim stands to another: seen by a person, or found and to be judged."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, ClaimRelation, Dismissal
from claims.models.contradictions import Suggestion
from claims.rules.claim_relations import needed_for
from claims.rules.roles import May, may
from claims.vocabulary import ClaimRelationKind, Discrepancy
from claims.web.forms._base import FactForm, SeenChoiceField, choice_field, text_field
from claims.web.forms.judgements import claim_words

# The number of a claim, alone or at the end of its address.
ADDRESS = re.compile(r"(?:\S*/claims/)?([0-9]{1,18})/?\Z")
YES_OR_NO = {"yes": True, "no": False}


def material_field(**kwargs: Any) -> forms.TypedChoiceField:
    """Whether a contradiction is material: true, false, or None for not said."""
    kwargs.setdefault("label", _("Is it material?"))
    return forms.TypedChoiceField(
        choices=[("yes", _("Yes, material")), ("no", _("No, not material"))],
        coerce=YES_OR_NO.get,
        empty_value=None,
        help_text=_("Material: what we print, or a status that somebody signed, would change with it."),
        widget=forms.RadioSelect,
        **kwargs,
    )


class RelateForm(FactForm):
    """Another claim of the incident, or one from elsewhere by its address."""

    kind = choice_field(ClaimRelationKind, label=_("This claim"))
    other = SeenChoiceField(Claim.objects.all(), required=False, label=_("The other claim"), label_from=claim_words)
    elsewhere = forms.CharField(
        required=False,
        max_length=300,
        label=_("or one about another incident"),
        help_text=_("Its address or its number. Only what corroborates, responds or is the same reaches that far."),
    )
    material = material_field(required=False, label=_("If it contradicts: is it material?"))
    reason = text_field(ClaimRelation, "reason", required=False, label=_("Reason"))

    def __init__(self, *args: Any, claim: Claim, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [kind for kind in ClaimRelationKind if may(self.actor, needed_for(kind))]
        chosen: Any = self.fields["kind"]
        chosen.choices = [(kind.value, kind.label) for kind in kinds]
        if not may(self.actor, May.ASSESS):
            del self.fields["material"]
        field = self.fields["other"]
        if isinstance(field, SeenChoiceField):
            rows = Claim.objects.filter(incident=claim.incident_id).exclude(pk=claim.pk).with_parts(self.actor)
            field.offer(self.actor, rows.order_by("-recorded_at", "-pk"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        typed = cleaned.pop("elsewhere", "")
        if typed and cleaned.get("other"):
            self.add_error("elsewhere", gettext("Choose a claim or give an address, not both."))
        elif typed:
            cleaned["other"] = self._at(typed)
        elif not cleaned.get("other") and "other" not in self.errors:
            self.add_error("other", gettext("Choose the other claim."))
        return cleaned

    def _at(self, typed: str) -> Claim | None:
        number = ADDRESS.match(typed.strip())
        found = Claim.objects.visible_to(self.actor).filter(pk=number[1]).first() if number else None
        if found is None:
            self.add_error("elsewhere", ValidationError(gettext("There is no such claim.")))
        return found


class TakeBackForm(FactForm):
    reason = text_field(ClaimRelation, "reason", required=True, label=_("Why it is taken back"))


class JudgementForm(FactForm):
    """One of the contradictions found for a claim."""

    which = forms.ChoiceField(label=_("The contradiction"))

    def __init__(self, *args: Any, offered: list[tuple[str, Suggestion, Claim]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["which"]
        field.choices = [(key, _in_a_line(found, other)) for key, found, other in offered]

    def kwargs(self) -> dict[str, Any]:
        given = super().kwargs()
        number, _dash, discrepancy = given.pop("which").partition("-")
        return {**given, "other": Claim(pk=int(number)), "discrepancy": Discrepancy(discrepancy)}


class ConfirmForm(JudgementForm):
    material = material_field()
    reason = text_field(ClaimRelation, "reason", required=False, label=_("Reason"))


class DismissForm(JudgementForm):
    reason = text_field(Dismissal, "reason", required=True, label=_("Why it is none"))


def _in_a_line(found: Suggestion, other: Claim) -> str:
    return f"{found.discrepancy.label}: {Truncator(other.text).chars(90)}"
