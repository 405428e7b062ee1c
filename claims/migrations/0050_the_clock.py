"""What the clock has still to look at, what it set aside, and indexes of flags that fill quickly."""

import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0041_ledger_same_newsroom"),
    ]

    operations = [
        migrations.CreateModel(
            name="SetAside",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=20)),
                ("subject_id", models.BigIntegerField()),
                ("error", models.CharField(max_length=300)),
                ("tries", models.PositiveIntegerField(default=1)),
                ("since", models.DateTimeField()),
                ("retry_at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "set aside",
            },
        ),
        migrations.CreateModel(
            name="Unseen",
            fields=[
                (
                    "change",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="claims.change",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=20)),
                ("subject_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "watches",
            },
        ),
        migrations.RemoveConstraint(
            model_name="flag",
            name="flag_once",
        ),
        migrations.AlterField(
            model_name="flag",
            name="allegation",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="flags",
                to="claims.allegation",
            ),
        ),
        migrations.AlterField(
            model_name="flag",
            name="channel_check",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="flags",
                to="claims.channelcheck",
            ),
        ),
        migrations.AlterField(
            model_name="flag",
            name="claim",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="flags",
                to="claims.claim",
            ),
        ),
        migrations.AlterField(
            model_name="flag",
            name="comment_request",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="flags",
                to="claims.commentrequest",
            ),
        ),
        migrations.AlterField(
            model_name="flag",
            name="reply",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="flags",
                to="claims.reply",
            ),
        ),
        migrations.AlterField(
            model_name="flag",
            name="use",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="flags",
                to="claims.use",
            ),
        ),
        migrations.AlterField(
            model_name="flag",
            name="waiver",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="flags",
                to="claims.waiver",
            ),
        ),
        migrations.AddIndex(
            model_name="flag",
            index=models.Index(
                condition=models.Q(("allegation__isnull", False)), fields=["allegation"], name="flag_of_allegation"
            ),
        ),
        migrations.AddIndex(
            model_name="flag",
            index=models.Index(
                condition=models.Q(("comment_request__isnull", False)),
                fields=["comment_request"],
                name="flag_of_comment_request",
            ),
        ),
        migrations.AddIndex(
            model_name="flag",
            index=models.Index(condition=models.Q(("claim__isnull", False)), fields=["claim"], name="flag_of_claim"),
        ),
        migrations.AddIndex(
            model_name="flag",
            index=models.Index(condition=models.Q(("use__isnull", False)), fields=["use"], name="flag_of_use"),
        ),
        migrations.AddIndex(
            model_name="flag",
            index=models.Index(condition=models.Q(("reply__isnull", False)), fields=["reply"], name="flag_of_reply"),
        ),
        migrations.AddIndex(
            model_name="flag",
            index=models.Index(condition=models.Q(("waiver__isnull", False)), fields=["waiver"], name="flag_of_waiver"),
        ),
        migrations.AddIndex(
            model_name="flag",
            index=models.Index(
                condition=models.Q(("channel_check__isnull", False)),
                fields=["channel_check"],
                name="flag_of_channel_check",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="change",
            trigger=pgtrigger.compiler.Trigger(
                name="seen_by_the_clock",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        INSERT INTO claims_unseen (change_id)\n        SELECT id FROM added WHERE subject_type <> 'flag' OR after->>'kind' = 'support_lapsed';\n        RETURN NULL;\n    ",
                    hash="86f4d15e22c21d9fa110d3bd670f8b82a06e86f9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_seen_by_the_clock_44d71",
                    referencing="REFERENCING NEW TABLE AS added ",
                    table="claims_change",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.UniqueConstraint(
                models.F("kind"),
                django.db.models.functions.comparison.Coalesce(
                    models.F("allegation_id"),
                    models.F("comment_request_id"),
                    models.F("claim_id"),
                    models.F("use_id"),
                    models.F("reply_id"),
                    models.F("waiver_id"),
                    models.F("channel_check_id"),
                ),
                models.F("since"),
                name="flag_once",
            ),
        ),
        migrations.AddField(
            model_name="setaside",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"
            ),
        ),
        migrations.AddIndex(
            model_name="watch",
            index=models.Index(fields=["at", "subject", "subject_id"], name="watch_next"),
        ),
        migrations.AddConstraint(
            model_name="watch",
            constraint=models.UniqueConstraint(fields=("subject", "subject_id"), name="watch_once"),
        ),
        migrations.AddConstraint(
            model_name="setaside",
            constraint=models.UniqueConstraint(fields=("subject", "subject_id"), name="setaside_once"),
        ),
    ]
