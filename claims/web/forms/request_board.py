"""What narrows the board of requests for comment."""

from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import Incident, Party
from claims.web.forms._base import FilterForm, SeenChoiceField

DUE_ALREADY, DUE_IN_A_DAY, DUE_IN_A_WEEK = "passed", "day", "week"
DUE = [
    ("", _("Any deadline")),
    (DUE_ALREADY, _("Deadline passed")),
    (DUE_IN_A_DAY, _("Due within a day")),
    (DUE_IN_A_WEEK, _("Due within a week")),
]
AHEAD = {DUE_ALREADY: timedelta(0), DUE_IN_A_DAY: timedelta(days=1), DUE_IN_A_WEEK: timedelta(days=7)}


class BoardFilter(FilterForm):
    """What narrows the board."""

    incident = SeenChoiceField(
        Incident.objects.order_by("-opened_at"),
        label=_("Incident"),
        empty_label=_("Every open incident"),
    )
    party = SeenChoiceField(
        Party.objects.not_merged().filter(occurrences__isnull=False).distinct().order_by("name"),
        label=_("Party"),
        empty_label=_("Every party"),
    )
    due = forms.ChoiceField(choices=DUE, label=_("Deadline"))

    def due_before(self) -> datetime | None:
        """The instant before which the deadline lies, None for any."""
        ahead = AHEAD.get(self.cleaned_data.get("due", ""))
        return None if ahead is None else self.now + ahead
