"""What can be done to an incident."""

from datetime import datetime
from typing import Any

from django.db import transaction

from claims.actions._changes import record_change
from claims.actions._edits import merged, write
from claims.actions._fields import checked, checked_reason
from claims.actions._rows import lock, require_seen
from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.models import Incident, IncidentRelation
from claims.rules.actor import Actor
from claims.rules.incidents import check_coordinates, check_place, check_work_state
from claims.rules.reference import new_reference
from claims.rules.roles import May, require
from claims.vocabulary import IncidentRelationKind, Verb, WorkState


@transaction.atomic
def open_incident(*, by: Actor, at: datetime, **fields: Any) -> Incident:
    """Open an incident. `fields`: title, and any of Incident's own columns a person sets (see REVISABLE)."""
    require(by, May.RECORD)
    values = checked(Incident, {"title": "", **_only_revisable(fields)}, now=at)
    incident = Incident(
        newsroom_id=by.newsroom_id,
        reference=_unused_reference(by),
        opened_at=at,
        **values,
    )
    check_place(incident.place_precision, incident.place_wording)
    check_coordinates(incident.latitude, incident.longitude)
    incident.save(force_insert=True)
    record_change(Verb.INCIDENT_OPENED, incident, by=by, at=at)
    return incident


@transaction.atomic
def revise_incident(*, incident: Incident, version: int, by: Actor, at: datetime, **fields: Any) -> Incident:
    """Change the fields given, prepared on `version`; merges with what others changed since, or raises StaleEdit."""
    require(by, May.RECORD)
    incident = lock(incident, by)
    values = merged(incident, version, checked(Incident, _only_revisable(fields), now=at))
    if not values:
        return incident
    result = {name: getattr(incident, name) for name in ("place_precision", "place_wording", "latitude", "longitude")}
    result |= values
    check_place(result["place_precision"], result["place_wording"])
    check_coordinates(result["latitude"], result["longitude"])
    write(incident, values)
    record_change(Verb.INCIDENT_REVISED, incident, by=by, at=at)
    return incident


@transaction.atomic
def relate_incident(
    *,
    incident: Incident,
    kind: IncidentRelationKind,
    other: Incident,
    by: Actor,
    at: datetime,
) -> IncidentRelation:
    """Say that the incident precedes, follows, is part of or is the same as another."""
    require(by, May.RECORD)
    incident = lock(incident, by)
    checked(IncidentRelation, {"kind": kind}, now=at)
    require_seen([other], by, field="other")
    if incident.pk == other.pk:
        raise RuleBroken(
            "relates_to_itself",
            _("An incident cannot be related to itself."),
            field="other",
        )
    relation, created = IncidentRelation.objects.get_or_create(
        newsroom_id=by.newsroom_id,
        incident=incident,
        kind=kind,
        other=other,
        defaults={"related_at": at},
    )
    if created:
        record_change(Verb.INCIDENT_RELATED, relation, by=by, at=at)
    return relation


@transaction.atomic
def close_incident(*, incident: Incident, reason: str = "", by: Actor, at: datetime) -> Incident:
    """Close it: the clock no longer asks for answers."""
    require(by, May.CLOSE)
    return _set_work_state(incident, WorkState.CLOSED, Verb.INCIDENT_CLOSED, reason, by, at)


@transaction.atomic
def reopen_incident(*, incident: Incident, reason: str = "", by: Actor, at: datetime) -> Incident:
    """Reopen a closed incident."""
    require(by, May.CLOSE)
    return _set_work_state(incident, WorkState.OPEN, Verb.INCIDENT_REOPENED, reason, by, at)


@transaction.atomic
def restrict_incident(*, incident: Incident, reason: str = "", by: Actor, at: datetime) -> Incident:
    """From now on only named people, editors and admins see it."""
    require(by, May.RESTRICT)
    return _set_restricted(incident, True, Verb.INCIDENT_RESTRICTED, reason, by, at)


@transaction.atomic
def lift_restriction(*, incident: Incident, reason: str = "", by: Actor, at: datetime) -> Incident:
    """Everybody in the newsroom sees it again."""
    require(by, May.RESTRICT)
    return _set_restricted(incident, False, Verb.INCIDENT_RESTRICTION_LIFTED, reason, by, at)


REVISABLE = frozenset(
    {
        "title",
        "summary",
        "occurred_on",
        "occurred_at",
        "occurred_precision",
        "place_name",
        "country",
        "latitude",
        "longitude",
        "place_precision",
        "place_wording",
        "inferred",
        "exercise",
    }
)


def _only_revisable(fields: dict[str, Any]) -> dict[str, Any]:
    unknown = fields.keys() - REVISABLE
    if unknown:
        raise TypeError(f"not fields of an incident that a person sets: {sorted(unknown)}")
    return fields


def _unused_reference(by: Actor) -> str:
    while True:
        reference = new_reference()
        if not Incident.objects.of(by).filter(reference=reference).exists():
            return reference


def _set_work_state(
    incident: Incident,
    state: WorkState,
    verb: Verb,
    reason: str,
    by: Actor,
    at: datetime,
) -> Incident:
    why = checked_reason(reason)
    incident = lock(incident, by)
    check_work_state(WorkState(incident.work_state), state)
    write(incident, {"work_state": state})
    record_change(verb, incident, by=by, at=at, reason=why)
    return incident


def _set_restricted(
    incident: Incident,
    restricted: bool,
    verb: Verb,
    reason: str,
    by: Actor,
    at: datetime,
) -> Incident:
    why = checked_reason(reason)
    incident = lock(incident, by)
    if incident.restricted == restricted:
        return incident
    write(incident, {"restricted": restricted})
    record_change(verb, incident, by=by, at=at, reason=why)
    return incident
