"""Utterances."""

from typing import Any

from claims.actions.utterances import add_carriage, record_claims, record_utterance, revise_utterance
from claims.api.doors import Door
from claims.api.filters.claim import ClaimFilters
from claims.api.filters.utterance import UtteranceFilters
from claims.api.methods import lists, reads, writes
from claims.api.shapes.carriage import CarriageInput, CarriageShape, carriage_draft
from claims.api.shapes.claim import ClaimShape, RecordedClaimsShape, claim_draft
from claims.api.shapes.utterance import (
    ClaimsInput,
    OwnUtteranceShape,
    UtteranceInput,
    UtteranceRevision,
    UtteranceShape,
)
from claims.models import Utterance
from claims.rules.roles import May


class UtterancesView(Door):
    @lists(UtteranceShape, filters=UtteranceFilters)
    def get(self, rows: Any) -> Any:
        """Utterances, the newest first."""
        return rows

    @writes(UtteranceInput, UtteranceShape, needs=May.RECORD, status=201)
    def post(self, given: dict[str, Any]) -> Any:
        """Record one occasion on which somebody said something, where it was carried, and every claim made."""
        claims = [claim_draft(claim) for claim in given.pop("claims")]
        carried = given.pop("carriage", None)
        carriage = carriage_draft(carried) if carried is not None else None
        return record_utterance(claims=claims, carriage=carriage, **given, **self.signed)


class UtteranceView(Door):
    of = Utterance

    @reads(OwnUtteranceShape, expanded=UtteranceShape)
    def get(self, utterance: Utterance) -> Any:
        """One utterance by itself."""
        return utterance

    @writes(UtteranceRevision, OwnUtteranceShape, needs=May.RECORD)
    def patch(self, given: dict[str, Any], utterance: Utterance) -> Any:
        """Change the fields sent; whose utterance it is cannot be changed."""
        return revise_utterance(utterance=utterance, **given, **self.signed)


class ExpandedUtteranceView(Door):
    of = Utterance

    @reads(UtteranceShape)
    def get(self, utterance: Utterance) -> Any:
        """One utterance with its people, claims and carriages."""
        return utterance


class CarriagesView(Door):
    of = Utterance

    @lists(CarriageShape)
    def get(self, rows: Any, utterance: Utterance) -> Any:
        """Where the utterance was carried."""
        return rows.filter(utterance=utterance)

    @writes(CarriageInput, CarriageShape, needs=May.RECORD, status=201)
    def post(self, given: dict[str, Any], utterance: Utterance) -> Any:
        """Say where else it was carried."""
        return add_carriage(utterance=utterance, carriage=carriage_draft(given), **self.signed)


class UtteranceClaimsView(Door):
    of = Utterance

    @lists(ClaimShape, filters=ClaimFilters)
    def get(self, rows: Any, utterance: Utterance) -> Any:
        """The claims that hang on the utterance."""
        return rows.filter(links__utterance=utterance)

    @writes(ClaimsInput, RecordedClaimsShape, needs=May.RECORD, status=201)
    def post(self, given: dict[str, Any], utterance: Utterance) -> Any:
        """Hang further claims on it."""
        drafts = [claim_draft(claim) for claim in given["claims"]]
        recorded = record_claims(utterance=utterance, claims=drafts, **self.signed)
        rows = ClaimShape.rows(self.actor).filter(pk__in=[claim.pk for claim in recorded]).order_by("pk")
        return {"claims": ClaimShape.shown(list(rows), self.context)}
