"""Seals over the record, the tree of hashes under them, and the salts that go into it."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0010_as_known_at"),
    ]

    operations = [
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
            ],
        ),
        migrations.CreateModel(
            name="SealedNode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.PositiveSmallIntegerField()),
                ("index", models.BigIntegerField()),
                ("hash", models.BinaryField(max_length=32)),
                ("leaf_of", models.BigIntegerField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="change",
            name="kept",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="change",
            name="salt",
            field=models.CharField(
                db_default=models.Func(
                    output_field=models.CharField(max_length=64),
                    template="encode(sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea), 'hex')",
                ),
                max_length=64,
                null=True,
            ),
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
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kept__isnull", True), ("salt__isnull", False)),
                    models.Q(("kept__isnull", False), ("salt__isnull", True)),
                    _connector="OR",
                ),
                name="change_salt_or_what_was_kept",
            ),
        ),
        migrations.AddField(
            model_name="seal",
            name="newsroom",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"
            ),
        ),
        migrations.AddField(
            model_name="sealednode",
            name="newsroom",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"
            ),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.UniqueConstraint(fields=("newsroom", "id"), name="seal_in_newsroom"),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.UniqueConstraint(fields=("newsroom", "number"), name="seal_number_once"),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.UniqueConstraint(fields=("newsroom", "last_position"), name="seal_position_once"),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_position__gte", 1), ("last_position__gte", models.F("first_position")), ("number__gte", 1)
                ),
                name="seal_counts_from_one",
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
        migrations.AddConstraint(
            model_name="sealednode",
            constraint=models.UniqueConstraint(fields=("newsroom", "id"), name="sealednode_in_newsroom"),
        ),
        migrations.AddConstraint(
            model_name="sealednode",
            constraint=models.UniqueConstraint(fields=("newsroom", "level", "index"), name="sealednode_once"),
        ),
        migrations.AddConstraint(
            model_name="sealednode",
            constraint=models.CheckConstraint(
                condition=models.Q(("level", 0), ("leaf_of__isnull", True), _connector="XOR"),
                name="sealednode_leaf_of_a_change",
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
    ]
