"""The form for an attempt: short, for somebody with the phone still in hand."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Attempt, CommentRequest, ContactPoint
from claims.models.answering import resolved
from claims.rules.attempts import QUICK, Quick
from claims.vocabulary import Channel, Outcome, Reached
from claims.web.forms._base import FactForm, SeenChoiceField, choice_field, instant_field, text_field
from claims.web.forms.comment_requests import points_of

WORDS = {
    Quick.CALLED_VOICEMAIL: gettext_lazy("Called, voicemail: left a message"),
    Quick.CALLED_NO_ANSWER: gettext_lazy("Called, nobody answered"),
    Quick.CALLED_OFFICE: gettext_lazy("Called, told the office"),
    Quick.CALLED_SPOKESPERSON: gettext_lazy("Called, told the spokesperson"),
    Quick.MAILED_AGAIN: gettext_lazy("Mailed again, nothing came back yet"),
    Quick.MAIL_BOUNCED: gettext_lazy("The mail bounced"),
    Quick.MESSAGED: gettext_lazy("Messaged the spokesperson, delivered"),
}
EXACT = ("channel", "reached", "outcome")


class AttemptForm(FactForm):
    """One of the usual tries, or else exactly what was tried: then that counts, and all three of it are needed.

    `points`: by channel, the contact point that goes with a usual try.
    """

    quick = forms.ChoiceField(label=gettext_lazy("What you tried"), required=False, widget=forms.RadioSelect)
    note = text_field(Attempt, "note", label=gettext_lazy("Note"), widget=forms.TextInput())
    channel = choice_field(Channel, label=gettext_lazy("Tried by"), empty=gettext_lazy("—"), required=False)
    reached = choice_field(Reached, label=gettext_lazy("Who was reached"), empty=gettext_lazy("—"), required=False)
    outcome = choice_field(Outcome, label=gettext_lazy("What came of it"), empty=gettext_lazy("—"), required=False)
    contact_point = SeenChoiceField(
        ContactPoint.objects.filter(retired_at__isnull=True),
        label=gettext_lazy("Contact point"),
        required=False,
        label_from=lambda point: f"{point.get_channel_display()}: {point.address} {point.label}".strip(),
    )
    tried_at = instant_field(
        label=gettext_lazy("When"),
        required=False,
        help_text=gettext_lazy("In your time zone; leave it open for now."),
    )

    def __init__(
        self, *args: Any, comment_request: CommentRequest, points: Mapping[Channel, ContactPoint], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.points = points
        field, quick = self.fields["contact_point"], self.fields["quick"]
        assert isinstance(field, SeenChoiceField)
        assert isinstance(quick, forms.ChoiceField)
        field.offer(self.actor, points_of(resolved(comment_request.party)))
        quick.choices = [(each, self._words(each)) for each in WORDS]

    def exact_fields(self) -> list[forms.BoundField]:
        """What is asked where none of the usual tries fits, and when it was."""
        return [self[name] for name in (*EXACT, "contact_point", "tried_at")]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        quick = cleaned.pop("quick", "")
        if any(cleaned[name] for name in EXACT) or not quick:
            for name in EXACT:
                if not cleaned[name]:
                    self.add_error(name, _("This is needed."))
            return cleaned
        tried = QUICK[Quick(quick)]
        point = cleaned["contact_point"] or self.points.get(tried.channel)
        exact = {"channel": tried.channel, "reached": tried.reached, "outcome": tried.outcome}
        return {**cleaned, **exact, "contact_point": point}

    def _words(self, quick: Quick) -> str:
        point = self.points.get(QUICK[quick].channel)
        if point is None:
            return str(WORDS[quick])
        return _("%(tried)s (%(address)s)") % {"tried": WORDS[quick], "address": point.address}
