"""Extensions of a deadline: granted by a person, with a reason; nothing else moves a deadline once it was stated."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.models._append_only import append_only
from claims.models._base import Owned, owned_constraints
from claims.models.comment_request import CommentRequest, RequestBoundQuerySet
from claims.models.token import ApiToken


class DeadlineExtension(Owned):
    """`earlier` is the deadline that stood before; `deadline` is stated in `deadline_zone` and holds from now on.

    `earlier_zone` is empty where it was not kept yet.
    """

    comment_request = models.ForeignKey(CommentRequest, on_delete=models.PROTECT, related_name="extensions")
    earlier = models.DateTimeField()
    earlier_zone = models.CharField(max_length=64, blank=True, default="")
    deadline = models.DateTimeField()
    deadline_zone = models.CharField(max_length=64)
    reason = models.CharField(max_length=2000)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_token = models.ForeignKey(ApiToken, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = RequestBoundQuerySet.as_manager()

    class Meta:
        triggers = append_only()
        ordering = ("at", "id")
        constraints = owned_constraints(
            models.CheckConstraint(condition=Q(deadline__gt=F("earlier")), name="deadlineextension_is_later"),
            models.CheckConstraint(condition=~Q(reason=""), name="deadlineextension_has_a_reason"),
            models.CheckConstraint(condition=~Q(deadline_zone=""), name="deadlineextension_has_a_zone"),
        )

    @property
    def zone_before(self) -> str:
        """In which the earlier deadline was stated, as far as that was kept."""
        return self.earlier_zone or self.deadline_zone
