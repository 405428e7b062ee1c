"""Redactions: proposals of one person, approvals of another."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

SAME_NEWSROOM = "claims_redactionapproval_redaction_id_same_newsroom"


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0011_sealed_record"),
    ]

    operations = [
        migrations.CreateModel(
            name="Redaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_type", models.CharField(max_length=40)),
                ("subject_id", models.BigIntegerField()),
                ("field", models.CharField(max_length=60)),
                ("reason", models.CharField(max_length=2000)),
                (
                    "by_role",
                    models.CharField(
                        choices=[
                            ("viewer", "Viewer"),
                            ("reporter", "Reporter"),
                            ("fact_checker", "Fact-checker"),
                            ("editor", "Editor"),
                            ("admin", "Admin"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by_user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "newsroom",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RedactionApproval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("destroyed", models.JSONField()),
                ("at", models.DateTimeField()),
                (
                    "by_user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "newsroom",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"
                    ),
                ),
                (
                    "redaction",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="approval", to="claims.redaction"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="redaction",
            index=models.Index(fields=["subject_type", "subject_id"], name="redaction_of_subject"),
        ),
        migrations.AddConstraint(
            model_name="redaction",
            constraint=models.UniqueConstraint(fields=("newsroom", "id"), name="redaction_in_newsroom"),
        ),
        migrations.AddConstraint(
            model_name="redaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("by_role__in", ["viewer", "reporter", "fact_checker", "editor", "admin"])),
                name="redaction_by_role_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="redaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="redaction_has_a_reason"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="redaction",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="28012bd3df0c467927ac6f20eb208332f749f134",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8c69b",
                    table="claims_redaction",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="redactionapproval",
            constraint=models.UniqueConstraint(fields=("newsroom", "id"), name="redactionapproval_in_newsroom"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="redactionapproval",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="efc43a884201982a727aa1f8efafc7d1078ffb4f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2680e",
                    table="claims_redactionapproval",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="redactionapproval",
            trigger=pgtrigger.compiler.Trigger(
                name="another_person",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF EXISTS (\n            SELECT FROM claims_redaction redaction\n            WHERE redaction.id = NEW.redaction_id AND redaction.by_user_id = NEW.by_user_id\n        ) THEN\n            RAISE EXCEPTION 'a redaction is approved by a second person' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="2a36992f88bedc7188e7d0ca6f54067784d87023",
                    operation="INSERT",
                    pgid="pgtrigger_another_person_7a455",
                    table="claims_redactionapproval",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(
            f"ALTER TABLE claims_redactionapproval ADD CONSTRAINT {SAME_NEWSROOM}"
            " FOREIGN KEY (newsroom_id, redaction_id) REFERENCES claims_redaction (newsroom_id, id)",
            f"ALTER TABLE claims_redactionapproval DROP CONSTRAINT {SAME_NEWSROOM}",
        ),
    ]
