"""What stands in the subject of a digest: the two things that matter most, and of which week."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeAlias

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from claims.delivery._letter import one_line
from claims.rules.digest_items import Item, Tally
from claims.vocabulary import AnswerState, DigestItemKind, Status

MOST = 2
WEEK = (timedelta(days=5), timedelta(days=9))
K = DigestItemKind
Counted: TypeAlias = Callable[[Sequence[Item]], int]


def subject_of(items: Sequence[Item], tallies: Sequence[Tally], *, began: datetime, ended: datetime) -> str:
    """Never a greeting: what happened, in numbers, or that nothing did."""
    found = [words(count) % {"n": count} for counted, words in WHAT_MATTERS if (count := counted(items))]
    if not found and tallies:
        found = [
            ngettext("%(n)s new entry, nothing urgent", "%(n)s new entries, nothing urgent", len(tallies))
            % {"n": len(tallies)}
        ]
    return dated(", ".join(found[:MOST]) or _("Nothing new on the record"), began, ended)


def dated(what: str, began: datetime, ended: datetime) -> str:
    return one_line(_("%(what)s — %(when)s") % {"what": what, "when": window_words(began, ended)})


def needs_words(count: int) -> str:
    return ngettext("%(n)s thing needs you", "%(n)s things need you", count) % {"n": count}


def window_words(began: datetime, ended: datetime) -> str:
    """A week by its first day, a day by itself; any other time by both ends."""
    if WEEK[0] <= ended - began <= WEEK[1]:
        return _("week of %(day)s") % {"day": day_words(began)}
    first, last = day_words(began), day_words(ended)
    return first if first == last else _("%(began)s to %(ended)s") % {"began": first, "ended": last}


def day_words(instant: datetime) -> str:
    """A day on the reader's calendar."""
    return date_format(instant.astimezone(timezone.get_current_timezone()), pgettext("day of a year", "j F"))


def _now(*statuses: Status) -> Counted:
    """Claims that moved to one of these statuses."""
    return lambda items: sum(each.kind == K.STATUS_MOVED and each.facts.get("to") in statuses for each in items)


def _of_kind(*kinds: DigestItemKind) -> Counted:
    return lambda items: sum(each.kind in kinds for each in items)


def _owing(*states: AnswerState) -> Counted:
    """Parties, each counted once, however many answers it owes."""
    return lambda items: len(
        {
            each.rows.get("party") or each.rows.get("commentrequest")
            for each in items
            if each.kind == K.YET_TO_ANSWER and each.facts.get("state") in states
        }
    )


# What is counted, in the order of what matters, with its words.
WHAT_MATTERS: tuple[tuple[Counted, Callable[[int], str]], ...] = (
    (_now(Status.CONTESTED), lambda n: ngettext("%(n)s claim contested", "%(n)s claims contested", n)),
    (_now(Status.REFUTED), lambda n: ngettext("%(n)s claim refuted", "%(n)s claims refuted", n)),
    (_owing(AnswerState.NO_REPLY), lambda n: ngettext("%(n)s party overdue", "%(n)s parties overdue", n)),
    (_of_kind(K.CONTRADICTION), lambda n: ngettext("%(n)s contradiction", "%(n)s contradictions", n)),
    (_of_kind(K.POSITION_MOVED), lambda n: ngettext("%(n)s position changed", "%(n)s positions changed", n)),
    (_of_kind(K.CLAIM_FELL), lambda n: ngettext("%(n)s claim fell", "%(n)s claims fell", n)),
    (_of_kind(K.REPLY), lambda n: ngettext("%(n)s reply", "%(n)s replies", n)),
    (_owing(AnswerState.NOT_REACHED), lambda n: ngettext("%(n)s party not reached", "%(n)s parties not reached", n)),
    (_now(Status.ESTABLISHED), lambda n: ngettext("%(n)s claim established", "%(n)s claims established", n)),
    (
        _now(Status.CORROBORATED, Status.COULD_NOT_BE_VERIFIED, Status.NOT_ASSESSED),
        lambda n: ngettext("%(n)s claim with another status", "%(n)s claims with another status", n),
    ),
    (_of_kind(K.INCIDENT_OPENED), lambda n: ngettext("%(n)s new incident", "%(n)s new incidents", n)),
    (_owing(AnswerState.NOT_ASKED), lambda n: ngettext("%(n)s party not asked", "%(n)s parties not asked", n)),
    (
        _owing(AnswerState.ASKED, AnswerState.PARTLY),
        lambda n: ngettext("%(n)s party to answer", "%(n)s parties to answer", n),
    ),
    (_of_kind(K.SILENCE_REPORTED), lambda n: ngettext("%(n)s silence reported", "%(n)s silences reported", n)),
    (_of_kind(K.ONE_ROOT, K.NOT_ASSESSED), lambda n: ngettext("%(n)s weak spot", "%(n)s weak spots", n)),
)
