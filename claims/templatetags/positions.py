"""How templates word positions in time and claimed ranges. Everything here reads what is loaded already."""

from django import template
from django.utils import timezone
from django.utils.translation import gettext

from claims.models import Claim
from claims.models.matrix import first_said
from claims.models.ranges import RangeEnd, Voice
from claims.templatetags._dates import dated_words, day_words
from claims.templatetags._figures import figure_words, number

register = template.Library()


@register.filter
def said_when(claim: Claim) -> str:
    """When it was said, or else recorded; needs `with_parts`."""
    said = first_said(claim)
    if said is not None and said.said_on is not None:
        return dated_words(said, "said")
    recorded = timezone.localtime(claim.recorded_at).date()
    return gettext("recorded %(day)s") % {"day": day_words(recorded)}


@register.filter
def upper_words(end: RangeEnd) -> str:
    """*21 or more* where nobody sets a limit."""
    if end.bound is not None:
        return number(end.bound)
    return gettext("%(number)s or more") % {"number": number(end.reaches)} if end.reaches is not None else ""


@register.filter
def lower_words(end: RangeEnd) -> str:
    """*10 or fewer* where nobody says how few."""
    if end.bound is not None:
        return number(end.bound)
    return gettext("%(number)s or fewer") % {"number": number(end.reaches)} if end.reaches is not None else ""


@register.filter
def voice_words(voice: Voice) -> str:
    """The figure, and what its words count as in the published table."""
    said = figure_words(voice.figure)
    if voice.number is None:
        return said
    return gettext("%(figure)s – %(number)s in ACLED’s table") % {"figure": said, "number": number(voice.number)}
