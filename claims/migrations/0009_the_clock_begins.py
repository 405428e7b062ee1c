"""The clock looks at everything that there was before it kept a list of what to look at."""

from django.db import migrations

# subject of a flag, its table
SUBJECTS = [
    ("allegation", "claims_allegation"),
    ("comment_request", "claims_commentrequest"),
    ("claim", "claims_claim"),
    ("use", "claims_use"),
    ("reply", "claims_reply"),
    ("waiver", "claims_waiver"),
    ("channel_check", "claims_channelcheck"),
]


def watch(subject: str, table: str) -> str:
    return f"INSERT INTO claims_watch (subject, subject_id, at) SELECT '{subject}', id, 'epoch' FROM {table}"  # noqa: S608


class Migration(migrations.Migration):
    dependencies = [("claims", "0008_flag_concerns")]

    operations = [migrations.RunSQL(watch(*each), migrations.RunSQL.noop) for each in SUBJECTS]
