"""How templates word what parties are asked: roles of the accused, deadlines in two zones."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms, template
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from claims.models import CommentRequest, Party
from claims.models.answering import OwedAnswer, resolved
from claims.models.matrix import Cell
from claims.rules.printable import SPOKEN, YetToComment
from claims.vocabulary import AnswerState, RequestState

register = template.Library()


@register.filter
def to_be_asked(each: OwedAnswer) -> bool:
    """Whether there is still something to ask the party about."""
    return each.state in (AnswerState.NOT_ASKED, AnswerState.NOT_REACHED)


@register.filter
def may_be_waived(each: OwedAnswer) -> bool:
    """Whether one could still decide not to ask the party about it."""
    return each.state == AnswerState.NOT_ASKED and not each.waived and not each.waiver_waits


@register.filter
def still_silent(each: OwedAnswer) -> bool:
    """Whether what others report of the party's silence, and what its own channels show, is of use here."""
    return each.owed and each.state not in SPOKEN


@register.filter
def has_silent(cell: Cell) -> bool:
    return any(still_silent(each) for each in cell.owed)


@register.filter
def is_sent(request: CommentRequest) -> bool:
    return request.state == RequestState.SENT


@register.filter
def late(request: CommentRequest, now: datetime) -> bool:
    """Whether the deadline of a sent request has passed."""
    return is_sent(request) and request.deadline is not None and request.deadline <= now


@register.filter
def standing_for(party: Party) -> str:
    """The name of the party that stands for this one."""
    return resolved(party).name


@register.filter
def silence_words(rests_on: YetToComment) -> str:
    """What is known of a party's silence: never more than somebody looked for."""
    words = {
        YetToComment.REPORTED: gettext("a source reports that it had not commented"),
        YetToComment.CHECKED: gettext("its own channels were checked: no comment found"),
        YetToComment.NOT_KNOWN: gettext("no comment recorded by us"),
    }
    return words[rests_on]


@register.filter
def deadline_words(request: CommentRequest) -> str:
    """The deadline as it was stated to the party: day, hour and zone."""
    if request.deadline is None:
        return gettext("no deadline set")
    return stated(request.deadline, request.deadline_zone)


@register.simple_tag
def stated(deadline: datetime, zone: str) -> str:
    """A deadline as it was stated to the party: day, hour and zone."""
    local = timezone.localtime(deadline, ZoneInfo(zone))
    day, hour = formats.date_format(local, "DATE_FORMAT"), formats.date_format(local, "TIME_FORMAT")
    return gettext("%(day)s, %(hour)s (%(zone)s)") % {"day": day, "hour": hour, "zone": zone}


@register.filter
def in_lines(form: forms.Form) -> list[list[forms.BoundField]]:
    """The fields as they stand in lines: a name, and beside it what says of which kind a new one is."""
    kinds = {getattr(field, "kind", "") for field in form.fields.values()}
    lines = []
    for name, field in form.fields.items():
        if name not in kinds:
            beside = getattr(field, "kind", "")
            lines.append([form[name], form[beside]] if beside else [form[name]])
    return lines


@register.simple_tag
def deadline(request: CommentRequest) -> SafeString | str:
    """The same, with the reader's own time and UTC on hover."""
    if request.deadline is None:
        return deadline_words(request)
    mine = formats.date_format(timezone.localtime(request.deadline), "DATETIME_FORMAT")
    hover = gettext("%(mine)s for you; %(utc)s UTC") % {"mine": mine, "utc": f"{request.deadline:%Y-%m-%d %H:%M}"}
    return format_html(
        '<time class="stated" datetime="{}" title="{}">{}</time>',
        request.deadline.isoformat(timespec="milliseconds"),
        hover,
        deadline_words(request),
    )
