"""Who is accused of what in a claim, and which allegations it answers, as rows of its form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.actions.drafts import AllegationDraft, AnswerDraft
from claims.models import Allegation, Answer
from claims.vocabulary import AccusedRole, Position
from claims.web.forms._base import choice_field, text_field
from claims.web.forms._named import PartyField, RowField, party_kind_field
from claims.web.forms._parts import PartForm
from claims.web.forms._rows import Rows


class AllegationForm(PartForm):
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    accused = PartyField(label=_("Who is accused"), kind="accused_kind", required=True)
    accused_kind = party_kind_field()
    role = choice_field(AccusedRole, label=_("Of having"), initial=AccusedRole.CARRIED_OUT)
    role_label = text_field(Allegation, "role_label", label=_("If “other”: of what"))
    for_publication = forms.BooleanField(
        required=False,
        initial=True,
        label=_("Meant for publication: the accused is to be asked"),
    )

    counts_for_nothing = frozenset({"for_publication"})

    def draft(self) -> AllegationDraft:
        return AllegationDraft(**self.kwargs())

    @classmethod
    def shows(cls, allegation: Allegation) -> dict[str, Any]:
        """What a row of the form shows of an allegation."""
        names = [name for name in cls.base_fields if name != "accused_kind"]
        return {name: getattr(allegation, name) for name in names}


class Allegations(Rows):
    form_class = AllegationForm
    blank = 1


def allegation_words(allegation: Allegation) -> str:
    """In one line, to choose from."""
    words = {
        "accused": allegation.accused,
        "role": allegation.role_label or AccusedRole(allegation.role).label,
        "claim": Truncator(allegation.claim.text).chars(60),
    }
    return gettext("%(accused)s: %(role)s (“%(claim)s”)") % words


class AnswerForm(PartForm):
    allegation = RowField(label=_("Allegation"), required=True)
    # An allegation without a position is a suggestion that was left alone.
    counts_for_nothing = frozenset({"allegation"})

    position = choice_field(Position, empty=_("— says nothing to it —"), required=True, label=_("What is said to it"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["allegation"]
        if isinstance(field, RowField):
            field.offer_rows(self.known.allegations, allegation_words)

    def draft(self) -> AnswerDraft:
        return AnswerDraft(**self.kwargs())

    @classmethod
    def shows(cls, answer: Answer) -> dict[str, Any]:
        """What a row of the form shows of an answer."""
        return {"allegation": answer.allegation_id, "position": answer.position}


class Answers(Rows):
    form_class = AnswerForm
    blank = 1
