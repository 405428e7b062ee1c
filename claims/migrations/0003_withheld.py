"""What terms and embargoes keep in the newsroom: which rows that withholds, and who and what occurs in nothing else."""

from django.db import migrations

# The twin of `rules.utterances.may_leave`. A constant would be planned wrong: an embargo ends by itself.
LEAVES = """
CREATE FUNCTION claims_leaves(terms text, embargo_until timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT terms IN ('on_the_record', 'on_background') AND (embargo_until IS NULL OR embargo_until <= now())
$$
"""

# What may ever be withheld, found without reading the rest.
INDEXES = """
CREATE INDEX utterance_not_open ON claims_utterance (newsroom_id, id)
    WHERE terms <> 'on_the_record' OR embargo_until IS NOT NULL;
CREATE INDEX reply_not_open ON claims_reply (newsroom_id, id) WHERE terms <> 'on_the_record';
"""

# A claim is told by any of its utterances that may leave; it is withheld if none may.
WITHHELD_CLAIMS = """
CREATE VIEW claims_withheldclaim AS
SELECT DISTINCT link.claim_id, link.newsroom_id
FROM claims_utterance utterance
JOIN claims_claimutterance link ON link.utterance_id = utterance.id
WHERE (utterance.terms <> 'on_the_record' OR utterance.embargo_until IS NOT NULL)
    AND NOT claims_leaves(utterance.terms, utterance.embargo_until)
    AND NOT EXISTS (
        SELECT FROM claims_claimutterance further
        JOIN claims_utterance open ON open.id = further.utterance_id
        WHERE further.claim_id = link.claim_id AND claims_leaves(open.terms, open.embargo_until)
    )
"""

# `only_recorded`: the row is seen, without who said it; its Changes, which hold that, are not.
WITHHELD = """
CREATE FUNCTION claims_withheld(newsroom bigint)
RETURNS TABLE (subject text, id bigint, only_recorded boolean) LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
    IF NOT EXISTS (
        SELECT FROM claims_utterance u
        WHERE u.newsroom_id = newsroom AND (u.terms <> 'on_the_record' OR u.embargo_until IS NOT NULL)
    ) AND NOT EXISTS (SELECT FROM claims_reply r WHERE r.newsroom_id = newsroom AND r.terms <> 'on_the_record') THEN
        RETURN;
    END IF;
    RETURN QUERY
    WITH not_open AS MATERIALIZED (
        SELECT u.id, claims_leaves(u.terms, u.embargo_until) AS leaves, u.terms = 'on_background' AS background
        FROM claims_utterance u
        WHERE u.newsroom_id = newsroom AND (u.terms <> 'on_the_record' OR u.embargo_until IS NOT NULL)
    ), unsaid AS MATERIALIZED (
        SELECT n.id FROM not_open n WHERE NOT n.leaves
    ), unnamed AS MATERIALIZED (
        SELECT n.id FROM not_open n WHERE NOT n.leaves OR n.background
    ), claim AS MATERIALIZED (
        SELECT w.claim_id AS id FROM claims_withheldclaim w WHERE w.newsroom_id = newsroom
    ), allegation AS MATERIALIZED (
        SELECT a.id FROM claims_allegation a WHERE a.claim_id IN (SELECT id FROM claim)
    ), assessment AS MATERIALIZED (
        SELECT a.id FROM claims_assessment a WHERE a.claim_id IN (SELECT id FROM claim)
    ), sign_off AS MATERIALIZED (
        SELECT s.id FROM claims_signoff s WHERE s.assessment_id IN (SELECT id FROM assessment)
    ), reply AS MATERIALIZED (
        SELECT r.id FROM claims_reply r WHERE r.newsroom_id = newsroom AND NOT claims_leaves(r.terms, NULL)
        UNION
        SELECT r.id FROM claims_reply r WHERE r.utterance_id IN (SELECT id FROM unsaid)
    ), printed AS MATERIALIZED (
        SELECT p.id FROM claims_use p WHERE p.claim_id IN (SELECT id FROM claim)
    ), carriage AS MATERIALIZED (
        SELECT c.id FROM claims_carriage c WHERE c.utterance_id IN (SELECT id FROM unnamed)
    )
    SELECT 'utterance', u.id, false FROM unsaid u
    UNION ALL SELECT 'utterance', u.id, true FROM unnamed u
    UNION ALL SELECT 'utteranceclaimant', c.id, false FROM claims_utteranceclaimant c
        WHERE c.utterance_id IN (SELECT id FROM unnamed)
    UNION ALL SELECT 'carriage', c.id, false FROM carriage c
    UNION ALL SELECT 'hop', h.id, false FROM claims_hop h WHERE h.carriage_id IN (SELECT id FROM carriage)
    UNION ALL SELECT 'claimutterance', l.id, false FROM claims_claimutterance l
        WHERE l.utterance_id IN (SELECT id FROM unsaid)
    UNION ALL SELECT 'claim', c.id, false FROM claim c
    UNION ALL SELECT 'figure', f.id, false FROM claims_figure f WHERE f.claim_id IN (SELECT id FROM claim)
    UNION ALL SELECT 'evidence', e.id, false FROM claims_evidence e WHERE e.claim_id IN (SELECT id FROM claim)
    UNION ALL SELECT 'assessment', a.id, false FROM assessment a
    UNION ALL SELECT 'signoff', s.id, false FROM sign_off s
    UNION ALL SELECT 'sendback', s.id, false FROM claims_sendback s
        WHERE s.assessment_id IN (SELECT id FROM assessment)
    UNION ALL SELECT 'voiding', v.id, false FROM claims_voiding v WHERE v.sign_off_id IN (SELECT id FROM sign_off)
    UNION ALL SELECT 'claimrelation', r.id, false FROM claims_claimrelation r
        WHERE r.claim_id IN (SELECT id FROM claim) OR r.other_id IN (SELECT id FROM claim)
    UNION ALL SELECT 'dismissal', d.id, false FROM claims_dismissal d
        WHERE d.claim_id IN (SELECT id FROM claim) OR d.other_id IN (SELECT id FROM claim)
    UNION ALL SELECT 'allegation', a.id, false FROM allegation a
    UNION ALL SELECT 'waiver', w.id, false FROM claims_waiver w WHERE w.allegation_id IN (SELECT id FROM allegation)
    UNION ALL SELECT 'requestedallegation', r.id, false FROM claims_requestedallegation r
        WHERE r.allegation_id IN (SELECT id FROM allegation)
    UNION ALL SELECT 'reportedsilence', s.id, false FROM claims_reportedsilence s
        WHERE s.allegation_id IN (SELECT id FROM allegation)
    UNION ALL SELECT 'reply', r.id, false FROM reply r
    UNION ALL SELECT 'reply', r.id, true FROM claims_reply r
        WHERE r.newsroom_id = newsroom AND r.terms = 'on_background'
    UNION ALL SELECT 'answer', a.id, false FROM claims_answer a
        WHERE a.allegation_id IN (SELECT id FROM allegation) OR a.claim_id IN (SELECT id FROM claim)
            OR a.reply_id IN (SELECT id FROM reply)
    UNION ALL SELECT 'use', p.id, false FROM printed p
    UNION ALL SELECT 'usehandled', h.id, false FROM claims_usehandled h WHERE h.use_id IN (SELECT id FROM printed)
    UNION ALL SELECT 'flag', f.id, false FROM claims_flag f
        WHERE f.newsroom_id = newsroom AND (f.allegation_id IN (SELECT id FROM allegation)
            OR f.claim_id IN (SELECT id FROM claim) OR f.use_id IN (SELECT id FROM printed));
END
$$
"""

# `withheld`: in this incident it occurs in nothing that may leave; `unnamed`: or only as who or what stays unnamed.
UTTERANCES = """
CREATE VIEW claims_utteranceoccurrence AS
SELECT link.utterance_id, claim.incident_id,
    bool_and(NOT claims_leaves(utterance.terms, utterance.embargo_until)) AS withheld,
    bool_and(NOT claims_leaves(utterance.terms, utterance.embargo_until) OR utterance.terms = 'on_background') AS unnamed
FROM claims_claimutterance link
JOIN claims_claim claim ON claim.id = link.claim_id
JOIN claims_utterance utterance ON utterance.id = link.utterance_id
GROUP BY link.utterance_id, claim.incident_id
"""

SOURCES = """
CREATE VIEW claims_sourceoccurrence AS
WITH RECURSIVE lineage (source_id, origin_id) AS (
    SELECT source_id, origin_id FROM claims_derivation
    UNION
    SELECT lineage.source_id, further.origin_id
    FROM lineage JOIN claims_derivation further ON further.source_id = lineage.origin_id
), direct AS NOT MATERIALIZED (
    SELECT carriage.source_id, occurrence.incident_id, occurrence.unnamed AS withheld
    FROM claims_carriage carriage
    JOIN claims_utteranceoccurrence occurrence ON occurrence.utterance_id = carriage.utterance_id
    UNION ALL
    SELECT hop.source_id, occurrence.incident_id, occurrence.unnamed
    FROM claims_hop hop
    JOIN claims_carriage carriage ON carriage.id = hop.carriage_id
    JOIN claims_utteranceoccurrence occurrence ON occurrence.utterance_id = carriage.utterance_id
    WHERE hop.source_id IS NOT NULL
    UNION ALL
    SELECT evidence.source_id, claim.incident_id, claim.id IN (SELECT claim_id FROM claims_withheldclaim)
    FROM claims_evidence evidence JOIN claims_claim claim ON claim.id = evidence.claim_id
    UNION ALL
    SELECT evidence.root_source_id, claim.incident_id, claim.id IN (SELECT claim_id FROM claims_withheldclaim)
    FROM claims_evidence evidence JOIN claims_claim claim ON claim.id = evidence.claim_id
    WHERE evidence.root_source_id IS NOT NULL
    UNION ALL
    SELECT source_id, incident_id, false FROM claims_reportedsilence
    UNION ALL
    SELECT source_id, incident_id, false FROM claims_channelcheck WHERE source_id IS NOT NULL
), either AS (
    SELECT source_id, incident_id, withheld FROM direct
    UNION ALL
    SELECT lineage.origin_id, direct.incident_id, direct.withheld
    FROM lineage JOIN direct ON direct.source_id = lineage.source_id
)
SELECT source_id, incident_id, bool_and(withheld) AS withheld FROM either GROUP BY source_id, incident_id
"""

PARTIES = """
CREATE VIEW claims_partyoccurrence AS
WITH direct AS NOT MATERIALIZED (
    SELECT claimant.party_id, occurrence.incident_id, occurrence.unnamed AS withheld
    FROM claims_utteranceclaimant claimant
    JOIN claims_utteranceoccurrence occurrence ON occurrence.utterance_id = claimant.utterance_id
    UNION ALL
    SELECT utterance.speaker_id, occurrence.incident_id, occurrence.unnamed
    FROM claims_utterance utterance
    JOIN claims_utteranceoccurrence occurrence ON occurrence.utterance_id = utterance.id
    WHERE utterance.speaker_id IS NOT NULL
    UNION ALL
    SELECT hop.party_id, occurrence.incident_id, occurrence.unnamed
    FROM claims_hop hop
    JOIN claims_carriage carriage ON carriage.id = hop.carriage_id
    JOIN claims_utteranceoccurrence occurrence ON occurrence.utterance_id = carriage.utterance_id
    WHERE hop.party_id IS NOT NULL
    UNION ALL
    SELECT allegation.accused_id, claim.incident_id, claim.id IN (SELECT claim_id FROM claims_withheldclaim)
    FROM claims_allegation allegation JOIN claims_claim claim ON claim.id = allegation.claim_id
    UNION ALL
    SELECT figure.side_id, claim.incident_id, claim.id IN (SELECT claim_id FROM claims_withheldclaim)
    FROM claims_figure figure JOIN claims_claim claim ON claim.id = figure.claim_id
    WHERE figure.side_id IS NOT NULL
    UNION ALL
    SELECT evidence.root_party_id, claim.incident_id, claim.id IN (SELECT claim_id FROM claims_withheldclaim)
    FROM claims_evidence evidence JOIN claims_claim claim ON claim.id = evidence.claim_id
    WHERE evidence.root_party_id IS NOT NULL
    UNION ALL
    SELECT party_id, incident_id, false FROM claims_commentrequest
    UNION ALL
    SELECT reply.speaks_for_id, request.incident_id, false
    FROM claims_reply reply JOIN claims_commentrequest request ON request.id = reply.comment_request_id
    UNION ALL
    SELECT waiver.party_id, claim.incident_id, claim.id IN (SELECT claim_id FROM claims_withheldclaim)
    FROM claims_waiver waiver
    JOIN claims_allegation allegation ON allegation.id = waiver.allegation_id
    JOIN claims_claim claim ON claim.id = allegation.claim_id
    UNION ALL
    SELECT party_id, incident_id, false FROM claims_reportedsilence
    UNION ALL
    SELECT asked_by_id, incident_id, false FROM claims_reportedsilence WHERE asked_by_id IS NOT NULL
    UNION ALL
    SELECT party_id, incident_id, false FROM claims_channelcheck
    UNION ALL
    SELECT source.outlet_id, occurrence.incident_id, occurrence.withheld
    FROM claims_source source
    JOIN claims_sourceoccurrence occurrence ON occurrence.source_id = source.id
    WHERE source.outlet_id IS NOT NULL
    UNION ALL
    SELECT checked.established_by_id, occurrence.incident_id, occurrence.withheld
    FROM claims_sourcecheck checked
    JOIN claims_sourceoccurrence occurrence ON occurrence.source_id = checked.source_id
    WHERE checked.established_by_id IS NOT NULL
), either AS (
    SELECT party_id, incident_id, withheld FROM direct
    UNION ALL
    SELECT party.merged_into_id, direct.incident_id, direct.withheld
    FROM direct JOIN claims_party party ON party.id = direct.party_id
    WHERE party.merged_into_id IS NOT NULL
)
SELECT party_id, incident_id, bool_and(withheld) AS withheld FROM either GROUP BY party_id, incident_id
"""

# Which rows occur only in these incidents or, if that is asked, in what is withheld.
ONLY_IN = """
CREATE FUNCTION claims_{rows}_only_in(incidents bigint[], newsroom bigint, withholding boolean)
RETURNS SETOF bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF cardinality(incidents) > 0 OR (withholding AND EXISTS (
        SELECT FROM claims_utterance u
        WHERE u.newsroom_id = newsroom AND (u.terms <> 'on_the_record' OR u.embargo_until IS NOT NULL)
    )) THEN
        RETURN QUERY SELECT {row}_id FROM claims_{row}occurrence GROUP BY {row}_id
            HAVING bool_and(incident_id = ANY (incidents) OR (withholding AND withheld));
    END IF;
END
$$
"""
ROWS = {"utterances": "utterance", "sources": "source", "parties": "party"}


class Migration(migrations.Migration):
    replaces = [("claims", "0003_occurrences"), ("claims", "0006_terms")]

    dependencies = [("claims", "0002_links")]

    operations = [
        *map(migrations.RunSQL, (LEAVES, INDEXES, WITHHELD_CLAIMS, WITHHELD, UTTERANCES, SOURCES, PARTIES)),
        *[migrations.RunSQL(ONLY_IN.format(rows=rows, row=row)) for rows, row in ROWS.items()],
    ]
