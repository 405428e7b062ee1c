"""Saved filters of lists."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0020_notes"),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "of",
                    models.CharField(
                        choices=[
                            ("incidents", "Incidents"),
                            ("parties", "Parties"),
                            ("sources", "Sources"),
                            ("requests", "Requests"),
                            ("flags", "Flags"),
                            ("changes", "Changes"),
                            ("search", "Search"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("query", models.CharField(max_length=2000)),
                ("made_at", models.DateTimeField()),
                (
                    "newsroom",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="saved_filters",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("of", "name", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("of__in", ["incidents", "parties", "sources", "requests", "flags", "changes", "search"])
                        ),
                        name="savedfilter_of_known",
                    ),
                    models.UniqueConstraint(fields=("newsroom", "user", "of", "name"), name="savedfilter_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("query", ""), _negated=True)
                        ),
                        name="savedfilter_has_name_and_query",
                    ),
                ],
            },
        ),
    ]
