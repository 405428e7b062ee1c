"""What there is to tell whom by mail, over all newsrooms at once; and what one letter may hold when it is sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Case, Min, Value, When

from claims.models.flag import Flag, FlagQuerySet
from claims.models.membership import Membership
from claims.models.notice import FlagConcern, NoticeLetter, NoticeWishes
from claims.models.reminder import Reminder
from claims.rules.actor import Actor
from claims.rules.notices import OFF_AT_FIRST, SPELT_OUT, URGENCY, News, Wishes
from claims.vocabulary import LetterState, ReminderState

# Members with a standing flag that concerns them and that they were not told of, or with a reminder that is due.
# Whether they may see it is asked when the letter is written.
WAITING = """
SELECT member.id
FROM claims_membership member
JOIN claims_user person ON person.id = member.user_id AND person.is_active
JOIN claims_newsroom newsroom ON newsroom.id = member.newsroom_id AND newsroom.notices_by_mail
LEFT JOIN claims_noticewishes wishes ON wishes.user_id = member.user_id
WHERE member.deactivated_at IS NULL AND coalesce(wishes.by_mail, true)
    AND NOT EXISTS (
        SELECT FROM claims_noticeletter letter
        WHERE letter.membership_id = member.id
            AND (letter.state = %(claimed)s OR (letter.state = %(failed)s AND letter.retry_at > %(now)s))
    )
    AND (member.newsroom_id, member.user_id) IN (
        SELECT flag.newsroom_id, concern.user_id
        FROM claims_flag flag JOIN claims_flagconcern concern ON concern.flag_id = flag.id
        JOIN claims_membership told_to ON told_to.newsroom_id = flag.newsroom_id AND told_to.user_id = concern.user_id
        LEFT JOIN claims_noticewishes theirs ON theirs.user_id = concern.user_id
        WHERE flag.cleared_at IS NULL AND flag.kind <> ALL(coalesce(theirs.kinds_off, %(off_at_first)s))
            AND NOT EXISTS (
                SELECT FROM claims_noticedflag told WHERE told.membership_id = told_to.id AND told.flag_id = flag.id
            )
        UNION ALL
        SELECT reminder.newsroom_id, reminder.user_id FROM claims_reminder reminder
        WHERE reminder.state = %(reminding)s AND reminder.at <= %(now)s AND reminder.letter_id IS NULL
    )
ORDER BY member.id
"""

BY_URGENCY = Case(*(When(kind=kind, then=Value(place)) for place, kind in enumerate(URGENCY)))
# Whom and what a sentence about a flag names, beside its subject.
NAMED = (
    "allegation__accused__merged_into",
    "channel_check__party__merged_into",
    "comment_request__party__merged_into",
    "reply__comment_request__party__merged_into",
    "waiver__allegation",
    "waiver__by_user",
    "waiver__party__merged_into",
)


@dataclass(frozen=True)
class Untold:
    """What a member has not been told of yet and may see. The flags, which may be many, are not loaded."""

    flags: FlagQuerySet
    reminders: list[Reminder]

    def news(self, member: Membership, *, now: datetime) -> News:
        """What the rule on sending asks about; letters of all the person's newsrooms count."""
        earlier = NoticeLetter.objects.filter(
            membership__user=member.user_id,
            state__in=(LetterState.CLAIMED, LetterState.SENT, LetterState.UNCERTAIN),
            claimed_at__gt=now - timedelta(days=2),
        )
        oldest = self.flags.aggregate(at=Min("raised_at"))["at"]
        return News(oldest, bool(self.reminders), list(earlier.values_list("claimed_at", flat=True)))


@dataclass(frozen=True)
class Contents:
    """What a letter may tell at this moment, to its reader outside the newsroom.

    Of `still`, the flags it was claimed for, `flags` are the most urgent and `more` is how many others there are.
    """

    still: FlagQuerySet
    flags: list[Flag]
    more: int
    reminders: list[Reminder]

    def __bool__(self) -> bool:
        return bool(self.flags or self.reminders)


def members_with_news(*, now: datetime) -> list[int]:
    """The memberships that a letter might go to."""
    given: dict[str, Any] = {
        "now": now,
        "claimed": LetterState.CLAIMED,
        "failed": LetterState.FAILED,
        "reminding": ReminderState.WAITING,
        "off_at_first": sorted(OFF_AT_FIRST),
    }
    with connection.cursor() as cursor:
        cursor.execute(WAITING, given)
        return [row[0] for row in cursor.fetchall()]


def wishes_of(user_id: int) -> Wishes:
    """What the person wants by mail, or the defaults."""
    row = NoticeWishes.objects.filter(user=user_id).first()
    if row is None:
        return Wishes()
    return Wishes(row.by_mail, frozenset(row.kinds_off), row.letters_a_day, row.quiet_from, row.quiet_until)


def reader_of(membership_id: int) -> tuple[Membership, Actor] | None:
    """The member as one who reads outside the newsroom; None who is no member now, or where nobody gets mail."""
    member = (
        Membership.objects.active()
        .filter(pk=membership_id, newsroom__notices_by_mail=True)
        .select_related("user", "newsroom")
        .first()
    )
    if member is None:
        return None
    return member, member.reader()


def untold(member: Membership, reader: Actor, wishes: Wishes, *, now: datetime) -> Untold:
    """What the member has not been told yet and may see."""
    flags = _theirs(reader, wishes).exclude(noticed__membership=member)
    reminders = Reminder.objects.visible_to(reader).due(now).filter(letter__isnull=True)
    return Untold(flags, list(reminders))


def contents_of(letter: NoticeLetter, reader: Actor, wishes: Wishes, *, now: datetime) -> Contents:
    """What the letter may tell at this moment: of what it was claimed for, what is still so and still to be seen."""
    still = _theirs(reader, wishes).filter(noticed__letter=letter)
    flags = list(_with_words(still).order_by(BY_URGENCY, "since", "pk")[:SPELT_OUT])
    more = still.count() - len(flags) if len(flags) == SPELT_OUT else 0
    reminders = Reminder.objects.visible_to(reader).due(now).filter(letter=letter)
    return Contents(still, flags, more, reminders.read_by(reader))


def _with_words(flags: FlagQuerySet) -> FlagQuerySet:
    """With everything that a sentence about one of them says."""
    attempts = ("comment_request__attempts", "reply__comment_request__attempts")
    return flags.with_subjects().select_related(*NAMED).prefetch_related(*attempts)


def _theirs(reader: Actor, wishes: Wishes) -> FlagQuerySet:
    concerning = FlagConcern.objects.filter(user=reader.user_id).values("flag")
    flags = Flag.objects.visible_to(reader).standing().filter(pk__in=concerning)
    return flags.exclude(kind__in=wishes.kinds_off)
