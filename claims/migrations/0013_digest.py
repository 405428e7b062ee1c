"""The weekly digest. Its tables keep to their newsroom: see 0002_links."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

# table, column, table pointed at
LINKS = [
    ("claims_digestblock", "edition_id", "claims_digestedition"),
    ("claims_digestdelivery", "block_id", "claims_digestblock"),
    ("claims_digestdelivery", "edition_id", "claims_digestedition"),
    ("claims_digestdelivery", "subscription_id", "claims_digestsubscription"),
    ("claims_digestfollow", "incident_id", "claims_incident"),
    ("claims_digestfollow", "party_id", "claims_party"),
    ("claims_digestfollow", "subscription_id", "claims_digestsubscription"),
    ("claims_digestsubscription", "membership_id", "claims_membership"),
]


def add(table: str, column: str, target: str) -> str:
    return (
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_same_newsroom "
        f"FOREIGN KEY (newsroom_id, {column}) REFERENCES {target} (newsroom_id, id)"
    )


def drop(table: str, column: str, target: str) -> str:
    return f"ALTER TABLE {table} DROP CONSTRAINT {table}_{column}_same_newsroom"


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0012_redacted_roles"),
    ]

    operations = [
        migrations.CreateModel(
            name="DigestEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hour", models.DateTimeField()),
                ("end_position", models.BigIntegerField()),
                ("made_at", models.DateTimeField()),
                (
                    "newsroom",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("newsroom", "id"), name="digestedition_in_newsroom"),
                    models.UniqueConstraint(fields=("newsroom", "hour"), name="digestedition_once"),
                    models.CheckConstraint(
                        condition=models.Q(("end_position__gte", 0)), name="digestedition_position_is_sane"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DigestBlock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start_position", models.BigIntegerField()),
                ("start_at", models.DateTimeField()),
                ("built_at", models.DateTimeField()),
                ("body", models.JSONField()),
                (
                    "newsroom",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="blocks", to="claims.digestedition"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("newsroom", "id"), name="digestblock_in_newsroom"),
                    models.UniqueConstraint(fields=("edition", "start_position"), name="digestblock_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DigestSubscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("weekday", models.PositiveSmallIntegerField(default=0)),
                ("hour", models.PositiveSmallIntegerField(default=9)),
                ("time_zone", models.CharField(max_length=64)),
                ("language", models.CharField(max_length=12)),
                ("everything", models.BooleanField(default=True)),
                (
                    "countries",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), blank=True, default=list, size=None
                    ),
                ),
                (
                    "sections_off",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("needs_you", "What needs you"),
                                ("changed", "What changed"),
                                ("unanswered", "Who has yet to answer"),
                                ("weak_spots", "Weak spots"),
                                ("numbers", "Numbers of the week"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("even_if_empty", models.BooleanField(default=False)),
                ("paused_until", models.DateField(blank=True, null=True)),
                ("start_position", models.BigIntegerField()),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                (
                    "membership",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="digest_subscription",
                        to="claims.membership",
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
                "constraints": [
                    models.UniqueConstraint(fields=("newsroom", "id"), name="digestsubscription_in_newsroom"),
                    models.CheckConstraint(
                        condition=models.Q(("hour__lte", 23), ("start_position__gte", 0), ("weekday__lte", 6)),
                        name="digestsubscription_is_sane",
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)), fields=["due_at"], name="digestsubscription_due"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DigestFollow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "incident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.incident",
                    ),
                ),
                (
                    "newsroom",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.party",
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follows",
                        to="claims.digestsubscription",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subscription", "incident", "party"), name="digestfollow_once", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("incident__isnull", True), ("party__isnull", True), _connector="XOR"),
                        name="digestfollow_of_one_thing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DigestDelivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start_position", models.BigIntegerField()),
                ("items", models.JSONField(default=list)),
                ("scope", models.JSONField(default=dict)),
                (
                    "sections_off",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("needs_you", "What needs you"),
                                ("changed", "What changed"),
                                ("unanswered", "Who has yet to answer"),
                                ("weak_spots", "Weak spots"),
                                ("numbers", "Numbers of the week"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("claimed", "Being sent"),
                            ("sent", "Sent"),
                            ("empty", "Nothing to tell, so nothing was sent"),
                            ("failed", "Not sent, to be tried again"),
                            ("uncertain", "Perhaps sent"),
                        ],
                        default="claimed",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("claimed_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("retry_at", models.DateTimeField(blank=True, null=True)),
                ("said", models.CharField(blank=True, max_length=400)),
                (
                    "block",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="claims.digestblock",
                    ),
                ),
                (
                    "newsroom",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="claims.digestedition",
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="claims.digestsubscription",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["claimed", "sent", "empty", "failed", "uncertain"])),
                        name="digestdelivery_state_known",
                    ),
                    models.UniqueConstraint(fields=("newsroom", "id"), name="digestdelivery_in_newsroom"),
                    models.UniqueConstraint(fields=("edition", "subscription"), name="digestdelivery_once"),
                    models.CheckConstraint(
                        condition=models.Q(("retry_at__isnull", True), ("state", "failed"), _connector="OR"),
                        name="digestdelivery_only_failed_is_retried",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("state", "claimed")),
                            models.Q(
                                models.Q(("state", "claimed"), _negated=True),
                                ("settled_at__gte", models.F("claimed_at")),
                            ),
                            _connector="OR",
                        ),
                        name="digestdelivery_settled_unless_claimed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sent"), _negated=True), ("block__isnull", False), _connector="OR"
                        ),
                        name="digestdelivery_sent_is_kept",
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "claimed")), fields=["claimed_at"], name="digestdelivery_claimed"
                    ),
                    models.Index(
                        condition=models.Q(("retry_at__isnull", False)),
                        fields=["retry_at"],
                        name="digestdelivery_to_retry",
                    ),
                ],
            },
        ),
        *[migrations.RunSQL(add(*link), drop(*link)) for link in LINKS],
    ]
