"""Bearer tokens for newsroom tools."""

from datetime import datetime
from functools import cache
from typing import Any, cast

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from claims.models._append_only import never_deleted
from claims.models._base import Owned, owned_constraints
from claims.models._visible import OwnedQuerySet
from claims.models.prepared import Given, WrittenRows
from claims.vocabulary import Role, TokenScope


class ApiTokenQuerySet(OwnedQuerySet["ApiToken"]):
    def valid_at(self, now: datetime) -> "ApiTokenQuerySet":
        return self.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=now), revoked_at__isnull=True)

    def presented(self, prefix: str, now: datetime) -> "ApiToken | None":
        """The valid token of this prefix with its newsroom: all that is asked about who calls, in one statement."""
        return _presented().first(prefix=prefix, now=now)


@cache
def _presented() -> "WrittenRows[ApiToken]":
    valid = ApiToken.objects.valid_at(cast(Any, Given("now"))).filter(prefix=Given("prefix"))
    return WrittenRows(valid.select_related("newsroom"))


class ApiToken(Owned):
    """`prefix` finds it, `digest` (HMAC-SHA-256 of the secret) proves it; the secret itself is never stored.

    A token is an actor of its own, at most a fact-checker. `scopes` are what it may be used for (`rules.tokens`).
    `networks` (CIDR) are those that it may come from; none stands for all. `replaces` is the one whose place it takes.
    """

    UNRECORDED = ("digest", "last_used_at")

    label = models.CharField(max_length=120)
    prefix = models.CharField(max_length=24, unique=True)
    digest = models.CharField(max_length=64)
    role = models.CharField(max_length=20, choices=Role.choices)
    scopes = ArrayField(models.CharField(max_length=10, choices=TokenScope.choices))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    issued_at = models.DateTimeField()
    networks = ArrayField(models.CharField(max_length=43), default=list, blank=True)
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    @property
    def scopes_display(self) -> str:
        """The scopes in words."""
        return ", ".join(str(TokenScope(scope).label) for scope in self.scopes)

    class Meta:
        triggers = never_deleted()
        constraints = owned_constraints(
            models.CheckConstraint(
                condition=Q(role__in=[Role.VIEWER, Role.REPORTER, Role.FACT_CHECKER]),
                name="apitoken_at_most_fact_checker",
            ),
            models.CheckConstraint(
                condition=Q(scopes__contained_by=TokenScope.values) & ~Q(scopes=[]), name="apitoken_scopes_known"
            ),
        )
