"""A million allegations, each put to its party by a request: made in the database, as COPY and forms never would."""

from datetime import datetime

from django.db import connection

INCIDENTS, CLAIMS, ACCUSED = 5_000, 20, 10

# 5,000 incidents × 20 claims × 10 accused; per incident and accused one request that puts 20 allegations, tried twice.
STATEMENTS = (
    """INSERT INTO claims_party (newsroom_id, version, name, kind, country, description, time_zone, added_at)
    SELECT {newsroom}, 1, 'Accused ' || n, 'other', '', '', '', {at} FROM generate_series(1, {accused}) n""",
    """INSERT INTO claims_incident (newsroom_id, version, reference, title, summary, occurred_precision, place_name,
        country, place_precision, place_wording, inferred, work_state, restricted, exercise, opened_at)
    SELECT {newsroom}, 1, 'M' || lpad(n::text, 6, '0'), 'Incident ' || n, '', 'unknown', '', '', 'unknown', '', '{{}}',
        'open', false, false, {at} FROM generate_series(1, {incidents}) n""",
    """INSERT INTO claims_claim (newsroom_id, version, incident_id, text, kind, stance, certainty, hedge, status,
        standing, standing_reason, recorded_at)
    SELECT {newsroom}, 1, id, 'Claim ' || n, 'fact', 'asserts', 'flat', '', 'not_assessed', 'live', '', {at}
    FROM claims_incident, generate_series(1, {claims}) n WHERE newsroom_id = {newsroom}""",
    """INSERT INTO claims_allegation (newsroom_id, claim_id, accused_id, role, role_label, for_publication, at)
    SELECT {newsroom}, claim.id, party.id, 'ordered', '', true, {at}
    FROM claims_claim claim, claims_party party
    WHERE claim.newsroom_id = {newsroom} AND party.newsroom_id = {newsroom}""",
    """INSERT INTO claims_commentrequest (newsroom_id, version, incident_id, party_id, nature, text, language, state,
        deadline, deadline_zone, drafted_at, sent_at, withdrawn_reason)
    SELECT {newsroom}, 1, incident.id, party.id, '', 'What do you say?', 'en', 'sent', {at} + interval '24 hours',
        'UTC', {at}, {at}, ''
    FROM claims_incident incident, claims_party party
    WHERE incident.newsroom_id = {newsroom} AND party.newsroom_id = {newsroom}""",
    """INSERT INTO claims_requestedallegation (newsroom_id, comment_request_id, allegation_id)
    SELECT {newsroom}, request.id, allegation.id FROM claims_commentrequest request
    JOIN claims_claim claim ON claim.incident_id = request.incident_id
    JOIN claims_allegation allegation ON allegation.claim_id = claim.id AND allegation.accused_id = request.party_id
    WHERE request.newsroom_id = {newsroom}""",
    """INSERT INTO claims_attempt (newsroom_id, comment_request_id, channel, reached, outcome, note, at)
    SELECT {newsroom}, id, channel, 'office', 'sent', '', {at}
    FROM claims_commentrequest, (VALUES ('email'), ('phone')) way (channel) WHERE newsroom_id = {newsroom}""",
    """INSERT INTO claims_watch (subject, subject_id, at)
    SELECT 'allegation', id, 'epoch'::timestamptz FROM claims_allegation WHERE newsroom_id = {newsroom}
    UNION ALL
    SELECT 'comment_request', id, 'epoch'::timestamptz FROM claims_commentrequest WHERE newsroom_id = {newsroom}""",
    "ANALYZE",
)


def make_million(newsroom_id: int, at: datetime) -> None:
    """Fill the newsroom, with nothing looked at by the clock yet."""
    slots = {
        "newsroom": newsroom_id,
        "at": f"'{at.isoformat()}'::timestamptz",
        "incidents": INCIDENTS,
        "claims": CLAIMS,
        "accused": ACCUSED,
    }
    with connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement.format(**slots))
