"""Who may see which row: the one definition, used by every list, search, count, matrix, page and mail.

A restricted incident is seen by its named people, editors and admins. What hangs on an incident is seen with it. A
party, source or utterance that occurs in incidents is seen if one of these is; one that occurs in none is seen by all.

What was not said for publication, or is under embargo, is withheld from viewers, tokens and whatever leaves the
newsroom: the utterance, claims that hang on no other, and all that hangs on these. Of what was said on background they
see everything but who said it. Which rows those are is worked out in one place, the SQL function `claims_withheld`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Self, TypeVar, cast

from django.apps import apps
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
        """Those the actor may see."""
        return self.told_to(actor)

    def told_to(self, actor: Actor) -> Self:
        """Those that terms and embargoes do not withhold: enough for rows that hang on one which the actor sees."""
        if may(actor, May.SEE_WITHHELD):
            return self.of(actor)
        return self.of(actor).exclude(self._kept_back(actor))

    def withheld_from(self, actor: Actor) -> Self:
        """Those that terms and embargoes withhold from whoever is not told: to be counted, never shown."""
        return self.of(actor).filter(self._kept_back(actor))

    def _kept_back(self, actor: Actor) -> Any:
        return Withheld(F("pk"), newsroom=actor.newsroom_id, subject=self.model._meta.model_name)


class Withheld(Func):
    """Whether terms or an embargo keep a row of this kind to those who may see what does not leave the newsroom."""

    output_field = models.BooleanField()

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> Any:
        row, params = compiler.compile(self.get_source_expressions()[0])
        rows = "SELECT id FROM claims_withheld(%s) WHERE subject = %s AND NOT only_recorded"
        return f"({row} IN ({rows}))", (*params, self.extra["newsroom"], self.extra["subject"])


class Seen(Func):
    """Whether a key is that of a row of `model` that the actor sees.

    `__in` would say the same; but Django works a nested query out anew for each query around it, and visibility nests
    deep: for the record that cost more than all its SQL. What an actor sees is the same text every time.
    """

    output_field = models.BooleanField()

    def __init__(self, key: Any, model: type[models.Model], actor: Actor) -> None:
        super().__init__(key)
        self.model, self.actor = model, actor

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> Any:
        key, params = compiler.compile(self.get_source_expressions()[0])
        rows, of_rows = keys_seen(self.model, self.actor)
        return f"({key} IN ({rows}))", (*params, *of_rows)


@lru_cache(maxsize=512)
def keys_seen(model: type[models.Model], actor: Actor) -> tuple[str, tuple[Any, ...]]:
    """The SELECT of the keys of the rows that the actor sees, with its parameters."""
    rows: Any = model._default_manager
    return cast("tuple[str, tuple[Any, ...]]", rows.visible_to(actor).values("id").query.sql_with_params())


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
        return super().visible_to(actor).filter(unrestricted_for(actor, self.incident_path))


class OccursOnlyUnseen(Func):
    """Whether a row occurs only where the reader sees nothing: in incidents hidden from it, or in what is withheld.

    `function` is one of ours in the database. It returns at once if nothing is hidden, as is usual; and PostgreSQL does
    not plan the views behind it anew for every query that mentions a party.
    """

    output_field = models.BooleanField()

    def __init__(self, key: Any, function: str, actor: Actor) -> None:
        super().__init__(key)
        self.occurs_only_in, self.actor = function, actor

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> Any:
        key, params = compiler.compile(self.get_source_expressions()[0])
        hidden, of_hidden = incidents_hidden_from(self.actor)
        where = f"SELECT {self.occurs_only_in}({hidden}, %s, %s)"
        withholding = not may(self.actor, May.SEE_WITHHELD)
        return f"({key} IN ({where}))", (*params, *of_hidden, self.actor.newsroom_id, withholding)


@lru_cache(maxsize=512)
def incidents_hidden_from(actor: Actor) -> tuple[str, tuple[Any, ...]]:
    """An array of the keys of the incidents that the actor does not see, with its parameters."""
    if may(actor, May.SEE_RESTRICTED):
        return "'{}'::bigint[]", ()
    rows = apps.get_model("claims", "Incident")._default_manager.filter(newsroom_id=actor.newsroom_id)
    keys, params = rows.exclude(unrestricted_for(actor, "")).values("id").query.sql_with_params()
    return f"ARRAY({keys})", params


class OccurringQuerySet(OwnedQuerySet[M]):
    """Rows seen where they occur; the SQL function `only_in` finds those that occur where nothing is seen."""

    only_in = ""

    def visible_to(self, actor: Actor) -> Self:
        seen = super().visible_to(actor)
        if may(actor, May.SEE_RESTRICTED) and may(actor, May.SEE_WITHHELD):
            return seen
        return seen.exclude(OccursOnlyUnseen(F("pk"), self.only_in, actor))
