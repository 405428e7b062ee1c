"""Who may see which row: the one definition, used by every list, search, count, matrix, page and mail.

A restricted incident is seen by its named people, editors and admins. What hangs on an incident is seen with it. A
party, source or utterance that occurs in incidents is seen if one of these is; one that occurs in none is seen by all.
"""

from __future__ import annotations

from typing import Any, Self, TypeVar

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.db.models.expressions import Combinable

from claims.rules.actor import Actor
from claims.rules.roles import May, may

M = TypeVar("M", bound=models.Model)


class OwnedQuerySet(models.QuerySet[M]):
    """Rows of a newsroom that everybody in it may see."""

    def of(self, actor: Actor) -> Self:
        return self.filter(newsroom_id=actor.newsroom_id)

    def visible_to(self, actor: Actor) -> Self:
        return self.of(actor)


def unrestricted_for(actor: Actor, incident: str) -> Q | Combinable:
    """The condition on the incident at the end of `incident` (a lookup path, "" for the incident itself)."""
    from_incident = f"{incident}__" if incident else ""
    if may(actor, May.SEE_RESTRICTED):
        return Q()
    condition = Q(**{f"{from_incident}restricted": False})
    if actor.id is None:
        return condition
    named = _named_people().filter(
        incident_id=OuterRef(f"{from_incident}id"),
        user_id=actor.user_id,
        token_id=actor.token_id,
    )
    return condition | Q(Exists(named))


def _named_people() -> models.QuerySet[Any]:
    # Looked up by name when a query is built: this file stands below every file of models.
    return apps.get_model("claims", "IncidentPerson")._default_manager.all()


class IncidentBoundQuerySet(OwnedQuerySet[M]):
    """Rows seen with their incident. `incident_path` leads from the row to it."""

    incident_path = "incident"

    def visible_to(self, actor: Actor) -> Self:
        return self.of(actor).filter(unrestricted_for(actor, self.incident_path))


class OccursOnlyIn(Func):
    """Whether a row occurs in incidents, all of them among those given.

    `function` is one of ours in the database. It returns at once if no incidents are given, as is usual; and PostgreSQL
    does not plan the views behind it anew for every query that mentions a party.
    """

    output_field = models.BooleanField()

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> Any:
        row, incidents = (compiler.compile(expression) for expression in self.get_source_expressions())
        return f"({row[0]} IN (SELECT {self.extra['function']}({incidents[0]})))", (*row[1], *incidents[1])


class OccurringQuerySet(OwnedQuerySet[M]):
    """Rows seen where they occur; the SQL function `only_in` finds those that occur in given incidents alone."""

    only_in = ""

    def visible_to(self, actor: Actor) -> Self:
        if may(actor, May.SEE_RESTRICTED):
            return self.of(actor)
        incidents = apps.get_model("claims", "Incident")._default_manager.filter(newsroom_id=actor.newsroom_id)
        hidden = ArraySubquery(incidents.exclude(unrestricted_for(actor, "")).values("id"))
        return self.of(actor).exclude(OccursOnlyIn(F("pk"), hidden, function=self.only_in))
