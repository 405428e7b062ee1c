"""What narrows the board of requests for comment, and how its cards are grouped."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import Incident, Party
from claims.models.board import RequestCard, UnaskedCard
from claims.rules.board import AHEAD, Due
from claims.web.forms._base import FilterForm, SeenChoiceField


class Grouping(StrEnum):
    DEADLINE = "deadline"
    PERSON = "person"
    INCIDENT = "incident"


GROUPINGS = [
    (Grouping.DEADLINE, _("By deadline")),
    (Grouping.PERSON, _("By person")),
    (Grouping.INCIDENT, _("By incident")),
]
DUE = [
    ("", _("Any deadline")),
    (Due.PASSED, _("Deadline passed")),
    (Due.DAY, _("Due within a day")),
    (Due.WEEK, _("Due within a week")),
]
ME, NOBODY = "me", "nobody"


class BoardFilter(FilterForm):
    """What narrows the board, all of it in the address."""

    by = forms.ChoiceField(choices=GROUPINGS, label=_("Grouped"))
    person = forms.ChoiceField(label=_("Who follows it up"))
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
    column = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        """`people`: the members of the newsroom, as ids and names."""
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Everybody")), (ME, _("Me")), (NOBODY, _("Nobody")), *people]

    @property
    def narrows(self) -> bool:
        """Grouping and showing one column alone leave nothing out."""
        return any(self[name].value() for name in ("person", "incident", "party", "due"))

    @property
    def grouping(self) -> Grouping:
        return Grouping(self.cleaned_data.get("by") or Grouping.DEADLINE)

    def due_before(self) -> datetime | None:
        """The instant before which the deadline lies, None for any."""
        due = self.cleaned_data.get("due")
        return self.now + AHEAD[Due(due)] if due else None

    def followed_up(self, card: RequestCard | UnaskedCard) -> bool:
        """Whether the card is of the person chosen."""
        chosen = self.cleaned_data.get("person")
        if not chosen:
            return True
        if chosen == NOBODY:
            return card.person is None
        return card.person is not None and card.person.pk == (self.actor.id if chosen == ME else int(chosen))
