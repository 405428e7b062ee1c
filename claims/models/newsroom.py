"""The newsroom: owner of all data."""

from django.db import models
from django.db.models import Q


class Newsroom(models.Model):
    """An editorial organisation. Every other row belongs to exactly one, and none sees another's.

    `notices_by_mail`: whether its people get mail about flags and reminders at all.
    """

    UNRECORDED: tuple[str, ...] = ()

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=64, default="UTC")
    language = models.CharField(max_length=12, default="en")
    not_asked_after_hours = models.PositiveIntegerField(default=24)
    channel_check_holds_hours = models.PositiveIntegerField(default=48)
    notices_by_mail = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="newsroom_has_a_name"),
            models.CheckConstraint(
                condition=Q(not_asked_after_hours__gte=1, not_asked_after_hours__lte=24 * 90),
                name="newsroom_not_asked_limit_is_sane",
            ),
        )

    def __str__(self) -> str:
        return self.name
