"""When somebody wants to be reminded, and of what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import Reminder
from claims.vocabulary import RemindWhen
from claims.web.forms._base import FactForm, choice_field, instant_field, text_field


class ReminderForm(FactForm):
    when = choice_field(RemindWhen, label=_("Remind me"), widget=forms.RadioSelect)
    reminded_at = instant_field(label=_("At"), required=False, help_text=_("In your own time zone."))
    note = text_field(Reminder, "note", label=_("Note"), help_text=_("Nobody but you reads it."))

    def __init__(self, *args: Any, has_deadline: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["when"]
        if not has_deadline:
            offered.choices = [each for each in RemindWhen.choices if each[0] != RemindWhen.ON_DEADLINE.value]
