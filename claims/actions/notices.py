"""Letters to our own people, as the database keeps them: claimed by one worker, then sent, failed or uncertain.

Bookkeeping: none of it leaves a Change. The worker claims a letter in one transaction and sends it outside any.
"""

from collections.abc import Iterable
from datetime import datetime, time

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Greatest

from claims.actions._fields import checked
from claims.models import NoticeLetter, NoticeWishes, Reminder, User
from claims.models.notice_news import Contents, Untold, reader_of, untold, wishes_of
from claims.rules.notices import check_letters_a_day, may_write, try_again_at
from claims.vocabulary import FlagKind, LetterState

LONGEST_SAID = 400
NEVER_ANSWERED = "The worker never said what became of it."


@transaction.atomic
def keep_notice_wishes(
    *,
    user: User,
    by_mail: bool,
    kinds: Iterable[FlagKind],
    letters_a_day: int,
    quiet_from: time,
    quiet_until: time,
    at: datetime,
) -> NoticeWishes:
    """Keep what the person wants by mail; `kinds` are the flags they want to hear of."""
    check_letters_a_day(letters_a_day)
    values = {"by_mail": by_mail, "letters_a_day": letters_a_day, "quiet_from": quiet_from, "quiet_until": quiet_until}
    checked(NoticeWishes, values, now=at)
    wanted = set(kinds)
    off = [kind.value for kind in FlagKind if kind not in wanted]
    row, _created = NoticeWishes.objects.update_or_create(user=user, defaults={**values, "kinds_off": off})
    return row


@transaction.atomic
def claim_letter(*, membership_id: int, now: datetime) -> NoticeLetter | None:
    """A letter that this worker alone is to send, with what it is to tell; None if there is none to be sent now.

    The person's row is locked: of two workers one finds nothing left, and two newsrooms' letters are counted together.
    """
    found = reader_of(membership_id)
    if found is None:
        return None
    member, reader = found
    if not User.objects.select_for_update(no_key=True, skip_locked=True).filter(pk=member.user_id).exists():
        return None
    wishes = wishes_of(member.user_id)
    open_letter = NoticeLetter.objects.open().filter(membership=member).first()
    if open_letter and (open_letter.retry_at is None or open_letter.retry_at > now):
        return None
    waiting = untold(member, reader, wishes, now=now)
    if not may_write(waiting.news(member, now=now), wishes, member.user.time_zone, now=now):
        return None
    letter = open_letter or NoticeLetter(newsroom_id=member.newsroom_id, membership=member)
    letter.state, letter.claimed_at, letter.settled_at, letter.retry_at = LetterState.CLAIMED, now, None, None
    letter.attempts += 1
    letter.save()
    _tell(letter, waiting)
    return letter


def _tell(letter: NoticeLetter, waiting: Untold) -> None:
    """Keep of what the letter is to tell, however much it is, in one statement."""
    flags, params = waiting.flags.values("id").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO claims_noticedflag (newsroom_id, letter_id, membership_id, flag_id)"  # noqa: S608 (the flags are SQL of Django's)
            f" SELECT %s, %s, %s, due.id FROM ({flags}) due",
            [letter.newsroom_id, letter.pk, letter.membership_id, *params],
        )
    Reminder.objects.filter(pk__in=[each.pk for each in waiting.reminders]).update(letter=letter)


@transaction.atomic
def keep_in_letter(*, letter: NoticeLetter, contents: Contents | None) -> bool:
    """Take out what is not, or no longer, to be told; a letter with nothing left is none. Whether it is still one."""
    told = letter.flags.all()
    (told.exclude(flag__in=contents.still) if contents else told).delete()
    kept = [each.pk for each in contents.reminders] if contents else []
    Reminder.objects.filter(letter=letter).exclude(pk__in=kept).update(letter=None)
    if not contents:
        letter.delete()
        return False
    return True


def letter_sent(*, letter: NoticeLetter, at: datetime) -> None:
    """Keep that the mail server took it."""
    _settle(letter, LetterState.SENT, "", at)


def letter_uncertain(*, letter: NoticeLetter, said: str, at: datetime) -> None:
    """Keep that it was perhaps taken. Nobody sends it again by themselves: twice told is worse than once untold."""
    _settle(letter, LetterState.UNCERTAIN, said, at)


@transaction.atomic
def letter_failed(*, letter: NoticeLetter, said: str, refused: bool, at: datetime) -> None:
    """Keep that it was not taken, and when it is tried again; nothing in it counts as told."""
    if _settle(letter, LetterState.FAILED, said, at, try_again_at(letter.attempts, refused=refused, now=at)):
        letter.flags.all().delete()
        Reminder.objects.filter(letter=letter).update(letter=None)


def give_up_lost_letters(*, now: datetime) -> int:
    """Letters whose worker was killed between claiming and saying what became of them are uncertain. How many."""
    lost = NoticeLetter.objects.lost(now)
    settled = {"state": LetterState.UNCERTAIN, "settled_at": now, "said": NEVER_ANSWERED}
    return lost.update(**settled)


def _settle(
    letter: NoticeLetter, state: LetterState, said: str, at: datetime, retry_at: datetime | None = None
) -> bool:
    """From claimed to what became of it, once. A worker that was given up and comes back after all is believed."""
    mine = NoticeLetter.objects.filter(pk=letter.pk, claimed_at=letter.claimed_at, attempts=letter.attempts)
    settling = mine.filter(state__in=(LetterState.CLAIMED, LetterState.UNCERTAIN))
    values = {"state": state, "said": said[:LONGEST_SAID], "retry_at": retry_at}
    return bool(settling.update(**values, settled_at=Greatest(F("claimed_at"), at)))
