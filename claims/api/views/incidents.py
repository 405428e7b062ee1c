"""Incidents."""

from typing import Any

from django.db.models import Q

from claims.actions.incidents import (
    close_incident,
    lift_restriction,
    open_incident,
    relate_incident,
    reopen_incident,
    restrict_incident,
    revise_incident,
)
from claims.actions.named_people import name_person, name_token, unname
from claims.api import feeds
from claims.api.as_of import AsOf
from claims.api.doors import Door
from claims.api.filters.change import HistoryFilters
from claims.api.filters.incident import IncidentFilters
from claims.api.methods import lists, reads, writes
from claims.api.shapes.change import ChangeShape
from claims.api.shapes.incident import (
    IncidentInput,
    IncidentPersonInput,
    IncidentPersonShape,
    IncidentRelationInput,
    IncidentRelationShape,
    IncidentRevision,
    IncidentShape,
    OwnIncidentShape,
    ReasonInput,
)
from claims.models import Incident, IncidentPerson
from claims.rules.incidents import check_one_named
from claims.rules.roles import May


class IncidentsView(Door):
    @lists(IncidentShape, filters=IncidentFilters, feed=feeds.INCIDENTS)
    def get(self, rows: Any) -> Any:
        """Incidents, the newest first."""
        return rows

    @writes(IncidentInput, IncidentShape, needs=May.RECORD, status=201)
    def post(self, given: dict[str, Any]) -> Any:
        """Open an incident."""
        return open_incident(**given, **self.signed)


class IncidentView(Door):
    of = Incident

    @reads(OwnIncidentShape, past=AsOf, expanded=IncidentShape)
    def get(self, incident: Incident) -> Any:
        """One incident by itself."""
        return incident

    @writes(IncidentRevision, OwnIncidentShape, needs=May.RECORD)
    def patch(self, given: dict[str, Any], incident: Incident) -> Any:
        """Change the fields sent. What somebody else changed since `version` is merged, or answered with 409."""
        return revise_incident(incident=incident, **given, **self.signed)


class ExpandedIncidentView(Door):
    of = Incident

    @reads(IncidentShape, past=AsOf)
    def get(self, incident: Incident) -> Any:
        """One incident, with what is counted in it."""
        return incident


class CloseView(Door):
    of = Incident

    @writes(ReasonInput, IncidentShape, needs=May.CLOSE)
    def post(self, given: dict[str, Any], incident: Incident) -> Any:
        """Close it: the clock no longer asks for answers."""
        return close_incident(incident=incident, **given, **self.signed)


class ReopenView(Door):
    of = Incident

    @writes(ReasonInput, IncidentShape, needs=May.CLOSE)
    def post(self, given: dict[str, Any], incident: Incident) -> Any:
        """Reopen a closed incident."""
        return reopen_incident(incident=incident, **given, **self.signed)


class RestrictView(Door):
    of = Incident

    @writes(ReasonInput, IncidentShape, needs=May.RESTRICT)
    def post(self, given: dict[str, Any], incident: Incident) -> Any:
        """From now on only named people, editors and admins see it."""
        return restrict_incident(incident=incident, **given, **self.signed)


class LiftRestrictionView(Door):
    of = Incident

    @writes(ReasonInput, IncidentShape, needs=May.RESTRICT)
    def post(self, given: dict[str, Any], incident: Incident) -> Any:
        """Everybody in the newsroom sees it again."""
        return lift_restriction(incident=incident, **given, **self.signed)


class RelationsView(Door):
    of = Incident

    @lists(IncidentRelationShape)
    def get(self, rows: Any, incident: Incident) -> Any:
        """How the incident hangs together with others, as far as you can see them; said from either side."""
        return rows.filter(Q(incident=incident) | Q(other=incident))

    @writes(IncidentRelationInput, IncidentRelationShape, needs=May.RECORD, status=201)
    def post(self, given: dict[str, Any], incident: Incident) -> Any:
        """Say that it precedes, follows, is part of or is the same as another."""
        return relate_incident(incident=incident, **given, **self.signed)


class PeopleView(Door):
    of = Incident

    @lists(IncidentPersonShape)
    def get(self, rows: Any, incident: Incident) -> Any:
        """Who is named as one who sees the incident while it is restricted."""
        return rows.filter(incident=incident)

    @writes(IncidentPersonInput, IncidentPersonShape, needs=May.RESTRICT, status=201)
    def post(self, given: dict[str, Any], incident: Incident) -> Any:
        """Name a member of the newsroom, or a token."""
        check_one_named(member="member" in given, token="token" in given)
        if "token" in given:
            return name_token(incident=incident, token=given["token"], **self.signed)
        return name_person(incident=incident, user=given["member"].user, **self.signed)


class PersonRemoveView(Door):
    of = IncidentPerson

    @writes(None, IncidentPersonShape, needs=May.RESTRICT)
    def post(self, given: dict[str, Any], person: IncidentPerson) -> Any:
        """From now on they see the incident no longer than everybody does. The answer is who it was."""
        shown = self.shown(IncidentPersonShape, person.pk)
        unname(person=person, **self.signed)
        return shown


class HistoryView(Door):
    of = Incident

    @lists(ChangeShape, filters=HistoryFilters, feed=feeds.HISTORY)
    def get(self, rows: Any, incident: Incident) -> Any:
        """What was done to the incident and everything in it, the newest first."""
        return rows.filter(incident=incident)
