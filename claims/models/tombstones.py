"""Tombstones: the Changes by which a reader lost sight of a row, for whoever follows the record.

A mirror of what a reader may see would otherwise keep what was hidden from it since. Of a row that the reader could see
before, the last such Change stands in the record for it, without anything but ids (`FollowedChangeShape`). What
hangs on the row goes with it. Somebody's own role is no row: a change of it is in no tombstone.
"""

from typing import Any

from django.db import models

from claims.models._visible import incidents_hidden_from
from claims.rules.actor import Actor
from claims.rules.roles import May, may
from claims.vocabulary import ActorKind, Verb

# Since when somebody has been a reader: nobody lost what was hidden before.
SINCE = {
    ActorKind.USER: "SELECT joined_at FROM claims_membership WHERE newsroom_id = %(newsroom)s AND user_id = %(reader)s",
    ActorKind.TOKEN: "SELECT issued_at FROM claims_apitoken WHERE newsroom_id = %(newsroom)s AND id = %(reader)s",
}
NAMED_AS = {ActorKind.USER: "user_id", ActorKind.TOKEN: "token_id"}
# An incident was restricted, or its reader is no longer among those named: whichever came last.
INCIDENTS_LOST = f"""
SELECT max(change.id) FROM claims_change change
WHERE change.newsroom_id = %(newsroom)s AND change.incident_id = ANY({{hidden}}) AND change.recorded_at >= ({{since}})
    AND (
        (change.subject_type = 'incident' AND change.verb = '{Verb.INCIDENT_RESTRICTED.value}')
        OR (
            change.subject_type = 'incidentperson' AND change.verb = '{Verb.INCIDENT_PERSON_UNNAMED.value}'
            AND change.subject_id IN (
                SELECT named.subject_id FROM claims_change named
                WHERE named.newsroom_id = %(newsroom)s AND named.subject_type = 'incidentperson'
                    AND named.after->>'{{named_as}}' = '%(reader)s'
            )
        )
    )
GROUP BY change.incident_id
"""  # noqa: S608 -- codes are ours
# An utterance was open, and was put off the record or under embargo: `claims_leaves`, of then. It must not hang on
# hidden incidents alone: then the reader may never have seen it.
UTTERANCES_LOST = """
SELECT max(id) FROM (
    SELECT id, subject_id, recorded_at, leaves AND (embargo IS NULL OR embargo <= recorded_at) AS open,
        lag(leaves) OVER before AND (lag(embargo) OVER before IS NULL OR lag(embargo) OVER before <= recorded_at)
            AS was_open
    FROM (
        SELECT id, subject_id, recorded_at, after->>'terms' IN ('on_the_record', 'on_background') AS leaves,
            CASE WHEN jsonb_typeof(after->'embargo_until') = 'string'
                THEN (after->>'embargo_until')::timestamptz END AS embargo
        FROM claims_change
        WHERE newsroom_id = %(newsroom)s AND subject_type = 'utterance' AND subject_id IN (
            SELECT withheld.id FROM claims_withheld(%(newsroom)s) withheld
            WHERE withheld.subject = 'utterance' AND NOT withheld.only_recorded
        )
    ) versions
    WINDOW before AS (PARTITION BY subject_id ORDER BY id)
) moves
WHERE was_open AND NOT open AND recorded_at >= ({since}) AND (
    NOT EXISTS (SELECT FROM claims_claimutterance link WHERE link.utterance_id = moves.subject_id)
    OR EXISTS (
        SELECT FROM claims_claimutterance link JOIN claims_claim claim ON claim.id = link.claim_id
        WHERE link.utterance_id = moves.subject_id AND claim.incident_id <> ALL({hidden})
    )
)
GROUP BY subject_id
"""


class Lost(models.Func):
    """Whether a key is that of a Change by which the actor, a person or a token, lost sight of a row."""

    output_field = models.BooleanField()

    def __init__(self, key: Any, actor: Actor) -> None:
        super().__init__(key)
        self.actor = actor

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> Any:
        key, params = compiler.compile(self.get_source_expressions()[0])
        hidden, of_hidden = incidents_hidden_from(self.actor)
        rows, of_rows = "", []
        for lost in (INCIDENTS_LOST, *(() if may(self.actor, May.SEE_WITHHELD) else (UTTERANCES_LOST,))):
            text = lost.format(hidden="{hidden}", since=SINCE[self.actor.kind], named_as=NAMED_AS[self.actor.kind])
            text = text.replace("%(newsroom)s", str(int(self.actor.newsroom_id)))
            text = text.replace("%(reader)s", str(int(self.actor.id or 0)))
            rows += f"{' UNION ALL ' if rows else ''}({text.replace('{hidden}', hidden)})"
            of_rows += of_hidden * text.count("{hidden}")
        return f"({key} IN ({rows}))", (*params, *of_rows)


def loses_nothing(actor: Actor) -> bool:
    """Whether nothing is ever hidden from the actor, or nobody reads: the clock and commands follow no record."""
    return actor.kind not in SINCE or (may(actor, May.SEE_RESTRICTED) and may(actor, May.SEE_WITHHELD))
