"""Parties."""

from typing import Any

from django.db.models import Q

from claims.actions.parties import add_contact_point, add_party, merge_parties, relate_parties, revise_party
from claims.api.doors import Door
from claims.api.filters.party import PartyFilters
from claims.api.methods import lists, reads, writes
from claims.api.shapes.party import (
    ContactPointInput,
    ContactPointShape,
    MergeInput,
    PartyInput,
    PartyRelationInput,
    PartyRelationShape,
    PartyRevision,
    PartyShape,
)
from claims.models import Party
from claims.rules.roles import May


class PartiesView(Door):
    @lists(PartyShape, filters=PartyFilters)
    def get(self, rows: Any) -> Any:
        """Parties; those merged into another only on request."""
        return rows

    @writes(PartyInput, PartyShape, needs=May.RECORD, status=201)
    def post(self, given: dict[str, Any]) -> Any:
        """Add a person or body."""
        return add_party(**given, **self.signed)


class PartyView(Door):
    of = Party

    @reads(PartyShape)
    def get(self, party: Party) -> Any:
        """One party; `merged_into` names the one that stands for it."""
        return party

    @writes(PartyRevision, PartyShape, needs=May.RECORD)
    def patch(self, given: dict[str, Any], party: Party) -> Any:
        """Change the fields sent; `aliases` are all of them."""
        return revise_party(party=party, **given, **self.signed)


class MergeView(Door):
    of = Party

    @writes(MergeInput, PartyShape, needs=May.MERGE_PARTIES)
    def post(self, given: dict[str, Any], party: Party) -> Any:
        """Let another party stand for this one from now on; answers with that other party."""
        return merge_parties(party=party, **given, **self.signed)


class PartyRelationsView(Door):
    of = Party

    @lists(PartyRelationShape)
    def get(self, rows: Any, party: Party) -> Any:
        """How the party hangs together with others; said from either side."""
        return rows.filter(Q(party=party) | Q(other=party))

    @writes(PartyRelationInput, PartyRelationShape, needs=May.RECORD, status=201)
    def post(self, given: dict[str, Any], party: Party) -> Any:
        """Say how it hangs together with another."""
        return relate_parties(party=party, **given, **self.signed)


class ContactPointsView(Door):
    of = Party

    @lists(ContactPointShape)
    def get(self, rows: Any, party: Party) -> Any:
        """How to reach the party."""
        return rows.filter(party=party)

    @writes(ContactPointInput, ContactPointShape, needs=May.RECORD, status=201)
    def post(self, given: dict[str, Any], party: Party) -> Any:
        """Add a way to reach it."""
        return add_contact_point(party=party, **given, **self.signed)
