"""What flags and reminders say in a letter: whole sentences, for people. The reader's language and zone are active."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from claims.delivery._letter_words import LONGEST_NAME, at_words, flag_says, lasting, quoted, short, titled, tries_words
from claims.models import Allegation, Claim, CommentRequest, Flag, Incident, Party, Reminder
from claims.models.answering import attempt_facts, resolved
from claims.rules.answers import went_through
from claims.vocabulary import Channel, FlagKind


def words_of(flag: Flag, *, now: datetime) -> str:
    """The sentence that says what the flag asks its reader to look at."""
    kind = FlagKind(flag.kind)
    return flag_says(kind, SENTENCES[kind](flag, now), of_a_claim=flag.allegation is not None)


def reminder_words(reminder: Reminder) -> str:
    """What somebody wanted to be reminded of; of what cannot be told by mail, only that."""
    about, note = reminder.subject, short(reminder.note)
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
        return _("the claim “%(claim)s”") % {"claim": short(about.text)}
    return _("the incident “%(incident)s”") % {"incident": short(about.title)}


def title_of(incident: Incident) -> str:
    return titled(incident.title, incident.reference)


def asked_words(request: CommentRequest) -> str:
    """How often it was asked, and how; only *tried*, where nothing went through. Needs the attempts loaded."""
    attempts = list(request.attempts.all())
    channels = list(dict.fromkeys(Channel(attempt.channel) for attempt in attempts))
    return tries_words(len(attempts), channels, through=went_through(attempt_facts(request)))


def _of_request(flag: Flag, now: datetime) -> dict[str, str]:
    request: Any = flag.comment_request or (flag.reply.comment_request if flag.reply else None)
    assert isinstance(request, CommentRequest)
    return {
        "party": _name(request.party),
        "time": lasting(flag.since, now),
        "asked": asked_words(request),
        "deadline": at_words(request.deadline) if request.deadline else "",
    }


def _of_allegation(flag: Flag, now: datetime) -> dict[str, str]:
    allegation: Any = flag.allegation
    assert isinstance(allegation, Allegation)
    named = {"party": _name(allegation.accused), "time": lasting(flag.since, now)}
    return {**named, "claim": quoted(allegation.claim.text)}


def _of_what_was_added(flag: Flag, now: datetime) -> dict[str, str]:
    return _of_request(flag, now) if flag.comment_request is not None else _of_allegation(flag, now)


def _of_waiver(flag: Flag, now: datetime) -> dict[str, str]:
    waiver: Any = flag.waiver
    named = {"person": short(str(waiver.by_user), LONGEST_NAME), "party": _name(waiver.party)}
    return {**named, "time": lasting(flag.since, now)}


def _of_check(flag: Flag, now: datetime) -> dict[str, str]:
    check: Any = flag.channel_check
    return {"party": _name(check.party), "time": lasting(check.at, now)}


def _of_claim(flag: Flag, now: datetime) -> dict[str, str]:
    assert flag.claim is not None
    return {"claim": quoted(flag.claim.text)}


def _of_use(flag: Flag, now: datetime) -> dict[str, str]:
    use: Any = flag.use
    return {"at": at_words(use.printed_at), "words": short(use.words)}


# What stands in the gaps of each flag's sentence.
SENTENCES: dict[FlagKind, Callable[[Flag, datetime], dict[str, str]]] = {
    FlagKind.NOT_ASKED: _of_allegation,
    FlagKind.DUE_SOON: _of_request,
    FlagKind.NO_REPLY: _of_request,
    FlagKind.ONE_ATTEMPT: _of_request,
    FlagKind.ONE_ROUTE: _of_request,
    FlagKind.NOT_REACHED: _of_request,
    FlagKind.REPLY_WAITING: _of_request,
    FlagKind.ALLEGATION_ADDED: _of_what_was_added,
    FlagKind.WAIVER_UNAPPROVED: _of_waiver,
    FlagKind.CHECK_OLD: _of_check,
    FlagKind.SIGN_OFF_VOID: _of_claim,
    FlagKind.SUPPORT_LAPSED: _of_claim,
    FlagKind.PUBLISHED: _of_use,
}


def _name(party: Party) -> str:
    return short(resolved(party).name, LONGEST_NAME)
