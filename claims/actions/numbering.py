"""The numbering of the record: the only writer of positions."""

from django.db import connection, transaction

# One at a time; whoever comes second has nothing to do. Any constant does.
ALONE = "SELECT pg_try_advisory_xact_lock(hashtextextended('claims.numbering', 0))"

# What has committed is in the queue for this statement to see; what commits later is there for the next one, and then
# gets a later position, whatever its id.
NUMBER = """
WITH taken AS (
    DELETE FROM claims_unnumbered RETURNING change_id
), waiting AS (
    SELECT change.id, change.newsroom_id,
        row_number() OVER (PARTITION BY change.newsroom_id ORDER BY change.id) AS place
    FROM taken JOIN claims_change change ON change.id = taken.change_id
), reached AS (
    SELECT newsroom_id, coalesce((
        SELECT max(position) FROM claims_changeposition numbered WHERE numbered.newsroom_id = waiting.newsroom_id
    ), 0) AS position
    FROM waiting GROUP BY newsroom_id
)
INSERT INTO claims_changeposition (change_id, newsroom_id, position)
SELECT waiting.id, waiting.newsroom_id, reached.position + waiting.place
FROM waiting JOIN reached ON reached.newsroom_id = waiting.newsroom_id
ORDER BY waiting.id
"""


@transaction.atomic
def number_changes() -> int:
    """Give every committed Change without one the next position of its newsroom, without gaps. Returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(ALONE)
        if cursor.fetchone() != (True,):
            return 0
        cursor.execute(NUMBER)
        return int(cursor.rowcount)
