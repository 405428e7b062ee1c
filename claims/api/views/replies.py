"""Replies by themselves: typing errors put right, and a reply worked in."""

from typing import Any

from claims.actions.reply_trail import correct_reply, handle_reply
from claims.api.doors import Door
from claims.api.methods import reads, writes
from claims.api.shapes.reply import CorrectionsInput, HandleReplyInput, ReplyShape
from claims.models import Reply
from claims.rules.roles import May


class ReplyView(Door):
    of = Reply

    @reads(ReplyShape, needs=May.READ_REQUESTS)
    def get(self, reply: Reply) -> Any:
        """One reply, as it reads with its corrections."""
        return reply


class CorrectReplyView(Door):
    of = Reply

    @writes(CorrectionsInput, ReplyShape, needs=May.ASK)
    def post(self, given: dict[str, Any], reply: Reply) -> Any:
        """Put typing errors right; what stood there before stays beside it."""
        return correct_reply(reply=reply, **given, **self.signed)[0].reply


class HandleReplyView(Door):
    of = Reply

    @writes(HandleReplyInput, ReplyShape, needs=May.ASK)
    def post(self, given: dict[str, Any], reply: Reply) -> Any:
        """Record that it was worked in: as this utterance, or with a note that says why there is none."""
        return handle_reply(reply=reply, **given, **self.signed).reply
