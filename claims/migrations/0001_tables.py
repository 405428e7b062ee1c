"""Every table, with its constraints and triggers, as it was when migrations 0001 to 0012 were made into three.

A database that has all of those is taken as it is; one that has only some is refused by Django: bring it to the end of
them with the version that had them.
"""

from typing import Any

import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class AtOnce(Operation):
    """Operations that make new tables, all done on the last state: Django would work out a state after each one.

    Sixty tables that point at one another cost it half a minute so, and two seconds here.
    """

    reversible = False

    def __init__(self, operations: list[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)  # else every operation would renew the models that were made of it
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "Make every table"


TABLES: list[Operation] = [
    migrations.CreateModel(
        name="PartyOccurrence",
        fields=[
            (
                "pk",
                models.CompositePrimaryKey(
                    "party_id", "incident_id", blank=True, editable=False, primary_key=True, serialize=False
                ),
            ),
        ],
        options={
            "db_table": "claims_partyoccurrence",
            "managed": False,
        },
    ),
    migrations.CreateModel(
        name="SourceOccurrence",
        fields=[
            (
                "pk",
                models.CompositePrimaryKey(
                    "source_id", "incident_id", blank=True, editable=False, primary_key=True, serialize=False
                ),
            ),
        ],
        options={
            "db_table": "claims_sourceoccurrence",
            "managed": False,
        },
    ),
    migrations.CreateModel(
        name="UtteranceOccurrence",
        fields=[
            (
                "pk",
                models.CompositePrimaryKey(
                    "utterance_id", "incident_id", blank=True, editable=False, primary_key=True, serialize=False
                ),
            ),
        ],
        options={
            "db_table": "claims_utteranceoccurrence",
            "managed": False,
        },
    ),
    migrations.CreateModel(
        name="Tick",
        fields=[
            ("name", models.CharField(max_length=60, primary_key=True, serialize=False)),
            ("at", models.DateTimeField()),
        ],
    ),
    migrations.CreateModel(
        name="User",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("password", models.CharField(max_length=128, verbose_name="password")),
            ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
            (
                "is_superuser",
                models.BooleanField(
                    default=False,
                    help_text="Designates that this user has all permissions without explicitly assigning them.",
                    verbose_name="superuser status",
                ),
            ),
            ("email", models.EmailField(max_length=254, unique=True)),
            ("name", models.CharField(max_length=120)),
            ("time_zone", models.CharField(default="UTC", max_length=64)),
            ("language", models.CharField(default="en", max_length=12)),
            ("is_active", models.BooleanField(default=True)),
            ("is_staff", models.BooleanField(default=False)),
            (
                "groups",
                models.ManyToManyField(
                    blank=True,
                    help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                    related_name="user_set",
                    related_query_name="user",
                    to="auth.group",
                    verbose_name="groups",
                ),
            ),
            (
                "user_permissions",
                models.ManyToManyField(
                    blank=True,
                    help_text="Specific permissions for this user.",
                    related_name="user_set",
                    related_query_name="user",
                    to="auth.permission",
                    verbose_name="user permissions",
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(django.db.models.functions.text.Lower("email"), name="user_email_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Newsroom",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("slug", models.SlugField(max_length=40, unique=True)),
            ("name", models.CharField(max_length=120)),
            ("time_zone", models.CharField(default="UTC", max_length=64)),
            ("language", models.CharField(default="en", max_length=12)),
            ("not_asked_after_hours", models.PositiveIntegerField(default=24)),
            ("channel_check_holds_hours", models.PositiveIntegerField(default=48)),
            ("created_at", models.DateTimeField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="newsroom_has_a_name"),
                models.CheckConstraint(
                    condition=models.Q(("not_asked_after_hours__gte", 1), ("not_asked_after_hours__lte", 2160)),
                    name="newsroom_not_asked_limit_is_sane",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Incident",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("version", models.PositiveIntegerField(default=1)),
            ("reference", models.CharField(max_length=7)),
            ("title", models.CharField(max_length=200)),
            ("summary", models.CharField(blank=True, max_length=5000)),
            ("occurred_on", models.DateField(blank=True, null=True)),
            ("occurred_at", models.DateTimeField(blank=True, null=True)),
            (
                "occurred_precision",
                models.CharField(
                    choices=[
                        ("instant", "To the minute"),
                        ("day", "Day"),
                        ("week", "Week"),
                        ("month", "Month"),
                        ("year", "Year"),
                        ("unknown", "Unknown"),
                    ],
                    default="unknown",
                    max_length=10,
                ),
            ),
            ("place_name", models.CharField(blank=True, max_length=200)),
            ("country", models.CharField(blank=True, max_length=2)),
            ("latitude", models.DecimalField(blank=True, decimal_places=6, max_digits=8, null=True)),
            ("longitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
            (
                "place_precision",
                models.CharField(
                    choices=[
                        ("exact", "Exact (± 10 m)"),
                        ("vicinity", "Vicinity (± 100 m)"),
                        ("locality", "Locality (± 1 km)"),
                        ("district", "District"),
                        ("region", "Region"),
                        ("country", "Country"),
                        ("disputed", "Disputed"),
                        ("unknown", "Unknown"),
                    ],
                    default="unknown",
                    max_length=10,
                ),
            ),
            ("place_wording", models.CharField(blank=True, max_length=300)),
            ("inferred", models.JSONField(blank=True, default=dict)),
            (
                "work_state",
                models.CharField(
                    choices=[("open", "Open"), ("monitoring", "Monitoring"), ("closed", "Closed")],
                    default="open",
                    max_length=10,
                ),
            ),
            ("restricted", models.BooleanField(default=False)),
            ("exercise", models.BooleanField(default=False)),
            ("opened_at", models.DateTimeField()),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
        ],
        options={
            "indexes": [
                models.Index(
                    models.F("newsroom"),
                    models.OrderBy(models.F("opened_at"), descending=True),
                    models.OrderBy(models.F("id"), descending=True),
                    name="incident_newest",
                )
            ],
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="incident_in_newsroom"),
                models.UniqueConstraint(fields=("newsroom", "reference"), name="incident_reference_once"),
                models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="incident_has_a_title"),
                models.CheckConstraint(
                    condition=models.Q(("work_state__in", ["open", "monitoring", "closed"])),
                    name="incident_work_state_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "place_precision__in",
                            ["exact", "vicinity", "locality", "district", "region", "country", "disputed", "unknown"],
                        )
                    ),
                    name="incident_place_precision_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("occurred_at__isnull", True),
                            ("occurred_on__isnull", True),
                            ("occurred_precision", "unknown"),
                        ),
                        models.Q(
                            ("occurred_at__isnull", False),
                            ("occurred_on__isnull", False),
                            ("occurred_precision", "instant"),
                        ),
                        models.Q(
                            ("occurred_at__isnull", True),
                            ("occurred_on__isnull", False),
                            ("occurred_precision__in", ["day", "week", "month", "year"]),
                        ),
                        _connector="OR",
                    ),
                    name="incident_date_matches_precision",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                        models.Q(
                            ("latitude__gte", -90),
                            ("latitude__lte", 90),
                            ("longitude__gte", -180),
                            ("longitude__lte", 180),
                        ),
                        _connector="OR",
                    ),
                    name="incident_coordinates_paired",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("place_precision", "disputed"), _negated=True),
                        models.Q(("place_wording", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="incident_disputed_place_has_wording",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ApiToken",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("label", models.CharField(max_length=120)),
            ("prefix", models.CharField(max_length=24, unique=True)),
            ("digest", models.CharField(max_length=64)),
            (
                "role",
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
            ("scope", models.CharField(choices=[("read", "Read"), ("write", "Read and write")], max_length=10)),
            ("issued_at", models.DateTimeField()),
            ("expires_at", models.DateTimeField(blank=True, null=True)),
            ("revoked_at", models.DateTimeField(blank=True, null=True)),
            ("last_used_at", models.DateTimeField(blank=True, null=True)),
            (
                "issued_by",
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
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="apitoken_in_newsroom"),
                models.CheckConstraint(
                    condition=models.Q(("role__in", ["viewer", "reporter", "fact_checker"])),
                    name="apitoken_at_most_fact_checker",
                ),
                models.CheckConstraint(
                    condition=models.Q(("scope__in", ["read", "write"])), name="apitoken_scope_known"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Membership",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "role",
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
            ("joined_at", models.DateTimeField()),
            ("deactivated_at", models.DateTimeField(blank=True, null=True)),
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="membership_in_newsroom"),
                models.UniqueConstraint(fields=("newsroom", "user"), name="membership_once"),
                models.CheckConstraint(
                    condition=models.Q(("role__in", ["viewer", "reporter", "fact_checker", "editor", "admin"])),
                    name="membership_role_known",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Party",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("version", models.PositiveIntegerField(default=1)),
            ("name", models.CharField(max_length=200)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("state", "State"),
                        ("government", "Government"),
                        ("ministry", "Ministry"),
                        ("state_forces", "State forces"),
                        ("police", "Police"),
                        ("court", "Court"),
                        ("rebel_coalition", "Rebel coalition"),
                        ("armed_group", "Armed group"),
                        ("militia", "Militia"),
                        ("private_military_company", "Private military company"),
                        ("political_body", "Political body"),
                        ("company", "Company"),
                        ("intergovernmental", "Intergovernmental body"),
                        ("ngo", "NGO"),
                        ("research_body", "Research body"),
                        ("media", "Media"),
                        ("named_person", "Named person"),
                        ("witness", "Witness"),
                        ("unnamed_group", "Unnamed group"),
                        ("other", "Other"),
                    ],
                    max_length=30,
                ),
            ),
            ("country", models.CharField(blank=True, max_length=2)),
            ("description", models.CharField(blank=True, max_length=2000)),
            ("time_zone", models.CharField(blank=True, max_length=64)),
            ("added_at", models.DateTimeField()),
            (
                "merged_into",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="merged_from",
                    to="claims.party",
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
        ],
        options={
            "verbose_name_plural": "parties",
            "indexes": [models.Index(fields=["newsroom", "name"], name="party_by_name")],
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="party_in_newsroom"),
                models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="party_has_a_name"),
                models.CheckConstraint(
                    condition=models.Q(("merged_into", models.F("id")), _negated=True),
                    name="party_not_merged_into_itself",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "kind__in",
                            [
                                "state",
                                "government",
                                "ministry",
                                "state_forces",
                                "police",
                                "court",
                                "rebel_coalition",
                                "armed_group",
                                "militia",
                                "private_military_company",
                                "political_body",
                                "company",
                                "intergovernmental",
                                "ngo",
                                "research_body",
                                "media",
                                "named_person",
                                "witness",
                                "unnamed_group",
                                "other",
                            ],
                        )
                    ),
                    name="party_kind_known",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="PasswordReset",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("site", models.CharField(max_length=300)),
            ("language", models.CharField(max_length=12)),
            ("asked_at", models.DateTimeField()),
            ("taken_at", models.DateTimeField(blank=True, null=True)),
            ("sent_at", models.DateTimeField(blank=True, null=True)),
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
        ],
        options={
            "indexes": [
                models.Index(
                    condition=models.Q(("sent_at__isnull", True)), fields=["asked_at"], name="passwordreset_to_send"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="ContactPoint",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "channel",
                models.CharField(
                    choices=[
                        ("email", "E-mail"),
                        ("phone", "Phone"),
                        ("messaging", "Messaging app"),
                        ("social_media", "Social media"),
                        ("web_form", "Web form"),
                        ("post", "Post"),
                        ("in_person", "In person"),
                        ("other", "Other"),
                    ],
                    max_length=20,
                ),
            ),
            ("address", models.CharField(max_length=300)),
            ("label", models.CharField(blank=True, max_length=200)),
            ("retired_at", models.DateTimeField(blank=True, null=True)),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="contact_points", to="claims.party"
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="contactpoint_in_newsroom"),
                models.CheckConstraint(
                    condition=models.Q(("address", ""), _negated=True), name="contactpoint_has_an_address"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "channel__in",
                            ["email", "phone", "messaging", "social_media", "web_form", "post", "in_person", "other"],
                        )
                    ),
                    name="contactpoint_channel_known",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Invitation",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("email", models.EmailField(max_length=254)),
            (
                "role",
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
            ("digest", models.CharField(max_length=64, unique=True)),
            ("invited_at", models.DateTimeField()),
            ("expires_at", models.DateTimeField()),
            ("accepted_at", models.DateTimeField(blank=True, null=True)),
            (
                "membership",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="claims.membership",
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
        ],
        options={
            "indexes": [models.Index(django.db.models.functions.text.Lower("email"), name="invitation_email")],
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="invitation_in_newsroom"),
                models.CheckConstraint(
                    condition=models.Q(("role__in", ["viewer", "reporter", "fact_checker", "editor", "admin"])),
                    name="invitation_role_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("accepted_at__isnull", True), ("membership__isnull", True)),
                        models.Q(("accepted_at__isnull", False), ("membership__isnull", False)),
                        _connector="OR",
                    ),
                    name="invitation_accepted_iff_member",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="IncidentRelation",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("precedes", "Precedes"),
                        ("follows", "Follows"),
                        ("part_of", "Is part of"),
                        ("same_as", "Is the same as"),
                    ],
                    max_length=10,
                ),
            ),
            ("related_at", models.DateTimeField()),
            (
                "incident",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="relations", to="claims.incident"
                ),
            ),
            (
                "other",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="relations_from_others",
                    to="claims.incident",
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="incidentrelation_in_newsroom"),
                models.UniqueConstraint(fields=("incident", "kind", "other"), name="incidentrelation_once"),
                models.CheckConstraint(
                    condition=models.Q(("incident", models.F("other")), _negated=True),
                    name="incidentrelation_not_itself",
                ),
                models.CheckConstraint(
                    condition=models.Q(("kind__in", ["precedes", "follows", "part_of", "same_as"])),
                    name="incidentrelation_kind_known",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="IncidentPerson",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("named_at", models.DateTimeField()),
            (
                "incident",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="people", to="claims.incident"
                ),
            ),
            (
                "token",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="claims.apitoken",
                ),
            ),
            (
                "user",
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
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="incidentperson_in_newsroom"),
                models.UniqueConstraint(
                    fields=("incident", "user", "token"), name="incidentperson_once", nulls_distinct=False
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("token__isnull", False), ("user__isnull", True)),
                        models.Q(("token__isnull", True), ("user__isnull", False)),
                        _connector="OR",
                    ),
                    name="incidentperson_user_or_token",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="PartyAlias",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("name", models.CharField(max_length=200)),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="aliases", to="claims.party"
                ),
            ),
        ],
        options={
            "verbose_name_plural": "party aliases",
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="partyalias_in_newsroom"),
                models.UniqueConstraint(fields=("party", "name"), name="partyalias_once"),
                models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="partyalias_has_a_name"),
            ],
        },
    ),
    migrations.CreateModel(
        name="Question",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("count", "How many"),
                        ("responsibility", "Who is responsible"),
                        ("fact", "What happened"),
                        ("place", "Where"),
                        ("other", "Other"),
                    ],
                    max_length=20,
                ),
            ),
            ("text", models.CharField(max_length=300)),
            ("position", models.PositiveIntegerField()),
            (
                "incident",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="claims.incident"
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
        ],
        options={
            "ordering": ("position", "id"),
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="question_in_newsroom"),
                models.UniqueConstraint(
                    deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                    fields=("incident", "position"),
                    name="question_position_once",
                ),
                models.UniqueConstraint(fields=("incident", "id"), name="question_in_incident"),
                models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="question_has_text"),
                models.CheckConstraint(
                    condition=models.Q(("kind__in", ["count", "responsibility", "fact", "place", "other"])),
                    name="question_kind_known",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Source",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("version", models.PositiveIntegerField(default=1)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("article", "Article"),
                        ("post", "Post"),
                        ("broadcast", "Broadcast"),
                        ("document", "Document"),
                        ("interview", "Interview"),
                        ("image", "Image"),
                        ("video", "Video"),
                        ("audio", "Audio"),
                        ("satellite_image", "Satellite image"),
                        ("data_set", "Data set"),
                    ],
                    max_length=20,
                ),
            ),
            ("title", models.CharField(max_length=300)),
            ("author", models.CharField(blank=True, max_length=200)),
            ("url", models.CharField(blank=True, max_length=2000)),
            ("language", models.CharField(blank=True, max_length=12)),
            ("published_on", models.DateField(blank=True, null=True)),
            ("published_at", models.DateTimeField(blank=True, null=True)),
            (
                "published_precision",
                models.CharField(
                    choices=[
                        ("instant", "To the minute"),
                        ("day", "Day"),
                        ("week", "Week"),
                        ("month", "Month"),
                        ("year", "Year"),
                        ("unknown", "Unknown"),
                    ],
                    default="unknown",
                    max_length=10,
                ),
            ),
            (
                "reliability",
                models.CharField(
                    blank=True,
                    choices=[
                        ("A", "A – completely reliable"),
                        ("B", "B – usually reliable"),
                        ("C", "C – fairly reliable"),
                        ("D", "D – not usually reliable"),
                        ("E", "E – unreliable"),
                        ("F", "F – reliability cannot be judged"),
                    ],
                    max_length=1,
                ),
            ),
            ("note", models.CharField(blank=True, max_length=5000)),
            ("inferred", models.JSONField(blank=True, default=dict)),
            ("added_at", models.DateTimeField()),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "outlet",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="published",
                    to="claims.party",
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="source_in_newsroom"),
                models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="source_has_a_title"),
                models.CheckConstraint(
                    condition=models.Q(
                        ("url", ""), ("url__startswith", "http://"), ("url__startswith", "https://"), _connector="OR"
                    ),
                    name="source_address_is_http",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("published_at__isnull", True),
                            ("published_on__isnull", True),
                            ("published_precision", "unknown"),
                        ),
                        models.Q(
                            ("published_at__isnull", False),
                            ("published_on__isnull", False),
                            ("published_precision", "instant"),
                        ),
                        models.Q(
                            ("published_at__isnull", True),
                            ("published_on__isnull", False),
                            ("published_precision__in", ["day", "week", "month", "year"]),
                        ),
                        _connector="OR",
                    ),
                    name="source_date_matches_precision",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "kind__in",
                            [
                                "article",
                                "post",
                                "broadcast",
                                "document",
                                "interview",
                                "image",
                                "video",
                                "audio",
                                "satellite_image",
                                "data_set",
                            ],
                        )
                    ),
                    name="source_kind_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("reliability__in", ["A", "B", "C", "D", "E", "F"]), ("reliability", ""), _connector="OR"
                    ),
                    name="source_reliability_known",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Utterance",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("version", models.PositiveIntegerField(default=1)),
            ("speaker_label", models.CharField(blank=True, max_length=200)),
            ("said_on", models.DateField(blank=True, null=True)),
            ("said_at", models.DateTimeField(blank=True, null=True)),
            (
                "said_precision",
                models.CharField(
                    choices=[
                        ("instant", "To the minute"),
                        ("day", "Day"),
                        ("week", "Week"),
                        ("month", "Month"),
                        ("year", "Year"),
                        ("unknown", "Unknown"),
                    ],
                    default="unknown",
                    max_length=10,
                ),
            ),
            ("words", models.CharField(blank=True, max_length=10000)),
            ("language", models.CharField(blank=True, max_length=12)),
            ("translation", models.CharField(blank=True, max_length=10000)),
            ("translated_by", models.CharField(blank=True, max_length=200)),
            ("machine_translated", models.BooleanField(default=False)),
            (
                "terms",
                models.CharField(
                    choices=[
                        ("on_the_record", "On the record"),
                        ("on_background", "On background"),
                        ("not_for_attribution", "Not for attribution"),
                        ("off_the_record", "Off the record"),
                    ],
                    default="on_the_record",
                    max_length=20,
                ),
            ),
            ("background_as", models.CharField(blank=True, max_length=200)),
            ("embargo_until", models.DateTimeField(blank=True, null=True)),
            ("inferred", models.JSONField(blank=True, default=dict)),
            ("recorded_at", models.DateTimeField()),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "speaker",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="spoke",
                    to="claims.party",
                ),
            ),
            (
                "speaker_identity",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="spoke",
                    to="claims.protectedidentity",
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="utterance_in_newsroom"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("said_at__isnull", True), ("said_on__isnull", True), ("said_precision", "unknown")),
                        models.Q(("said_at__isnull", False), ("said_on__isnull", False), ("said_precision", "instant")),
                        models.Q(
                            ("said_at__isnull", True),
                            ("said_on__isnull", False),
                            ("said_precision__in", ["day", "week", "month", "year"]),
                        ),
                        _connector="OR",
                    ),
                    name="utterance_date_matches_precision",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("terms__in", ["on_the_record", "on_background", "not_for_attribution", "off_the_record"])
                    ),
                    name="utterance_terms_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(("terms", "on_background"), ("background_as", ""), _connector="XOR"),
                    name="utterance_background_says_as_what",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("translation", ""), _negated=True),
                        models.Q(("machine_translated", False), ("translated_by", "")),
                        _connector="OR",
                    ),
                    name="utterance_translator_needs_translation",
                ),
                models.CheckConstraint(
                    condition=models.Q(("speaker__isnull", True), ("speaker_identity__isnull", True), _connector="OR"),
                    name="utterance_one_speaker",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Change",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "verb",
                models.CharField(
                    choices=[
                        ("newsroom.created", "created the newsroom"),
                        ("newsroom.revised", "changed the newsroom's settings"),
                        ("member.invited", "invited a member"),
                        ("member.joined", "joined"),
                        ("member.role_changed", "changed a member's role"),
                        ("member.deactivated", "deactivated a member"),
                        ("member.added", "added a member"),
                        ("token.issued", "issued a token"),
                        ("token.revoked", "revoked a token"),
                        ("incident.opened", "opened the incident"),
                        ("incident.revised", "revised the incident"),
                        ("incident.related", "related the incident to another"),
                        ("incident.closed", "closed the incident"),
                        ("incident.reopened", "reopened the incident"),
                        ("incident.restricted", "restricted the incident"),
                        ("incident.restriction_lifted", "lifted the restriction"),
                        ("incident.person_named", "named a person for the restricted incident"),
                        ("question.raised", "raised a question"),
                        ("question.reworded", "reworded a question"),
                        ("question.moved", "changed the order of the questions"),
                        ("party.added", "added a party"),
                        ("party.revised", "revised the party"),
                        ("party.merged", "merged the party into another"),
                        ("party.related", "related the party to another"),
                        ("contact_point.added", "added a contact point"),
                        ("source.added", "added a source"),
                        ("source.revised", "revised the source"),
                        ("source.derived", "recorded that the source derives from another"),
                        ("source.checked", "checked the source"),
                        ("independence.stated", "recorded that two count separately"),
                        ("independence.withdrawn", "took back that two count separately"),
                        ("identity.protected", "recorded a protected person"),
                        ("identity.revised", "revised a protected person"),
                        ("identity.shared", "let a person see who a protected person is"),
                        ("identity.unshared", "took away a person's sight of who a protected person is"),
                        ("utterance.recorded", "recorded an utterance"),
                        ("utterance.revised", "revised the utterance"),
                        ("carriage.added", "added where it was carried"),
                        ("claim.recorded", "recorded a claim"),
                        ("claim.repeated", "hung the claim on a further utterance"),
                        ("claim.revised", "revised the claim"),
                        ("claim.superseded", "marked the claim as superseded"),
                        ("claim.retracted", "marked the claim as retracted"),
                        ("claim.misattributed", "marked the claim as misattributed"),
                        ("claim.duplicated", "marked the claim as a duplicate"),
                        ("claim.assessed", "assessed the claim"),
                        ("assessment.proposed", "proposed an assessment for sign-off"),
                        ("assessment.signed_off", "signed the assessment off"),
                        ("assessment.sent_back", "sent the assessment back"),
                        ("sign_off.voided", "voided the sign-off"),
                        ("claim.related", "related the claim to another"),
                        ("claim.unrelated", "took back a relation between claims"),
                        ("contradiction.confirmed", "confirmed a contradiction"),
                        ("contradiction.dismissed", "dismissed a suggested contradiction"),
                        ("evidence.added", "added evidence"),
                        ("evidence.withdrawn", "withdrew evidence"),
                        ("use.recorded", "recorded where it was printed"),
                        ("use.handled", "recorded what was done about a printed use"),
                        ("request.drafted", "drafted a request for comment"),
                        ("request.revised", "revised the draft request for comment"),
                        ("request.sent", "recorded that the request for comment was sent"),
                        ("request.withdrawn", "withdrew the request for comment"),
                        ("attempt.recorded", "recorded an attempt"),
                        ("reply.recorded", "recorded a reply"),
                        ("answer.recorded", "recorded an answer"),
                        ("allegation.waived", "decided not to ask"),
                        ("silence.reported", "recorded a reported silence"),
                        ("channels.checked", "checked the party's own channels"),
                        ("flag.raised", "raised a flag"),
                        ("flag.cleared", "cleared a flag"),
                        ("redaction.proposed", "proposed to destroy a personal value"),
                        ("redaction.done", "destroyed a personal value"),
                    ],
                    max_length=40,
                ),
            ),
            ("subject_type", models.CharField(max_length=40)),
            ("subject_id", models.BigIntegerField()),
            (
                "by_kind",
                models.CharField(
                    choices=[
                        ("user", "Person"),
                        ("token", "Token"),
                        ("clock", "The clock"),
                        ("command", "Command line"),
                    ],
                    max_length=10,
                ),
            ),
            ("by_name", models.CharField(blank=True, max_length=120)),
            ("at", models.DateTimeField()),
            ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ("reason", models.CharField(blank=True, max_length=5000)),
            ("after", models.JSONField(null=True)),
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
                "incident",
                models.ForeignKey(
                    null=True, on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="claims.incident"
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "party",
                models.ForeignKey(
                    null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.party"
                ),
            ),
            (
                "source",
                models.ForeignKey(
                    null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.source"
                ),
            ),
            (
                "utterance",
                models.ForeignKey(
                    null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.utterance"
                ),
            ),
            ("kept", models.JSONField(null=True)),
            (
                "salt",
                models.CharField(
                    db_default=models.Func(
                        output_field=models.CharField(max_length=64),
                        template="encode(sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea), 'hex')",
                    ),
                    max_length=64,
                    null=True,
                ),
            ),
        ],
        options={
            "indexes": [
                models.Index(fields=["subject_type", "subject_id", "id"], name="change_of_subject"),
                models.Index(fields=["incident", "id"], name="change_of_incident"),
                models.Index(fields=["newsroom", "recorded_at"], name="change_by_time"),
                models.Index(
                    condition=models.Q(("after__isnull", True)),
                    fields=["newsroom", "subject_type", "subject_id"],
                    name="change_to_nothing",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="change_in_newsroom"),
                models.CheckConstraint(
                    condition=models.Q(("by_kind__in", ["user", "token", "clock", "command"])),
                    name="change_by_kind_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("by_kind", "user"), ("by_token__isnull", True), ("by_user__isnull", False)),
                        models.Q(("by_kind", "token"), ("by_token__isnull", False), ("by_user__isnull", True)),
                        models.Q(
                            ("by_kind__in", ["clock", "command"]), ("by_token__isnull", True), ("by_user__isnull", True)
                        ),
                        _connector="OR",
                    ),
                    name="change_by_one_actor",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kept__isnull", True), ("salt__isnull", False)),
                        models.Q(("kept__isnull", False), ("salt__isnull", True)),
                        _connector="OR",
                    ),
                    name="change_salt_or_what_was_kept",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Claim",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("version", models.PositiveIntegerField(default=1)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("fact", "Fact"),
                        ("characterisation", "Characterisation"),
                        ("demand_or_intention", "Demand or intention"),
                    ],
                    default="fact",
                    max_length=20,
                ),
            ),
            (
                "stance",
                models.CharField(
                    choices=[
                        ("asserts", "asserts"),
                        ("claims_responsibility", "claims responsibility"),
                        ("denies", "denies"),
                        ("disputes", "disputes"),
                        ("accepts", "accepts"),
                        ("partly_accepts", "partly accepts"),
                        ("no_position", "takes no position"),
                        ("retracts", "retracts"),
                    ],
                    default="asserts",
                    max_length=25,
                ),
            ),
            (
                "certainty",
                models.CharField(
                    choices=[
                        ("flat", "flatly"),
                        ("likely", "as likely"),
                        ("suspected", "as suspected"),
                        ("possible", "as possible"),
                        ("cannot_say", "cannot say"),
                    ],
                    default="flat",
                    max_length=12,
                ),
            ),
            ("hedge", models.CharField(blank=True, max_length=200)),
            ("text", models.CharField(max_length=1000)),
            (
                "standing",
                models.CharField(
                    choices=[
                        ("live", "Live"),
                        ("superseded", "Superseded"),
                        ("retracted", "Retracted"),
                        ("misattributed", "Misattributed"),
                        ("duplicate", "Duplicate"),
                    ],
                    default="live",
                    max_length=15,
                ),
            ),
            ("standing_reason", models.CharField(blank=True, max_length=2000)),
            (
                "status",
                models.CharField(
                    choices=[
                        ("not_assessed", "Not assessed"),
                        ("corroborated", "Corroborated"),
                        ("established", "Established by us"),
                        ("contested", "Contested"),
                        ("refuted", "Refuted"),
                        ("could_not_be_verified", "Could not be verified"),
                    ],
                    default="not_assessed",
                    max_length=25,
                ),
            ),
            ("recorded_at", models.DateTimeField()),
            (
                "standing_other",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="stands_for",
                    to="claims.claim",
                ),
            ),
            (
                "incident",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="claims.incident"
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "question",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="claims",
                    to="claims.question",
                ),
            ),
        ],
        options={
            "indexes": [
                models.Index(fields=["incident", "question"], name="claim_by_question"),
                models.Index(
                    models.F("newsroom"),
                    models.OrderBy(models.F("recorded_at"), descending=True),
                    models.OrderBy(models.F("id"), descending=True),
                    name="claim_newest",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="claim_in_newsroom"),
                models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="claim_has_text"),
                models.CheckConstraint(
                    condition=models.Q(("kind__in", ["fact", "characterisation", "demand_or_intention"])),
                    name="claim_kind_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "stance__in",
                            [
                                "asserts",
                                "claims_responsibility",
                                "denies",
                                "disputes",
                                "accepts",
                                "partly_accepts",
                                "no_position",
                                "retracts",
                            ],
                        )
                    ),
                    name="claim_stance_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(("certainty__in", ["flat", "likely", "suspected", "possible", "cannot_say"])),
                    name="claim_certainty_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("standing__in", ["live", "superseded", "retracted", "misattributed", "duplicate"])
                    ),
                    name="claim_standing_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "status__in",
                            [
                                "not_assessed",
                                "corroborated",
                                "established",
                                "contested",
                                "refuted",
                                "could_not_be_verified",
                            ],
                        )
                    ),
                    name="claim_status_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(("kind", "fact"), ("status", "not_assessed"), _connector="OR"),
                    name="claim_only_facts_take_a_status",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("standing__in", ("superseded", "duplicate")), ("standing_other__isnull", False)),
                        models.Q(
                            models.Q(("standing__in", ("superseded", "duplicate")), _negated=True),
                            ("standing_other__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    name="claim_other_iff_standing_names_one",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("standing", "live"), _negated=True), ("standing_reason", ""), _connector="OR"
                    ),
                    name="claim_live_needs_no_reason",
                ),
                models.CheckConstraint(
                    condition=models.Q(("standing_other", models.F("id")), _negated=True),
                    name="claim_not_its_own_other",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="CommentRequest",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("version", models.PositiveIntegerField(default=1)),
            ("text", models.CharField(max_length=10000)),
            ("language", models.CharField(blank=True, max_length=12)),
            (
                "state",
                models.CharField(
                    choices=[("draft", "Draft"), ("sent", "Sent"), ("withdrawn", "Withdrawn")],
                    default="draft",
                    max_length=10,
                ),
            ),
            ("deadline", models.DateTimeField(blank=True, null=True)),
            ("deadline_zone", models.CharField(blank=True, max_length=64)),
            ("drafted_at", models.DateTimeField()),
            ("sent_at", models.DateTimeField(blank=True, null=True)),
            ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ("withdrawn_reason", models.CharField(blank=True, max_length=2000)),
            (
                "sent_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "contact_point",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="claims.contactpoint",
                ),
            ),
            (
                "incident",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="comment_requests", to="claims.incident"
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="comment_requests", to="claims.party"
                ),
            ),
        ],
        options={
            "indexes": [
                models.Index(
                    condition=models.Q(("state", "sent")),
                    fields=["newsroom", "deadline"],
                    name="commentrequest_awaiting",
                )
            ],
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="commentrequest_in_newsroom"),
                models.CheckConstraint(
                    condition=models.Q(("state__in", ["draft", "sent", "withdrawn"])), name="commentrequest_state_known"
                ),
                models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="commentrequest_has_text"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("sent_at__isnull", True), ("state", "draft"), ("withdrawn_at__isnull", True)),
                        models.Q(
                            ("deadline__isnull", False),
                            ("sent_at__isnull", False),
                            ("state", "sent"),
                            ("withdrawn_at__isnull", True),
                        ),
                        models.Q(("state", "withdrawn"), ("withdrawn_at__isnull", False)),
                        _connector="OR",
                    ),
                    name="commentrequest_dates_match_state",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("sent_at__isnull", True), ("deadline__gt", models.F("sent_at")), _connector="OR"
                    ),
                    name="commentrequest_deadline_after_sending",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("deadline__isnull", True), models.Q(("deadline_zone", ""), _negated=True), _connector="OR"
                    ),
                    name="commentrequest_deadline_has_a_zone",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Carriage",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("passage", models.CharField(blank=True, max_length=5000)),
            ("passage_prefix", models.CharField(blank=True, max_length=300)),
            ("passage_suffix", models.CharField(blank=True, max_length=300)),
            ("language", models.CharField(blank=True, max_length=12)),
            ("translation", models.CharField(blank=True, max_length=5000)),
            ("machine_translated", models.BooleanField(default=False)),
            ("added_at", models.DateTimeField()),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "source",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="carriages", to="claims.source"
                ),
            ),
            (
                "utterance",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="carriages", to="claims.utterance"
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="carriage_in_newsroom"),
                models.UniqueConstraint(fields=("utterance", "source"), name="carriage_once"),
            ],
        },
    ),
    migrations.CreateModel(
        name="PartyRelation",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("part_of", "is part of"),
                        ("outlet_of", "is an outlet of"),
                        ("allied_with", "is allied with"),
                        ("commissioned_by", "is commissioned by"),
                        ("answers_for", "answers for"),
                        ("formerly", "was formerly"),
                    ],
                    max_length=20,
                ),
            ),
            ("since", models.DateField(blank=True, null=True)),
            ("until", models.DateField(blank=True, null=True)),
            ("basis", models.CharField(blank=True, max_length=1000)),
            ("related_at", models.DateTimeField()),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "other",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="relations_from_others", to="claims.party"
                ),
            ),
            (
                "party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="relations", to="claims.party"
                ),
            ),
            (
                "source",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="claims.source",
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="partyrelation_in_newsroom"),
                models.UniqueConstraint(
                    fields=("party", "kind", "other", "since"), name="partyrelation_once", nulls_distinct=False
                ),
                models.CheckConstraint(
                    condition=models.Q(("party", models.F("other")), _negated=True), name="partyrelation_not_itself"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("since__isnull", True),
                        ("until__isnull", True),
                        ("until__gte", models.F("since")),
                        _connector="OR",
                    ),
                    name="partyrelation_dates_in_order",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "kind__in",
                            ["part_of", "outlet_of", "allied_with", "commissioned_by", "answers_for", "formerly"],
                        )
                    ),
                    name="partyrelation_kind_known",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Derivation",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("basis", models.CharField(blank=True, max_length=1000)),
            ("derived_at", models.DateTimeField()),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "origin",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="derived_by", to="claims.source"
                ),
            ),
            (
                "source",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="derivations", to="claims.source"
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[("copies", "carries a copy of"), ("analyses", "analyses")], default="copies", max_length=10
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="derivation_in_newsroom"),
                models.UniqueConstraint(fields=("source", "origin"), name="derivation_once"),
                models.CheckConstraint(
                    condition=models.Q(("source", models.F("origin")), _negated=True), name="derivation_not_itself"
                ),
                models.CheckConstraint(
                    condition=models.Q(("kind__in", ["copies", "analyses"])), name="derivation_kind_known"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ChannelCheck",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("channels", models.CharField(max_length=1000)),
            (
                "result",
                models.CharField(
                    choices=[("found_nothing", "Found nothing"), ("found_something", "Found something")], max_length=20
                ),
            ),
            ("note", models.CharField(blank=True, max_length=2000)),
            ("at", models.DateTimeField()),
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
                "incident",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="channel_checks", to="claims.incident"
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="channel_checks", to="claims.party"
                ),
            ),
            (
                "source",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="claims.source",
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="channelcheck_in_newsroom"),
                models.CheckConstraint(
                    condition=models.Q(("result__in", ["found_nothing", "found_something"])),
                    name="channelcheck_result_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(("channels", ""), _negated=True), name="channelcheck_names_channels"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="UtteranceClaimant",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="utterances", to="claims.party"
                ),
            ),
            (
                "utterance",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="claimants", to="claims.utterance"
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="utteranceclaimant_in_newsroom"),
                models.UniqueConstraint(fields=("utterance", "party"), name="utteranceclaimant_once"),
            ],
        },
    ),
    migrations.CreateModel(
        name="ChangePosition",
        fields=[
            (
                "change",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    primary_key=True,
                    related_name="numbering",
                    serialize=False,
                    to="claims.change",
                ),
            ),
            ("position", models.BigIntegerField()),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "position"), name="changeposition_once"),
                models.CheckConstraint(condition=models.Q(("position__gte", 1)), name="changeposition_counts_from_one"),
            ],
        },
    ),
    migrations.CreateModel(
        name="Unnumbered",
        fields=[
            (
                "change",
                models.OneToOneField(
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
        name="Allegation",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "role",
                models.CharField(
                    choices=[
                        ("carried_out", "carried out"),
                        ("ordered", "ordered"),
                        ("operated", "operated"),
                        ("supplied", "supplied"),
                        ("financed_or_trained", "financed or trained"),
                        ("concealed", "concealed"),
                        ("failed_to_prevent", "failed to prevent"),
                        ("obstructed", "obstructed"),
                        ("other", "other"),
                    ],
                    max_length=20,
                ),
            ),
            ("role_label", models.CharField(blank=True, max_length=200)),
            ("for_publication", models.BooleanField(default=True)),
            ("at", models.DateTimeField()),
            ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            (
                "claim",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="allegations", to="claims.claim"
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "accused",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="allegations", to="claims.party"
                ),
            ),
        ],
        options={
            "indexes": [
                models.Index(
                    condition=models.Q(("for_publication", True), ("withdrawn_at__isnull", True)),
                    fields=["newsroom", "at"],
                    name="allegation_for_publication",
                )
            ],
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="allegation_in_newsroom"),
                models.UniqueConstraint(
                    condition=models.Q(("withdrawn_at__isnull", True)),
                    fields=("claim", "accused", "role", "role_label"),
                    name="allegation_once",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "role__in",
                            [
                                "carried_out",
                                "ordered",
                                "operated",
                                "supplied",
                                "financed_or_trained",
                                "concealed",
                                "failed_to_prevent",
                                "obstructed",
                                "other",
                            ],
                        )
                    ),
                    name="allegation_role_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(("role", "other"), ("role_label", ""), _connector="XOR"),
                    name="allegation_other_role_in_words",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Attempt",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "channel",
                models.CharField(
                    choices=[
                        ("email", "E-mail"),
                        ("phone", "Phone"),
                        ("messaging", "Messaging app"),
                        ("social_media", "Social media"),
                        ("web_form", "Web form"),
                        ("post", "Post"),
                        ("in_person", "In person"),
                        ("other", "Other"),
                    ],
                    max_length=20,
                ),
            ),
            (
                "reached",
                models.CharField(
                    choices=[
                        ("principal", "The person concerned"),
                        ("spokesperson", "Spokesperson"),
                        ("office", "Office"),
                        ("voicemail", "Voicemail"),
                        ("nobody", "Nobody"),
                    ],
                    max_length=20,
                ),
            ),
            (
                "outcome",
                models.CharField(
                    choices=[
                        ("sent", "Sent, nothing came back"),
                        ("delivered", "Delivered"),
                        ("message_left", "Message left"),
                        ("no_answer", "No answer"),
                        ("bounced", "Bounced"),
                        ("refused", "Would not take it"),
                    ],
                    max_length=20,
                ),
            ),
            ("note", models.CharField(blank=True, max_length=2000)),
            ("at", models.DateTimeField()),
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
                "comment_request",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="attempts", to="claims.commentrequest"
                ),
            ),
            (
                "contact_point",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="claims.contactpoint",
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
        ],
        options={
            "ordering": ("at", "id"),
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="attempt_in_newsroom"),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "channel__in",
                            ["email", "phone", "messaging", "social_media", "web_form", "post", "in_person", "other"],
                        )
                    ),
                    name="attempt_channel_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(("reached__in", ["principal", "spokesperson", "office", "voicemail", "nobody"])),
                    name="attempt_reached_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("outcome__in", ["sent", "delivered", "message_left", "no_answer", "bounced", "refused"])
                    ),
                    name="attempt_outcome_known",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Assessment",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("claim_version", models.PositiveIntegerField()),
            (
                "status",
                models.CharField(
                    choices=[
                        ("not_assessed", "Not assessed"),
                        ("corroborated", "Corroborated"),
                        ("established", "Established by us"),
                        ("contested", "Contested"),
                        ("refuted", "Refuted"),
                        ("could_not_be_verified", "Could not be verified"),
                    ],
                    max_length=25,
                ),
            ),
            ("rationale", models.CharField(blank=True, max_length=5000)),
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
                "claim",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="assessments", to="claims.claim"
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
        ],
        options={
            "ordering": ("at", "id"),
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="assessment_in_newsroom"),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "status__in",
                            [
                                "not_assessed",
                                "corroborated",
                                "established",
                                "contested",
                                "refuted",
                                "could_not_be_verified",
                            ],
                        )
                    ),
                    name="assessment_status_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(("by_user__isnull", True), ("by_token__isnull", True), _connector="OR"),
                    name="assessment_by_one_actor",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Figure",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "metric",
                models.CharField(
                    choices=[
                        ("killed", "killed"),
                        ("injured", "injured"),
                        ("killed_or_injured", "killed or injured"),
                        ("missing", "missing"),
                        ("detained", "detained"),
                        ("displaced", "displaced"),
                        ("destroyed", "destroyed"),
                        ("strikes", "strikes"),
                        ("votes", "votes"),
                        ("present", "present"),
                        ("other", "other"),
                    ],
                    max_length=20,
                ),
            ),
            ("metric_label", models.CharField(blank=True, max_length=100)),
            (
                "population",
                models.CharField(
                    choices=[
                        ("people", "people"),
                        ("civilians", "civilians"),
                        ("children", "children"),
                        ("women", "women"),
                        ("soldiers", "soldiers"),
                        ("fighters", "fighters"),
                        ("soldiers_and_fighters", "soldiers and fighters"),
                        ("police", "police"),
                        ("medical_staff", "medical staff"),
                        ("aid_workers", "aid workers"),
                        ("journalists", "journalists"),
                        ("voters", "voters"),
                        ("buildings", "buildings"),
                        ("vehicles", "vehicles"),
                        ("other", "other"),
                    ],
                    default="people",
                    max_length=25,
                ),
            ),
            ("population_label", models.CharField(blank=True, max_length=100)),
            ("scope", models.CharField(choices=[("whole", "whole"), ("part", "part")], default="whole", max_length=5)),
            ("scope_label", models.CharField(blank=True, max_length=200)),
            (
                "qualifier",
                models.CharField(
                    choices=[
                        ("exactly", "exactly"),
                        ("at_least", "at least"),
                        ("more_than", "more than"),
                        ("up_to", "up to"),
                        ("about", "about"),
                        ("between", "between"),
                        ("in_words", "in words only"),
                    ],
                    max_length=10,
                ),
            ),
            ("minimum", models.BigIntegerField(blank=True, null=True)),
            ("maximum", models.BigIntegerField(blank=True, null=True)),
            ("wording", models.CharField(blank=True, max_length=200)),
            ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            (
                "claim",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="figures", to="claims.claim"
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "side",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="figures_of_side",
                    to="claims.party",
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="figure_in_newsroom"),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "metric__in",
                            [
                                "killed",
                                "injured",
                                "killed_or_injured",
                                "missing",
                                "detained",
                                "displaced",
                                "destroyed",
                                "strikes",
                                "votes",
                                "present",
                                "other",
                            ],
                        )
                    ),
                    name="figure_metric_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "population__in",
                            [
                                "people",
                                "civilians",
                                "children",
                                "women",
                                "soldiers",
                                "fighters",
                                "soldiers_and_fighters",
                                "police",
                                "medical_staff",
                                "aid_workers",
                                "journalists",
                                "voters",
                                "buildings",
                                "vehicles",
                                "other",
                            ],
                        )
                    ),
                    name="figure_population_known",
                ),
                models.CheckConstraint(condition=models.Q(("scope__in", ["whole", "part"])), name="figure_scope_known"),
                models.CheckConstraint(
                    condition=models.Q(
                        ("qualifier__in", ["exactly", "at_least", "more_than", "up_to", "about", "between", "in_words"])
                    ),
                    name="figure_qualifier_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("minimum__isnull", True),
                            models.Q(("minimum__gte", 0), ("minimum__lte", 100000000000)),
                            _connector="OR",
                        ),
                        models.Q(
                            ("maximum__isnull", True),
                            models.Q(("maximum__gte", 0), ("maximum__lte", 100000000000)),
                            _connector="OR",
                        ),
                    ),
                    name="figure_bounds_are_counts",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("minimum__isnull", True),
                        ("maximum__isnull", True),
                        ("minimum__lte", models.F("maximum")),
                        _connector="OR",
                    ),
                    name="figure_bounds_in_order",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("maximum__isnull", True),
                            ("minimum__isnull", False),
                            ("qualifier__in", ["at_least", "more_than"]),
                        ),
                        models.Q(("maximum__isnull", False), ("minimum__isnull", True), ("qualifier", "up_to")),
                        models.Q(
                            ("maximum", models.F("minimum")), ("minimum__isnull", False), ("qualifier", "exactly")
                        ),
                        models.Q(
                            ("maximum__isnull", False),
                            ("minimum__isnull", False),
                            ("qualifier__in", ["about", "between"]),
                        ),
                        models.Q(
                            ("maximum__isnull", True),
                            ("minimum__isnull", True),
                            ("qualifier", "in_words"),
                            models.Q(("wording", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="figure_bounds_match_qualifier",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("scope", "part"), _negated=True),
                        models.Q(("scope_label", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="figure_part_says_of_what",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Reply",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("statement", "Statement"),
                        ("denial", "Denial"),
                        ("partial", "Partial answer"),
                        ("asks_for_time", "Asks for time"),
                        ("declines", "Declines to comment"),
                        ("refers_elsewhere", "Refers elsewhere"),
                    ],
                    max_length=20,
                ),
            ),
            ("words", models.CharField(blank=True, max_length=10000)),
            ("language", models.CharField(blank=True, max_length=12)),
            ("translation", models.CharField(blank=True, max_length=10000)),
            ("translated_by", models.CharField(blank=True, max_length=200)),
            ("machine_translated", models.BooleanField(default=False)),
            (
                "terms",
                models.CharField(
                    choices=[
                        ("on_the_record", "On the record"),
                        ("on_background", "On background"),
                        ("not_for_attribution", "Not for attribution"),
                        ("off_the_record", "Off the record"),
                    ],
                    default="on_the_record",
                    max_length=20,
                ),
            ),
            ("background_as", models.CharField(blank=True, max_length=200)),
            ("speaker_label", models.CharField(blank=True, max_length=200)),
            ("received_at", models.DateTimeField()),
            (
                "comment_request",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="replies", to="claims.commentrequest"
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "speaks_for",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="replies", to="claims.party"
                ),
            ),
            (
                "utterance",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="replies",
                    to="claims.utterance",
                ),
            ),
        ],
        options={
            "verbose_name_plural": "replies",
            "ordering": ("received_at", "id"),
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="reply_in_newsroom"),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "kind__in",
                            ["statement", "denial", "partial", "asks_for_time", "declines", "refers_elsewhere"],
                        )
                    ),
                    name="reply_kind_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("terms__in", ["on_the_record", "on_background", "not_for_attribution", "off_the_record"])
                    ),
                    name="reply_terms_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(("terms", "on_background"), ("background_as", ""), _connector="XOR"),
                    name="reply_background_says_as_what",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="RequestedQuestion",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("position", models.PositiveIntegerField()),
            ("text", models.CharField(max_length=1000)),
            (
                "comment_request",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="claims.commentrequest"
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
        ],
        options={
            "ordering": ("position", "id"),
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="requestedquestion_in_newsroom"),
                models.UniqueConstraint(
                    deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                    fields=("comment_request", "position"),
                    name="requestedquestion_position_once",
                ),
                models.CheckConstraint(
                    condition=models.Q(("text", ""), _negated=True), name="requestedquestion_has_text"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Hop",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("position", models.PositiveIntegerField()),
            (
                "actor_kind",
                models.CharField(
                    choices=[
                        ("party", "Party"),
                        ("outlet", "Outlet"),
                        ("named_person", "Named person"),
                        ("protected_person", "Protected person"),
                        ("anonymous_person", "Anonymous person"),
                        ("unknown", "Unknown"),
                    ],
                    max_length=20,
                ),
            ),
            ("actor_label", models.CharField(blank=True, max_length=200)),
            ("verb", models.CharField(blank=True, max_length=100)),
            (
                "directness",
                models.CharField(
                    choices=[
                        ("own_channel", "Own channel"),
                        ("on_the_record", "On the record"),
                        ("interview", "Interview"),
                        ("document", "Document"),
                        ("anonymous", "Anonymous"),
                        ("second_hand", "Second hand"),
                        ("unstated", "Unstated"),
                    ],
                    default="unstated",
                    max_length=20,
                ),
            ),
            ("said_on", models.DateField(blank=True, null=True)),
            ("said_at", models.DateTimeField(blank=True, null=True)),
            (
                "said_precision",
                models.CharField(
                    choices=[
                        ("instant", "To the minute"),
                        ("day", "Day"),
                        ("week", "Week"),
                        ("month", "Month"),
                        ("year", "Year"),
                        ("unknown", "Unknown"),
                    ],
                    default="unknown",
                    max_length=10,
                ),
            ),
            (
                "carriage",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="hops", to="claims.carriage"
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "party",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="hops",
                    to="claims.party",
                ),
            ),
            (
                "source",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="hops",
                    to="claims.source",
                ),
            ),
            (
                "identity",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="hops",
                    to="claims.protectedidentity",
                ),
            ),
        ],
        options={
            "ordering": ("position", "id"),
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="hop_in_newsroom"),
                models.UniqueConstraint(fields=("carriage", "position"), name="hop_position_once"),
                models.CheckConstraint(condition=models.Q(("position__gte", 1)), name="hop_counts_from_one"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("actor_kind__in", ["party", "outlet"]), _negated=True),
                        ("party__isnull", False),
                        models.Q(("actor_label", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="hop_names_its_actor",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "actor_kind__in",
                            ["party", "outlet", "named_person", "protected_person", "anonymous_person", "unknown"],
                        )
                    ),
                    name="hop_actor_kind_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "directness__in",
                            [
                                "own_channel",
                                "on_the_record",
                                "interview",
                                "document",
                                "anonymous",
                                "second_hand",
                                "unstated",
                            ],
                        )
                    ),
                    name="hop_directness_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("said_at__isnull", True), ("said_on__isnull", True), ("said_precision", "unknown")),
                        models.Q(("said_at__isnull", False), ("said_on__isnull", False), ("said_precision", "instant")),
                        models.Q(
                            ("said_at__isnull", True),
                            ("said_on__isnull", False),
                            ("said_precision__in", ["day", "week", "month", "year"]),
                        ),
                        _connector="OR",
                    ),
                    name="hop_date_matches_precision",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("identity__isnull", True),
                        models.Q(("actor_kind", "protected_person"), ("party__isnull", True)),
                        _connector="OR",
                    ),
                    name="hop_identity_of_protected_person",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Evidence",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "bearing",
                models.CharField(
                    choices=[
                        ("supports", "supports"),
                        ("contradicts", "contradicts"),
                        ("could_not_verify", "could not verify"),
                    ],
                    max_length=20,
                ),
            ),
            ("passage", models.CharField(blank=True, max_length=5000)),
            ("passage_prefix", models.CharField(blank=True, max_length=300)),
            ("passage_suffix", models.CharField(blank=True, max_length=300)),
            (
                "root_kind",
                models.CharField(
                    choices=[
                        ("party", "A party"),
                        ("source", "A source (a recording, a document)"),
                        ("protected", "A protected person"),
                        ("anonymous", "Anonymous"),
                        ("unknown", "Unknown"),
                    ],
                    default="unknown",
                    max_length=10,
                ),
            ),
            ("root_label", models.CharField(blank=True, max_length=200)),
            (
                "basis",
                models.CharField(
                    choices=[
                        ("saw_it", "saw it"),
                        ("own_operation", "own operation"),
                        ("records", "records"),
                        ("examined_material", "examined material"),
                        ("was_told", "was told"),
                        ("unstated", "unstated"),
                    ],
                    default="unstated",
                    max_length=20,
                ),
            ),
            ("distinct_reason", models.CharField(blank=True, max_length=1000)),
            ("added_at", models.DateTimeField()),
            (
                "claim",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="claims.claim"
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "root_party",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="root_of",
                    to="claims.party",
                ),
            ),
            (
                "root_source",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="root_of",
                    to="claims.source",
                ),
            ),
            (
                "source",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="claims.source"
                ),
            ),
            ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ("withdrawn_reason", models.CharField(blank=True, max_length=1000)),
            (
                "root_identity",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="root_of",
                    to="claims.protectedidentity",
                ),
            ),
        ],
        options={
            "verbose_name_plural": "evidence",
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="evidence_in_newsroom"),
                models.CheckConstraint(
                    condition=models.Q(("bearing__in", ["supports", "contradicts", "could_not_verify"])),
                    name="evidence_bearing_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "basis__in",
                            ["saw_it", "own_operation", "records", "examined_material", "was_told", "unstated"],
                        )
                    ),
                    name="evidence_basis_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("root_identity__isnull", True),
                            ("root_kind", "party"),
                            ("root_party__isnull", False),
                            ("root_source__isnull", True),
                        ),
                        models.Q(
                            ("root_identity__isnull", True),
                            ("root_kind", "source"),
                            ("root_party__isnull", True),
                            ("root_source__isnull", False),
                        ),
                        models.Q(
                            ("root_identity__isnull", False),
                            ("root_kind", "protected"),
                            ("root_party__isnull", True),
                            ("root_source__isnull", True),
                        ),
                        models.Q(
                            ("root_identity__isnull", True),
                            ("root_kind", "anonymous"),
                            ("root_party__isnull", True),
                            ("root_source__isnull", True),
                        ),
                        models.Q(
                            ("root_identity__isnull", True),
                            ("root_kind", "unknown"),
                            ("root_party__isnull", True),
                            ("root_source__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    name="evidence_root_matches_kind",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("withdrawn_at__isnull", True), ("withdrawn_reason", "")),
                        models.Q(("withdrawn_at__isnull", False), models.Q(("withdrawn_reason", ""), _negated=True)),
                        _connector="OR",
                    ),
                    name="evidence_withdrawn_with_a_reason",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ClaimUtterance",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "claim",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="links", to="claims.claim"),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "utterance",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="links", to="claims.utterance"
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="claimutterance_in_newsroom"),
                models.UniqueConstraint(fields=("claim", "utterance"), name="claimutterance_once"),
            ],
        },
    ),
    migrations.CreateModel(
        name="Flag",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("not_asked", "Not asked"),
                        ("due_soon", "Answer due soon"),
                        ("no_reply", "No answer by the deadline"),
                        ("sign_off_void", "Sign-off void"),
                        ("support_lapsed", "Support lapsed"),
                        ("published", "Published: update or correct"),
                    ],
                    max_length=20,
                ),
            ),
            ("since", models.DateTimeField()),
            ("raised_at", models.DateTimeField()),
            ("cleared_at", models.DateTimeField(blank=True, null=True)),
            (
                "allegation",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="flags",
                    to="claims.allegation",
                ),
            ),
            (
                "comment_request",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="flags",
                    to="claims.commentrequest",
                ),
            ),
            (
                "incident",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="flags", to="claims.incident"
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "claim",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="flags",
                    to="claims.claim",
                ),
            ),
            (
                "use",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="flags",
                    to="claims.use",
                ),
            ),
        ],
        options={
            "indexes": [
                models.Index(
                    condition=models.Q(("cleared_at__isnull", True)), fields=["newsroom", "kind"], name="flag_standing"
                )
            ],
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="flag_in_newsroom"),
                models.UniqueConstraint(
                    fields=("kind", "allegation", "comment_request", "claim", "use", "since"),
                    name="flag_once",
                    nulls_distinct=False,
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("allegation__isnull", False),
                            ("claim__isnull", True),
                            ("comment_request__isnull", True),
                            ("use__isnull", True),
                        ),
                        models.Q(
                            ("allegation__isnull", True),
                            ("claim__isnull", True),
                            ("comment_request__isnull", False),
                            ("use__isnull", True),
                        ),
                        models.Q(
                            ("allegation__isnull", True),
                            ("claim__isnull", False),
                            ("comment_request__isnull", True),
                            ("use__isnull", True),
                        ),
                        models.Q(
                            ("allegation__isnull", True),
                            ("claim__isnull", True),
                            ("comment_request__isnull", True),
                            ("use__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="flag_has_one_subject",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "kind__in",
                            ["not_asked", "due_soon", "no_reply", "sign_off_void", "support_lapsed", "published"],
                        )
                    ),
                    name="flag_kind_known",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Answer",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "position",
                models.CharField(
                    choices=[
                        ("denies", "denies"),
                        ("accepts", "accepts"),
                        ("partly", "partly accepts"),
                        ("no_position", "takes no position"),
                    ],
                    max_length=12,
                ),
            ),
            ("at", models.DateTimeField()),
            ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            (
                "allegation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="claims.allegation"
                ),
            ),
            (
                "claim",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="answers",
                    to="claims.claim",
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "reply",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="answers",
                    to="claims.reply",
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="answer_in_newsroom"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("claim__isnull", True), ("reply__isnull", False)),
                        models.Q(("claim__isnull", False), ("reply__isnull", True)),
                        _connector="OR",
                    ),
                    name="answer_by_claim_or_reply",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("withdrawn_at__isnull", True)),
                    fields=("claim", "reply", "allegation"),
                    name="answer_once",
                    nulls_distinct=False,
                ),
                models.CheckConstraint(
                    condition=models.Q(("position__in", ["denies", "accepts", "partly", "no_position"])),
                    name="answer_position_known",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="RequestedAllegation",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "allegation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="requests", to="claims.allegation"
                ),
            ),
            (
                "comment_request",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="asked", to="claims.commentrequest"
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="requestedallegation_in_newsroom"),
                models.UniqueConstraint(fields=("comment_request", "allegation"), name="requestedallegation_once"),
            ],
        },
    ),
    migrations.CreateModel(
        name="ReportedSilence",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("yet_to_comment", "had yet to comment"),
                        ("did_not_respond", "did not respond"),
                        ("not_reached", "could not be reached"),
                        ("declined", "declined to comment"),
                        ("other", "other"),
                    ],
                    max_length=20,
                ),
            ),
            ("wording", models.CharField(max_length=500)),
            ("reported_on", models.DateField(blank=True, null=True)),
            ("reported_at", models.DateTimeField(blank=True, null=True)),
            (
                "reported_precision",
                models.CharField(
                    choices=[
                        ("instant", "To the minute"),
                        ("day", "Day"),
                        ("week", "Week"),
                        ("month", "Month"),
                        ("year", "Year"),
                        ("unknown", "Unknown"),
                    ],
                    default="unknown",
                    max_length=10,
                ),
            ),
            ("recorded_at", models.DateTimeField()),
            (
                "allegation",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="reported_silences",
                    to="claims.allegation",
                ),
            ),
            (
                "asked_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="claims.party",
                ),
            ),
            (
                "incident",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="reported_silences", to="claims.incident"
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="reported_silences", to="claims.party"
                ),
            ),
            (
                "source",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="reported_silences", to="claims.source"
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="reportedsilence_in_newsroom"),
                models.CheckConstraint(
                    condition=models.Q(
                        ("kind__in", ["yet_to_comment", "did_not_respond", "not_reached", "declined", "other"])
                    ),
                    name="reportedsilence_kind_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(("wording", ""), _negated=True), name="reportedsilence_has_wording"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("reported_at__isnull", True),
                            ("reported_on__isnull", True),
                            ("reported_precision", "unknown"),
                        ),
                        models.Q(
                            ("reported_at__isnull", False),
                            ("reported_on__isnull", False),
                            ("reported_precision", "instant"),
                        ),
                        models.Q(
                            ("reported_at__isnull", True),
                            ("reported_on__isnull", False),
                            ("reported_precision__in", ["day", "week", "month", "year"]),
                        ),
                        _connector="OR",
                    ),
                    name="reportedsilence_date_matches_precision",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Waiver",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("reason", models.CharField(max_length=2000)),
            ("at", models.DateTimeField()),
            (
                "allegation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="waivers", to="claims.allegation"
                ),
            ),
            (
                "by_user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "party",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="waivers", to="claims.party"
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="waiver_in_newsroom"),
                models.UniqueConstraint(fields=("allegation", "party"), name="waiver_once"),
                models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="waiver_has_a_reason"),
            ],
        },
    ),
    migrations.CreateModel(
        name="ClaimRelation",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("contradicts", "contradicts"),
                        ("corroborates", "corroborates"),
                        ("narrows", "narrows"),
                        ("supersedes", "supersedes"),
                        ("retracts", "retracts"),
                        ("responds_to", "responds to"),
                        ("same_as", "is the same as"),
                    ],
                    max_length=15,
                ),
            ),
            ("material", models.BooleanField(blank=True, null=True)),
            (
                "discrepancy",
                models.CharField(
                    blank=True,
                    choices=[
                        ("disjoint_figures", "Their figures cannot both be right"),
                        ("allegation_denied", "One denies what the other alleges"),
                        ("other_party_blamed", "They blame different parties for one act"),
                    ],
                    max_length=20,
                ),
            ),
            ("reason", models.CharField(blank=True, max_length=2000)),
            ("related_at", models.DateTimeField()),
            ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
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
                "claim",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="relations", to="claims.claim"
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "other",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="relations_from_others", to="claims.claim"
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="claimrelation_in_newsroom"),
                models.UniqueConstraint(
                    condition=models.Q(("withdrawn_at__isnull", True)),
                    fields=("claim", "kind", "other"),
                    name="claimrelation_once",
                ),
                models.CheckConstraint(
                    condition=models.Q(("claim", models.F("other")), _negated=True), name="claimrelation_not_itself"
                ),
                models.CheckConstraint(
                    condition=models.Q(("kind", "contradicts"), ("material__isnull", True), _connector="XOR"),
                    name="claimrelation_material_iff_contradicts",
                ),
                models.CheckConstraint(
                    condition=models.Q(("kind", "contradicts"), ("discrepancy", ""), _connector="OR"),
                    name="claimrelation_discrepancy_only_of_contradictions",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "kind__in",
                            [
                                "contradicts",
                                "corroborates",
                                "narrows",
                                "supersedes",
                                "retracts",
                                "responds_to",
                                "same_as",
                            ],
                        )
                    ),
                    name="claimrelation_kind_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("discrepancy__in", ["disjoint_figures", "allegation_denied", "other_party_blamed"]),
                        ("discrepancy", ""),
                        _connector="OR",
                    ),
                    name="claimrelation_discrepancy_known",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Dismissal",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "discrepancy",
                models.CharField(
                    choices=[
                        ("disjoint_figures", "Their figures cannot both be right"),
                        ("allegation_denied", "One denies what the other alleges"),
                        ("other_party_blamed", "They blame different parties for one act"),
                    ],
                    max_length=20,
                ),
            ),
            ("fingerprint", models.CharField(max_length=64)),
            ("reason", models.CharField(blank=True, max_length=2000)),
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
                "claim",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.claim"),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "other",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.claim"),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="dismissal_in_newsroom"),
                models.UniqueConstraint(fields=("claim", "other", "discrepancy", "fingerprint"), name="dismissal_once"),
                models.CheckConstraint(
                    condition=models.Q(("claim__lt", models.F("other"))), name="dismissal_lower_id_first"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("discrepancy__in", ["disjoint_figures", "allegation_denied", "other_party_blamed"])
                    ),
                    name="dismissal_discrepancy_known",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="IdentityReader",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("named_at", models.DateTimeField()),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "identity",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="readers", to="claims.protectedidentity"
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="identityreader_in_newsroom"),
                models.UniqueConstraint(fields=("identity", "user"), name="identityreader_once"),
            ],
        },
    ),
    migrations.CreateModel(
        name="Independence",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("reason", models.CharField(max_length=1000)),
            ("stated_at", models.DateTimeField()),
            ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
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
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "origin",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="claims.source",
                ),
            ),
            (
                "other_party",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="claims.party",
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
                "source",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="claims.source",
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="independence_in_newsroom"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("origin__isnull", True),
                            ("other_party__isnull", False),
                            ("party__isnull", False),
                            ("source__isnull", True),
                        ),
                        models.Q(
                            ("origin__isnull", False),
                            ("other_party__isnull", True),
                            ("party__isnull", True),
                            ("source__isnull", False),
                        ),
                        models.Q(
                            ("origin__isnull", True),
                            ("other_party__isnull", True),
                            ("party__isnull", False),
                            ("source__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="independence_of_two",
                ),
                models.CheckConstraint(
                    condition=models.Q(("reason", ""), _negated=True), name="independence_has_a_reason"
                ),
                models.UniqueConstraint(
                    condition=models.Q(("withdrawn_at__isnull", True)),
                    fields=("newsroom", "party", "other_party", "source", "origin"),
                    name="independence_once",
                    nulls_distinct=False,
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ProtectedIdentity",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("version", models.PositiveIntegerField(default=1)),
            ("pseudonym", models.CharField(max_length=100)),
            ("name", models.CharField(blank=True, max_length=200)),
            ("contact", models.CharField(blank=True, max_length=500)),
            ("note", models.CharField(blank=True, max_length=2000)),
            ("added_at", models.DateTimeField()),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
        ],
        options={
            "verbose_name_plural": "protected identities",
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="protectedidentity_in_newsroom"),
                models.UniqueConstraint(fields=("newsroom", "pseudonym"), name="protectedidentity_pseudonym_once"),
                models.CheckConstraint(
                    condition=models.Q(("pseudonym", ""), _negated=True), name="protectedidentity_has_a_pseudonym"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="SendBack",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("reason", models.CharField(max_length=2000)),
            ("at", models.DateTimeField()),
            (
                "assessment",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="send_back", to="claims.assessment"
                ),
            ),
            (
                "by_user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="sendback_in_newsroom"),
                models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="sendback_has_a_reason"),
            ],
        },
    ),
    migrations.CreateModel(
        name="SignOff",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("note", models.CharField(blank=True, max_length=2000)),
            ("roots", models.PositiveIntegerField()),
            ("at", models.DateTimeField()),
            (
                "assessment",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="sign_off", to="claims.assessment"
                ),
            ),
            (
                "by_user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            ("admissions", models.PositiveIntegerField()),
        ],
        options={
            "constraints": [models.UniqueConstraint(fields=("newsroom", "id"), name="signoff_in_newsroom")],
        },
    ),
    migrations.CreateModel(
        name="SourceCheck",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "aspect",
                models.CharField(
                    choices=[("authenticity", "Authenticity"), ("place", "Place"), ("time", "Time")], max_length=15
                ),
            ),
            (
                "verdict",
                models.CharField(
                    blank=True,
                    choices=[
                        ("authentic", "Authentic"),
                        ("edited", "Edited"),
                        ("miscaptioned", "Miscaptioned"),
                        ("staged", "Staged"),
                        ("unsettled", "Unsettled"),
                    ],
                    max_length=15,
                ),
            ),
            ("place", models.CharField(blank=True, max_length=200)),
            (
                "place_precision",
                models.CharField(
                    choices=[
                        ("exact", "Exact (± 10 m)"),
                        ("vicinity", "Vicinity (± 100 m)"),
                        ("locality", "Locality (± 1 km)"),
                        ("district", "District"),
                        ("region", "Region"),
                        ("country", "Country"),
                        ("disputed", "Disputed"),
                        ("unknown", "Unknown"),
                    ],
                    default="unknown",
                    max_length=10,
                ),
            ),
            ("latitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
            ("longitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
            ("taken_on", models.DateField(blank=True, null=True)),
            ("taken_at", models.DateTimeField(blank=True, null=True)),
            (
                "taken_precision",
                models.CharField(
                    choices=[
                        ("instant", "To the minute"),
                        ("day", "Day"),
                        ("week", "Week"),
                        ("month", "Month"),
                        ("year", "Year"),
                        ("unknown", "Unknown"),
                    ],
                    default="unknown",
                    max_length=10,
                ),
            ),
            ("established_by_label", models.CharField(blank=True, max_length=200)),
            ("how", models.CharField(max_length=2000)),
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
                "established_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="claims.party",
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "source",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="claims.source"
                ),
            ),
        ],
        options={
            "ordering": ("at", "id"),
            "indexes": [
                models.Index(
                    models.F("source"),
                    models.F("aspect"),
                    models.OrderBy(models.F("at"), descending=True),
                    models.OrderBy(models.F("id"), descending=True),
                    name="sourcecheck_latest",
                )
            ],
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="sourcecheck_in_newsroom"),
                models.CheckConstraint(
                    condition=models.Q(("aspect__in", ["authenticity", "place", "time"])),
                    name="sourcecheck_aspect_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("verdict__in", ["authentic", "edited", "miscaptioned", "staged", "unsettled"]),
                        ("verdict", ""),
                        _connector="OR",
                    ),
                    name="sourcecheck_verdict_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("taken_at__isnull", True), ("taken_on__isnull", True), ("taken_precision", "unknown")
                        ),
                        models.Q(
                            ("taken_at__isnull", False), ("taken_on__isnull", False), ("taken_precision", "instant")
                        ),
                        models.Q(
                            ("taken_at__isnull", True),
                            ("taken_on__isnull", False),
                            ("taken_precision__in", ["day", "week", "month", "year"]),
                        ),
                        _connector="OR",
                    ),
                    name="sourcecheck_date_matches_precision",
                ),
                models.CheckConstraint(
                    condition=models.Q(("aspect", "authenticity"), ("verdict", ""), _connector="XOR"),
                    name="sourcecheck_verdict_iff_authenticity",
                ),
                models.CheckConstraint(
                    condition=models.Q(("aspect", "place"), ("place", ""), _connector="XOR"),
                    name="sourcecheck_place_iff_place",
                ),
                models.CheckConstraint(
                    condition=models.Q(("aspect", "time"), ("taken_precision", "unknown"), _connector="OR"),
                    name="sourcecheck_taken_only_for_time",
                ),
                models.CheckConstraint(condition=models.Q(("how", ""), _negated=True), name="sourcecheck_says_how"),
                models.CheckConstraint(
                    condition=models.Q(("by_user__isnull", True), ("by_token__isnull", True), _connector="OR"),
                    name="sourcecheck_by_one_actor",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Use",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("kind", models.CharField(choices=[("claim", "A claim"), ("line", "The line")], max_length=10)),
            ("address", models.CharField(max_length=2000)),
            ("words", models.CharField(max_length=5000)),
            ("printed_at", models.DateTimeField()),
            ("recorded_at", models.DateTimeField()),
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
                "claim",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="uses",
                    to="claims.claim",
                ),
            ),
            (
                "incident",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="claims.incident"
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
        ],
        options={
            "ordering": ("-printed_at", "-id"),
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="use_in_newsroom"),
                models.CheckConstraint(condition=models.Q(("kind__in", ["claim", "line"])), name="use_kind_known"),
                models.CheckConstraint(
                    condition=models.Q(("kind", "claim"), ("claim__isnull", True), _connector="XOR"),
                    name="use_of_a_claim_names_it",
                ),
                models.CheckConstraint(condition=models.Q(("words", ""), _negated=True), name="use_has_words"),
                models.CheckConstraint(
                    condition=models.Q(
                        ("address__startswith", "http://"), ("address__startswith", "https://"), _connector="OR"
                    ),
                    name="use_address_is_http",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="UseHandled",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "outcome",
                models.CharField(
                    choices=[("updated", "Updated"), ("corrected", "Corrected"), ("left_as_it_is", "Left as it is")],
                    max_length=15,
                ),
            ),
            ("note", models.CharField(blank=True, max_length=2000)),
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
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "use",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="handled", to="claims.use"),
            ),
        ],
        options={
            "verbose_name_plural": "handled uses",
            "ordering": ("at", "id"),
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="usehandled_in_newsroom"),
                models.CheckConstraint(
                    condition=models.Q(("outcome__in", ["updated", "corrected", "left_as_it_is"])),
                    name="usehandled_outcome_known",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Voiding",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "cause",
                models.CharField(
                    choices=[
                        ("claim_changed", "The claim's words were changed"),
                        ("figures_changed", "The figures were changed"),
                        ("allegations_changed", "The allegations were changed"),
                        ("evidence_lost", "Evidence that it relied on was withdrawn"),
                        ("source_discredited", "A source that it relied on was found not to be what it seemed"),
                        ("roots_lost", "Roots that it relied on turned out to be one"),
                        ("admission_lost", "The admission that it relied on was taken back"),
                        ("contradicted", "A material contradiction was confirmed"),
                    ],
                    max_length=20,
                ),
            ),
            ("at", models.DateTimeField()),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "sign_off",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="voiding", to="claims.signoff"
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="voiding_in_newsroom"),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "cause__in",
                            [
                                "claim_changed",
                                "figures_changed",
                                "allegations_changed",
                                "evidence_lost",
                                "source_discredited",
                                "roots_lost",
                                "admission_lost",
                                "contradicted",
                            ],
                        )
                    ),
                    name="voiding_cause_known",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Seal",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("number", models.PositiveIntegerField()),
            ("first_position", models.BigIntegerField()),
            ("last_position", models.BigIntegerField()),
            ("root_hash", models.CharField(max_length=64)),
            ("previous_hash", models.CharField(max_length=64)),
            ("public_key", models.CharField(max_length=64)),
            ("signature", models.CharField(max_length=128)),
            ("sealed_at", models.DateTimeField()),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="seal_in_newsroom"),
                models.UniqueConstraint(fields=("newsroom", "number"), name="seal_number_once"),
                models.UniqueConstraint(fields=("newsroom", "last_position"), name="seal_position_once"),
                models.CheckConstraint(
                    condition=models.Q(
                        ("first_position__gte", 1),
                        ("last_position__gte", models.F("first_position")),
                        ("number__gte", 1),
                    ),
                    name="seal_counts_from_one",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="SealedNode",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("level", models.PositiveSmallIntegerField()),
            ("index", models.BigIntegerField()),
            ("hash", models.BinaryField(max_length=32)),
            ("leaf_of", models.BigIntegerField(null=True)),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="sealednode_in_newsroom"),
                models.UniqueConstraint(fields=("newsroom", "level", "index"), name="sealednode_once"),
                models.CheckConstraint(
                    condition=models.Q(("level", 0), ("leaf_of__isnull", True), _connector="XOR"),
                    name="sealednode_leaf_of_a_change",
                ),
            ],
        },
    ),
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
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
        ],
        options={
            "indexes": [models.Index(fields=["subject_type", "subject_id"], name="redaction_of_subject")],
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="redaction_in_newsroom"),
                models.CheckConstraint(
                    condition=models.Q(("by_role__in", ["viewer", "reporter", "fact_checker", "editor", "admin"])),
                    name="redaction_by_role_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(("reason", ""), _negated=True), name="redaction_has_a_reason"
                ),
            ],
        },
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
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "redaction",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="approval", to="claims.redaction"
                ),
            ),
        ],
        options={
            "constraints": [models.UniqueConstraint(fields=("newsroom", "id"), name="redactionapproval_in_newsroom")],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="incident",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="7da322da5d796a1e911fcf3f1ff089722f722c6e",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_c89c8",
                table="claims_incident",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="apitoken",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="64b980f8064e21e33deaee8929c421b1f653c7e6",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_6b38e",
                table="claims_apitoken",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="membership",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="06485c13ca3118fe0549652579c3b05773afd6b9",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_fd582",
                table="claims_membership",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="party",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="9ada4862f3108343c6bff4becccc6f2335565a9e",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_74e22",
                table="claims_party",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="contactpoint",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="b131ddc565f5cc3419667c9d1156c8b08d40993c",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_39bc5",
                table="claims_contactpoint",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="invitation",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="d022cc1c40eb3a2592826a2f468fd7780c512827",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_d2452",
                table="claims_invitation",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="incidentrelation",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="3356a90e74cb1f3c0c236211790dd1d2b5655f03",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_6816a",
                table="claims_incidentrelation",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="question",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="8db265a271de9e3c20e487ffe30e8fb236251984",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_3431f",
                table="claims_question",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="source",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="32405626a3cc6e53a3eef2b74354af4299fda881",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_64f52",
                table="claims_source",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="utterance",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="6711f51be3e8b7135d8f1ae010b27b43e6aa9ba0",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_f1308",
                table="claims_utterance",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="change",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="b9a4908f385ecd1cf896535ebc253a5264109a6d",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_1c98d",
                table="claims_change",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="change",
        trigger=pgtrigger.compiler.Trigger(
            name="awaits_a_number",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="INSERT INTO claims_unnumbered (change_id) SELECT id FROM added; RETURN NULL;",
                hash="244e297914c0a14cc19f967052d18637b1453fb1",
                level="STATEMENT",
                operation="INSERT",
                pgid="pgtrigger_awaits_a_number_c8551",
                referencing="REFERENCING NEW TABLE AS added ",
                table="claims_change",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="claim",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="8fd5127e9b088733af5455f3a8f79e96e1b1aa53",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_3c191",
                table="claims_claim",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="claim",
        trigger=pgtrigger.compiler.Trigger(
            name="signed_for",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (NEW.\"status\" IN ('established', 'refuted'))",
                func="\n        IF TG_OP = 'UPDATE' AND OLD.status = NEW.status THEN\n            RETURN NEW;\n        END IF;\n        IF NOT EXISTS (\n            SELECT FROM claims_assessment assessment\n            JOIN claims_signoff sign_off ON sign_off.assessment_id = assessment.id\n            WHERE assessment.claim_id = NEW.id AND assessment.status = NEW.status\n                AND NOT EXISTS (SELECT FROM claims_voiding WHERE sign_off_id = sign_off.id)\n                AND NOT EXISTS (\n                    SELECT FROM claims_assessment later WHERE later.claim_id = NEW.id AND later.id > assessment.id\n                )\n        ) THEN\n            RAISE EXCEPTION 'this status needs the sign-off of a second person' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ",
                hash="1fb0d812080164567967ffdc6b61974da690d19a",
                operation='INSERT OR UPDATE OF "status"',
                pgid="pgtrigger_signed_for_2c041",
                table="claims_claim",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="commentrequest",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="71528a5ce887712825159367e8555f08047ea056",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_18f7c",
                table="claims_commentrequest",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="carriage",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="c8504d4875d42fbad9fa18124bec248fe99e73fe",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_c27c2",
                table="claims_carriage",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="partyrelation",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="06ee091ad8242c15c8a48dbfa690fffd498fa107",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_2c0c4",
                table="claims_partyrelation",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="derivation",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="d0c876253121e59b6cbfd5f065b54a5ab8810cf2",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_1de1e",
                table="claims_derivation",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="channelcheck",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="ab467f101d1336b52cde214ab0945724a42a67c3",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_0486d",
                table="claims_channelcheck",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="utteranceclaimant",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="78741a60a79cae42ef4f0a9974afa3a33c2446f2",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_26f83",
                table="claims_utteranceclaimant",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="changeposition",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="94dbd5b587f2538f6a8e6f2d7dc7a5f76be102bf",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_a522e",
                table="claims_changeposition",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="allegation",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="8d36d7dfdd05c6df89d16bd34a8fd79a113553f0",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_4973c",
                table="claims_allegation",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="attempt",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="2051e0b5ab97707c34da443b625e07471bfb2fad",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_956fa",
                table="claims_attempt",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="assessment",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="af4f193d930d342d495a7dd2b2690cb089db78be",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_55641",
                table="claims_assessment",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="figure",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="94f0622b5364b58686c461677f269efebc444515",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_2fe42",
                table="claims_figure",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="reply",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="3e3b88f022cd575d87462d56e7baa4edf545b402",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_3c01e",
                table="claims_reply",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="hop",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="11d99506e43275aff3337e72e5a07338adb17baf",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_1dad4",
                table="claims_hop",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="evidence",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="673848a7e0b8a7c99855169956ad6a70c611859f",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_61c7f",
                table="claims_evidence",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="claimutterance",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="f7e6344d77a98ded828c6f2603f04569cc94465e",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_96248",
                table="claims_claimutterance",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="flag",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="bfe4b339a3fd38f06a980cb0d4f75f7262810fc8",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_8f6df",
                table="claims_flag",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="answer",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="97b5e319fdba772ec1617cf91bd41b13870bddfb",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_6993b",
                table="claims_answer",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="reportedsilence",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="52947e5b8637d9ea7569e1a5cb9f1a4d20db63cd",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_45604",
                table="claims_reportedsilence",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="waiver",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="869fccbe55fa3450fc752f7302ce645434c18397",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_0389b",
                table="claims_waiver",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="claimrelation",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="7610ccf57e8ce11b28fe23c9d814ee1767998750",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_f5130",
                table="claims_claimrelation",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="dismissal",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="89503d3dae2b46d5f356f8bd2289ad293ab59196",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_84dc0",
                table="claims_dismissal",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="independence",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="f923fc2eb61ade3fb6b5df37f07d0b72bce81214",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_8794b",
                table="claims_independence",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="protectedidentity",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="8735ed681a409caadd04069c5e99baf06e2453e3",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_cc4cb",
                table="claims_protectedidentity",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="sendback",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="adab487fb24e6490e68766797ac32ff76fb8ffe8",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_f7daf",
                table="claims_sendback",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="signoff",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="4e2857538cc91a0ea30bd535e668f3eedaaa491d",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_642a9",
                table="claims_signoff",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="signoff",
        trigger=pgtrigger.compiler.Trigger(
            name="second_person",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="\n        IF NOT EXISTS (\n            SELECT FROM claims_assessment assessment\n            LEFT JOIN claims_apitoken token ON token.id = assessment.by_token_id\n            WHERE assessment.id = NEW.assessment_id\n                AND coalesce(assessment.by_user_id, token.issued_by_id) <> NEW.by_user_id\n        ) THEN\n            RAISE EXCEPTION 'an assessment is signed off by a second person' USING ERRCODE = 'check_violation';\n        END IF;\n        IF EXISTS (SELECT FROM claims_sendback WHERE assessment_id = NEW.assessment_id) THEN\n            RAISE EXCEPTION 'this assessment was sent back' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ",
                hash="188169987bbb490000c87139ac0f57a76b6336b9",
                operation="INSERT",
                pgid="pgtrigger_second_person_3c451",
                table="claims_signoff",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="sourcecheck",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="15b35a6ea9cdafcfa8231b0b79ab6c85080d7ee4",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_11caa",
                table="claims_sourcecheck",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="use",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="40e539e4ee9ddba17cf142f04789f94f7c951ed7",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_4edcc",
                table="claims_use",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="usehandled",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="367ef037aeeb3d2e90a988d71d406a4b547021f8",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_ed89e",
                table="claims_usehandled",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="voiding",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="2f5dc8219ffb78c78dbd6009956366bbde46f877",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_a499d",
                table="claims_voiding",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="seal",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="495ebecd923821c59f87c982ca4161b830a89f03",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_76a21",
                table="claims_seal",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="sealednode",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="6d8a33f40becd8b71d858c80306a99b40ca02cfe",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_60e72",
                table="claims_sealednode",
                when="BEFORE",
            ),
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
]


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("claims", "0001_first"),
        ("claims", "0004_verification"),
        ("claims", "0007_sign_offs"),
        ("claims", "0009_roots"),
        ("claims", "0010_as_known_at"),
        ("claims", "0011_sealed_record"),
        ("claims", "0012_redaction"),
    ]

    dependencies = [("auth", "0012_alter_user_first_name_max_length")]

    operations = [AtOnce(TABLES)]
