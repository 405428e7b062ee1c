"""What the line says of those who are to answer: whom we asked, what they replied, whose silence others report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Prefetch

from claims.models.answer import Answer
from claims.models.answering import OwedAnswer, answer_states, request_fact, resolved
from claims.models.claim import Claim
from claims.models.comment_request import CommentRequest
from claims.models.incident import Incident
from claims.models.matrix import claimants_of
from claims.models.newsroom import Newsroom
from claims.models.reply import Reply
from claims.models.silence import ChannelCheck, ReportedSilence
from claims.rules.actor import Actor, outward
from claims.rules.answers import KEEPS_OPEN, AnswerFacts, answer_state, best
from claims.rules.line import Omission, Reason, not_asked
from claims.rules.line_answers import (
    LONGEST_QUOTATION,
    AskedFact,
    LookFact,
    ReplyFact,
    SilenceFact,
)
from claims.rules.line_said import Account, AnsweredFact
from claims.rules.printable import YetToComment, yet_to_comment
from claims.rules.roles import May, may
from claims.vocabulary import AnswerState, CheckResult, Position, ReplyKind, SilenceKind, Terms

QUOTED = frozenset({ReplyKind.STATEMENT, ReplyKind.DENIAL, ReplyKind.PARTIAL})


@dataclass(frozen=True)
class Asking:
    """For whom and of what it is asked: the accounts by claim, and the claims in print by id."""

    incident: Incident
    newsroom: Newsroom
    accounts: Mapping[int, Account]
    printed: Mapping[int, Claim]
    actor: Actor
    now: datetime


@dataclass
class Asked:
    """What was found, each list in its order."""

    asked: list[AskedFact] = field(default_factory=list)
    replies: list[ReplyFact] = field(default_factory=list)
    silences: list[SilenceFact] = field(default_factory=list)
    looked: list[LookFact] = field(default_factory=list)
    omissions: list[Omission] = field(default_factory=list)


def asking_in(about: Asking) -> Asked:
    """All of it, in a fixed number of queries."""
    found, reader = Asked(), outward(about.actor)
    owed = [
        each
        for each in answer_states(about.incident, actor=reader, now=about.now)
        if each.allegation.claim_id in about.printed
    ]
    requests = _requests(owed)
    replies = [reply for request in requests.values() for reply in request.replies.all()]
    told = _told(replies, reader)
    found.asked = [_asked(each, requests, told, about) for each in owed]
    found.replies = [
        _reply(reply, about)
        for reply in replies
        if reply.pk in told and reply.kind in QUOTED and _stands_for_itself(reply, about)
    ]
    _silences(found, about, reader)
    found.omissions += [each for fact in found.asked if (each := not_asked(fact)) is not None]
    found.omissions += _omitted_replies(replies, told, about)
    return found


def _requests(owed: Iterable[OwedAnswer]) -> dict[int, CommentRequest]:
    answers = Answer.objects.current().select_related("allegation").order_by("id")
    replies = Reply.objects.select_related("speaks_for__merged_into").prefetch_related(Prefetch("answers", answers))
    rows = (
        CommentRequest.objects.filter(pk__in={key for each in owed for key in each.request_ids})
        .select_related("party__merged_into")
        .prefetch_related("attempts", Prefetch("replies", replies))
    )
    return {request.pk: request for request in rows.order_by("sent_at", "id")}


def _told(replies: Iterable[Reply], reader: Actor) -> set[int]:
    """Those of the replies that may leave the newsroom."""
    seen = Reply.objects.visible_to(reader).filter(pk__in=[reply.pk for reply in replies])
    return set(seen.values_list("pk", flat=True))


def _asked(each: OwedAnswer, requests: Mapping[int, CommentRequest], told: set[int], about: Asking) -> AskedFact:
    mine = [requests[key] for key in each.request_ids if key in requests]
    mine = [request for request in mine if resolved(request.party).pk == each.party.pk]
    states = {
        request.pk: answer_state(AnswerFacts(requests=[request_fact(request)]), now=about.now) for request in mine
    }
    own = best(states.values()) if states else None
    # Of several in the same state the one with the latest deadline: until then the party may still answer.
    of_state = [request for request in mine if states[request.pk] == own]
    chosen = max(of_state, key=lambda request: (request.deadline or about.now, request.pk), default=None)
    replies = [reply for request in mine for reply in request.replies.all()]
    held = [ReplyKind(reply.kind) for reply in chosen.replies.all() if reply.kind in KEEPS_OPEN] if chosen else []
    return AskedFact(
        party=each.party.pk,
        name=each.party.name,
        allegation=each.allegation.pk,
        text=each.allegation.claim.text,
        state=each.state,
        own=own,
        deadline=chosen.deadline if chosen else None,
        zone=chosen.deadline_zone if chosen else "",
        tries=sum(len(request.attempts.all()) for request in mine),
        replied=bool(replies),
        # On background: that it was this party which replied is not told.
        told=all(reply.pk in told and reply.terms == Terms.ON_THE_RECORD for reply in replies),
        spoke_elsewhere=each.spoke_elsewhere,
        owed=each.owed,
        waived=each.waived,
        holding=held[-1] if held else None,
    )


def _stands_for_itself(reply: Reply, about: Asking) -> bool:
    """Whether nothing else tells it: no claim of it is in print, and what it answers, if anything, is."""
    if reply.utterance_id and any(
        link.utterance_id == reply.utterance_id for claim in about.printed.values() for link in claim.links.all()
    ):
        return False
    answered = [answer.allegation.claim_id for answer in reply.answers.all()]
    return not answered or any(claim in about.printed for claim in answered)


def _reply(reply: Reply, about: Asking) -> ReplyFact:
    on_background = reply.terms == Terms.ON_BACKGROUND
    return ReplyFact(
        who="" if on_background else resolved(reply.speaks_for).name,
        described=reply.background_as,
        partial=reply.kind == ReplyKind.PARTIAL,
        words=_words(reply),
        translated=bool(reply.translation),
        answers=tuple(
            AnsweredFact(Position(answer.position), about.accounts[claim.pk], claim.text)
            for answer in reply.answers.all()
            if (claim := about.printed.get(answer.allegation.claim_id)) is not None
        ),
    )


def _words(reply: Reply) -> str:
    return reply.translation or reply.words


def _omitted_replies(replies: Iterable[Reply], told: set[int], about: Asking) -> list[Omission]:
    """Replies that are not in print, as far as whoever asks may see them."""
    rows = list(replies)
    seen = Reply.objects.visible_to(about.actor).filter(pk__in=[reply.pk for reply in rows])
    visible = set(seen.values_list("pk", flat=True))
    found = []
    for reply in rows:
        party = resolved(reply.speaks_for)
        if reply.pk in visible - told:
            found.append(Omission(Reason.REPLY_WITHHELD, party=party.pk, party_name=party.name))
        elif reply.pk in told and reply.terms == Terms.ON_BACKGROUND and may(about.actor, May.SEE_WITHHELD):
            found.append(Omission(Reason.REPLY_ON_BACKGROUND, party=party.pk, party_name=party.name))
        elif reply.pk in told and reply.terms == Terms.ON_THE_RECORD and len(_words(reply)) > LONGEST_QUOTATION:
            found.append(Omission(Reason.REPLY_LONG, party=party.pk, party_name=party.name))
    return found


def _silences(found: Asked, about: Asking, reader: Actor) -> None:
    """Reported silences and our own looks, of those who have neither answered nor spoken on the incident."""
    spoken = {party.pk for claim in about.printed.values() for party in claimants_of(claim)}
    reported = set()
    rows = ReportedSilence.objects.visible_to(reader).filter(incident=about.incident)
    related = ("party__merged_into", "source__outlet__merged_into", "asked_by__merged_into", "allegation__claim")
    for row in rows.select_related(*related).order_by("id"):
        party = resolved(row.party)
        if row.allegation is not None and row.allegation.claim_id not in about.printed:
            continue
        facts = [
            each for each in found.asked if each.party == party.pk and row.allegation_id in (None, each.allegation)
        ]
        silent = _silence(row, any(each.spoke_elsewhere for each in facts) or party.pk in spoken)
        states = [each.state for each in facts] or [AnswerState.NOT_ASKED]
        if all(_rests_on(state, True, (), about) is None for state in states) or (silent.spoke and not silent.text):
            found.omissions.append(Omission(Reason.SPOKE_SINCE, party=party.pk, party_name=party.name))
            continue
        reported.add(party.pk)
        found.silences.append(silent)
    found.looked = _looked(found.asked, reported, about, reader)


def _silence(row: ReportedSilence, spoke: bool) -> SilenceFact:
    party, outlet = resolved(row.party), row.source.outlet
    return SilenceFact(
        party=party.pk,
        name=party.name,
        kind=SilenceKind(row.kind),
        source=row.source_id,
        outlet=resolved(outlet).name if outlet else "",
        asker=resolved(row.asked_by).name if row.asked_by else "",
        wording=row.wording,
        allegation=row.allegation_id,
        text=row.allegation.claim.text if row.allegation else "",
        spoke=spoke,
    )


def _looked(asked: Iterable[AskedFact], reported: set[int], about: Asking, reader: Actor) -> list[LookFact]:
    """Per party the latest look, if it found nothing and is fresh, and the party has said nothing on the incident."""
    rows = ChannelCheck.objects.visible_to(reader).filter(incident=about.incident, at__lte=about.now)
    latest: dict[int, ChannelCheck] = {}
    for row in rows.select_related("party__merged_into").order_by("at", "id"):
        latest[resolved(row.party).pk] = row
    by_party: dict[int, list[AskedFact]] = defaultdict(list)
    for each in asked:
        by_party[each.party].append(each)
    return [
        LookFact(party, facts[0].name, check.at, about.newsroom.time_zone)
        for party, facts in by_party.items()
        if (check := latest.get(party)) is not None
        and check.result == CheckResult.FOUND_NOTHING
        and not any(each.spoke_elsewhere or each.replied for each in facts)
        and all(_rests_on(each.state, party in reported, (check.at,), about) == YetToComment.CHECKED for each in facts)
    ]


def _rests_on(state: AnswerState, reported: bool, looked: Iterable[datetime], about: Asking) -> YetToComment | None:
    holds = timedelta(hours=about.newsroom.channel_check_holds_hours)
    return yet_to_comment(state, reported=reported, looked=looked, holds=holds, now=about.now)
