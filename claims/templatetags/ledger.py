"""How templates word the entries of a ledger. Everything here reads what is loaded already; nothing queries."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from claims.models import CommentRequest, Reply
from claims.models.ledger import Entry, first_deadline
from claims.templatetags._dates import dated_words
from claims.templatetags.on_record import by_words
from claims.vocabulary import CorrectedField, LedgerKind

register = template.Library()


TOLD_OF_A_REQUEST = {
    LedgerKind.REQUEST_SENT: "ledger/request.html",
    LedgerKind.REQUEST_WITHDRAWN: "ledger/withdrawn.html",
    LedgerKind.DEADLINE: "ledger/deadline.html",
}


@register.filter
def body_of(entry: Entry) -> str:
    """The template that tells what stands in the entry. The text of a request stands once: as it was sent, or with the
    draft that never was."""
    request = entry.request
    if entry.row is not request or request is None:
        return f"ledger/{entry.row._meta.model_name}.html"
    unsent = "ledger/drafted.html" if request.sent_at else "ledger/request.html"
    return TOLD_OF_A_REQUEST.get(entry.kind, unsent)


@register.filter
def done_by(entry: Entry) -> str:
    """Who did it, as the record has it; "" for what comes by itself."""
    if entry.recorded is not None:
        return by_words(entry.recorded)
    who = getattr(entry.row, "by_user", None) or getattr(entry.row, "by_token", None)
    return str(who) if who else ""


@register.filter
def originals(reply: Reply) -> list[tuple[str, str]]:
    """The fields that were corrected, each as it was recorded: those whose corrections the reader is told."""
    told = {CorrectedField(each.field) for each in reply.corrections.all()}
    if reply.speaker_withheld:
        told.discard(CorrectedField.SPEAKER_LABEL)
    return [(str(field.label), getattr(reply, field)) for field in CorrectedField if field in told]


@register.filter
def when(entry: Entry) -> SafeString | str:
    """When it happened, in the reader's zone, which is named; only the day where no more is known."""
    return dated_words(entry.row, "reported") if entry.by_the_day else zoned(entry.at)


@register.filter
def asked_by(request: CommentRequest) -> str:
    """By when an answer was needed, as the request itself said."""
    deadline, zone = first_deadline(request)
    if deadline is None:
        return gettext("no deadline set")
    return f"{stamped(deadline, zone)} ({zone})"


@register.filter
def zoned(instant: datetime, zone: str = "") -> SafeString:
    """An instant in a zone (default: the reader's) with the zone's name, and UTC on hover."""
    return format_html(
        '<time datetime="{}" title="{} UTC">{}</time>',
        instant.astimezone(UTC).isoformat(timespec="milliseconds"),
        f"{instant.astimezone(UTC):%Y-%m-%d %H:%M}",
        _in_zone(instant, zone),
    )


@register.filter
def stamped(instant: datetime, zone: str = "") -> str:
    """For paper: the same with UTC beside it."""
    there = instant.astimezone(ZoneInfo(zone)) if zone else timezone.localtime(instant)
    if there.tzname() == "UTC":
        return _in_zone(instant, zone)
    return gettext("%(local)s (%(utc)s UTC)") % {
        "local": _in_zone(instant, zone),
        "utc": f"{instant.astimezone(UTC):%Y-%m-%d %H:%M}",
    }


def _in_zone(instant: datetime, zone: str) -> str:
    there = timezone.localtime(instant, ZoneInfo(zone)) if zone else timezone.localtime(instant)
    name = there.tzname() or ""
    if name[:1] in ("+", "-"):  # zones without letters of their own
        name = f"UTC{name[:3]}:{name[3:] or '00'}"
    return f"{formats.date_format(there, 'DATETIME_FORMAT')} {name}"
