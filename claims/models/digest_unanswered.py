"""Who has yet to answer at this instant, in all open incidents of a newsroom, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Prefetch
from django.db.models.functions import Coalesce

from claims.models._digest_answers import leaving
from claims.models.allegation import Allegation
from claims.models.answer_states import Owed, answers_owed
from claims.models.attempt import Attempt
from claims.models.comment_request import RequestedAllegation
from claims.models.digest_silences import silences
from claims.models.newsroom import Newsroom
from claims.rules.digest_items import Item
from claims.rules.digest_owed import AskedFact, awaited, is_unanswered
from claims.rules.flags import TimedAttempt
from claims.vocabulary import AnswerState, Channel, DigestItemKind, Outcome, Reached, RequestState, Standing, WorkState


@dataclass(frozen=True)
class Alleged:
    """An allegation: the claim that makes it, whom it accuses (merges resolved), and since when."""

    claim: int
    accused: int
    at: datetime


def unanswered(newsroom_id: int, *, now: datetime) -> list[Item]:
    """A line for each party that we asked in vain so far and for each that we ought to have asked; reported silences.

    What may not leave the newsroom is not told; but a reply counts, whatever its terms: nobody is silent who spoke.
    """
    alleged = _alleged(newsroom_id)
    owed = [each for each in answers_owed(alleged, now=now) if is_unanswered(each.state)]
    due = [each for each in owed if each.due]
    limit = Newsroom.objects.values_list("not_asked_after_hours", flat=True).get(pk=newsroom_id)
    return [
        *_asked(due, alleged),
        *_not_asked(due, alleged, timedelta(hours=limit), now),
        *silences(newsroom_id, owed),
    ]


def _alleged(newsroom_id: int) -> dict[int, Alleged]:
    current = Allegation.objects.told_to(leaving(newsroom_id)).current().filter(claim__standing=Standing.LIVE)
    rows = current.exclude(claim__incident__work_state=WorkState.CLOSED).order_by("pk")
    accused = Coalesce("accused__merged_into", F("accused"))
    return {pk: Alleged(*rest) for pk, *rest in rows.values_list("pk", "claim_id", accused, "at")}


def _asked(due: Iterable[Owed], alleged: dict[int, Alleged]) -> list[Item]:
    """Told of whom we asked: if that was one that answers for the accused, not of both."""
    waiting = [each for each in due if each.state != AnswerState.NOT_ASKED]
    requests = _requests({each.allegation for each in waiting})
    parties: dict[tuple[int, int], list[Owed]] = defaultdict(list)
    for each in waiting:
        if (each.allegation, each.party) in requests:
            parties[each.incident, each.party].append(each)
    found = []
    for (incident, party), answers in parties.items():
        asked = {fact.request: fact for each in answers for fact in requests[each.allegation, party]}
        told = awaited([each.state for each in answers], list(asked.values()))
        if told is None:
            continue
        first = next(each for each in answers if each.state == told.state)
        rows = {"party": party, "commentrequest": told.request, **_allegation(first, alleged)}
        found.append(Item(DigestItemKind.YET_TO_ANSWER, incident, rows, facts=told.facts))
    return found


def _requests(allegations: set[int]) -> dict[tuple[int, int], list[AskedFact]]:
    """(allegation, party) → the sent requests that put the one to the other."""
    rows = RequestedAllegation.objects.filter(
        allegation__in=allegations, comment_request__state=RequestState.SENT
    ).select_related("comment_request__party")
    attempts = Prefetch("comment_request__attempts", Attempt.objects.order_by("at", "pk"))
    found: dict[tuple[int, int], list[AskedFact]] = defaultdict(list)
    for row in rows.prefetch_related(attempts).order_by("pk"):
        request = row.comment_request
        tries = [
            TimedAttempt(Channel(each.channel), Reached(each.reached), Outcome(each.outcome), each.at)
            for each in request.attempts.all()
        ]
        party = request.party.merged_into_id or request.party_id
        found[row.allegation_id, party].append(AskedFact(request.pk, request.sent_at, request.deadline, tries))
    return found


def _not_asked(due: Iterable[Owed], alleged: dict[int, Alleged], limit: timedelta, now: datetime) -> list[Item]:
    """Of the accused alone, and only after as long as the newsroom lets itself wait: what the clock would flag."""
    first: dict[tuple[int, int], Owed] = {}
    for each in sorted(due, key=lambda each: (alleged[each.allegation].at, each.allegation)):
        accusation = alleged[each.allegation]
        late = each.state == AnswerState.NOT_ASKED and accusation.at + limit <= now
        if late and each.party == accusation.accused:
            first.setdefault((each.incident, each.party), each)
    return [
        Item(
            DigestItemKind.YET_TO_ANSWER,
            incident,
            {"party": party, **_allegation(each, alleged)},
            facts={
                "state": each.state.value,
                "since": (alleged[each.allegation].at + limit).isoformat(),
                "attempts": 0,
                "channels": [],
                "went_through": False,
                "deadline": None,
            },
        )
        for (incident, party), each in first.items()
    ]


def _allegation(owed: Owed, alleged: dict[int, Alleged]) -> dict[str, int]:
    return {"allegation": owed.allegation, "claim": alleged[owed.allegation].claim}
