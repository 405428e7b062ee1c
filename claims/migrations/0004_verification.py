"""Tables of verification: sign-offs, relations between claims, checks of sources, protected identities, uses."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0003_occurrences"),
    ]

    operations = [
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
            ],
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
            ],
        ),
        migrations.CreateModel(
            name="IdentityReader",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("named_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Independence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=1000)),
                ("stated_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ],
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
            ],
            options={
                "verbose_name_plural": "protected identities",
            },
        ),
        migrations.CreateModel(
            name="SendBack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=2000)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SignOff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("note", models.CharField(blank=True, max_length=2000)),
                ("roots", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
            ],
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
            ],
            options={
                "ordering": ("at", "id"),
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
            ],
            options={
                "ordering": ("-printed_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="UseHandled",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("updated", "Updated"),
                            ("corrected", "Corrected"),
                            ("left_as_it_is", "Left as it is"),
                        ],
                        max_length=15,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=2000)),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "handled uses",
                "ordering": ("at", "id"),
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
            ],
        ),
        migrations.RemoveConstraint(
            model_name="evidence",
            name="evidence_root_matches_kind",
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
        migrations.AddField(
            model_name="derivation",
            name="kind",
            field=models.CharField(
                choices=[("copies", "carries a copy of"), ("analyses", "analyses")], default="copies", max_length=10
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="evidence",
            name="withdrawn_reason",
            field=models.CharField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name="flag",
            name="claim",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="flags",
                to="claims.claim",
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
                ],
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="evidence",
            name="root_kind",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="flag",
            name="kind",
            field=models.CharField(
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
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="signed_for",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"status\" IN ('established', 'refuted'))",
                    func="\n        IF NOT EXISTS (\n            SELECT FROM claims_assessment assessment\n            JOIN claims_signoff sign_off ON sign_off.assessment_id = assessment.id\n            WHERE assessment.claim_id = NEW.id AND assessment.status = NEW.status\n        ) THEN\n            RAISE EXCEPTION 'this status needs the sign-off of a second person' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="f9a7d39b856f5fa75506ce29a19695f3d1ca6a89",
                    operation='INSERT OR UPDATE OF "status"',
                    pgid="pgtrigger_signed_for_2c041",
                    table="claims_claim",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="derivation",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["copies", "analyses"])), name="derivation_kind_known"
            ),
        ),
        migrations.AddField(
            model_name="claimrelation",
            name="by_token",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="claims.apitoken",
            ),
        ),
        migrations.AddField(
            model_name="claimrelation",
            name="by_user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="claimrelation",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="relations", to="claims.claim"
            ),
        ),
        migrations.AddField(
            model_name="claimrelation",
            name="newsroom",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"
            ),
        ),
        migrations.AddField(
            model_name="claimrelation",
            name="other",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="relations_from_others", to="claims.claim"
            ),
        ),
        migrations.AddField(
            model_name="dismissal",
            name="by_token",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="claims.apitoken",
            ),
        ),
        migrations.AddField(
            model_name="dismissal",
            name="by_user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="dismissal",
            name="claim",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.claim"),
        ),
        migrations.AddField(
            model_name="dismissal",
            name="newsroom",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"
            ),
        ),
        migrations.AddField(
            model_name="dismissal",
            name="other",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.claim"),
        ),
        migrations.AddField(
            model_name="identityreader",
            name="newsroom",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"
            ),
        ),
        migrations.AddField(
            model_name="identityreader",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="independence",
            name="by_user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="independence",
            name="newsroom",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"
            ),
        ),
        migrations.AddField(
            model_name="independence",
            name="origin",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.source"
            ),
        ),
        migrations.AddField(
            model_name="independence",
            name="other_party",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.party"
            ),
        ),
        migrations.AddField(
            model_name="independence",
            name="party",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.party"
            ),
        ),
        migrations.AddField(
            model_name="independence",
            name="source",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.source"
            ),
        ),
        migrations.AddField(
            model_name="protectedidentity",
            name="newsroom",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"
            ),
        ),
        migrations.AddField(
            model_name="identityreader",
            name="identity",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="readers", to="claims.protectedidentity"
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="root_identity",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="root_of",
                to="claims.protectedidentity",
            ),
        ),
        migrations.AddField(
            model_name="hop",
            name="identity",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="hops",
                to="claims.protectedidentity",
            ),
        ),
        migrations.AddField(
            model_name="utterance",
            name="speaker_identity",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="spoke",
                to="claims.protectedidentity",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_reason", "")),
                    models.Q(("withdrawn_at__isnull", False), models.Q(("withdrawn_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="evidence_withdrawn_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="hop",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("identity__isnull", True),
                    models.Q(("actor_kind", "protected_person"), ("party__isnull", True)),
                    _connector="OR",
                ),
                name="hop_identity_of_protected_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="utterance",
            constraint=models.CheckConstraint(
                condition=models.Q(("speaker__isnull", True), ("speaker_identity__isnull", True), _connector="OR"),
                name="utterance_one_speaker",
            ),
        ),
        migrations.AddField(
            model_name="sendback",
            name="assessment",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="send_back", to="claims.assessment"
            ),
        ),
        migrations.AddField(
            model_name="sendback",
            name="by_user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="sendback",
            name="newsroom",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"
            ),
        ),
        migrations.AddField(
            model_name="signoff",
            name="assessment",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="sign_off", to="claims.assessment"
            ),
        ),
        migrations.AddField(
            model_name="signoff",
            name="by_user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="signoff",
            name="newsroom",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"
            ),
        ),
        migrations.AddField(
            model_name="sourcecheck",
            name="by_token",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="claims.apitoken",
            ),
        ),
        migrations.AddField(
            model_name="sourcecheck",
            name="by_user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sourcecheck",
            name="established_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.party"
            ),
        ),
        migrations.AddField(
            model_name="sourcecheck",
            name="newsroom",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"
            ),
        ),
        migrations.AddField(
            model_name="sourcecheck",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="claims.source"
            ),
        ),
        migrations.AddField(
            model_name="use",
            name="by_token",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="claims.apitoken",
            ),
        ),
        migrations.AddField(
            model_name="use",
            name="by_user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="use",
            name="claim",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="uses",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="use",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="claims.incident"
            ),
        ),
        migrations.AddField(
            model_name="use",
            name="newsroom",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"
            ),
        ),
        migrations.AddField(
            model_name="flag",
            name="use",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="flags",
                to="claims.use",
            ),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.UniqueConstraint(
                fields=("kind", "allegation", "comment_request", "claim", "use", "since"),
                name="flag_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["not_asked", "due_soon", "no_reply", "sign_off_void", "support_lapsed", "published"])
                ),
                name="flag_kind_known",
            ),
        ),
        migrations.AddField(
            model_name="usehandled",
            name="by_token",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="claims.apitoken",
            ),
        ),
        migrations.AddField(
            model_name="usehandled",
            name="by_user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="usehandled",
            name="newsroom",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"
            ),
        ),
        migrations.AddField(
            model_name="usehandled",
            name="use",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="handled", to="claims.use"
            ),
        ),
        migrations.AddField(
            model_name="voiding",
            name="newsroom",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"
            ),
        ),
        migrations.AddField(
            model_name="voiding",
            name="sign_off",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="voiding", to="claims.signoff"
            ),
        ),
        migrations.AddConstraint(
            model_name="claimrelation",
            constraint=models.UniqueConstraint(fields=("newsroom", "id"), name="claimrelation_in_newsroom"),
        ),
        migrations.AddConstraint(
            model_name="claimrelation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("claim", "kind", "other"),
                name="claimrelation_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="claimrelation",
            constraint=models.CheckConstraint(
                condition=models.Q(("claim", models.F("other")), _negated=True), name="claimrelation_not_itself"
            ),
        ),
        migrations.AddConstraint(
            model_name="claimrelation",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "contradicts"), ("material__isnull", True), _connector="XOR"),
                name="claimrelation_material_iff_contradicts",
            ),
        ),
        migrations.AddConstraint(
            model_name="claimrelation",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "contradicts"), ("discrepancy", ""), _connector="OR"),
                name="claimrelation_discrepancy_only_of_contradictions",
            ),
        ),
        migrations.AddConstraint(
            model_name="claimrelation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["contradicts", "corroborates", "narrows", "supersedes", "retracts", "responds_to", "same_as"],
                    )
                ),
                name="claimrelation_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="claimrelation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("discrepancy__in", ["disjoint_figures", "allegation_denied", "other_party_blamed"]),
                    ("discrepancy", ""),
                    _connector="OR",
                ),
                name="claimrelation_discrepancy_known",
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
        migrations.AddConstraint(
            model_name="dismissal",
            constraint=models.UniqueConstraint(fields=("newsroom", "id"), name="dismissal_in_newsroom"),
        ),
        migrations.AddConstraint(
            model_name="dismissal",
            constraint=models.UniqueConstraint(
                fields=("claim", "other", "discrepancy", "fingerprint"), name="dismissal_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="dismissal",
            constraint=models.CheckConstraint(
                condition=models.Q(("claim__lt", models.F("other"))), name="dismissal_lower_id_first"
            ),
        ),
        migrations.AddConstraint(
            model_name="dismissal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("discrepancy__in", ["disjoint_figures", "allegation_denied", "other_party_blamed"])
                ),
                name="dismissal_discrepancy_known",
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
        migrations.AddConstraint(
            model_name="independence",
            constraint=models.UniqueConstraint(fields=("newsroom", "id"), name="independence_in_newsroom"),
        ),
        migrations.AddConstraint(
            model_name="independence",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="independence",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="independence_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="independence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("newsroom", "party", "other_party", "source", "origin"),
                name="independence_once",
                nulls_distinct=False,
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
        migrations.AddConstraint(
            model_name="protectedidentity",
            constraint=models.UniqueConstraint(fields=("newsroom", "id"), name="protectedidentity_in_newsroom"),
        ),
        migrations.AddConstraint(
            model_name="protectedidentity",
            constraint=models.UniqueConstraint(
                fields=("newsroom", "pseudonym"), name="protectedidentity_pseudonym_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="protectedidentity",
            constraint=models.CheckConstraint(
                condition=models.Q(("pseudonym", ""), _negated=True), name="protectedidentity_has_a_pseudonym"
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
        migrations.AddConstraint(
            model_name="identityreader",
            constraint=models.UniqueConstraint(fields=("newsroom", "id"), name="identityreader_in_newsroom"),
        ),
        migrations.AddConstraint(
            model_name="identityreader",
            constraint=models.UniqueConstraint(fields=("identity", "user"), name="identityreader_once"),
        ),
        migrations.AddConstraint(
            model_name="sendback",
            constraint=models.UniqueConstraint(fields=("newsroom", "id"), name="sendback_in_newsroom"),
        ),
        migrations.AddConstraint(
            model_name="sendback",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="sendback_has_a_reason"
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
        migrations.AddConstraint(
            model_name="signoff",
            constraint=models.UniqueConstraint(fields=("newsroom", "id"), name="signoff_in_newsroom"),
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
                    func="\n        IF EXISTS (\n            SELECT FROM claims_assessment assessment\n            LEFT JOIN claims_apitoken token ON token.id = assessment.by_token_id\n            WHERE assessment.id = NEW.assessment_id\n                AND NEW.by_user_id IN (assessment.by_user_id, token.issued_by_id)\n        ) THEN\n            RAISE EXCEPTION 'an assessment is signed off by a second person' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="0872cc2f4376059f0d6abb5f8f6201ef7f5aff81",
                    operation="INSERT",
                    pgid="pgtrigger_second_person_3c451",
                    table="claims_signoff",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcecheck",
            constraint=models.UniqueConstraint(fields=("newsroom", "id"), name="sourcecheck_in_newsroom"),
        ),
        migrations.AddConstraint(
            model_name="sourcecheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("aspect__in", ["authenticity", "place", "time"])), name="sourcecheck_aspect_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcecheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("verdict__in", ["authentic", "edited", "miscaptioned", "staged", "unsettled"]),
                    ("verdict", ""),
                    _connector="OR",
                ),
                name="sourcecheck_verdict_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcecheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_at__isnull", True), ("taken_on__isnull", True), ("taken_precision", "unknown")),
                    models.Q(("taken_at__isnull", False), ("taken_on__isnull", False), ("taken_precision", "instant")),
                    models.Q(
                        ("taken_at__isnull", True),
                        ("taken_on__isnull", False),
                        ("taken_precision__in", ["day", "week", "month", "year"]),
                    ),
                    _connector="OR",
                ),
                name="sourcecheck_date_matches_precision",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcecheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("aspect", "authenticity"), ("verdict", ""), _connector="XOR"),
                name="sourcecheck_verdict_iff_authenticity",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcecheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("aspect", "place"), ("place", ""), _connector="XOR"),
                name="sourcecheck_place_iff_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcecheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("aspect", "time"), ("taken_precision", "unknown"), _connector="OR"),
                name="sourcecheck_taken_only_for_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcecheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("how", ""), _negated=True), name="sourcecheck_says_how"
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcecheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("by_user__isnull", True), ("by_token__isnull", True), _connector="OR"),
                name="sourcecheck_by_one_actor",
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
        migrations.AddConstraint(
            model_name="use",
            constraint=models.UniqueConstraint(fields=("newsroom", "id"), name="use_in_newsroom"),
        ),
        migrations.AddConstraint(
            model_name="use",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["claim", "line"])), name="use_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="use",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "claim"), ("claim__isnull", True), _connector="XOR"),
                name="use_of_a_claim_names_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="use",
            constraint=models.CheckConstraint(condition=models.Q(("words", ""), _negated=True), name="use_has_words"),
        ),
        migrations.AddConstraint(
            model_name="use",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("address__startswith", "http://"), ("address__startswith", "https://"), _connector="OR"
                ),
                name="use_address_is_http",
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
        migrations.AddConstraint(
            model_name="usehandled",
            constraint=models.UniqueConstraint(fields=("newsroom", "id"), name="usehandled_in_newsroom"),
        ),
        migrations.AddConstraint(
            model_name="usehandled",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["updated", "corrected", "left_as_it_is"])),
                name="usehandled_outcome_known",
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
        migrations.AddConstraint(
            model_name="voiding",
            constraint=models.UniqueConstraint(fields=("newsroom", "id"), name="voiding_in_newsroom"),
        ),
        migrations.AddConstraint(
            model_name="voiding",
            constraint=models.CheckConstraint(
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
    ]
