"""Requests for comment. A person writes to the party; here it is recorded that it was done."""

from typing import Any

from claims.actions.attempts import record_attempt
from claims.actions.comment_requests import (
    assign_request,
    draft_comment_request,
    revise_comment_request,
    send_comment_request,
    withdraw_comment_request,
)
from claims.actions.deadlines import extend_deadline
from claims.actions.replies import record_reply
from claims.api.doors import Door
from claims.api.filters.comment_request import AttemptFilters, CommentRequestFilters, ReplyFilters
from claims.api.methods import lists, reads, writes
from claims.api.shapes.allegation import answer_drafts
from claims.api.shapes.attempt import AttemptInput, AttemptShape
from claims.api.shapes.comment_request import (
    AssignInput,
    CommentRequestInput,
    CommentRequestRevision,
    CommentRequestShape,
    ExtensionInput,
    ExtensionShape,
    OwnCommentRequestShape,
    SendInput,
    WithdrawInput,
)
from claims.api.shapes.reply import ReplyInput, ReplyShape
from claims.models import CommentRequest
from claims.rules.roles import May


class CommentRequestsView(Door):
    @lists(CommentRequestShape, filters=CommentRequestFilters, needs=May.READ_REQUESTS)
    def get(self, rows: Any) -> Any:
        """Requests for comment, the newest first."""
        return rows

    @writes(CommentRequestInput, CommentRequestShape, needs=May.ASK, status=201)
    def post(self, given: dict[str, Any]) -> Any:
        """Draft a request that puts allegations, and questions beside them, to a party."""
        return draft_comment_request(**given, **self.signed)


class CommentRequestView(Door):
    of = CommentRequest

    @reads(OwnCommentRequestShape, needs=May.READ_REQUESTS, expanded=CommentRequestShape)
    def get(self, comment_request: CommentRequest) -> Any:
        """One request by itself."""
        return comment_request

    @writes(CommentRequestRevision, OwnCommentRequestShape, needs=May.ASK)
    def patch(self, given: dict[str, Any], comment_request: CommentRequest) -> Any:
        """Change the fields and lists sent of a draft."""
        return revise_comment_request(comment_request=comment_request, **given, **self.signed)


class ExpandedCommentRequestView(Door):
    of = CommentRequest

    @reads(CommentRequestShape, needs=May.READ_REQUESTS)
    def get(self, comment_request: CommentRequest) -> Any:
        """One request with its party, people and allegations."""
        return comment_request


class SendView(Door):
    of = CommentRequest

    @writes(SendInput, CommentRequestShape, needs=May.ASK)
    def post(self, given: dict[str, Any], comment_request: CommentRequest) -> Any:
        """Record that a person sent it. On Record itself writes to nobody."""
        return send_comment_request(comment_request=comment_request, **given, **self.signed)


class WithdrawView(Door):
    of = CommentRequest

    @writes(WithdrawInput, CommentRequestShape, needs=May.ASK)
    def post(self, given: dict[str, Any], comment_request: CommentRequest) -> Any:
        """Withdraw it: then it no longer counts as asking."""
        return withdraw_comment_request(comment_request=comment_request, **given, **self.signed)


class AssignView(Door):
    of = CommentRequest

    @writes(AssignInput, CommentRequestShape, needs=May.ASK)
    def post(self, given: dict[str, Any], comment_request: CommentRequest) -> Any:
        """Put a member in charge of following it up."""
        return assign_request(comment_request=comment_request, **given, **self.signed)


class ExtensionsView(Door):
    of = CommentRequest

    @lists(ExtensionShape, needs=May.READ_REQUESTS)
    def get(self, rows: Any, comment_request: CommentRequest) -> Any:
        """The extensions of its deadline."""
        return rows.filter(comment_request=comment_request)

    @writes(ExtensionInput, ExtensionShape, needs=May.ASK, status=201)
    def post(self, given: dict[str, Any], comment_request: CommentRequest) -> Any:
        """Give the party more time, and say why. Nothing else moves a deadline that was stated."""
        return extend_deadline(comment_request=comment_request, **given, **self.signed)


class AttemptsView(Door):
    of = CommentRequest

    @lists(AttemptShape, filters=AttemptFilters, needs=May.READ_REQUESTS)
    def get(self, rows: Any, comment_request: CommentRequest) -> Any:
        """The tries at reaching the party."""
        return rows.filter(comment_request=comment_request)

    @writes(AttemptInput, AttemptShape, needs=May.ASK, status=201)
    def post(self, given: dict[str, Any], comment_request: CommentRequest) -> Any:
        """Record one try: by which channel, whom it reached, what came of it."""
        return record_attempt(comment_request=comment_request, **given, **self.signed)


class RepliesView(Door):
    of = CommentRequest

    @lists(ReplyShape, filters=ReplyFilters, needs=May.READ_REQUESTS)
    def get(self, rows: Any, comment_request: CommentRequest) -> Any:
        """What came back."""
        return rows.filter(comment_request=comment_request)

    @writes(ReplyInput, ReplyShape, needs=May.ASK, status=201)
    def post(self, given: dict[str, Any], comment_request: CommentRequest) -> Any:
        """Record a reply and which of the allegations it answers."""
        answers = answer_drafts(given.pop("answers", []))
        request = comment_request
        return record_reply(comment_request=request, answers=answers, **given, **self.signed)
