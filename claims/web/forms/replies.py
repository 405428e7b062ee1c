"""The form for what came back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.actions.drafts import AnswerDraft
from claims.models import Allegation, CommentRequest, Party, Reply
from claims.models.answering import resolved
from claims.vocabulary import Position, ReplyKind, Terms
from claims.web.forms._base import FactForm, SeenChoiceField, choice_field, instant_field, text_field
from claims.web.forms._world import language_field

ANSWER = "answer_"
FIRST = ("kind", "received_at")


class ReplyForm(FactForm):
    """Kind, which allegations it answers and how, and the words. One choice of position per allegation asked."""

    kind = choice_field(ReplyKind, label=_("Kind of reply"), empty=_("— choose —"), required=True)
    received_at = instant_field(
        label=_("Received at"), required=False, help_text=_("In your time zone; leave it open for now.")
    )
    words = text_field(Reply, "words", label=_("Words"), help_text=_("Exactly as they came."))
    language = language_field()
    translation = text_field(Reply, "translation", label=_("Translation"))
    translated_by = text_field(Reply, "translated_by", label=_("Translated by"))
    machine_translated = forms.BooleanField(label=_("Translated by a machine"), required=False)
    terms = choice_field(Terms, label=_("Terms"))
    background_as = text_field(
        Reply, "background_as", label=_("On background as"), help_text=_("Such as “a senior official”.")
    )
    speaker_label = text_field(Reply, "speaker_label", label=_("Who replied"), help_text=_("Such as “a spokesperson”."))
    speaks_for = SeenChoiceField(
        Party.objects.order_by("name"),
        label=_("Speaks for"),
        required=False,
        empty_label=_("the party that was asked"),
    )

    groups = (
        (_("The words"), ("words", "language", "translation", "translated_by", "machine_translated")),
        (_("Who said it, on which terms"), ("speaker_label", "speaks_for", "terms", "background_as")),
    )

    def __init__(self, *args: Any, comment_request: CommentRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = [row.allegation for row in comment_request.asked.all() if row.allegation.withdrawn_at is None]
        self.asked = {f"{ANSWER}{each.pk}": each for each in asked}
        positions = {name: self._position_field(each) for name, each in self.asked.items()}
        first = {name: self.fields[name] for name in FIRST}
        self.fields = {**first, **positions, **{name: each for name, each in self.fields.items() if name not in first}}
        speaker = self.fields["speaks_for"]
        assert isinstance(speaker, SeenChoiceField)
        parties = {resolved(each.accused).pk for each in asked} - {resolved(comment_request.party).pk}
        speaker.offer(self.actor, Party.objects.filter(pk__in=parties).order_by("name"))

    def kwargs(self) -> dict[str, Any]:
        given = {name: value for name, value in super().kwargs().items() if name not in self.asked}
        return {**given, "answers": self._answers()}

    def field_at(self, path: str) -> str | None:
        """`answers.0` is the first allegation that was given a position."""
        parts = path.split(".")
        if parts[0] != "answers":
            return super().field_at(path)
        given = [name for name in self.asked if self.cleaned_data.get(name)]
        place = int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else None
        return given[place] if place is not None and place < len(given) else next(iter(self.asked), None)

    def _answers(self) -> list[AnswerDraft]:
        given = [(each, self.cleaned_data[name]) for name, each in self.asked.items()]
        return [AnswerDraft(allegation=each, position=position) for each, position in given if position]

    def _position_field(self, allegation: Allegation) -> forms.TypedChoiceField:
        role = allegation.role_label or allegation.get_role_display()
        label = _("On “%(text)s” (%(accused)s – %(role)s)") % {
            "text": allegation.claim.text,
            "accused": allegation.accused.name,
            "role": role,
        }
        return choice_field(Position, label=label, empty=_("does not answer this"))
