"""Answers kept for whoever asks again with the same Idempotency-Key."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0013_digest"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=255)),
                ("asked", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField()),
                ("body", models.BinaryField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "by_token",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.apitoken",
                    ),
                ),
                (
                    "by_user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "indexes": [models.Index(fields=["at"], name="keptanswer_by_age")],
                "constraints": [
                    models.UniqueConstraint(fields=("newsroom", "id"), name="keptanswer_in_newsroom"),
                    models.UniqueConstraint(
                        fields=("newsroom", "by_user", "by_token", "key"), name="keptanswer_once", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("by_user__isnull", True), ("by_token__isnull", True), _connector="XOR"),
                        name="keptanswer_by_one_actor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__gte", 200), ("status__lte", 299)), name="keptanswer_of_a_success"
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            "ALTER TABLE claims_keptanswer ADD CONSTRAINT claims_keptanswer_by_token_id_same_newsroom "
            "FOREIGN KEY (newsroom_id, by_token_id) REFERENCES claims_apitoken (newsroom_id, id)",
            "ALTER TABLE claims_keptanswer DROP CONSTRAINT claims_keptanswer_by_token_id_same_newsroom",
        ),
    ]
