"""What flags and reminders say in a letter: whole sentences, for people. The reader's language and zone are active."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from claims.delivery._letter import one_line
from claims.models import Allegation, Claim, CommentRequest, Flag, Incident, Party, Reminder
from claims.models.answering import attempt_facts, resolved
from claims.rules.answers import went_through
from claims.vocabulary import Channel, FlagKind

LONGEST_WORDS = 160
LONGEST_NAME = 80
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


def words_of(flag: Flag, *, now: datetime) -> str:
    """The sentence that says what the flag asks its reader to look at."""
    return SENTENCES[FlagKind(flag.kind)](flag, now)


def reminder_words(reminder: Reminder) -> str:
    """What somebody wanted to be reminded of; of what cannot be told by mail, only that."""
    about, note = reminder.subject, _short(reminder.note)
    if about is None:
        return _("A reminder of yours is due. What it is about is not told by mail: see your desk.")
    slots = {"about": subject_words(about), "note": note}
    if note:
        return _("You wanted to be reminded of %(about)s: “%(note)s”") % slots
    return _("You wanted to be reminded of %(about)s.") % slots


def subject_words(about: Incident | Claim | CommentRequest) -> str:
    """An incident, a claim or a request in a few words."""
    if isinstance(about, CommentRequest):
        return _("the request to %(party)s") % {"party": _name(about.party)}
    if isinstance(about, Claim):
        return _("the claim “%(claim)s”") % {"claim": _short(about.text)}
    return _("the incident “%(incident)s”") % {"incident": _short(about.title)}


def title_of(incident: Incident) -> str:
    return f"{_short(incident.title)} ({incident.reference})"


def lasting(since: datetime, now: datetime) -> str:
    """How long something has lasted, as people say it: hours up to two days, then days."""
    gone = max(now - since, timedelta(0))
    if gone < HOUR:
        return _("less than an hour")
    if gone < TWO_DAYS:
        hours = gone // HOUR
        return ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours}
    return ngettext("%(number)s day", "%(number)s days", gone.days) % {"number": gone.days}


def asked_words(request: CommentRequest) -> str:
    """How often it was asked, and how; only *tried*, where nothing went through. Needs the attempts loaded."""
    attempts = list(request.attempts.all())
    channels = list(dict.fromkeys(Channel(attempt.channel) for attempt in attempts))
    slots = {"number": len(attempts), "channels": get_text_list([_(BY[each]) for each in channels], _("and"))}
    if not attempts:
        return _("asked")
    if not went_through(attempt_facts(request)):
        return ngettext("tried once, by %(channels)s", "tried %(number)s times, by %(channels)s", len(attempts)) % slots
    if len(attempts) == 1:
        return _("asked once, by %(channels)s") % slots
    if len(attempts) == 2:
        return _("asked twice, by %(channels)s") % slots
    return _("asked %(number)s times, by %(channels)s") % slots


def _no_reply(flag: Flag, now: datetime) -> str:
    slots = _of_request(_request(flag), flag, now)
    return _("%(party)s has not answered for %(time)s; %(asked)s.") % slots


def _due_soon(flag: Flag, now: datetime) -> str:
    slots = _of_request(_request(flag), flag, now)
    return _("%(party)s is to answer by %(deadline)s; %(asked)s.") % slots


def _not_reached(flag: Flag, now: datetime) -> str:
    return _("%(party)s has not been reached so far; %(asked)s.") % _of_request(_request(flag), flag, now)


def _one_attempt(flag: Flag, now: datetime) -> str:
    return _("Only one attempt was made to reach %(party)s: %(asked)s.") % _of_request(_request(flag), flag, now)


def _one_route(flag: Flag, now: datetime) -> str:
    return _("%(party)s was tried by one route only: %(asked)s.") % _of_request(_request(flag), flag, now)


def _reply_waiting(flag: Flag, now: datetime) -> str:
    slots = _of_request(_request(flag), flag, now)
    return _("A reply to our request to %(party)s has waited for %(time)s to be worked in.") % slots


def _allegation_added(flag: Flag, now: datetime) -> str:
    if flag.comment_request is not None:
        slots = _of_request(flag.comment_request, flag, now)
        return _("An allegation was added after the request to %(party)s was sent, and not put to it.") % slots
    return _("Added after the request was sent, and not put to %(party)s: “%(claim)s”") % _of_allegation(flag, now)


def _not_asked(flag: Flag, now: datetime) -> str:
    return _("Nobody has asked %(party)s about this, which has been due for %(time)s: “%(claim)s”") % _of_allegation(
        flag, now
    )


def _waiver(flag: Flag, now: datetime) -> str:
    waiver: Any = flag.waiver
    slots = {
        "person": _short(str(waiver.by_user), LONGEST_NAME),
        "party": _name(waiver.party),
        "time": lasting(flag.since, now),
    }
    return _("%(person)s proposes not to ask %(party)s; another editor has been needed for %(time)s.") % slots


def _check_old(flag: Flag, now: datetime) -> str:
    check: Any = flag.channel_check
    slots = {"party": _name(check.party), "time": lasting(check.at, now)}
    return (
        _("The last look at the channels of %(party)s is %(time)s old: look again before you print that it is silent.")
        % slots
    )


def _sign_off_void(flag: Flag, now: datetime) -> str:
    return _("The sign-off is void; until somebody assesses it anew, we say more than we stand by: “%(claim)s”") % {
        "claim": _short(_claim(flag).text)
    }


def _support_lapsed(flag: Flag, now: datetime) -> str:
    return _("We call this corroborated, and its support no longer suffices: “%(claim)s”") % {
        "claim": _short(_claim(flag).text)
    }


def _published(flag: Flag, now: datetime) -> str:
    use: Any = flag.use
    slots = {"at": _at(use.printed_at), "words": _short(use.words)}
    return _("Update or correct what we printed on %(at)s? “%(words)s”") % slots


SENTENCES: dict[FlagKind, Callable[[Flag, datetime], str]] = {
    FlagKind.NOT_ASKED: _not_asked,
    FlagKind.DUE_SOON: _due_soon,
    FlagKind.NO_REPLY: _no_reply,
    FlagKind.ONE_ATTEMPT: _one_attempt,
    FlagKind.ONE_ROUTE: _one_route,
    FlagKind.NOT_REACHED: _not_reached,
    FlagKind.REPLY_WAITING: _reply_waiting,
    FlagKind.ALLEGATION_ADDED: _allegation_added,
    FlagKind.WAIVER_UNAPPROVED: _waiver,
    FlagKind.CHECK_OLD: _check_old,
    FlagKind.SIGN_OFF_VOID: _sign_off_void,
    FlagKind.SUPPORT_LAPSED: _support_lapsed,
    FlagKind.PUBLISHED: _published,
}


def _request(flag: Flag) -> CommentRequest:
    request: Any = flag.comment_request or (flag.reply.comment_request if flag.reply else None)
    assert isinstance(request, CommentRequest)
    return request


def _claim(flag: Flag) -> Claim:
    assert flag.claim is not None
    return flag.claim


def _of_request(request: CommentRequest, flag: Flag, now: datetime) -> dict[str, str]:
    return {
        "party": _name(request.party),
        "time": lasting(flag.since, now),
        "asked": asked_words(request),
        "deadline": _at(request.deadline) if request.deadline else "",
    }


def _of_allegation(flag: Flag, now: datetime) -> dict[str, str]:
    allegation: Any = flag.allegation
    assert isinstance(allegation, Allegation)
    named = {"party": _name(allegation.accused), "time": lasting(flag.since, now)}
    return {**named, "claim": _short(allegation.claim.text)}


def _name(party: Party) -> str:
    return _short(resolved(party).name, LONGEST_NAME)


def _short(words: str, longest: int = LONGEST_WORDS) -> str:
    return str(Truncator(one_line(words)).chars(longest))


def _at(instant: datetime) -> str:
    """In the reader's zone, which is named: mail is read on the way."""
    there = instant.astimezone(timezone.get_current_timezone())
    zone = timezone.get_current_timezone_name()
    return f"{date_format(there, 'SHORT_DATE_FORMAT')} {date_format(there, 'H:i')} ({zone})"
