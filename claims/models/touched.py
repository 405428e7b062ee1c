"""Rows that changed since a point of the record: they themselves, or a part that is shown with them.

Positions are given after a Change has committed, in an order without gaps, and `numbered_at` is when. Whatever a reader
did not see yet, because it had not committed, is therefore numbered behind every position that there was, and after
every instant that had come, when they looked; what `recorded_at` says may lie long before that. What still waits for
its number counts as later than anything.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, models

from claims.rules.actor import Actor
from claims.rules.roles import May, may

OF_ASSESSMENT = "(SELECT claim_id FROM claims_assessment WHERE id = (change.after->>'assessment_id')::bigint)"
OF_SIGN_OFF = "(SELECT assessment_id FROM claims_signoff WHERE id = (change.after->>'sign_off_id')::bigint)"
OF_VOIDING = f"(SELECT claim_id FROM claims_assessment WHERE id = {OF_SIGN_OFF})"  # noqa: S608 -- columns are ours


def _in(column: str) -> str:
    return f"(change.after->>'{column}')::bigint"


# Per noun the parts that are shown with it, each with the SQL that leads to the noun's key; none of these is deleted.
PARTS: dict[str, dict[str, str]] = {
    "assessment": {"signoff": _in("assessment_id"), "sendback": _in("assessment_id"), "voiding": OF_SIGN_OFF},
    "claim": {
        **dict.fromkeys(
            ("figure", "allegation", "answer", "assessment", "claimutterance", "evidence"), _in("claim_id")
        ),
        **dict.fromkeys(("signoff", "sendback"), OF_ASSESSMENT),
        "voiding": OF_VOIDING,
    },
    "party": {"partyalias": "change.party_id"},
    "reply": dict.fromkeys(("correction", "replyhandled", "answer"), _in("reply_id")),
    "use": {"usehandled": _in("use_id")},
    "utterance": {
        **dict.fromkeys(("utteranceclaimant", "carriage", "hop"), "change.utterance_id"),
        "claimutterance": _in("utterance_id"),
    },
    "waiver": {"waiverdecision": _in("waiver_id")},
}
LATER = """
SELECT change_id FROM claims_changeposition WHERE newsroom_id = %s AND {behind} > %s
UNION ALL SELECT change_id FROM claims_unnumbered
"""
TOUCHED = """
SELECT CASE change.subject_type {parts} ELSE change.subject_id END
FROM ({later}) later JOIN claims_change change ON change.id = later.change_id
WHERE change.newsroom_id = %s AND change.subject_type = ANY(%s){told}
"""
TOLD = """
AND (change.subject_type, change.subject_id) NOT IN (
    SELECT subject, id FROM claims_withheld(%s) WHERE NOT only_recorded
)
"""
REACHED = "SELECT coalesce(max(position), 0), clock_timestamp() FROM claims_changeposition WHERE newsroom_id = %s"


class Touched(models.Func):
    """Whether a key is that of a row that changed after a position, or after an instant, as far as the reader is told.

    `since` is a position (a number) or an instant. A row that becomes visible to somebody is not changed by that.
    """

    output_field = models.BooleanField()

    def __init__(self, key: Any, model: type[models.Model], since: int | datetime, actor: Actor) -> None:
        super().__init__(key)
        self.noun, self.since, self.actor = str(model._meta.model_name), since, actor

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> Any:
        key, params = compiler.compile(self.get_source_expressions()[0])
        parts = PARTS.get(self.noun, {})
        told = may(self.actor, May.SEE_WITHHELD)
        behind = "numbered_at" if isinstance(self.since, datetime) else "position"
        rows = TOUCHED.format(
            parts=" ".join(f"WHEN '{part}' THEN {way}" for part, way in parts.items()) or "WHEN '' THEN NULL",
            later=LATER.format(behind=behind),
            told="" if told else TOLD,
        )
        newsroom = self.actor.newsroom_id
        given = [newsroom, self.since, newsroom, [self.noun, *parts], *(() if told else (newsroom,))]
        return f"({key} IN ({rows}))", (*params, *given)


@dataclass(frozen=True)
class Reached:
    """How far the record was numbered, and when that was looked up, by the database's clock."""

    position: int
    at: datetime


def reached(newsroom_id: int) -> Reached:
    """Looked up before rows are read: what they do not show yet lies behind it."""
    with connection.cursor() as cursor:
        cursor.execute(REACHED, [newsroom_id])
        return Reached(*cursor.fetchone())
