"""When a letter about flags may go to one of our own people, and when a reminder falls due.

Quiet hours and days are those of the clock on the person's wall; instants come in UTC and are told by the zone's rules.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.rules.dates import check_ahead
from claims.vocabulary import FlagKind, RemindWhen

# What comes up within a few minutes goes into one letter.
GATHERED_FOR = timedelta(minutes=10)
APART = timedelta(hours=1)
# A letter whose worker has not said by then what became of it never will.
LOST_AFTER = timedelta(minutes=15)
MOST_LETTERS = 24
# So many flags are spelt out in a letter; the desk has the others.
SPELT_OUT = 40
TRY_AGAIN = (timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=3))
# A server that refuses an address today is asked again tomorrow, in case somebody put it right.
TRY_REFUSED_AGAIN = timedelta(days=1)
MORNING, EVENING, DAYBREAK = (time.fromisoformat(wall) for wall in ("09:00", "20:00", "08:00"))

# Off until a person asks for them: they tell of work that could be better, not of work that waits.
OFF_AT_FIRST = frozenset({FlagKind.ONE_ATTEMPT, FlagKind.ONE_ROUTE, FlagKind.CHECK_OLD})
# In a letter the first of these come first.
URGENCY = (
    FlagKind.PUBLISHED,
    FlagKind.SIGN_OFF_VOID,
    FlagKind.SUPPORT_LAPSED,
    FlagKind.REPLY_WAITING,
    FlagKind.WAIVER_UNAPPROVED,
    FlagKind.NO_REPLY,
    FlagKind.NOT_REACHED,
    FlagKind.ALLEGATION_ADDED,
    FlagKind.DUE_SOON,
    FlagKind.NOT_ASKED,
    FlagKind.ONE_ATTEMPT,
    FlagKind.ONE_ROUTE,
    FlagKind.CHECK_OLD,
)


@dataclass(frozen=True)
class Wishes:
    """What a person wants by mail; these are the defaults. No quiet hours where both ends are the same."""

    by_mail: bool = True
    kinds_off: Collection[str] = OFF_AT_FIRST
    letters_a_day: int = 4
    quiet_from: time = EVENING
    quiet_until: time = DAYBREAK


@dataclass(frozen=True)
class News:
    """What there is to tell somebody: since when the oldest flag has stood, and whether a reminder is due.

    `letters` are the instants of the person's earlier letters, of the last two days at least.
    """

    oldest: datetime | None
    reminds: bool = False
    letters: Collection[datetime] = ()


def is_quiet(at: datetime, zone: str, wishes: Wishes) -> bool:
    """Whether the clock on the person's wall stands in the quiet hours, which may go round midnight."""
    wall = at.astimezone(ZoneInfo(zone)).timetz().replace(tzinfo=None)
    begins, ends = wishes.quiet_from, wishes.quiet_until
    if begins <= ends:
        return begins <= wall < ends
    return wall >= begins or wall < ends


def day_began(at: datetime, zone: str) -> datetime:
    """The first instant of the person's day. Where no clock shows midnight that day, the instant that it jumped."""
    there = at.astimezone(ZoneInfo(zone))
    midnight = there.replace(hour=0, minute=0, second=0, microsecond=0, fold=0).astimezone(UTC)
    return midnight if midnight.astimezone(there.tzinfo).date() == there.date() else midnight + timedelta(hours=1)


def may_write(news: News, wishes: Wishes, zone: str, *, now: datetime) -> bool:
    """Whether a letter may go now: there is news, it is not quiet, and the day's letters are not used up.

    A flag waits for others to join it, and for an hour since the last letter; a reminder waits for neither.
    """
    today = day_began(now, zone)
    if not wishes.by_mail or is_quiet(now, zone, wishes):
        return False
    if sum(each >= today for each in news.letters) >= wishes.letters_a_day:
        return False
    if news.reminds:
        return True
    gathered = news.oldest is not None and news.oldest + GATHERED_FOR <= now
    return gathered and all(each + APART <= now for each in news.letters)


def try_again_at(attempts: int, *, refused: bool, now: datetime) -> datetime:
    """When a letter that was not taken is tried again, after so many attempts."""
    wait = TRY_REFUSED_AGAIN if refused else TRY_AGAIN[min(max(attempts, 1), len(TRY_AGAIN)) - 1]
    return now + wait


def check_letters_a_day(number: int) -> None:
    """Refuse a limit that is none, or no letter at all: that is what the switch is for."""
    if not 1 <= number <= MOST_LETTERS:
        raise RuleBroken(
            "letters_out_of_range",
            _("Give a number of letters from 1 to %(most)s; for none, turn mail off."),
            field="letters_a_day",
            most=MOST_LETTERS,
        )


def remind_at(
    when: RemindWhen, at: datetime | None, *, deadline: datetime | None, zone: str, now: datetime
) -> datetime:
    """The instant that somebody wants to be reminded at, in their own zone."""
    if when == RemindWhen.IN_TWO_HOURS:
        return now + timedelta(hours=2)
    if when == RemindWhen.TOMORROW:
        place = ZoneInfo(zone)
        day = now.astimezone(place).date() + timedelta(days=1)
        return datetime.combine(day, MORNING, place).astimezone(UTC)
    if when == RemindWhen.ON_DEADLINE:
        at = deadline
        if at is None:
            raise RuleBroken("no_deadline", _("There is no deadline to be reminded on."), field="when")
    if at is None:
        raise RuleBroken("required", _("Say when you want to be reminded."), field="reminded_at")
    if at <= now:
        raise RuleBroken(
            "reminder_in_past", _("This is over already: choose a time that is still to come."), field="reminded_at"
        )
    check_ahead(at, now=now, field="reminded_at")
    return at
