"""The tables of right of reply keep to their newsroom, too: see 0002_links."""

from django.db import migrations

# table, column, table pointed at
LINKS = [
    ("claims_correction", "by_token_id", "claims_apitoken"),
    ("claims_correction", "reply_id", "claims_reply"),
    ("claims_deadlineextension", "by_token_id", "claims_apitoken"),
    ("claims_deadlineextension", "comment_request_id", "claims_commentrequest"),
    ("claims_flag", "channel_check_id", "claims_channelcheck"),
    ("claims_flag", "reply_id", "claims_reply"),
    ("claims_flag", "waiver_id", "claims_waiver"),
    ("claims_noticedflag", "flag_id", "claims_flag"),
    ("claims_noticedflag", "letter_id", "claims_noticeletter"),
    ("claims_noticedflag", "membership_id", "claims_membership"),
    ("claims_noticeletter", "membership_id", "claims_membership"),
    ("claims_reminder", "claim_id", "claims_claim"),
    ("claims_reminder", "comment_request_id", "claims_commentrequest"),
    ("claims_reminder", "incident_id", "claims_incident"),
    ("claims_reminder", "letter_id", "claims_noticeletter"),
    ("claims_replyhandled", "by_token_id", "claims_apitoken"),
    ("claims_replyhandled", "reply_id", "claims_reply"),
    ("claims_replyhandled", "utterance_id", "claims_utterance"),
    ("claims_waiverdecision", "waiver_id", "claims_waiver"),
]


def add(table: str, column: str, target: str) -> str:
    return (
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_same_newsroom "
        f"FOREIGN KEY (newsroom_id, {column}) REFERENCES {target} (newsroom_id, id)"
    )


def drop(table: str, column: str, target: str) -> str:
    return f"ALTER TABLE {table} DROP CONSTRAINT {table}_{column}_same_newsroom"


class Migration(migrations.Migration):
    dependencies = [("claims", "0005_right_of_reply")]

    operations = [migrations.RunSQL(add(*link), drop(*link)) for link in LINKS]
