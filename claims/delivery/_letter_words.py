"""Pieces that letters have in common: how long, how often, when, and what each flag says. Whole sentences, for people.

The reader's language and zone are active.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from claims.delivery._letter import one_line
from claims.language import Spoken
from claims.rules.sentences import listed
from claims.vocabulary import Channel, FlagKind

LONGEST_WORDS = 160
LONGEST_NAME = 80
ISOLATE, END = "\u2068", "\u2069"
READS = {"L": "ltr", "R": "rtl", "AL": "rtl"}
# Marks that turn around all that follows them, or end what we marked off. Marks that stand as a letter would stay.
STEERS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
HOUR, TWO_DAYS = timedelta(hours=1), timedelta(days=2)
BY = {
    Channel.EMAIL: gettext_noop("mail"),
    Channel.PHONE: gettext_noop("phone"),
    Channel.MESSAGING: gettext_noop("messaging app"),
    Channel.SOCIAL_MEDIA: gettext_noop("social media"),
    Channel.WEB_FORM: gettext_noop("web form"),
    Channel.POST: gettext_noop("post"),
    Channel.IN_PERSON: gettext_noop("a visit"),
    Channel.OTHER: gettext_noop("another way"),
}
# What `claim` stands for is quoted, or told as somebody's, by whoever fills it in.
HAS_NOT_ANSWERED = gettext_noop("%(party)s has not answered for %(time)s; %(asked)s.")
HAS_NOT_BEEN_REACHED = gettext_noop("%(party)s has not been reached so far; %(asked)s.")
NOBODY_ASKED = gettext_noop("Nobody has asked %(party)s about this, which has been due for %(time)s: %(claim)s")
# Added to a claim's allegations, or beside a request that stands for all of them.
ADDED_TO_A_CLAIM = gettext_noop("Added after the request was sent, and not put to %(party)s: %(claim)s")
FLAGS_SAY: dict[FlagKind, str] = {
    FlagKind.NOT_ASKED: NOBODY_ASKED,
    FlagKind.DUE_SOON: gettext_noop("%(party)s is to answer by %(deadline)s; %(asked)s."),
    FlagKind.NO_REPLY: HAS_NOT_ANSWERED,
    FlagKind.ONE_ATTEMPT: gettext_noop("Only one attempt was made to reach %(party)s: %(asked)s."),
    FlagKind.ONE_ROUTE: gettext_noop("%(party)s was tried by one route only: %(asked)s."),
    FlagKind.NOT_REACHED: HAS_NOT_BEEN_REACHED,
    FlagKind.REPLY_WAITING: gettext_noop(
        "A reply to our request to %(party)s has waited for %(time)s to be worked in."
    ),
    FlagKind.ALLEGATION_ADDED: gettext_noop(
        "An allegation was added after the request to %(party)s was sent, and not put to it."
    ),
    FlagKind.WAIVER_UNAPPROVED: gettext_noop(
        "%(person)s proposes not to ask %(party)s; another editor has been needed for %(time)s."
    ),
    FlagKind.CHECK_OLD: gettext_noop(
        "The last look at the channels of %(party)s is %(time)s old: look again before you print that it is silent."
    ),
    FlagKind.SIGN_OFF_VOID: gettext_noop(
        "The sign-off is void; until somebody assesses it anew, we say more than we stand by: %(claim)s"
    ),
    FlagKind.SUPPORT_LAPSED: gettext_noop("We call this corroborated, and its support no longer suffices: %(claim)s"),
    FlagKind.PUBLISHED: gettext_noop("Update or correct what we printed on %(at)s? “%(words)s”"),
}


def flag_says(kind: FlagKind, slots: Mapping[str, str], *, of_a_claim: bool = False) -> str:
    """The sentence of a flag; `of_a_claim` where what was added is known, and not only that something was."""
    if kind == FlagKind.ALLEGATION_ADDED and of_a_claim:
        return _(ADDED_TO_A_CLAIM) % slots
    return _(FLAGS_SAY[kind]) % slots


def lasting(since: datetime, now: datetime) -> str:
    """How long something has lasted, as people say it: hours up to two days, then days."""
    gone = max(now - since, timedelta(0))
    if gone < HOUR:
        return _("less than an hour")
    if gone < TWO_DAYS:
        hours = gone // HOUR
        return ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours}
    return ngettext("%(number)s day", "%(number)s days", gone.days) % {"number": gone.days}


def tries_words(attempts: int, channels: Sequence[Channel], *, through: bool) -> str:
    """How often a party was asked, and how; only *tried*, where nothing went through."""
    slots = {"number": attempts, "channels": listed([_(BY[each]) for each in channels], Spoken())}
    if not attempts:
        return _("asked")
    if not through:
        if attempts == 2:
            return _("tried twice, by %(channels)s") % slots
        return ngettext("tried once, by %(channels)s", "tried %(number)s times, by %(channels)s", attempts) % slots
    if attempts == 1:
        return _("asked once, by %(channels)s") % slots
    if attempts == 2:
        return _("asked twice, by %(channels)s") % slots
    return _("asked %(number)s times, by %(channels)s") % slots


def short(words: str, longest: int = LONGEST_WORDS) -> str:
    """One line of at most so many characters, in which nothing steers the direction of the words around it."""
    plain = "".join(each for each in words if unicodedata.bidirectional(each) not in STEERS)
    return str(Truncator(one_line(plain)).chars(longest))


def quoted(words: str) -> str:
    return _("“%(words)s”") % {"words": short(words)}


def titled(title: str, reference: str) -> str:
    """An incident's title with its number."""
    return f"{short(title)} ({reference})"


def direction_of(words: str) -> str:
    """Which way words read: that of their first letter."""
    found = (unicodedata.bidirectional(each) for each in words)
    strong = next((each for each in found if each in READS), "L")
    return READS[strong]


def our_direction() -> str:
    """Which way our own sentences read; English ones from the left, also where they stand in for a translation."""
    return direction_of(_("weekly digest"))


def kept_apart(words: str) -> str:
    """Marked off where they read in the other direction than our sentence, which would fall into disorder."""
    ours = our_direction()
    if any(READS.get(unicodedata.bidirectional(each), ours) != ours for each in words):
        return f"{ISOLATE}{words}{END}"
    return words


def at_words(instant: datetime) -> str:
    """In the reader's zone, which is named: mail is read on the way."""
    there = instant.astimezone(timezone.get_current_timezone())
    zone = timezone.get_current_timezone_name()
    return f"{kept_apart(date_format(there, 'SHORT_DATE_FORMAT'))} {date_format(there, 'H:i')} ({zone})"
