"""A stated deadline moves by an extension alone; a reply is worked in as an utterance; what was redacted reads alike."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0016_every_voiding"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="correction",
            name="correction_changes_something",
        ),
        migrations.AddField(
            model_name="replyhandled",
            name="utterance",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="worked_in_replies",
                to="claims.utterance",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="commentrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="deadline_moves_by_extension_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."sent_at" IS NOT NULL AND (OLD."deadline" IS DISTINCT FROM (NEW."deadline") OR OLD."deadline_zone" IS DISTINCT FROM (NEW."deadline_zone")))',
                    func="\n        IF NEW.version <= OLD.version OR NOT EXISTS (\n            SELECT FROM claims_deadlineextension extension\n            WHERE extension.comment_request_id = NEW.id AND extension.earlier = OLD.deadline\n                AND extension.deadline = NEW.deadline AND extension.deadline_zone = NEW.deadline_zone\n        ) THEN\n            RAISE EXCEPTION 'the deadline of a sent request moves by an extension' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="773fd1cd743274832085ad2af0f7b96a83bb7575",
                    operation='UPDATE OF "deadline", "deadline_zone"',
                    pgid="pgtrigger_deadline_moves_by_extension_only_6473e",
                    table="claims_commentrequest",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("before", models.F("after")), _negated=True), ("before", "[redacted]"), _connector="OR"
                ),
                name="correction_changes_something",
            ),
        ),
    ]
