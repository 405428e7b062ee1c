"""What is due of judgements and of what was printed: void sign-offs, lapsed support, printed words to look at again."""

from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from psycopg import sql

from claims.actions._spans import code, common
from claims.models import Assessment, Claim
from claims.models.support import attested_and_supported
from claims.rules.assessments import Facts
from claims.rules.flags import SupportFact, support_lapsed_since
from claims.rules.sign_offs import SECOND_PERSON, SIGNED_COLUMNS
from claims.vocabulary import FlagKind, Standing, Status, Verb

ENDED = (Verb.CLAIM_SUPERSEDED, Verb.CLAIM_RETRACTED, Verb.CLAIM_MISATTRIBUTED, Verb.CLAIM_DUPLICATED)

# Until an assessment that took effect follows the one whose sign-off is void.
SIGN_OFF_VOID = """
    SELECT claim.id AS subject_id, claim.newsroom_id, claim.incident_id, {sign_off_void} AS kind,
        voiding.at AS since, NULL::timestamptz AS until
    FROM {looked} looked
    JOIN claims_claim claim ON claim.id = looked.id AND claim.standing = {live}
    JOIN claims_assessment assessment ON assessment.claim_id = claim.id
    JOIN claims_signoff signed ON signed.assessment_id = assessment.id
    JOIN LATERAL (
        SELECT min(voiding.at) AS at FROM claims_voiding voiding WHERE voiding.sign_off_id = signed.id
    ) voiding ON voiding.at IS NOT NULL
    WHERE NOT EXISTS (
        SELECT FROM claims_assessment later
        LEFT JOIN claims_signoff theirs ON theirs.assessment_id = later.id
        WHERE later.claim_id = claim.id AND later.id > assessment.id
            AND (later.status <> ALL({second_person}) OR theirs.id IS NOT NULL)
    )
"""

# Whose support lapsed, the rule has said of each claim before.
SUPPORT_LAPSED = """
    SELECT claim.id AS subject_id, claim.newsroom_id, claim.incident_id, {support_lapsed} AS kind,
        lapsed.since AS since, NULL::timestamptz AS until
    FROM unnest({lapsed_claims}::bigint[], {lapsed_since}::timestamptz[]) AS lapsed (claim_id, since)
    JOIN claims_claim claim ON claim.id = lapsed.claim_id
"""

# The claim that was printed; for the line, all that the incident had by then. What touches it stands in the record or
# in rows of its own; a lapse of support, which no row tells, has the instant at which the clock saw it.
PUBLISHED = """
    SELECT use.id AS subject_id, use.newsroom_id, use.incident_id, {published} AS kind,
        first.since AS since, NULL::timestamptz AS until
    FROM {looked} looked
    JOIN claims_use use ON use.id = looked.id
    CROSS JOIN LATERAL (
        SELECT greatest(use.printed_at, max(handled.at)) AS at FROM claims_usehandled handled
        WHERE handled.use_id = use.id
    ) settled
    CROSS JOIN LATERAL (
        SELECT min(touched.at) AS since
        FROM (
            SELECT printed.id FROM claims_claim printed WHERE printed.id = use.claim_id
            UNION ALL
            SELECT printed.id FROM claims_claim printed
            WHERE use.claim_id IS NULL AND printed.incident_id = use.incident_id
                AND printed.recorded_at <= use.printed_at
        ) claim
        CROSS JOIN LATERAL (
            SELECT change.at FROM claims_change change
            WHERE change.subject_type = 'claim' AND change.subject_id = claim.id AND change.verb = ANY({ended})
            UNION ALL
            SELECT reworded.at FROM (
                SELECT change.at, change.verb, {words} AS words, lag({words}) OVER (ORDER BY change.id) AS before
                FROM claims_change change WHERE change.subject_type = 'claim' AND change.subject_id = claim.id
            ) reworded
            WHERE reworded.verb = {revised} AND reworded.words IS DISTINCT FROM reworded.before
            UNION ALL
            SELECT change.at FROM claims_figure figure
            JOIN claims_change change ON change.subject_type = 'figure' AND change.subject_id = figure.id
            WHERE figure.claim_id = claim.id AND change.verb = {revised}
            UNION ALL
            SELECT answer.at FROM claims_allegation allegation
            JOIN claims_answer answer ON answer.allegation_id = allegation.id AND answer.withdrawn_at IS NULL
            LEFT JOIN claims_claim answering ON answering.id = answer.claim_id
            WHERE allegation.claim_id = claim.id AND allegation.withdrawn_at IS NULL
                AND (answer.claim_id IS NULL OR answering.standing = {live})
            UNION ALL
            SELECT voiding.at FROM claims_assessment assessment
            JOIN claims_signoff signed ON signed.assessment_id = assessment.id
            JOIN claims_voiding voiding ON voiding.sign_off_id = signed.id
            WHERE assessment.claim_id = claim.id
            UNION ALL
            SELECT flag.raised_at FROM claims_flag flag
            WHERE flag.claim_id = claim.id AND flag.kind = {support_lapsed} AND flag.cleared_at IS NULL
        ) touched
        WHERE touched.at > settled.at
    ) first
    WHERE first.since IS NOT NULL
"""


def claim_spans(looked: sql.Composable, now: datetime) -> sql.Composed:
    """A query for the spans of the claims in `looked`; whose support lapsed is counted here, for live ones alone."""
    lapsed = lapsed_support(looked, now)
    void = sql.SQL(SIGN_OFF_VOID).format(
        looked=looked,
        second_person=sql.Literal(sorted(SECOND_PERSON)),
        sign_off_void=code(FlagKind.SIGN_OFF_VOID),
        **common(now),
    )
    support = sql.SQL(SUPPORT_LAPSED).format(
        support_lapsed=code(FlagKind.SUPPORT_LAPSED),
        lapsed_claims=sql.Literal(list(lapsed)),
        lapsed_since=sql.Literal([since.isoformat() for since in lapsed.values()]),
    )
    return sql.SQL(" UNION ALL ").join([void, support])


def use_spans(looked: sql.Composable, now: datetime) -> sql.Composed:
    """A query for the spans of the printed words in `looked`."""
    words = ", ".join(f"change.after->'{column}'" for column in sorted(SIGNED_COLUMNS))
    return sql.SQL(PUBLISHED).format(
        looked=looked,
        ended=sql.Literal([str(verb) for verb in ENDED]),
        revised=code(Verb.CLAIM_REVISED),
        words=sql.SQL(f"jsonb_build_array({words})"),
        support_lapsed=code(FlagKind.SUPPORT_LAPSED),
        published=code(FlagKind.PUBLISHED),
        **common(now),
    )


def lapsed_support(looked: sql.Composable, now: datetime) -> dict[int, datetime]:
    """Claim id → since when it is called corroborated without being so. Roots are counted a newsroom at a time."""
    taken = Assessment.objects.in_effect().filter(claim=OuterRef("pk")).order_by("-pk").values("at")[:1]
    rows = Claim.objects.live().filter(pk__in=_corroborated(looked))
    rows = rows.annotate(assessed_at=Coalesce(Subquery(taken), F("recorded_at")), lost_at=Max("evidence__withdrawn_at"))
    found: dict[int, datetime] = {}
    for _newsroom, claims in groupby(rows.order_by("newsroom", "pk"), key=lambda claim: claim.newsroom_id):
        together: list[Any] = list(claims)  # with what was annotated
        supports = attested_and_supported(together)
        for claim in together:
            facts = Facts(now=Status(claim.status), support=supports[claim.pk])
            fact = SupportFact(Standing(claim.standing), facts, claim.assessed_at, claim.lost_at)
            if since := support_lapsed_since(fact, now=now):
                found[claim.pk] = since
    return found


def _corroborated(looked: sql.Composable) -> list[int]:
    query = sql.SQL("SELECT claim.id FROM {looked} looked JOIN claims_claim claim ON claim.id = looked.id").format(
        looked=looked
    )
    with connection.cursor() as cursor:
        cursor.execute(query + sql.SQL(" WHERE claim.status = {}").format(code(Status.CORROBORATED)))
        return [claim for (claim,) in cursor.fetchall()]
