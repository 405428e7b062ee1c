"""Requests for comment, and what else is done about answers."""

from typing import Any

from claims.api.filters._base import Followed, ListFilters, any_of, instants, one, whether
from claims.models import Incident, Membership, Party
from claims.vocabulary import Channel, CheckResult, Outcome, ReplyKind, RequestState, SilenceKind


class CommentRequestFilters(Followed):
    SORTS = {"drafted_at": "drafted_at", "sent_at": "sent_at", "deadline": "deadline", "state": "state"}

    incident = one(Incident)
    party = one(Party)
    state = any_of(RequestState)
    responsible = one(Membership, method="followed_up_by", says="In the charge of this member.")
    deadline_from, deadline_before = instants("deadline", "The deadline is")
    sent_from, sent_before = instants("sent_at", "Sent")

    def followed_up_by(self, rows: Any, _name: str, member: Membership) -> Any:
        return rows.filter(responsible=member.user_id)


class AttemptFilters(ListFilters):
    channel = any_of(Channel)
    outcome = any_of(Outcome)


class ReplyFilters(Followed):
    SORTS = {"received_at": "received_at"}

    kind = any_of(ReplyKind)
    received_from, received_before = instants("received_at", "Received")


class WaiverFilters(Followed):
    SORTS = {"at": "at"}

    incident = one(Incident, "allegation__claim__incident")
    party = one(Party)
    decided = whether(
        "decision", lookup_expr="isnull", exclude=True, says="false: those that wait for a second person."
    )


class SilenceFilters(Followed):
    incident = one(Incident)
    party = one(Party)


class ReportedSilenceFilters(SilenceFilters):
    SORTS = {"recorded_at": "recorded_at", "reported_on": "reported_on"}

    kind = any_of(SilenceKind)


class ChannelCheckFilters(SilenceFilters):
    SORTS = {"at": "at"}

    result = any_of(CheckResult)
    checked_from, checked_before = instants("at", "Looked")
