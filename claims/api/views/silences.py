"""Waivers, reported silences and channel checks."""

from typing import Any

from claims.actions.silences import record_channel_check, record_reported_silence
from claims.actions.waivers import approve_waiver, refuse_waiver, waive
from claims.api.doors import Door
from claims.api.filters.comment_request import ChannelCheckFilters, ReportedSilenceFilters, WaiverFilters
from claims.api.methods import lists, reads, writes
from claims.api.shapes.silence import (
    ChannelCheckInput,
    ChannelCheckShape,
    ReportedSilenceInput,
    ReportedSilenceShape,
)
from claims.api.shapes.waiver import RefusalInput, WaiverInput, WaiverShape
from claims.models import ChannelCheck, ReportedSilence, Waiver
from claims.rules.roles import May


class WaiversView(Door):
    @lists(WaiverShape, filters=WaiverFilters, needs=May.READ_REQUESTS)
    def get(self, rows: Any) -> Any:
        """Recorded decisions not to ask."""
        return rows

    @writes(WaiverInput, WaiverShape, needs=May.ASK, status=201)
    def post(self, given: dict[str, Any]) -> Any:
        """Propose not to ask a party about an allegation. A person's to propose and another's to decide, no token's."""
        return waive(**given, **self.signed)


class WaiverView(Door):
    of = Waiver

    @reads(WaiverShape, needs=May.READ_REQUESTS)
    def get(self, waiver: Waiver) -> Any:
        """One waiver."""
        return waiver


class ApproveWaiverView(Door):
    of = Waiver

    @writes(None, WaiverShape, needs=May.WAIVE)
    def post(self, given: dict[str, Any], waiver: Waiver) -> Any:
        """As a second person, decide that the party is not asked."""
        return approve_waiver(waiver=waiver, **self.signed).waiver


class RefuseWaiverView(Door):
    of = Waiver

    @writes(RefusalInput, WaiverShape, needs=May.WAIVE)
    def post(self, given: dict[str, Any], waiver: Waiver) -> Any:
        """As a second person, decide that the party is to be asked all the same, and say why."""
        return refuse_waiver(waiver=waiver, **given, **self.signed).waiver


class ReportedSilencesView(Door):
    @lists(ReportedSilenceShape, filters=ReportedSilenceFilters)
    def get(self, rows: Any) -> Any:
        """What sources say of parties that did not answer them."""
        return rows

    @writes(ReportedSilenceInput, ReportedSilenceShape, needs=May.RECORD, status=201)
    def post(self, given: dict[str, Any]) -> Any:
        """Record that a source says so, in its wording."""
        return record_reported_silence(**given, **self.signed)


class ReportedSilenceView(Door):
    of = ReportedSilence

    @reads(ReportedSilenceShape)
    def get(self, silence: ReportedSilence) -> Any:
        """One reported silence."""
        return silence


class ChannelChecksView(Door):
    @lists(ChannelCheckShape, filters=ChannelCheckFilters)
    def get(self, rows: Any) -> Any:
        """Our own looks at parties' channels."""
        return rows

    @writes(ChannelCheckInput, ChannelCheckShape, needs=May.RECORD, status=201)
    def post(self, given: dict[str, Any]) -> Any:
        """Record a look: at which channels, and what was found."""
        return record_channel_check(**given, **self.signed)


class ChannelCheckView(Door):
    of = ChannelCheck

    @reads(ChannelCheckShape)
    def get(self, look: ChannelCheck) -> Any:
        """One channel check."""
        return look
