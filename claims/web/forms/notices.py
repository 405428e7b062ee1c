"""What a person wants by mail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.rules.notices import MOST_LETTERS
from claims.vocabulary import FlagKind
from claims.web.forms._base import FactForm


def time_field(**kwargs: object) -> forms.TimeField:
    """A time on the clock on the wall."""
    return forms.TimeField(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **kwargs)  # type: ignore[arg-type]


class NoticeForm(FactForm):
    by_mail = forms.BooleanField(
        label=_("Send me mail about what needs me"),
        required=False,
        help_text=_(
            "Flags that concern you and reminders that are due, together in one letter. Your desk always shows them."
        ),
    )
    letters_a_day = forms.IntegerField(label=_("Letters a day at most"), min_value=1, max_value=MOST_LETTERS)
    quiet_from = time_field(
        label=_("No mail from"), help_text=_("On the clock of your own time zone. The same time twice: no quiet hours.")
    )
    quiet_until = time_field(label=_("until"))
    kinds = forms.TypedMultipleChoiceField(
        label=_("Tell me of"),
        choices=FlagKind.choices,
        coerce=FlagKind,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
