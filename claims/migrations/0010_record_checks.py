"""Checks of the whole record that somebody asked for."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0009_the_clock_begins"),
    ]

    operations = [
        migrations.CreateModel(
            name="RecordCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField()),
                ("tries", models.PositiveIntegerField(default=0)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("heartbeat_at", models.DateTimeField(blank=True, null=True)),
                ("changes_checked", models.BigIntegerField(default=0)),
                ("changes_in_all", models.BigIntegerField(default=0)),
                ("sealed", models.BigIntegerField(default=0)),
                ("seals", models.BigIntegerField(default=0)),
                ("redacted", models.BigIntegerField(default=0)),
                ("waiting", models.BigIntegerField(default=0)),
                ("findings", models.JSONField(blank=True, default=list)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
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
            options={
                "indexes": [models.Index(fields=["newsroom", "id"], name="recordcheck_of_newsroom")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=("newsroom",),
                        name="recordcheck_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("done_at__isnull", True),
                                ("heartbeat_at__isnull", True),
                                ("started_at__isnull", True),
                                ("tries", 0),
                            ),
                            models.Q(("heartbeat_at__isnull", False), ("started_at__isnull", False), ("tries__gte", 1)),
                            _connector="OR",
                        ),
                        name="recordcheck_begun_before_done",
                    ),
                ],
            },
        ),
    ]
