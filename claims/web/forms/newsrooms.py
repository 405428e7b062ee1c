"""The newsroom's settings."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from claims.models import Newsroom
from claims.rules.newsrooms import MOST_HOURS
from claims.web.forms._base import FactForm, text_field
from claims.web.forms._world import zone_field


class NewsroomForm(FactForm):
    name = text_field(Newsroom, "name", label=_("Name"))
    time_zone = zone_field(help_text=_("Where a party’s own zone is unknown, deadlines are proposed in this one."))
    language = forms.ChoiceField(
        choices=settings.LANGUAGES, label=_("Language"), help_text=_("First texts of requests are composed in it.")
    )
    not_asked_after_hours = forms.IntegerField(
        label=_("Flag an allegation as not asked after (hours)"), min_value=1, max_value=MOST_HOURS
    )
    channel_check_holds_hours = forms.IntegerField(
        label=_("A check of a party’s channels holds for (hours)"), min_value=1, max_value=MOST_HOURS
    )
    notices_by_mail = forms.BooleanField(
        label=_("Send our people mail about flags and reminders"),
        required=False,
        help_text=_("Off: nobody gets any, whatever they chose themselves. The desk shows everything all the same."),
    )
