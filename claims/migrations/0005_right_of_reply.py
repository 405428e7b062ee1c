"""Right of reply: extensions, corrections, decisions not to ask, what the clock looks at, letters and reminders."""

import datetime
from typing import Any

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class AtOnce(Operation):
    """Operations all done on the last state, where Django would work out a state after each one: see 0001_tables."""

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
        return "Make the tables of right of reply"


OPERATIONS: list[Operation] = [
    migrations.CreateModel(
        name="FlagConcern",
        fields=[
            (
                "pk",
                models.CompositePrimaryKey(
                    "flag_id", "user_id", blank=True, editable=False, primary_key=True, serialize=False
                ),
            ),
        ],
        options={
            "db_table": "claims_flagconcern",
            "managed": False,
        },
    ),
    migrations.CreateModel(
        name="Correction",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "field",
                models.CharField(
                    choices=[
                        ("words", "Words"),
                        ("translation", "Translation"),
                        ("translated_by", "Translated by"),
                        ("speaker_label", "Speaker"),
                    ],
                    max_length=20,
                ),
            ),
            ("before", models.CharField(blank=True, max_length=10000)),
            ("after", models.CharField(blank=True, max_length=10000)),
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
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "reply",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="claims.reply"
                ),
            ),
        ],
        options={
            "ordering": ("at", "id"),
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="correction_in_newsroom"),
                models.CheckConstraint(
                    condition=models.Q(("field__in", ["words", "translation", "translated_by", "speaker_label"])),
                    name="correction_field_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("before", models.F("after")), _negated=True),
                        ("before", "[redacted]"),
                        _connector="OR",
                    ),
                    name="correction_changes_something",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="DeadlineExtension",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("earlier", models.DateTimeField()),
            ("deadline", models.DateTimeField()),
            ("deadline_zone", models.CharField(max_length=64)),
            ("reason", models.CharField(max_length=2000)),
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
                "comment_request",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="extensions", to="claims.commentrequest"
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
                models.UniqueConstraint(fields=("newsroom", "id"), name="deadlineextension_in_newsroom"),
                models.CheckConstraint(
                    condition=models.Q(("deadline__gt", models.F("earlier"))), name="deadlineextension_is_later"
                ),
                models.CheckConstraint(
                    condition=models.Q(("reason", ""), _negated=True), name="deadlineextension_has_a_reason"
                ),
                models.CheckConstraint(
                    condition=models.Q(("deadline_zone", ""), _negated=True), name="deadlineextension_has_a_zone"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="NoticedFlag",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "flag",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="noticed", to="claims.flag"
                ),
            ),
            (
                "membership",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.membership"
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "letter",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="flags", to="claims.noticeletter"
                ),
            ),
        ],
        options={
            "constraints": [models.UniqueConstraint(fields=("membership", "flag"), name="noticedflag_once")],
        },
    ),
    migrations.CreateModel(
        name="NoticeLetter",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "state",
                models.CharField(
                    choices=[
                        ("claimed", "Being sent"),
                        ("sent", "Sent"),
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
                "membership",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="claims.membership"
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
        ],
        options={
            "indexes": [
                models.Index(
                    condition=models.Q(("state", "claimed")), fields=["claimed_at"], name="noticeletter_claimed"
                ),
                models.Index(fields=["membership", "claimed_at"], name="noticeletter_of_member"),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("state__in", ["claimed", "sent", "failed", "uncertain"])),
                    name="noticeletter_state_known",
                ),
                models.UniqueConstraint(fields=("newsroom", "id"), name="noticeletter_in_newsroom"),
                models.UniqueConstraint(
                    condition=models.Q(("state__in", ["claimed", "failed"])),
                    fields=("membership",),
                    name="noticeletter_one_at_a_time",
                ),
                models.CheckConstraint(
                    condition=models.Q(("state", "failed"), ("retry_at__isnull", True), _connector="XOR"),
                    name="noticeletter_failed_is_retried",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("settled_at__isnull", True), ("state", "claimed")),
                        models.Q(
                            models.Q(("state", "claimed"), _negated=True), ("settled_at__gte", models.F("claimed_at"))
                        ),
                        _connector="OR",
                    ),
                    name="noticeletter_settled_unless_claimed",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="NoticeWishes",
        fields=[
            (
                "user",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    primary_key=True,
                    related_name="notice_wishes",
                    serialize=False,
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("by_mail", models.BooleanField(default=True)),
            (
                "kinds_off",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("not_asked", "Not asked"),
                            ("due_soon", "Answer due soon"),
                            ("no_reply", "No answer by the deadline"),
                            ("one_attempt", "One attempt only"),
                            ("one_route", "One route only"),
                            ("not_reached", "Not reached"),
                            ("reply_waiting", "Reply waiting to be worked in"),
                            ("allegation_added", "Allegation added after the request was sent"),
                            ("waiver_unapproved", "Decision not to ask waits for approval"),
                            ("check_old", "Channel check grown old"),
                            ("sign_off_void", "Sign-off void"),
                            ("support_lapsed", "Support lapsed"),
                            ("published", "Published: update or correct"),
                        ],
                        max_length=20,
                    ),
                    blank=True,
                    default=list,
                    size=None,
                ),
            ),
            ("letters_a_day", models.PositiveSmallIntegerField(default=4)),
            ("quiet_from", models.TimeField(default=datetime.time(20, 0))),
            ("quiet_until", models.TimeField(default=datetime.time(8, 0))),
        ],
        options={
            "verbose_name_plural": "notice wishes",
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("letters_a_day__gte", 1), ("letters_a_day__lte", 24)),
                    name="noticewishes_limit_is_sane",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Reminder",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("note", models.CharField(blank=True, max_length=500)),
            ("at", models.DateTimeField()),
            ("made_at", models.DateTimeField()),
            (
                "state",
                models.CharField(
                    choices=[("waiting", "Waiting"), ("done", "Done"), ("withdrawn", "Withdrawn")],
                    default="waiting",
                    max_length=10,
                ),
            ),
            ("closed_at", models.DateTimeField(blank=True, null=True)),
            (
                "claim",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="claims.claim",
                ),
            ),
            (
                "comment_request",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="claims.commentrequest",
                ),
            ),
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
                "letter",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="reminders",
                    to="claims.noticeletter",
                ),
            ),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="reminders", to=settings.AUTH_USER_MODEL
                ),
            ),
        ],
        options={
            "ordering": ("at", "id"),
            "indexes": [models.Index(condition=models.Q(("state", "waiting")), fields=["at"], name="reminder_waiting")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("state__in", ["waiting", "done", "withdrawn"])), name="reminder_state_known"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("claim__isnull", True), ("comment_request__isnull", True), ("incident__isnull", False)
                        ),
                        models.Q(
                            ("claim__isnull", False), ("comment_request__isnull", True), ("incident__isnull", True)
                        ),
                        models.Q(
                            ("claim__isnull", True), ("comment_request__isnull", False), ("incident__isnull", True)
                        ),
                        _connector="OR",
                    ),
                    name="reminder_about_one_thing",
                ),
                models.CheckConstraint(
                    condition=models.Q(("state", "waiting"), ("closed_at__isnull", False), _connector="XOR"),
                    name="reminder_closed_says_when",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ReplyHandled",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                "reply",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="handled", to="claims.reply"
                ),
            ),
            (
                "utterance",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="worked_in_replies",
                    to="claims.utterance",
                ),
            ),
        ],
        options={
            "verbose_name_plural": "handled replies",
            "constraints": [models.UniqueConstraint(fields=("newsroom", "id"), name="replyhandled_in_newsroom")],
        },
    ),
    migrations.CreateModel(
        name="RequestTemplate",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("version", models.PositiveIntegerField(default=1)),
            ("language", models.CharField(max_length=12)),
            ("text", models.CharField(blank=True, max_length=10000)),
            ("written_at", models.DateTimeField()),
            (
                "newsroom",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="requesttemplate_in_newsroom"),
                models.UniqueConstraint(fields=("newsroom", "language"), name="requesttemplate_once"),
                models.CheckConstraint(
                    condition=models.Q(("language", ""), _negated=True), name="requesttemplate_has_a_language"
                ),
            ],
        },
    ),
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
            (
                "owner",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"),
            ),
        ],
        options={
            "verbose_name_plural": "set aside",
            "constraints": [models.UniqueConstraint(fields=("subject", "subject_id"), name="setaside_once")],
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
        name="WaiverDecision",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("approved", models.BooleanField()),
            ("reason", models.CharField(blank=True, max_length=2000)),
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
                "waiver",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="decision", to="claims.waiver"
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("newsroom", "id"), name="waiverdecision_in_newsroom"),
                models.CheckConstraint(
                    condition=models.Q(("approved", True), models.Q(("reason", ""), _negated=True), _connector="OR"),
                    name="waiverdecision_refusal_says_why",
                ),
            ],
        },
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
            "indexes": [models.Index(fields=["at", "subject", "subject_id"], name="watch_next")],
            "constraints": [models.UniqueConstraint(fields=("subject", "subject_id"), name="watch_once")],
        },
    ),
    migrations.AlterModelOptions(
        name="voiding",
        options={"ordering": ("at", "id")},
    ),
    migrations.RemoveConstraint(
        model_name="flag",
        name="flag_once",
    ),
    migrations.RemoveConstraint(
        model_name="flag",
        name="flag_has_one_subject",
    ),
    migrations.RemoveConstraint(
        model_name="flag",
        name="flag_kind_known",
    ),
    migrations.RemoveConstraint(
        model_name="waiver",
        name="waiver_once",
    ),
    migrations.AddField(
        model_name="commentrequest",
        name="nature",
        field=models.CharField(blank=True, max_length=1000),
    ),
    migrations.AddField(
        model_name="commentrequest",
        name="responsible",
        field=models.ForeignKey(
            blank=True,
            null=True,
            on_delete=django.db.models.deletion.PROTECT,
            related_name="+",
            to=settings.AUTH_USER_MODEL,
        ),
    ),
    migrations.AddField(
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
    migrations.AddField(
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
    migrations.AddField(
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
    migrations.AddField(
        model_name="newsroom",
        name="notices_by_mail",
        field=models.BooleanField(default=True),
    ),
    migrations.AlterField(
        model_name="change",
        name="verb",
        field=models.CharField(
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
                ("request.assigned", "put a person in charge of the request for comment"),
                ("deadline.extended", "extended the deadline"),
                ("attempt.recorded", "recorded an attempt"),
                ("reply.recorded", "recorded a reply"),
                ("reply.corrected", "corrected a typing error in a reply"),
                ("reply.handled", "worked a reply in"),
                ("answer.recorded", "recorded an answer"),
                ("allegation.waived", "proposed not to ask"),
                ("waiver.approved", "approved the decision not to ask"),
                ("waiver.refused", "refused the proposal not to ask"),
                ("request_template.written", "wrote the template of requests for comment"),
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
        name="kind",
        field=models.CharField(
            choices=[
                ("not_asked", "Not asked"),
                ("due_soon", "Answer due soon"),
                ("no_reply", "No answer by the deadline"),
                ("one_attempt", "One attempt only"),
                ("one_route", "One route only"),
                ("not_reached", "Not reached"),
                ("reply_waiting", "Reply waiting to be worked in"),
                ("allegation_added", "Allegation added after the request was sent"),
                ("waiver_unapproved", "Decision not to ask waits for approval"),
                ("check_old", "Channel check grown old"),
                ("sign_off_void", "Sign-off void"),
                ("support_lapsed", "Support lapsed"),
                ("published", "Published: update or correct"),
            ],
            max_length=20,
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
        model_name="voiding",
        name="sign_off",
        field=models.ForeignKey(
            on_delete=django.db.models.deletion.PROTECT, related_name="voidings", to="claims.signoff"
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
            condition=models.Q(("channel_check__isnull", False)), fields=["channel_check"], name="flag_of_channel_check"
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
    migrations.AddConstraint(
        model_name="flag",
        constraint=models.CheckConstraint(
            condition=models.Q(
                models.Q(
                    ("allegation__isnull", False),
                    ("channel_check__isnull", True),
                    ("claim__isnull", True),
                    ("comment_request__isnull", True),
                    ("reply__isnull", True),
                    ("use__isnull", True),
                    ("waiver__isnull", True),
                ),
                models.Q(
                    ("allegation__isnull", True),
                    ("channel_check__isnull", True),
                    ("claim__isnull", True),
                    ("comment_request__isnull", False),
                    ("reply__isnull", True),
                    ("use__isnull", True),
                    ("waiver__isnull", True),
                ),
                models.Q(
                    ("allegation__isnull", True),
                    ("channel_check__isnull", True),
                    ("claim__isnull", False),
                    ("comment_request__isnull", True),
                    ("reply__isnull", True),
                    ("use__isnull", True),
                    ("waiver__isnull", True),
                ),
                models.Q(
                    ("allegation__isnull", True),
                    ("channel_check__isnull", True),
                    ("claim__isnull", True),
                    ("comment_request__isnull", True),
                    ("reply__isnull", True),
                    ("use__isnull", False),
                    ("waiver__isnull", True),
                ),
                models.Q(
                    ("allegation__isnull", True),
                    ("channel_check__isnull", True),
                    ("claim__isnull", True),
                    ("comment_request__isnull", True),
                    ("reply__isnull", False),
                    ("use__isnull", True),
                    ("waiver__isnull", True),
                ),
                models.Q(
                    ("allegation__isnull", True),
                    ("channel_check__isnull", True),
                    ("claim__isnull", True),
                    ("comment_request__isnull", True),
                    ("reply__isnull", True),
                    ("use__isnull", True),
                    ("waiver__isnull", False),
                ),
                models.Q(
                    ("allegation__isnull", True),
                    ("channel_check__isnull", False),
                    ("claim__isnull", True),
                    ("comment_request__isnull", True),
                    ("reply__isnull", True),
                    ("use__isnull", True),
                    ("waiver__isnull", True),
                ),
                _connector="OR",
            ),
            name="flag_has_one_subject",
        ),
    ),
    migrations.AddConstraint(
        model_name="flag",
        constraint=models.CheckConstraint(
            condition=models.Q(
                (
                    "kind__in",
                    [
                        "not_asked",
                        "due_soon",
                        "no_reply",
                        "one_attempt",
                        "one_route",
                        "not_reached",
                        "reply_waiting",
                        "allegation_added",
                        "waiver_unapproved",
                        "check_old",
                        "sign_off_void",
                        "support_lapsed",
                        "published",
                    ],
                )
            ),
            name="flag_kind_known",
        ),
    ),
    migrations.AddConstraint(
        model_name="voiding",
        constraint=models.UniqueConstraint(fields=("sign_off", "cause"), name="voiding_once_for_a_cause"),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="correction",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="3245d11164ecd8bc95265de2140f0eaeb0a11a7f",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_dd253",
                table="claims_correction",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="deadlineextension",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="b928c74c6681330645e912ce8c22bee672557635",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_5f633",
                table="claims_deadlineextension",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="replyhandled",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="2b86bc3c8923596193decf6e4d8e43acb78a132d",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_ea379",
                table="claims_replyhandled",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="requesttemplate",
        trigger=pgtrigger.compiler.Trigger(
            name="never_deleted",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                hash="55daa33b5051a6f4a2cc5a6d85ef226c94d86447",
                operation="DELETE",
                pgid="pgtrigger_never_deleted_2eb9a",
                table="claims_requesttemplate",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="waiverdecision",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="25254a4779768382a287c721a19e4e3e8d2ea16c",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_842dc",
                table="claims_waiverdecision",
                when="BEFORE",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="waiverdecision",
        trigger=pgtrigger.compiler.Trigger(
            name="another_person",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="\n        IF EXISTS (SELECT FROM claims_waiver WHERE id = NEW.waiver_id AND by_user_id = NEW.by_user_id) THEN\n            RAISE EXCEPTION 'a decision not to ask takes a second person' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ",
                hash="c7273912a13dc538d03e6b93c9ec9f857706bf60",
                operation="INSERT",
                pgid="pgtrigger_another_person_93ab2",
                table="claims_waiverdecision",
                when="BEFORE",
            ),
        ),
    ),
]


class Migration(migrations.Migration):
    dependencies = [("claims", "0004_likeness")]

    operations = [AtOnce(OPERATIONS)]
