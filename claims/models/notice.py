"""Letters about flags to our own people: whom a flag concerns, what they want by mail, what went out.

Bookkeeping: none of it leaves a Change. That a flag was mailed is nobody's judgement, and what somebody wants to read
is their own business.
"""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from claims.models._base import one_of
from claims.models.flag import Flag
from claims.models.membership import Membership
from claims.models.newsroom import Newsroom
from claims.rules.notices import LOST_AFTER, MOST_LETTERS, Wishes
from claims.vocabulary import FlagKind, LetterState


class FlagConcern(models.Model):
    """Whom a standing flag concerns: the one responsible for its request, who judged its claim, and so on.

    A view; its SQL stands in migration 0008. Whether that person may see the flag is another question.
    """

    pk = models.CompositePrimaryKey("flag_id", "user_id")
    flag = models.ForeignKey(Flag, on_delete=models.DO_NOTHING, related_name="concerns")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, related_name="+")

    class Meta:
        managed = False
        db_table = "claims_flagconcern"


class NoticeWishes(models.Model):
    """What a person wants by mail, in all their newsrooms. Who has no row has the defaults."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, primary_key=True, related_name="notice_wishes"
    )
    by_mail = models.BooleanField(default=True)
    kinds_off = ArrayField(models.CharField(max_length=20, choices=FlagKind.choices), default=list, blank=True)
    letters_a_day = models.PositiveSmallIntegerField(default=Wishes.letters_a_day)
    quiet_from = models.TimeField(default=Wishes.quiet_from)
    quiet_until = models.TimeField(default=Wishes.quiet_until)

    class Meta:
        verbose_name_plural = "notice wishes"
        constraints = (
            models.CheckConstraint(
                condition=Q(letters_a_day__gte=1, letters_a_day__lte=MOST_LETTERS), name="noticewishes_limit_is_sane"
            ),
        )


class NoticeLetterQuerySet(models.QuerySet["NoticeLetter"]):
    def open(self) -> "NoticeLetterQuerySet":
        """Being sent, or to be tried again: at most one per member."""
        return self.filter(state__in=(LetterState.CLAIMED, LetterState.FAILED))

    def lost(self, now: datetime) -> "NoticeLetterQuerySet":
        return self.filter(state=LetterState.CLAIMED, claimed_at__lte=now - LOST_AFTER)

    def in_trouble(self) -> "NoticeLetterQuerySet":
        """What an admin should know of: not sent, or perhaps sent."""
        return self.filter(state__in=(LetterState.FAILED, LetterState.UNCERTAIN))


class NoticeLetter(models.Model):
    """One letter to one member about everything that was new. `said` is what went wrong, in the server's words.

    A letter that was not taken keeps its row and is claimed again at `retry_at`, with what is then to be told.
    """

    newsroom = models.ForeignKey(Newsroom, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="letters")
    state = models.CharField(max_length=10, choices=LetterState.choices, default=LetterState.CLAIMED)
    attempts = models.PositiveIntegerField(default=0)
    claimed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    retry_at = models.DateTimeField(null=True, blank=True)
    said = models.CharField(max_length=400, blank=True)

    objects = NoticeLetterQuerySet.as_manager()

    class Meta:
        constraints = (
            one_of(LetterState, "state", "noticeletter_state_known"),
            models.UniqueConstraint(fields=["newsroom", "id"], name="noticeletter_in_newsroom"),
            models.UniqueConstraint(
                fields=["membership"],
                condition=Q(state__in=[LetterState.CLAIMED, LetterState.FAILED]),
                name="noticeletter_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=LetterState.FAILED) ^ Q(retry_at__isnull=True), name="noticeletter_failed_is_retried"
            ),
            models.CheckConstraint(
                condition=Q(state=LetterState.CLAIMED, settled_at__isnull=True)
                | (~Q(state=LetterState.CLAIMED) & Q(settled_at__gte=F("claimed_at"))),
                name="noticeletter_settled_unless_claimed",
            ),
        )
        indexes = (
            models.Index(fields=["claimed_at"], condition=Q(state=LetterState.CLAIMED), name="noticeletter_claimed"),
            models.Index(fields=["membership", "claimed_at"], name="noticeletter_of_member"),
        )


class NoticedFlag(models.Model):
    """The member was told of the flag in this letter: each flag once."""

    newsroom = models.ForeignKey(Newsroom, on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey(NoticeLetter, on_delete=models.PROTECT, related_name="flags")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    flag = models.ForeignKey(Flag, on_delete=models.PROTECT, related_name="noticed")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["membership", "flag"], name="noticedflag_once"),)
