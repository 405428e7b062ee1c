"""The weekly digest: who wants it and when, the editions of a newsroom, and what went to whom.

Bookkeeping: none of it leaves a Change. What a digest tells stands in the record already, and what somebody wants to
read is their own business.
"""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from claims.models._base import one_of
from claims.models.incident import Incident
from claims.models.membership import Membership
from claims.models.newsroom import Newsroom
from claims.models.party import Party
from claims.rules.actor import Actor
from claims.rules.notices import LOST_AFTER
from claims.rules.roles import May, may
from claims.vocabulary import DeliveryState, DigestSection


class DigestSubscription(models.Model):
    """When a member wants the digest of the newsroom, in which language, and what of it.

    `weekday` counts from Monday = 0 and `hour` is that of the clock on the reader's wall. `start_position`: where the
    next window of the record begins, which is where the last delivery's ended. `due_at`: when the next one is due; null
    for who has unsubscribed.
    """

    newsroom = models.ForeignKey(Newsroom, on_delete=models.PROTECT, related_name="+")
    membership = models.OneToOneField(Membership, on_delete=models.PROTECT, related_name="digest_subscription")
    weekday = models.PositiveSmallIntegerField(default=0)
    hour = models.PositiveSmallIntegerField(default=9)
    time_zone = models.CharField(max_length=64)
    language = models.CharField(max_length=12)
    everything = models.BooleanField(default=True)
    countries = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    sections_off = ArrayField(models.CharField(max_length=12, choices=DigestSection.choices), default=list, blank=True)
    even_if_empty = models.BooleanField(default=False)
    paused_until = models.DateField(null=True, blank=True)
    start_position = models.BigIntegerField()
    due_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["newsroom", "id"], name="digestsubscription_in_newsroom"),
            models.CheckConstraint(
                condition=Q(weekday__lte=6, hour__lte=23, start_position__gte=0), name="digestsubscription_is_sane"
            ),
        )
        indexes = (models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="digestsubscription_due"),)


class DigestFollow(models.Model):
    """An incident or a party that a subscription follows."""

    newsroom = models.ForeignKey(Newsroom, on_delete=models.PROTECT, related_name="+")
    subscription = models.ForeignKey(DigestSubscription, on_delete=models.PROTECT, related_name="follows")
    incident = models.ForeignKey(Incident, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["subscription", "incident", "party"], nulls_distinct=False, name="digestfollow_once"
            ),
            models.CheckConstraint(
                condition=Q(incident__isnull=True) ^ Q(party__isnull=True), name="digestfollow_of_one_thing"
            ),
        )


class DigestEdition(models.Model):
    """The digests of a newsroom that were due within one hour (UTC), all up to `end_position` of the record."""

    newsroom = models.ForeignKey(Newsroom, on_delete=models.PROTECT, related_name="+")
    hour = models.DateTimeField()
    end_position = models.BigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["newsroom", "id"], name="digestedition_in_newsroom"),
            models.UniqueConstraint(fields=["newsroom", "hour"], name="digestedition_once"),
            models.CheckConstraint(condition=Q(end_position__gte=0), name="digestedition_position_is_sane"),
        )


class DigestBlockQuerySet(models.QuerySet["DigestBlock"]):
    def visible_to(self, actor: Actor) -> "DigestBlockQuerySet":
        """Everybody's in the newsroom; of what it holds, each is told what they may see."""
        return self.filter(newsroom_id=actor.newsroom_id)

    def with_parts(self) -> "DigestBlockQuerySet":
        """With what telling it takes."""
        return self.select_related("edition", "newsroom")


class DigestBlock(models.Model):
    """What an edition tells about the record after `start_position`, built once for all readers who were told so far.

    `body` holds items without words (rules/digest_items.py). `start_at`: when the window began, for people.
    """

    newsroom = models.ForeignKey(Newsroom, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(DigestEdition, on_delete=models.PROTECT, related_name="blocks")
    start_position = models.BigIntegerField()
    start_at = models.DateTimeField()
    built_at = models.DateTimeField()
    body = models.JSONField()

    objects = DigestBlockQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["newsroom", "id"], name="digestblock_in_newsroom"),
            models.UniqueConstraint(fields=["edition", "start_position"], name="digestblock_once"),
        )


class DigestDeliveryQuerySet(models.QuerySet["DigestDelivery"]):
    def visible_to(self, actor: Actor) -> "DigestDeliveryQuerySet":
        """One's own, and all to admins; a token has none."""
        if may(actor, May.MANAGE):
            return self.filter(newsroom_id=actor.newsroom_id)
        return self.of_person(actor)

    def of_person(self, actor: Actor) -> "DigestDeliveryQuerySet":
        """One's own, whatever one's role."""
        if actor.user_id is None:
            return self.none()
        return self.filter(newsroom_id=actor.newsroom_id, subscription__membership__user_id=actor.user_id)

    def with_parts(self) -> "DigestDeliveryQuerySet":
        """With what telling it takes, and whose it is."""
        return self.select_related("block", "edition", "newsroom", "subscription__membership__user")

    def lost(self, now: datetime) -> "DigestDeliveryQuerySet":
        return self.filter(state=DeliveryState.CLAIMED, claimed_at__lte=now - LOST_AFTER)

    def in_trouble(self) -> "DigestDeliveryQuerySet":
        """What an admin should know of: not sent, or perhaps sent."""
        return self.filter(state__in=(DeliveryState.FAILED, DeliveryState.UNCERTAIN), attempts__gt=0)


class DigestDelivery(models.Model):
    """One reader's digest of one edition, from `start_position` to the edition's end, and what became of it.

    `items` are those for this reader alone (what needs them); `scope` and `sections_off` are the wishes that it was
    made to. `attempts` counts those that got as far as the mail server, or should have; `said` is what went wrong, in
    the server's words. A failed one without `retry_at` is not tried again: a later edition took its window over.
    """

    newsroom = models.ForeignKey(Newsroom, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(DigestEdition, on_delete=models.PROTECT, related_name="deliveries")
    subscription = models.ForeignKey(DigestSubscription, on_delete=models.PROTECT, related_name="deliveries")
    block = models.ForeignKey(DigestBlock, null=True, blank=True, on_delete=models.PROTECT, related_name="deliveries")
    start_position = models.BigIntegerField()
    items = models.JSONField(default=list)
    scope = models.JSONField(default=dict)
    sections_off = ArrayField(models.CharField(max_length=12, choices=DigestSection.choices), default=list, blank=True)
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.CLAIMED)
    attempts = models.PositiveIntegerField(default=0)
    claimed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    retry_at = models.DateTimeField(null=True, blank=True)
    said = models.CharField(max_length=400, blank=True)

    objects = DigestDeliveryQuerySet.as_manager()

    class Meta:
        constraints = (
            one_of(DeliveryState, "state", "digestdelivery_state_known"),
            models.UniqueConstraint(fields=["newsroom", "id"], name="digestdelivery_in_newsroom"),
            models.UniqueConstraint(fields=["edition", "subscription"], name="digestdelivery_once"),
            models.CheckConstraint(
                condition=Q(retry_at__isnull=True) | Q(state=DeliveryState.FAILED),
                name="digestdelivery_only_failed_is_retried",
            ),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.CLAIMED, settled_at__isnull=True)
                | (~Q(state=DeliveryState.CLAIMED) & Q(settled_at__gte=F("claimed_at"))),
                name="digestdelivery_settled_unless_claimed",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.SENT) | Q(block__isnull=False), name="digestdelivery_sent_is_kept"
            ),
        )
        indexes = (
            models.Index(
                fields=["claimed_at"], condition=Q(state=DeliveryState.CLAIMED), name="digestdelivery_claimed"
            ),
            models.Index(fields=["retry_at"], condition=Q(retry_at__isnull=False), name="digestdelivery_to_retry"),
        )
