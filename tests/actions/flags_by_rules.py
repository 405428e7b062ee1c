"""What is due in an incident by the rules alone, over facts that are loaded row by row: what the clock must come to."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from claims.models import (
    Allegation,
    ChannelCheck,
    CommentRequest,
    Incident,
    Newsroom,
    Party,
    Reply,
    Waiver,
)
from claims.models.answering import OwedAnswer, owed_answers, resolved
from claims.rules.flags import (
    AllegationFact,
    ChannelCheckFact,
    ReplyFact,
    RequestFact,
    TimedAttempt,
    WaiverFact,
    allegation_flags,
    check_old_since,
    reply_waiting_since,
    request_flags,
    settles,
    waiver_unapproved_since,
)
from claims.vocabulary import (
    Channel,
    CheckResult,
    FlagKind,
    Outcome,
    Reached,
    ReplyKind,
    RequestState,
    Standing,
    WorkState,
)

# (kind, id of what is flagged, since)
Due = set[tuple[str, int, datetime]]


def flags_by_rules(incident: Incident, *, now: datetime) -> Due:
    """All flags of an incident but those on claims and on what was printed."""
    newsroom = Newsroom.objects.get(pk=incident.newsroom_id)
    state = WorkState(Incident.objects.get(pk=incident.pk).work_state)
    owed = owed_answers(Allegation.objects.filter(claim__incident=incident), now=now)
    found: Due = set()
    for each in owed:
        if each.party.pk == resolved(each.allegation.accused).pk:
            fact = _allegation(each, owed, newsroom, state)
            found |= {(kind, each.allegation.pk, since) for kind, since in allegation_flags(fact, now=now).items()}
    for request in CommentRequest.objects.filter(incident=incident):
        fact = _request(request, state)
        found |= {(kind, request.pk, since) for kind, since in request_flags(fact, now=now).items()}
    return found | set(_trail(incident, owed, newsroom, state, now))


def _allegation(each: OwedAnswer, owed: list[OwedAnswer], newsroom: Newsroom, state: WorkState) -> AllegationFact:
    speaking = {other.party.pk for other in owed if other.allegation.pk == each.allegation.pk}
    before = CommentRequest.objects.filter(
        incident=each.allegation.claim.incident, state=RequestState.SENT, sent_at__lt=each.allegation.at
    )
    added = any(
        resolved(request.party).pk in speaking
        and not any(settles(ReplyKind(reply.kind)) for reply in request.replies.all())
        for request in before.select_related("party__merged_into")
    )
    limit = timedelta(hours=newsroom.not_asked_after_hours)
    return AllegationFact(
        each.allegation.at, limit, each.allegation.for_publication, each.state, each.owed, state, added
    )


def _request(request: CommentRequest, state: WorkState) -> RequestFact:
    tries = [
        TimedAttempt(Channel(each.channel), Reached(each.reached), Outcome(each.outcome), each.at)
        for each in request.attempts.order_by("at", "id")
    ]
    return RequestFact(
        state=RequestState(request.state),
        sent_at=request.sent_at,
        deadline=request.deadline,
        work_state=state,
        attempts=tries,
        replies=[ReplyKind(each.kind) for each in request.replies.all()],
    )


def _trail(
    incident: Incident, owed: list[OwedAnswer], newsroom: Newsroom, state: WorkState, now: datetime
) -> Iterator[tuple[str, int, datetime]]:
    for reply in Reply.objects.filter(comment_request__incident=incident):
        fact = ReplyFact(reply.received_at, reply.utterance_id is not None, hasattr(reply, "handled"), state)
        if since := reply_waiting_since(fact, now=now):
            yield FlagKind.REPLY_WAITING, reply.pk, since
    for waiver in Waiver.objects.filter(allegation__claim__incident=incident):
        made = waiver.allegation
        stands = made.withdrawn_at is None and made.claim.standing == Standing.LIVE
        if since := waiver_unapproved_since(WaiverFact(waiver.at, hasattr(waiver, "decision"), stands, state), now=now):
            yield FlagKind.WAIVER_UNAPPROVED, waiver.pk, since
    checks = list(ChannelCheck.objects.filter(incident=incident).select_related("party__merged_into"))
    for check in checks:
        party: Party = resolved(check.party)
        theirs = [other for other in checks if resolved(other.party).pk == party.pk]
        checked = ChannelCheckFact(
            check.at,
            timedelta(hours=newsroom.channel_check_holds_hours),
            max(theirs, key=lambda each: (each.at, each.pk)).pk == check.pk,
            check.result == CheckResult.FOUND_NOTHING,
            [each.state for each in owed if each.party.pk == party.pk and each.owed],
            state,
        )
        if since := check_old_since(checked, now=now):
            yield FlagKind.CHECK_OLD, check.pk, since
