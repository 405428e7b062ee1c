"""How things stand when an edition is built: who has yet to answer, whose silence is told of, which claims are weak."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from psycopg import sql

from claims.models._visible import keys_seen
from claims.models.allegation import Allegation
from claims.models.answer_states import states_query
from claims.models.attempt import Attempt
from claims.models.claim import Claim, ClaimQuerySet
from claims.models.comment_request import RequestedAllegation
from claims.models.silence import ReportedSilence
from claims.models.support import attested_and_supported
from claims.models.use import Use
from claims.rules.actor import Actor
from claims.rules.digest_items import Fact, Item
from claims.vocabulary import AnswerState, ClaimKind, DigestItemKind, RequestState, Status, WorkState

YET_TO_ANSWER = (AnswerState.NO_REPLY, AnswerState.NOT_REACHED, AnswerState.NOT_ASKED, AnswerState.ASKED)
STOOD_ON = (Status.CORROBORATED, Status.ESTABLISHED)
OPEN = "SELECT FROM claims_incident open WHERE open.id = claim.incident_id AND open.work_state <> {closed}"
UNASSESSED_FOR = timedelta(days=7)
# Of either kind of weak spot: a mail is no inventory, and the lists on the site are.
MOST_WEAK_SPOTS = 500


@dataclass
class _Owing:
    """One party that owes answers in one state to allegations of one incident."""

    allegations: list[int] = field(default_factory=list)
    claims: set[int] = field(default_factory=set)


@dataclass
class _Asked:
    """What was done to have the allegations answered: the requests, latest first, and the tries at them."""

    id: int
    sent_at: datetime
    deadline: datetime
    party: int
    attempts: list[str] = field(default_factory=list)


def silent_parties(reader: Actor, *, now: datetime) -> list[Item]:
    """Parties that have not answered, per incident and state; and silences that a source reported of such parties."""
    owing, settled = _owing(reader, now)
    asked = _asked({allegation for each in owing.values() for allegation in each.allegations})
    recorded = dict(
        Claim.objects.filter(pk__in={claim for each in owing.values() for claim in each.claims}).values_list(
            "pk", "recorded_at"
        )
    )
    items = []
    for (incident, party, state), each in sorted(owing.items(), key=lambda found: YET_TO_ANSWER.index(found[0][2])):
        requests = [request for key in each.allegations for request in asked.get(key, ())]
        mine = [request for request in requests if request.party == party] or requests
        first_claimed = min(recorded[claim] for claim in each.claims)
        items.append(_yet_to_answer(incident, party, state, each, mine, first_claimed))
    return items + list(_reported(reader, settled))


def weak_spots(reader: Actor, *, now: datetime) -> list[Item]:
    """Claims that we stand on or printed and that rest on one known root; and facts not assessed for a week."""
    facts: ClaimQuerySet = Claim.objects.visible_to(reader).live().filter(kind=ClaimKind.FACT)
    facts = facts.exclude(incident__work_state=WorkState.CLOSED)
    printed = Exists(Use.objects.filter(claim=OuterRef("pk")))
    leant_on = list(facts.filter(Q(status__in=STOOD_ON) | printed).order_by("-pk")[: 4 * MOST_WEAK_SPOTS])
    supports = attested_and_supported(leant_on)
    items = [
        Item(
            DigestItemKind.ONE_ROOT,
            claim.incident_id,
            {"claim": claim.pk},
            (),
            {"documents": supports[claim.pk].documents, "status": claim.status},
        )
        for claim in leant_on
        if supports[claim.pk].known_roots == 1
    ][:MOST_WEAK_SPOTS]
    waiting = facts.filter(status=Status.NOT_ASSESSED, recorded_at__lte=now - UNASSESSED_FOR)
    for claim in waiting.order_by("recorded_at", "pk")[:MOST_WEAK_SPOTS]:
        days: dict[str, Fact] = {"days": (now - claim.recorded_at).days}
        items.append(Item(DigestItemKind.NOT_ASSESSED, claim.incident_id, {"claim": claim.pk}, (), days))
    return items


def _owing(reader: Actor, now: datetime) -> tuple[dict[tuple[int, int, AnswerState], _Owing], set[tuple[int, int]]]:
    """(incident, party, state) → what is owed; and the (incident, party) that owe nothing any more."""
    seen, given = keys_seen(Allegation, reader)
    which = sql.SQL("allegation.id IN ({seen}) AND EXISTS ({open_incident})").format(
        seen=sql.SQL(seen),
        open_incident=sql.SQL(OPEN).format(closed=sql.Literal(str(WorkState.CLOSED))),
    )
    owing: dict[tuple[int, int, AnswerState], _Owing] = defaultdict(_Owing)
    answered: set[tuple[int, int]] = set()
    with connection.cursor() as cursor:
        cursor.execute(states_query(which, now), given)
        for allegation, party, state, claim, incident, _question, due in cursor.fetchall():
            if AnswerState(state) not in YET_TO_ANSWER:
                answered.add((incident, party))
            elif due:
                each = owing[incident, party, AnswerState(state)]
                each.allegations.append(allegation)
                each.claims.add(claim)
    return owing, answered - {(incident, party) for incident, party, _state in owing}


def _asked(allegations: Iterable[int]) -> dict[int, list[_Asked]]:
    """Allegation → the sent requests that put it to somebody, the latest first."""
    rows = RequestedAllegation.objects.filter(
        allegation__in=list(allegations), comment_request__state=RequestState.SENT
    ).select_related("comment_request__party")
    requests: dict[int, _Asked] = {}
    found: dict[int, list[_Asked]] = defaultdict(list)
    for row in rows.order_by("-comment_request__sent_at", "-pk"):
        request = row.comment_request
        assert request.sent_at is not None  # a sent request has both: constraints hold it
        assert request.deadline is not None
        party = request.party.merged_into_id or request.party_id
        known = requests.setdefault(request.pk, _Asked(request.pk, request.sent_at, request.deadline, party))
        found[row.allegation_id].append(known)
    for request_id, channel in (
        Attempt.objects.filter(comment_request__in=requests)
        .order_by("at", "pk")
        .values_list("comment_request", "channel")
    ):
        requests[request_id].attempts.append(channel)
    return found


def _yet_to_answer(
    incident: int, party: int, state: AnswerState, owed: _Owing, requests: list[_Asked], first_claimed: datetime
) -> Item:
    rows = {"party": party}
    rows |= {f"allegation:{place}": key for place, key in enumerate(sorted(owed.allegations))}
    each = {request.id: request for request in requests}
    tries = [channel for request in each.values() for channel in request.attempts]
    facts: dict[str, Fact] = {"state": state.value, "allegations": len(owed.allegations)}
    if state == AnswerState.NOT_ASKED or not each:
        return Item(DigestItemKind.YET_TO_ANSWER, incident, rows, (), {**facts, "since": first_claimed.isoformat()})
    deadline = max(request.deadline for request in each.values())
    since = deadline if state == AnswerState.NO_REPLY else min(request.sent_at for request in each.values())
    facts |= {
        "since": since.isoformat(),
        "deadline": deadline.isoformat(),
        "attempts": len(tries),
        "channels": list(dict.fromkeys(tries)),
    }
    rows["commentrequest"] = next(iter(each))
    return Item(DigestItemKind.YET_TO_ANSWER, incident, rows, (), facts)


def _reported(reader: Actor, settled: set[tuple[int, int]]) -> Iterator[Item]:
    """The latest report of each party's silence by each source, as long as the party still owes an answer or none."""
    rows = ReportedSilence.objects.visible_to(reader).exclude(incident__work_state=WorkState.CLOSED)
    told: set[tuple[int, int, int]] = set()
    for row in rows.select_related("party", "asked_by", "source").order_by("-recorded_at", "-pk"):
        party = row.party.merged_into_id or row.party_id
        key = (row.incident_id, party, row.source_id)
        if (row.incident_id, party) in settled or key in told:
            continue
        told.add(key)
        named = {"party": party, "source": row.source_id, "reportedsilence": row.pk}
        if row.source.outlet_id:
            named["party:outlet"] = row.source.outlet_id
        if row.asked_by:
            named["party:asked_by"] = row.asked_by.merged_into_id or row.asked_by.pk
        yield Item(DigestItemKind.SILENCE_REPORTED, row.incident_id, named, (), {"kind": row.kind})
