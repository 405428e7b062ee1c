"""How cards on the board of requests word attempts and deadlines. Everything here reads what is loaded already."""

from datetime import datetime

from django import template
from django.utils.timesince import timesince
from django.utils.translation import gettext, ngettext

from claims.language import Spoken
from claims.models.board import RequestCard
from claims.rules.sentences import listed
from claims.vocabulary import Channel

register = template.Library()


@register.filter
def attempts_words(card: RequestCard) -> str:
    """How often and by what: *asked twice, by e-mail and phone*; *tried* where nothing went through."""
    attempts = list(card.request.attempts.all())
    if not attempts:
        return gettext("no attempt recorded")
    ways = dict.fromkeys(str(Channel(each.channel).label).lower() for each in attempts)
    words = {
        (True, 1): gettext("asked once, by %(ways)s"),
        (True, 2): gettext("asked twice, by %(ways)s"),
        (False, 1): gettext("tried once, by %(ways)s"),
        (False, 2): gettext("tried twice, by %(ways)s"),
    }
    n = len(attempts)
    more = (
        ngettext("asked %(n)s time, by %(ways)s", "asked %(n)s times, by %(ways)s", n)
        if card.arrived
        else ngettext("tried %(n)s time, by %(ways)s", "tried %(n)s times, by %(ways)s", n)
    )
    return words.get((card.arrived, n), more) % {"n": n, "ways": listed(list(ways), Spoken())}


@register.filter
def how_far(deadline: datetime, now: datetime) -> str:
    """How long until the deadline, or since: the largest two units."""
    if deadline > now:
        return gettext("in %(time)s") % {"time": timesince(now, deadline)}
    return gettext("%(time)s ago") % {"time": timesince(deadline, now)}
