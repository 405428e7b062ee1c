"""Who was asked in the exercise, and what came back: one accused party for every answer state."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from claims.actions.attempts import record_attempt
from claims.actions.comment_requests import draft_comment_request, send_comment_request
from claims.actions.drafts import AnswerDraft
from claims.actions.replies import record_reply
from claims.management.example.people import Desk
from claims.models import Allegation, CommentRequest, Incident, Party
from claims.vocabulary import Channel, Outcome, Position, Reached, ReplyKind


@dataclass(frozen=True)
class Asked:
    """A request sent `hours_ago`, answer wanted `due_in` hours from now (negative: past)."""

    party: str
    hours_ago: int
    due_in: int


REQUESTS = (
    Asked("force", 60, -12),
    Asked("sable", 60, -12),
    Asked("interior", 72, -20),
    Asked("harbour", 48, 24),
    Asked("coast_guard", 24, 24 * 6),
    Asked("customs", 60, 12),
    Asked("westmark", 60, -12),
    # Nobody asked the port authority.
)


def load(incident: Incident, parties: dict[str, Party], desk: Desk, *, now: datetime) -> None:
    """Send the requests and record what came of them."""
    sent = {asked.party: _send(incident, parties[asked.party], asked, desk, now) for asked in REQUESTS}
    _attempts(sent, desk, now)
    _replies(sent, desk, now)


def _send(incident: Incident, party: Party, asked: Asked, desk: Desk, now: datetime) -> CommentRequest:
    at = now - timedelta(hours=asked.hours_ago)
    deadline = (now + timedelta(hours=asked.due_in)).replace(minute=0, second=0, microsecond=0)
    allegations = list(Allegation.objects.filter(claim__incident=incident, accused=party))
    request = draft_comment_request(
        incident=incident,
        party=party,
        allegations=allegations,
        nature="a news report",
        text=(
            "We are preparing a report on the explosion in Port Meridian (a training exercise). "
            f"The Northern Assembly Front says: “{allegations[0].claim.text}” "
            f"We would like to publish your answer; we need it by {deadline:%d %B %Y, %H:%M} UTC."
        ),
        contact_point=party.contact_points.get(),
        language="en",
        deadline=deadline,
        deadline_zone="UTC",
        by=desk.reporter,
        at=at,
    )
    return send_comment_request(comment_request=request, channel=Channel.EMAIL, by=desk.reporter, at=at)


def _attempts(sent: dict[str, CommentRequest], desk: Desk, now: datetime) -> None:
    record_attempt(
        comment_request=sent["harbour"],
        channel=Channel.EMAIL,
        reached=Reached.NOBODY,
        outcome=Outcome.BOUNCED,
        note="The mailbox does not exist.",
        by=desk.reporter,
        at=now - timedelta(hours=47),
    )
    record_attempt(
        comment_request=sent["interior"],
        channel=Channel.PHONE,
        reached=Reached.VOICEMAIL,
        outcome=Outcome.MESSAGE_LEFT,
        by=desk.reporter,
        at=now - timedelta(hours=30),
    )


def _replies(sent: dict[str, CommentRequest], desk: Desk, now: datetime) -> None:
    at = now - timedelta(hours=20)
    record_reply(
        comment_request=sent["force"],
        kind=ReplyKind.DENIAL,
        words="No unit of ours fired that day.",
        language="en",
        speaker_label="a spokesperson",
        answers=[AnswerDraft(allegation=_only(sent["force"]), position=Position.DENIES)],
        by=desk.reporter,
        at=at,
    )
    record_reply(
        comment_request=sent["sable"],
        kind=ReplyKind.DECLINES,
        words="We do not comment on contracts.",
        language="en",
        by=desk.reporter,
        at=at,
    )
    record_reply(
        comment_request=sent["westmark"],
        kind=ReplyKind.PARTIAL,
        words="We trained crews until last year. We paid for nothing.",
        language="en",
        answers=[AnswerDraft(allegation=_only(sent["westmark"]), position=Position.PARTLY)],
        by=desk.reporter,
        at=at,
    )


def _only(request: CommentRequest) -> Allegation:
    return request.asked.get().allegation
