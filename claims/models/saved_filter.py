"""Saved filters: a list as one wants to see it again. Personal bookkeeping: they leave no Change."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models._base import one_of
from claims.models.newsroom import Newsroom
from claims.rules.actor import Actor
from claims.vocabulary import FilteredList


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    def visible_to(self, actor: Actor) -> "SavedFilterQuerySet":
        """One's own; a token has none."""
        if actor.user_id is None:
            return self.none()
        return self.filter(newsroom_id=actor.newsroom_id, user_id=actor.user_id)


class SavedFilter(models.Model):
    """A list narrowed and sorted as its address says (`query`), under a name."""

    newsroom = models.ForeignKey(Newsroom, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="saved_filters")
    of = models.CharField(max_length=10, choices=FilteredList.choices)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=2000)
    made_at = models.DateTimeField()

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        ordering = ("of", "name", "id")
        constraints = (
            one_of(FilteredList, "of", "savedfilter_of_known"),
            models.UniqueConstraint(fields=["newsroom", "user", "of", "name"], name="savedfilter_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(query=""), name="savedfilter_has_name_and_query"),
        )

    def __str__(self) -> str:
        return self.name
