"""Whom a standing flag concerns."""

from django.db import migrations

# Of a request or a reply: who is responsible for the request, else who sent it. Of a claim: who gave it its status, and
# who signed. Of a printed use: who recorded it, and those of its claim. Of an allegation: who recorded it. Of a look at a
# party's channels: who looked. Of a waiver: whoever may decide on it, but not the one who asks for it. Where none of
# these is a member any more, or a token did it: editors and admins.
CONCERNS = """
CREATE VIEW claims_flagconcern AS
WITH named AS NOT MATERIALIZED (
    SELECT flag.id AS flag_id, coalesce(request.responsible_id, request.sent_by_id) AS user_id
    FROM claims_flag flag
    LEFT JOIN claims_reply reply ON reply.id = flag.reply_id
    JOIN claims_commentrequest request ON request.id = coalesce(flag.comment_request_id, reply.comment_request_id)
    WHERE flag.cleared_at IS NULL
    UNION
    SELECT flag.id, who.user_id
    FROM claims_flag flag
    LEFT JOIN claims_use printed ON printed.id = flag.use_id
    CROSS JOIN LATERAL (
        SELECT assessment.by_user_id AS assessor, signed.by_user_id AS signer
        FROM claims_assessment assessment
        LEFT JOIN claims_signoff signed ON signed.assessment_id = assessment.id
        WHERE assessment.claim_id = coalesce(flag.claim_id, printed.claim_id)
            AND (assessment.status NOT IN ('established', 'refuted') OR signed.id IS NOT NULL)
        ORDER BY assessment.id DESC LIMIT 1
    ) judging
    CROSS JOIN LATERAL (VALUES (judging.assessor), (judging.signer)) who (user_id)
    WHERE flag.cleared_at IS NULL
    UNION
    SELECT flag.id, printed.by_user_id
    FROM claims_flag flag JOIN claims_use printed ON printed.id = flag.use_id
    WHERE flag.cleared_at IS NULL
    UNION
    SELECT flag.id, looked.by_user_id
    FROM claims_flag flag JOIN claims_channelcheck looked ON looked.id = flag.channel_check_id
    WHERE flag.cleared_at IS NULL
    UNION
    SELECT flag.id, first.by_user_id
    FROM claims_flag flag
    CROSS JOIN LATERAL (
        SELECT change.by_user_id FROM claims_change change
        WHERE change.subject_type = 'allegation' AND change.subject_id = flag.allegation_id
        ORDER BY change.id LIMIT 1
    ) first
    WHERE flag.cleared_at IS NULL AND flag.allegation_id IS NOT NULL
), concerned AS NOT MATERIALIZED (
    SELECT named.flag_id, named.user_id
    FROM named
    JOIN claims_flag flag ON flag.id = named.flag_id
    JOIN claims_membership member ON member.newsroom_id = flag.newsroom_id AND member.user_id = named.user_id
        AND member.deactivated_at IS NULL
)
SELECT concerned.flag_id, concerned.user_id FROM concerned
UNION
SELECT flag.id, member.user_id
FROM claims_flag flag
LEFT JOIN claims_waiver waiver ON waiver.id = flag.waiver_id
JOIN claims_membership member ON member.newsroom_id = flag.newsroom_id AND member.deactivated_at IS NULL
    AND member.role IN ('editor', 'admin') AND member.user_id IS DISTINCT FROM waiver.by_user_id
WHERE flag.cleared_at IS NULL AND NOT EXISTS (SELECT FROM concerned WHERE concerned.flag_id = flag.id)
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0007_right_of_reply_terms")]

    operations = [migrations.RunSQL(CONCERNS, "DROP VIEW claims_flagconcern")]
