"""Protected identities: people at risk, called by another name everywhere."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models._append_only import never_deleted
from claims.models._base import Owned, Versioned, owned_constraints
from claims.models._visible import OwnedQuerySet


class ProtectedIdentity(Owned, Versioned):
    """A witness at risk. Everybody sees the pseudonym; name, contact and note are for its named readers alone.

    Those three never enter a Change, a search, a mail or an export.
    """

    UNRECORDED = ("name", "contact", "note")

    pseudonym = models.CharField(max_length=100)
    name = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=500, blank=True)
    note = models.CharField(max_length=2000, blank=True)
    added_at = models.DateTimeField()

    objects = OwnedQuerySet["ProtectedIdentity"].as_manager()

    class Meta:
        verbose_name_plural = "protected identities"
        triggers = never_deleted()
        constraints = owned_constraints(
            models.UniqueConstraint(fields=["newsroom", "pseudonym"], name="protectedidentity_pseudonym_once"),
            models.CheckConstraint(condition=~Q(pseudonym=""), name="protectedidentity_has_a_pseudonym"),
        )

    def __str__(self) -> str:
        return self.pseudonym


class IdentityReader(Owned):
    """A person who may see who a protected person is."""

    identity = models.ForeignKey(ProtectedIdentity, on_delete=models.PROTECT, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()

    objects = OwnedQuerySet["IdentityReader"].as_manager()

    class Meta:
        constraints = owned_constraints(
            models.UniqueConstraint(fields=["identity", "user"], name="identityreader_once"),
        )
