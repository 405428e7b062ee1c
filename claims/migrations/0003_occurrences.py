"""Views that list in which incidents an utterance, a source or a party occurs."""

from django.db import migrations

UTTERANCES = """
CREATE VIEW claims_utteranceoccurrence AS
SELECT DISTINCT link.utterance_id, claim.incident_id
FROM claims_claimutterance link
JOIN claims_claim claim ON claim.id = link.claim_id
"""

# A source occurs where it carries, supports, is a root or reports a silence; and, being the origin of a source, wherever
# that source occurs. The recursion runs over derivations alone and ends on loops, because UNION drops what it has seen.
SOURCES = """
CREATE VIEW claims_sourceoccurrence AS
WITH RECURSIVE lineage (source_id, origin_id) AS (
    SELECT source_id, origin_id FROM claims_derivation
    UNION
    SELECT lineage.source_id, further.origin_id
    FROM lineage JOIN claims_derivation further ON further.source_id = lineage.origin_id
), direct AS NOT MATERIALIZED (
    SELECT carriage.source_id, occurrence.incident_id
    FROM claims_carriage carriage
    JOIN claims_utteranceoccurrence occurrence ON occurrence.utterance_id = carriage.utterance_id
    UNION ALL
    SELECT hop.source_id, occurrence.incident_id
    FROM claims_hop hop
    JOIN claims_carriage carriage ON carriage.id = hop.carriage_id
    JOIN claims_utteranceoccurrence occurrence ON occurrence.utterance_id = carriage.utterance_id
    WHERE hop.source_id IS NOT NULL
    UNION ALL
    SELECT evidence.source_id, claim.incident_id
    FROM claims_evidence evidence JOIN claims_claim claim ON claim.id = evidence.claim_id
    UNION ALL
    SELECT evidence.root_source_id, claim.incident_id
    FROM claims_evidence evidence JOIN claims_claim claim ON claim.id = evidence.claim_id
    WHERE evidence.root_source_id IS NOT NULL
    UNION ALL
    SELECT source_id, incident_id FROM claims_reportedsilence
    UNION ALL
    SELECT source_id, incident_id FROM claims_channelcheck WHERE source_id IS NOT NULL
)
SELECT source_id, incident_id FROM direct
UNION
SELECT lineage.origin_id, direct.incident_id
FROM lineage JOIN direct ON direct.source_id = lineage.source_id
"""

# A party merged into another occurs under both.
PARTIES = """
CREATE VIEW claims_partyoccurrence AS
WITH direct AS NOT MATERIALIZED (
    SELECT claimant.party_id, occurrence.incident_id
    FROM claims_utteranceclaimant claimant
    JOIN claims_utteranceoccurrence occurrence ON occurrence.utterance_id = claimant.utterance_id
    UNION ALL
    SELECT utterance.speaker_id, occurrence.incident_id
    FROM claims_utterance utterance
    JOIN claims_utteranceoccurrence occurrence ON occurrence.utterance_id = utterance.id
    WHERE utterance.speaker_id IS NOT NULL
    UNION ALL
    SELECT hop.party_id, occurrence.incident_id
    FROM claims_hop hop
    JOIN claims_carriage carriage ON carriage.id = hop.carriage_id
    JOIN claims_utteranceoccurrence occurrence ON occurrence.utterance_id = carriage.utterance_id
    WHERE hop.party_id IS NOT NULL
    UNION ALL
    SELECT allegation.accused_id, claim.incident_id
    FROM claims_allegation allegation JOIN claims_claim claim ON claim.id = allegation.claim_id
    UNION ALL
    SELECT figure.side_id, claim.incident_id
    FROM claims_figure figure JOIN claims_claim claim ON claim.id = figure.claim_id
    WHERE figure.side_id IS NOT NULL
    UNION ALL
    SELECT evidence.root_party_id, claim.incident_id
    FROM claims_evidence evidence JOIN claims_claim claim ON claim.id = evidence.claim_id
    WHERE evidence.root_party_id IS NOT NULL
    UNION ALL
    SELECT party_id, incident_id FROM claims_commentrequest
    UNION ALL
    SELECT reply.speaks_for_id, request.incident_id
    FROM claims_reply reply JOIN claims_commentrequest request ON request.id = reply.comment_request_id
    UNION ALL
    SELECT waiver.party_id, claim.incident_id
    FROM claims_waiver waiver
    JOIN claims_allegation allegation ON allegation.id = waiver.allegation_id
    JOIN claims_claim claim ON claim.id = allegation.claim_id
    UNION ALL
    SELECT party_id, incident_id FROM claims_reportedsilence
    UNION ALL
    SELECT asked_by_id, incident_id FROM claims_reportedsilence WHERE asked_by_id IS NOT NULL
    UNION ALL
    SELECT party_id, incident_id FROM claims_channelcheck
    UNION ALL
    SELECT source.outlet_id, occurrence.incident_id
    FROM claims_source source
    JOIN claims_sourceoccurrence occurrence ON occurrence.source_id = source.id
    WHERE source.outlet_id IS NOT NULL
)
SELECT party_id, incident_id FROM direct
UNION
SELECT party.merged_into_id, direct.incident_id
FROM direct JOIN claims_party party ON party.id = direct.party_id
WHERE party.merged_into_id IS NOT NULL
"""


# Which rows occur in these incidents and in no other: hidden from whoever may not see them.
ONLY_IN = """
CREATE FUNCTION claims_{rows}_only_in(incidents bigint[]) RETURNS SETOF bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF cardinality(incidents) > 0 THEN
        RETURN QUERY SELECT {row}_id FROM claims_{row}occurrence GROUP BY {row}_id
            HAVING bool_and(incident_id = ANY (incidents));
    END IF;
END
$$
"""
ROWS = {"utterances": "utterance", "sources": "source", "parties": "party"}


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_same_newsroom")]

    operations = [
        migrations.RunSQL(UTTERANCES, "DROP VIEW claims_utteranceoccurrence"),
        migrations.RunSQL(SOURCES, "DROP VIEW claims_sourceoccurrence"),
        migrations.RunSQL(PARTIES, "DROP VIEW claims_partyoccurrence"),
        *[
            migrations.RunSQL(ONLY_IN.format(rows=rows, row=row), f"DROP FUNCTION claims_{rows}_only_in(bigint[])")
            for rows, row in ROWS.items()
        ],
    ]
