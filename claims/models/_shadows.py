"""The SQL that stands for a table as it was: the latest `Change.after` of each of its rows up to a point of the record.

A shadow is driven from today's rows by what never changes of them (their id, and the rows that they hang on), so that
`id IN (…)` and `incident_id = …` still find their index. What may change comes from the record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from claims.models._base import Owned
from claims.models._point import Point

# Who may see what is judged by today's rows, and by these alone; positions and queues are the record's own.
TODAYS = {"newsroom", "membership", "invitation", "apitoken", "incidentperson", "identityreader"}
# Bookkeeping about the record has no Changes of its own.
TODAYS |= {"change", "changeposition", "seal", "sealednode"}
# What of a row decides who may see it, or what of it may leave the newsroom.
TODAYS_COLUMNS = {
    "incident": {"restricted"},
    "utterance": {"terms", "background_as", "embargo_until"},
}
# A row hangs on others for good: a foreign key that is never null does not change, except these.
MOVES = {("allegation", "accused"), ("commentrequest", "party")}
# And these do not change although they may be null.
STAYS = {("answer", "claim"), ("answer", "reply"), ("replyhandled", "utterance"), ("note", "claim")}
# What is written for a value that was destroyed by redaction, and how that looks in the record.
REDACTED = "[redacted]"
MARKER = '{"redacted": true}'

LATEST = """
SELECT {kept} FROM public.claims_change change{within_joins}
WHERE change.subject_type = '{type}' AND change.subject_id = {subject}{within}
ORDER BY change.id DESC LIMIT 1
"""
FROM_LIVE = """
SELECT {columns} FROM public.{table} live
CROSS JOIN LATERAL jsonb_populate_record(NULL::public.{table}, {defaults} || ({latest})) known
WHERE live.newsroom_id = {newsroom} AND known.id IS NOT NULL
"""
FROM_GONE = """
SELECT {columns} FROM (
    SELECT DISTINCT gone.subject_id FROM public.claims_change gone
    WHERE gone.newsroom_id = {newsroom} AND gone.subject_type = '{type}' AND gone.after IS NULL
) gone
CROSS JOIN LATERAL jsonb_populate_record(NULL::public.{table}, {defaults} || ({latest})) known
WHERE known.id IS NOT NULL
"""
# Redaction leaves a marker where the value stood; a look at the row's values tells whether there is one at all.
UNREDACTED = """
CASE WHEN change.after @? '$.* ? (@.redacted == true)' THEN (
    SELECT jsonb_object_agg(key, CASE
        WHEN NOT value @> '{marker}' THEN value
        WHEN key IN ({words}) THEN to_jsonb('{redacted}'::text)
        ELSE {defaults} -> key
    END) FROM jsonb_each(change.after)
) ELSE change.after END
"""
RECORD = """
SELECT change.* FROM public.claims_change change{within_joins} WHERE change.newsroom_id = {newsroom}{within}
"""


@cache
def shadowed() -> dict[str, type[models.Model]]:
    """The tables that have a shadow, by name."""
    owned = [model for model in apps.get_app_config("claims").get_models() if issubclass(model, Owned)]
    return {model._meta.db_table: model for model in owned if model._meta.model_name not in TODAYS}


def shadow_of(table: str, point: Point) -> str:
    """The SELECT that gives the table's rows as they were at the point."""
    model = shadowed()[table]
    name = str(model._meta.model_name)
    values = {
        "table": table,
        "type": name,
        "newsroom": int(point.newsroom_id),
        "defaults": _literal(_defaults(model)),
    }
    live, gone = (_latest(model, point, subject) for subject in ("live.id", "gone.subject_id"))
    shadow = FROM_LIVE.format(columns=_columns(model, todays_of(model) | fixed_of(model)), latest=live, **values)
    if not _stays_for_good(model):
        shadow += "UNION ALL" + FROM_GONE.format(columns=_columns(model, frozenset()), latest=gone, **values)
    return shadow


def record_until(point: Point) -> str:
    """The SELECT that gives the record itself up to the point."""
    return RECORD.format(newsroom=int(point.newsroom_id), within_joins=point.joins, within=point.condition)


def fixed_of(model: type[models.Model]) -> frozenset[str]:
    """The columns of the model that no action ever changes."""
    name = str(model._meta.model_name)
    links = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    fixed = {
        field.column
        for field in links
        if ((name, field.name) in STAYS) or (not field.null and (name, field.name) not in MOVES)
    }
    return frozenset({"id", *fixed})


def todays_of(model: type[models.Model]) -> frozenset[str]:
    """The columns of the model that are judged as they are today."""
    return frozenset(TODAYS_COLUMNS.get(str(model._meta.model_name), ()))


def _columns(model: type[models.Model], live: Iterable[str]) -> str:
    names = [str(field.column) for field in model._meta.concrete_fields]
    return ", ".join(f'live."{name}"' if name in live else f'known."{name}"' for name in names)


def _latest(model: type[models.Model], point: Point, subject: str) -> str:
    words = [field.column for field in model._meta.concrete_fields if _holds_text(field) and not field.choices]
    kept = UNREDACTED.format(
        marker=MARKER,
        redacted=REDACTED,
        defaults=_literal(_defaults(model)),
        words=", ".join(f"'{word}'" for word in [*words, ""]),
    )
    return LATEST.format(
        kept=kept,
        type=model._meta.model_name,
        subject=subject,
        within_joins=point.joins,
        within=point.condition,
    )


def _defaults(model: type[models.Model]) -> dict[str, Any]:
    """What stands in columns of which an old Change knows nothing, because a migration added them later."""
    unrecorded: tuple[str, ...] = getattr(model, "UNRECORDED", ())
    return {
        str(field.column): field.get_default()
        for field in model._meta.concrete_fields
        if not field.null and field.column not in unrecorded and (field.has_default() or _holds_text(field))
    }


def _holds_text(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, models.CharField | models.TextField)


def _literal(values: dict[str, Any]) -> str:
    return "'" + json.dumps(values).replace("'", "''") + "'::jsonb"


def _stays_for_good(model: type[models.Model]) -> bool:
    """Whether the database refuses to delete rows of this table."""
    triggers = getattr(model._meta, "triggers", ())
    return any(trigger.name in ("append_only", "never_deleted") for trigger in triggers)
