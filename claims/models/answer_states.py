"""The states of answers owed, in SQL for any number of allegations at once: `rules.answers` over `models.answering`.

And the worst of them per claim, party, cell and incident. A test holds all equal to the rule on random newsrooms. All
party ids have merges resolved.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import connection, models
from psycopg import sql

from claims.models._visible import keys_seen
from claims.models.allegation import Allegation
from claims.rules.actor import Actor
from claims.rules.answers import DID_NOT_GO_THROUGH, KEEPS_OPEN, WORST_FIRST
from claims.vocabulary import AnswerState, PartyRelationKind, Position, ReplyKind, RequestState, Standing

# owed: an allegation, a party that is to answer it, and whose doing counts for that party: its own, and for the accused
# that of whoever answers for it. said: what was answered. asked: what became of each sent request. waived: whom we
# decided not to ask. An answer is due, but for what nobody was asked about and which is background or waived.
STATES = """
WITH current AS (
    SELECT allegation.id, allegation.newsroom_id, allegation.for_publication, claim.id AS claim_id, claim.incident_id,
        claim.question_id, coalesce(named.merged_into_id, named.id) AS accused_id
    FROM claims_allegation allegation
    JOIN claims_claim claim ON claim.id = allegation.claim_id AND claim.standing = {live}
    JOIN claims_party named ON named.id = allegation.accused_id
    WHERE allegation.withdrawn_at IS NULL AND {which} AND NOT EXISTS (
        SELECT FROM claims_claimutterance link
        JOIN claims_utteranceclaimant claimant ON claimant.utterance_id = link.utterance_id
        JOIN claims_party party ON party.id = claimant.party_id
        WHERE link.claim_id = claim.id
            AND coalesce(party.merged_into_id, party.id) = coalesce(named.merged_into_id, named.id)
    )
), answering AS (
    SELECT current.id AS allegation_id, current.accused_id, coalesce(party.merged_into_id, party.id) AS party_id
    FROM current
    JOIN claims_party other ON coalesce(other.merged_into_id, other.id) = current.accused_id
    JOIN claims_partyrelation relation ON relation.other_id = other.id AND relation.kind = {answers_for}
        AND relation.newsroom_id = current.newsroom_id
        AND (relation.since IS NULL OR relation.since <= {today})
        AND (relation.until IS NULL OR relation.until >= {today})
    JOIN claims_party party ON party.id = relation.party_id
), owed AS (
    SELECT id AS allegation_id, accused_id AS party_id, accused_id AS speaker_id FROM current
    UNION SELECT allegation_id, accused_id, party_id FROM answering
    UNION SELECT allegation_id, party_id, party_id FROM answering WHERE party_id <> accused_id
), said AS (
    SELECT answer.allegation_id, coalesce(party.merged_into_id, party.id) AS speaker_id, answer.position
    FROM claims_answer answer
    JOIN current ON current.id = answer.allegation_id
    JOIN claims_reply reply ON reply.id = answer.reply_id
    JOIN claims_party party ON party.id = reply.speaks_for_id
    WHERE answer.withdrawn_at IS NULL
    UNION ALL
    SELECT answer.allegation_id, coalesce(party.merged_into_id, party.id), answer.position
    FROM claims_answer answer
    JOIN current ON current.id = answer.allegation_id
    JOIN claims_claim claim ON claim.id = answer.claim_id AND claim.standing = {live}
    JOIN claims_claimutterance link ON link.claim_id = claim.id
    JOIN claims_utteranceclaimant claimant ON claimant.utterance_id = link.utterance_id
    JOIN claims_party party ON party.id = claimant.party_id
    WHERE answer.withdrawn_at IS NULL
), asked AS (
    SELECT requested.allegation_id, coalesce(party.merged_into_id, party.id) AS speaker_id, CASE
        WHEN EXISTS (SELECT FROM claims_reply reply
            WHERE reply.comment_request_id = request.id AND reply.kind = {declines}) THEN {declined}
        WHEN EXISTS (SELECT FROM claims_reply reply
            WHERE reply.comment_request_id = request.id AND reply.kind = ANY({keeps_open})) THEN {asked}
        WHEN NOT EXISTS (SELECT FROM claims_reply reply WHERE reply.comment_request_id = request.id)
            AND EXISTS (SELECT FROM claims_attempt attempt WHERE attempt.comment_request_id = request.id)
            AND NOT EXISTS (
                SELECT FROM (
                    SELECT DISTINCT ON (attempt.channel) attempt.outcome FROM claims_attempt attempt
                    WHERE attempt.comment_request_id = request.id
                    ORDER BY attempt.channel, attempt.at DESC, attempt.id DESC
                ) latest WHERE latest.outcome <> ALL({did_not_go_through})
            ) THEN {not_reached}
        WHEN request.deadline > {now} THEN {asked}
        ELSE {no_reply} END AS state
    FROM claims_requestedallegation requested
    JOIN current ON current.id = requested.allegation_id
    JOIN claims_commentrequest request ON request.id = requested.comment_request_id AND request.state = {sent}
    JOIN claims_party party ON party.id = request.party_id
), waived AS (
    SELECT waiver.allegation_id, coalesce(party.merged_into_id, party.id) AS speaker_id
    FROM claims_waiver waiver
    JOIN current ON current.id = waiver.allegation_id
    JOIN claims_waiverdecision decision ON decision.waiver_id = waiver.id AND decision.approved
    JOIN claims_party party ON party.id = waiver.party_id
), found AS (
    SELECT allegation_id, speaker_id,
        CASE WHEN position = {partly_said} THEN {partly} ELSE {answered} END AS state,
        position <> {partly_said} AS settles
    FROM said
    UNION ALL SELECT allegation_id, speaker_id, state, false FROM asked
), stated AS (
    SELECT owed.allegation_id, owed.party_id, bool_or(waived.speaker_id IS NOT NULL) AS waived, CASE
        WHEN bool_or(found.settles) THEN {answered}
        ELSE {worst_first}[coalesce(max(array_position({worst_first}, found.state)), 1)]
    END AS state
    FROM owed
    LEFT JOIN found ON found.allegation_id = owed.allegation_id AND found.speaker_id = owed.speaker_id
    LEFT JOIN waived ON waived.allegation_id = owed.allegation_id AND waived.speaker_id = owed.speaker_id
    GROUP BY owed.allegation_id, owed.party_id
)
SELECT allegation_id, party_id, state, claim_id, incident_id, question_id,
    state <> {not_asked} OR (for_publication AND NOT waived) AS due
FROM stated JOIN current ON current.id = stated.allegation_id
"""


WORST = """
SELECT {per}, {worst_first}[min(array_position({worst_first}, state))] AS state
FROM ({states}) AS answers
WHERE due
GROUP BY {per}
"""


class Per(StrEnum):
    """What stands for several answers owed: the columns that make it one."""

    CLAIM = "claim_id"
    PARTY = "party_id"
    CELL = "incident_id, question_id, party_id"
    INCIDENT = "incident_id"


def states_query(which: sql.Composable, now: datetime) -> sql.Composed:
    """(allegation_id, party_id, state, …, due) of every answer to the allegations that `which` picks (a condition)."""
    codes = {
        "live": Standing.LIVE,
        "answers_for": PartyRelationKind.ANSWERS_FOR,
        "sent": RequestState.SENT,
        "declines": ReplyKind.DECLINES,
        "partly_said": Position.PARTLY,
        "declined": AnswerState.DECLINED,
        "not_asked": AnswerState.NOT_ASKED,
        "asked": AnswerState.ASKED,
        "not_reached": AnswerState.NOT_REACHED,
        "no_reply": AnswerState.NO_REPLY,
        "partly": AnswerState.PARTLY,
        "answered": AnswerState.ANSWERED,
    }
    return sql.SQL(STATES).format(
        which=which,
        now=sql.SQL("{}::timestamptz").format(sql.Literal(now.isoformat())),
        today=sql.SQL("{}::date").format(sql.Literal(now.date().isoformat())),
        keeps_open=_array(sorted(KEEPS_OPEN)),
        did_not_go_through=_array(sorted(DID_NOT_GO_THROUGH)),
        worst_first=sql.SQL("({})").format(_array(WORST_FIRST)),
        **{name: sql.SQL("{}::text").format(sql.Literal(str(code))) for name, code in codes.items()},
    )


def states_of(allegation_ids: Iterable[int], *, now: datetime) -> dict[tuple[int, int], AnswerState]:
    """(allegation id, answering party id) → state, in one statement for any number of allegations."""
    with connection.cursor() as cursor:
        cursor.execute(states_query(_these(allegation_ids), now))
        return {(allegation, party): AnswerState(state) for allegation, party, state, *_rest in cursor.fetchall()}


def worst_of(allegation_ids: Iterable[int], per: Per, *, now: datetime) -> dict[tuple[int | None, ...], AnswerState]:
    """The key of each → the worst state over the answers due to these allegations, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(worst_query(_these(allegation_ids), per, now))
        return {tuple(key): AnswerState(state) for *key, state in cursor.fetchall()}


def worst_query(which: sql.Composable, per: Per, now: datetime) -> sql.Composed:
    """(the columns of `per`, state): the worst state over what is due from each; no row where nothing is."""
    return sql.SQL(WORST).format(
        per=sql.SQL(per.value),
        worst_first=sql.SQL("({})").format(_array(WORST_FIRST)),
        states=states_query(which, now),
    )


class InAnswerState(models.Func):
    """Whether a key of claims, parties or incidents is of one whose answer state is among these.

    That is the worst state over the allegations that the reader may see, as of `now`. Replies that the reader is not
    told of count, as everywhere: nobody is said to be silent who spoke.
    """

    output_field = models.BooleanField()

    def __init__(self, key: Any, per: Per, states: tuple[AnswerState, ...], actor: Actor, now: datetime) -> None:
        super().__init__(key)
        self.per, self.states, self.actor, self.now = per, states, actor, now

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> Any:
        key, params = compiler.compile(self.get_source_expressions()[0])
        seen, of_seen = keys_seen(Allegation, self.actor)
        which = sql.SQL(f"allegation.id IN ({seen})")
        rows = worst_query(which, self.per, self.now).as_string(None)
        found = f"SELECT {self.per.value} FROM ({rows}) AS worst WHERE state = ANY(%s)"  # noqa: S608 – codes and keys of ours
        return f"({key} IN ({found}))", (*params, *of_seen, [str(state) for state in self.states])


def _these(allegation_ids: Iterable[int]) -> sql.Composable:
    return sql.SQL("allegation.id = ANY({})").format(sql.Literal(list(allegation_ids)))


def _array(codes: Iterable[str]) -> sql.Composable:
    return sql.SQL("ARRAY[{}]::text[]").format(sql.SQL(", ").join(sql.Literal(str(code)) for code in codes))


@dataclass(frozen=True)
class Owed:
    """An answer that a party owes to an allegation; not `due` where nobody asked and nobody has to."""

    allegation: int
    party: int
    incident: int
    state: AnswerState
    due: bool


def answers_owed(allegation_ids: Iterable[int], *, now: datetime) -> list[Owed]:
    """Every answer to these allegations with its state, in one statement for any number of them."""
    with connection.cursor() as cursor:
        cursor.execute(states_query(_these(allegation_ids), now))
        return [
            Owed(allegation, party, incident, AnswerState(state), due)
            for allegation, party, state, _claim, incident, _question, due in cursor.fetchall()
        ]
