"""Forms for requests for comment: the draft, what was sent, and the board's filter."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Allegation, CommentRequest, ContactPoint, Party
from claims.models.answering import OwedAnswer
from claims.rules.text import ZONES
from claims.vocabulary import Channel
from claims.web.forms._base import (
    FactForm,
    SeenChoiceField,
    SeenMultipleChoiceField,
    VersionedForm,
    choice_field,
    instant_field,
    text_field,
)
from claims.web.forms._lines import LinesField
from claims.web.forms._world import language_field, zone_field

TEXT_ROWS = 16


class WallClockField(forms.DateTimeField):
    """Date and time as a clock shows them somewhere. The form joins them to the zone that it asks for beside them."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def in_words(self, value: Any) -> str:
        """For the page that shows two versions side by side; what the record keeps is an instant."""
        if not isinstance(value, datetime):
            return str(value).replace("T", " ")
        return f"{value:%Y-%m-%d %H:%M}" if value.tzinfo is None else f"{value.astimezone(UTC):%Y-%m-%d %H:%M} UTC"

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(UTC):
            found = super().to_python(value)
        return found.replace(tzinfo=None) if found else None


def points_of(party: Party) -> QuerySet[ContactPoint]:
    """Where the party can be reached, or could under a name that was merged into it."""
    theirs = Q(party=party) | Q(party__merged_into=party)
    return ContactPoint.objects.filter(theirs, retired_at__isnull=True).order_by("pk")


class _DraftFields(forms.Form):
    """`owed` are the answers that the party owes in the incident; nothing else can be put to it."""

    together: ClassVar[tuple[tuple[str, ...], ...]] = (("deadline", "deadline_zone"),)

    allegations = SeenMultipleChoiceField(
        Allegation.objects.current(), label=gettext_lazy("Allegations put to the party"), required=False
    )
    questions = LinesField(
        label=gettext_lazy("Questions"), help_text=gettext_lazy("One to a line, beside the allegations.")
    )
    deadline = WallClockField(
        label=gettext_lazy("Answer needed by"),
        required=False,
        help_text=gettext_lazy("On the clock of the time zone below. Can be left open until the request is sent."),
    )
    deadline_zone = zone_field(
        label=gettext_lazy("Time zone of the deadline"),
        required=False,
        help_text=gettext_lazy("The one you state to the party; best its own."),
    )
    contact_point = SeenChoiceField(
        ContactPoint.objects.filter(retired_at__isnull=True),
        label=gettext_lazy("Contact point"),
        required=False,
        label_from=lambda point: f"{point.get_channel_display()}: {point.address} {point.label}".strip(),
    )
    language = language_field(label=gettext_lazy("Language of the text"))
    text = text_field(
        CommentRequest,
        "text",
        label=gettext_lazy("Text"),
        widget=forms.Textarea(attrs={"rows": TEXT_ROWS}),
        help_text=gettext_lazy(
            "Say what the piece is about, what is alleged, and by when an answer is needed. On Record does not send it."
        ),
    )

    def offer(self, owed: Sequence[OwedAnswer], party: Party) -> None:
        """What can be put to the party, and where it can be reached."""
        self.owed = {each.allegation.pk: each for each in owed}
        allegations, points = self.fields["allegations"], self.fields["contact_point"]
        assert isinstance(allegations, SeenMultipleChoiceField)
        assert isinstance(points, SeenChoiceField)
        actor = self.actor  # type: ignore[attr-defined]
        named = Allegation.objects.select_related("claim", "accused__merged_into")
        rows = named.filter(pk__in=self.owed).order_by("claim__question__position", "claim_id", "id")
        allegations.label_from = self._allegation_words
        allegations.offer(actor, rows)
        points.offer(actor, points_of(party))

    def hush(self) -> None:
        """Show what was typed without judging it yet."""
        self._errors = ErrorDict()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        wall, zone = cleaned.get("deadline"), cleaned.get("deadline_zone")
        if wall and wall.tzinfo is None:
            # Without a known zone the action refuses the request, whatever the instant.
            cleaned["deadline"] = self._instant(wall, ZoneInfo(zone) if zone in ZONES else ZoneInfo("UTC"))
        return cleaned

    def _instant(self, wall: datetime, zone: ZoneInfo) -> datetime | None:
        instant = wall.replace(tzinfo=zone)
        there = instant.astimezone(UTC).astimezone(zone)
        if there.replace(tzinfo=None) != wall or there.utcoffset() != instant.replace(fold=1).utcoffset():
            words = _("The clocks change there at that time; choose another minute.")
            self.add_error("deadline", ValidationError(words, code="clocks_change"))
            return None
        return instant.astimezone(UTC)

    def _allegation_words(self, allegation: Allegation) -> str:
        each = self.owed[allegation.pk]
        return _("%(accused)s – %(role)s: %(text)s (%(state)s)") % {
            "accused": each.allegation.accused,
            "role": each.allegation.role_label or each.allegation.get_role_display(),
            "text": each.allegation.claim.text,
            "state": each.state.label,
        }


class DraftForm(_DraftFields, FactForm):
    """A new request for comment."""

    def __init__(self, *args: Any, owed: Sequence[OwedAnswer], party: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(owed, party)


class DraftRevisionForm(_DraftFields, VersionedForm):
    """A draft as it stands, to be changed."""

    def __init__(self, *args: Any, owed: Sequence[OwedAnswer], party: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(owed, party)

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        zone = ZoneInfo(row.deadline_zone or "UTC")
        return {
            **super().initial_of(row),
            "allegations": list(row.asked.order_by("allegation_id").values_list("allegation_id", flat=True)),
            "questions": list(row.questions.values_list("text", flat=True)),
            "deadline": row.deadline and row.deadline.astimezone(zone).replace(tzinfo=None),
        }

    def touched(self) -> list[str]:
        """Hour and zone are one instant: whoever changes one of them means both."""
        names = super().touched()
        pair = ["deadline", "deadline_zone"]
        return [*names, *(name for name in pair if name not in names)] if set(pair) & set(names) else names


class SendForm(FactForm):
    """By which channel it went out, and when."""

    channel = choice_field(Channel, label=gettext_lazy("Sent by"), empty=gettext_lazy("— choose —"), required=True)
    sent_at = instant_field(
        label=gettext_lazy("Sent at"),
        required=False,
        help_text=gettext_lazy("In your time zone; leave it open for now."),
    )


class WithdrawForm(FactForm):
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    understood = forms.BooleanField(label=gettext_lazy("I have read what follows from this."))
