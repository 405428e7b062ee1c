"""What terms withhold, with what hangs on replies and on decisions not to ask: see 0003_withheld."""

from django.db import migrations

# `only_recorded`: the row is seen, without who said it; its Changes, which hold that, are not. A correction of a reply
# on background says who spoke, as may the note of who worked it in: both are read by nobody outside.
WITHHELD = """
CREATE OR REPLACE FUNCTION claims_withheld(newsroom bigint)
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
    ), waiver AS MATERIALIZED (
        SELECT w.id FROM claims_waiver w WHERE w.allegation_id IN (SELECT id FROM allegation)
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
    UNION ALL SELECT 'waiver', w.id, false FROM waiver w
    UNION ALL SELECT 'waiverdecision', d.id, false FROM claims_waiverdecision d
        WHERE d.waiver_id IN (SELECT id FROM waiver)
    UNION ALL SELECT 'requestedallegation', r.id, false FROM claims_requestedallegation r
        WHERE r.allegation_id IN (SELECT id FROM allegation)
    UNION ALL SELECT 'reportedsilence', s.id, false FROM claims_reportedsilence s
        WHERE s.allegation_id IN (SELECT id FROM allegation)
    UNION ALL SELECT 'reply', r.id, false FROM reply r
    UNION ALL SELECT 'reply', r.id, true FROM claims_reply r
        WHERE r.newsroom_id = newsroom AND r.terms = 'on_background'
    UNION ALL SELECT 'correction', c.id, false FROM claims_correction c
        JOIN claims_reply r ON r.id = c.reply_id
        WHERE c.newsroom_id = newsroom AND (r.terms = 'on_background' OR r.id IN (SELECT id FROM reply))
    UNION ALL SELECT 'replyhandled', h.id, false FROM claims_replyhandled h
        JOIN claims_reply r ON r.id = h.reply_id
        WHERE h.newsroom_id = newsroom AND (r.terms = 'on_background' OR r.id IN (SELECT id FROM reply))
    UNION ALL SELECT 'answer', a.id, false FROM claims_answer a
        WHERE a.allegation_id IN (SELECT id FROM allegation) OR a.claim_id IN (SELECT id FROM claim)
            OR a.reply_id IN (SELECT id FROM reply)
    UNION ALL SELECT 'use', p.id, false FROM printed p
    UNION ALL SELECT 'usehandled', h.id, false FROM claims_usehandled h WHERE h.use_id IN (SELECT id FROM printed)
    UNION ALL SELECT 'flag', f.id, false FROM claims_flag f
        WHERE f.newsroom_id = newsroom AND (f.allegation_id IN (SELECT id FROM allegation)
            OR f.claim_id IN (SELECT id FROM claim) OR f.use_id IN (SELECT id FROM printed)
            OR f.reply_id IN (SELECT id FROM reply) OR f.waiver_id IN (SELECT id FROM waiver));
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0006_right_of_reply_links")]

    operations = [migrations.RunSQL(WITHHELD, migrations.RunSQL.noop)]
