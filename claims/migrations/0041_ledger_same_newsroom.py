"""The utterance as which a reply was worked in is of the reply's newsroom; and what may say who spoke is withheld."""

from django.db import migrations

TABLE, NAME = "claims_replyhandled", "claims_replyhandled_utterance_id_same_newsroom"
ADD = (
    f"ALTER TABLE {TABLE} ADD CONSTRAINT {NAME} "
    "FOREIGN KEY (newsroom_id, utterance_id) REFERENCES claims_utterance (newsroom_id, id)"
)
DROP = f"ALTER TABLE {TABLE} DROP CONSTRAINT {NAME}"

# See 0015. The note of one who worked a reply on background in may say who gave it, as a correction may. One line of
# the function changes, wherever its other lines stand by now.
OF_REPLY = "FROM claims_replyhandled h WHERE h.reply_id IN (SELECT id FROM reply)"
OF_BACKGROUND = (
    "FROM claims_replyhandled h JOIN claims_reply r ON r.id = h.reply_id"
    " WHERE h.newsroom_id = newsroom AND (r.terms = ''on_background'' OR r.id IN (SELECT id FROM reply))"
)
NARROWER = f"""
DO $migration$
DECLARE
    written text := pg_get_functiondef('claims_withheld(bigint)'::regprocedure);
BEGIN
    IF position('{OF_REPLY}' IN written) = 0 THEN
        RAISE EXCEPTION 'claims_withheld does not read as expected';
    END IF;
    EXECUTE replace(written, '{OF_REPLY}', '{OF_BACKGROUND}');
END
$migration$
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0040_ledger_rows")]

    operations = [migrations.RunSQL(ADD, DROP), migrations.RunSQL(NARROWER, migrations.RunSQL.noop)]
