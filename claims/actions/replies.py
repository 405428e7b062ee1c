"""What came back to a request for comment."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from claims.actions._asking import answering_parties
from claims.actions._changes import record_change, record_changes
from claims.actions._fields import checked
from claims.actions._references import standing_parties, under
from claims.actions._rows import lock, require_seen
from claims.actions.drafts import AnswerDraft
from claims.models import Allegation, Answer, CommentRequest, Party, Reply, Utterance
from claims.models.answering import resolved
from claims.rules.actor import Actor
from claims.rules.comment_requests import Step, check_no_repeats, check_step
from claims.rules.deadlines import check_happened, check_not_before_sending
from claims.rules.replies import check_answers, check_asked, check_speaks_for
from claims.rules.roles import May, require
from claims.rules.utterances import check_terms, check_translation
from claims.vocabulary import ReplyKind, RequestState, Terms, Verb

STATED: dict[str, Any] = {
    "words": "",
    "language": "",
    "translation": "",
    "translated_by": "",
    "machine_translated": False,
    "terms": Terms.ON_THE_RECORD,
    "background_as": "",
    "speaker_label": "",
}


@transaction.atomic
def record_reply(
    *,
    comment_request: CommentRequest,
    kind: ReplyKind,
    answers: Sequence[AnswerDraft] = (),
    received_at: datetime | None = None,
    speaks_for: Party | None = None,
    utterance: Utterance | None = None,
    by: Actor,
    at: datetime,
    **fields: Any,
) -> Reply:
    """Record a reply (received now, unless `received_at` says when) and which of the allegations asked it answers.

    It speaks for the party asked, unless `speaks_for` names another that may answer. `fields`: any of STATED.
    """
    require(by, May.ASK)
    if unknown := fields.keys() - STATED.keys():
        raise TypeError(f"not fields of a reply that a person sets: {sorted(unknown)}")
    request = lock(comment_request, by)
    check_step(Step.REPLY, RequestState(request.state))
    values = _checked_reply({**STATED, **fields, "kind": kind}, now=at)
    received_at = received_at or at
    check_happened(received_at, now=at, field="received_at")
    if request.sent_at is not None:
        check_not_before_sending(received_at, sent_at=request.sent_at, field="received_at")
    asked = list(Allegation.objects.filter(requests__comment_request=request).select_related("accused__merged_into"))
    positions = _checked_answers(ReplyKind(values["kind"]), answers, asked, now=at)
    require_seen([utterance], by, field="utterance")
    reply = Reply(
        newsroom_id=by.newsroom_id,
        comment_request=request,
        speaks_for=_speaker(request, speaks_for, asked, on=received_at.date(), by=by),
        utterance=utterance,
        received_at=received_at,
        **values,
    )
    reply.save(force_insert=True)
    rows = [
        Answer(newsroom_id=by.newsroom_id, reply=reply, allegation_id=allegation, position=position, at=at)
        for allegation, position in positions
    ]
    record_changes(Verb.ANSWER_RECORDED, Answer.objects.bulk_create(rows), by=by, at=at)
    record_change(Verb.REPLY_RECORDED, reply, by=by, at=at)
    return reply


def _checked_reply(fields: dict[str, Any], *, now: datetime) -> dict[str, Any]:
    values = checked(Reply, fields, now=now)
    check_terms(values["terms"], values["background_as"])
    check_translation(values["translation"], values["translated_by"], values["machine_translated"])
    return values


def _checked_answers(
    kind: ReplyKind, answers: Sequence[AnswerDraft], asked: Sequence[Allegation], *, now: datetime
) -> list[tuple[int, str]]:
    """(allegation id, position) of each answer."""
    check_answers(kind, len(answers))
    check_no_repeats([answer.allegation.pk for answer in answers], field="answers")
    known = {allegation.pk for allegation in asked}
    positions = []
    for place, answer in enumerate(answers):
        with under(f"answers.{place}"):
            check_asked(answer.allegation.pk, known, field="allegation")
            position = checked(Answer, {"position": answer.position}, now=now)["position"]
        positions.append((answer.allegation.pk, position))
    return positions


def _speaker(
    request: CommentRequest, named: Party | None, asked: Sequence[Allegation], *, on: date, by: Actor
) -> Party:
    party = resolved(request.party)
    if named is None:
        return party
    speaker = standing_parties([("speaks_for", named)], by)[named.pk]
    may_speak = frozenset({party.pk}).union(*answering_parties(asked, on=on).values())
    check_speaks_for(speaker.pk, may_speak, name=speaker.name)
    return speaker
