"""What the clock has still to look at, and what it could not do. Bookkeeping: none of it leaves a Change."""

from django.db import models

from claims.models.change import Change
from claims.models.newsroom import Newsroom
from claims.vocabulary import FlagSubject


class Unseen(models.Model):
    """The queue of Changes that the clock has not seen yet. A trigger of Change adds to it."""

    change = models.OneToOneField(
        Change, primary_key=True, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )


class Watch(models.Model):
    """When the clock looks at a row again: the next instant at which one of its flags may begin or end.

    `subject` is the column of `Flag` that such a flag would fill. What has no such instant ahead has no row here, until
    a Change stirs it.
    """

    subject = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "watches"
        constraints = (models.UniqueConstraint(fields=["subject", "subject_id"], name="watch_once"),)
        indexes = (models.Index(fields=["at", "subject", "subject_id"], name="watch_next"),)


class SetAside(models.Model):
    """A row whose flags the clock could not bring up to date: it goes on with all others and tries again later.

    `error` names the kind of error and what in the database refused; never a value of the row.
    """

    owner = models.ForeignKey(Newsroom, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    error = models.CharField(max_length=300)
    tries = models.PositiveIntegerField(default=1)
    since = models.DateTimeField()
    retry_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "set aside"
        constraints = (models.UniqueConstraint(fields=["subject", "subject_id"], name="setaside_once"),)

    @property
    def name(self) -> str:
        """What kind of row it is, in the reader's language."""
        return str(FlagSubject(self.subject).label)
