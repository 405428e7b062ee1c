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

from claims.errors import RuleBroken
from claims.models import Allegation, CommentRequest, ContactPoint, DeadlineExtension, Membership, Party
from claims.models.answering import OwedAnswer
from claims.rules.deadlines import instant_there
from claims.rules.roles import LEAST_ROLE, RANK, May
from claims.rules.text import ZONES
from claims.vocabulary import Channel, Role
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
DRAFTED_IN_ORDER = ("nature", "allegations", "questions", "deadline", "deadline_zone", "contact_point", "responsible")
# Who can follow a request up.
ASKING = [role for role in Role if RANK[role] >= RANK[LEAST_ROLE[May.ASK]]]


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


class StatedDeadline(forms.Form):
    """A deadline as it is stated to a party: what the clock of a zone shows, and which zone. Together one instant."""

    together: ClassVar[tuple[tuple[str, ...], ...]] = (("deadline", "deadline_zone"),)

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

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        wall, zone = cleaned.get("deadline"), cleaned.get("deadline_zone")
        if wall and wall.tzinfo is None:
            # Without a known zone the action refuses the deadline, whatever the instant.
            there = ZoneInfo(zone) if zone in ZONES else ZoneInfo("UTC")
            try:
                cleaned["deadline"] = instant_there(wall, there, field="deadline")
            except RuleBroken as refusal:
                self.add_error("deadline", ValidationError(_(refusal.message), code=refusal.code))
        return cleaned


def points_of(party: Party) -> QuerySet[ContactPoint]:
    """Where the party can be reached, or could under a name that was merged into it."""
    theirs = Q(party=party) | Q(party__merged_into=party)
    return ContactPoint.objects.filter(theirs, retired_at__isnull=True).order_by("pk")


class _DraftFields(StatedDeadline):
    """`owed` are the answers that the party owes in the incident; nothing else can be put to it."""

    field_order = DRAFTED_IN_ORDER

    nature = text_field(
        CommentRequest,
        "nature",
        label=gettext_lazy("Nature of the piece"),
        widget=forms.TextInput,
        help_text=gettext_lazy("As the party is told: “a news report”, “a documentary”. Needed before it is sent."),
    )
    allegations = SeenMultipleChoiceField(
        Allegation.objects.current(), label=gettext_lazy("Allegations put to the party"), required=False
    )
    questions = LinesField(
        label=gettext_lazy("Questions"), help_text=gettext_lazy("One to a line, beside the allegations.")
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

    def _allegation_words(self, allegation: Allegation) -> str:
        each = self.owed[allegation.pk]
        return _("%(accused)s – %(role)s: %(text)s (%(state)s)") % {
            "accused": each.allegation.accused,
            "role": each.allegation.role_label or each.allegation.get_role_display(),
            "text": each.allegation.claim.text,
            "state": each.state.label,
        }


def responsible_field(**kwargs: Any) -> SeenChoiceField:
    """A member who may ask parties."""
    rows = Membership.objects.active().filter(role__in=ASKING).with_user().order_by("user__name", "pk")
    return SeenChoiceField(
        rows,
        label=gettext_lazy("Who follows it up"),
        label_from=lambda membership: f"{membership.user} ({membership.get_role_display()})",
        **kwargs,
    )


class DraftForm(_DraftFields, FactForm):
    """A new request for comment."""

    responsible = responsible_field(required=False, empty_label=gettext_lazy("you"))

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


class AssignForm(FactForm):
    responsible = responsible_field(empty_label=None)


class ExtensionForm(StatedDeadline, FactForm):
    """Until when the party has time now, and why."""

    field_order = ("deadline", "deadline_zone", "reason")

    reason = text_field(
        DeadlineExtension,
        "reason",
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Such as “the ministry asked for a day more”. It stays on the record."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deadline"].help_text = gettext_lazy("On the clock of the time zone below.")


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
