"""Notes on incidents and claims, and whom they mention. A note on a withheld claim is withheld with it."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# table, column, table pointed at
LINKS = [
    ("claims_note", "incident_id", "claims_incident"),
    ("claims_note", "claim_id", "claims_claim"),
    ("claims_note", "by_token_id", "claims_apitoken"),
    ("claims_mention", "note_id", "claims_note"),
]


def add(table: str, column: str, target: str) -> str:
    return (
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_same_newsroom "
        f"FOREIGN KEY (newsroom_id, {column}) REFERENCES {target} (newsroom_id, id)"
    )


def drop(table: str, column: str, target: str) -> str:
    return f"ALTER TABLE {table} DROP CONSTRAINT {table}_{column}_same_newsroom"


# As in 0007_right_of_reply_terms, with notes on claims and their mentions.
WITHHELD = """
CREATE OR REPLACE FUNCTION claims_withheld(newsroom bigint)
RETURNS TABLE (subject text, id bigint, only_recorded boolean) LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
    IF NOT EXISTS (
        SELECT FROM claims_utterance u
        WHERE u.newsroom_id = newsroom AND (u.terms <> 'on_the_record' OR u.embargo_until IS NOT NULL)
    ) AND NOT EXISTS (SELECT FROM claims_reply r WHERE r.newsroom_id = newsroom AND r.terms <> 'on_the_record') THEN
        RETURN;
    END IF;
    RETURN QUERY
    WITH not_open AS MATERIALIZED (
        SELECT u.id, claims_leaves(u.terms, u.embargo_until) AS leaves, u.terms = 'on_background' AS background
        FROM claims_utterance u
        WHERE u.newsroom_id = newsroom AND (u.terms <> 'on_the_record' OR u.embargo_until IS NOT NULL)
    ), unsaid AS MATERIALIZED (
        SELECT n.id FROM not_open n WHERE NOT n.leaves
    ), unnamed AS MATERIALIZED (
        SELECT n.id FROM not_open n WHERE NOT n.leaves OR n.background
    ), claim AS MATERIALIZED (
        SELECT w.claim_id AS id FROM claims_withheldclaim w WHERE w.newsroom_id = newsroom
    ), allegation AS MATERIALIZED (
        SELECT a.id FROM claims_allegation a WHERE a.claim_id IN (SELECT id FROM claim)
    ), assessment AS MATERIALIZED (
        SELECT a.id FROM claims_assessment a WHERE a.claim_id IN (SELECT id FROM claim)
    ), sign_off AS MATERIALIZED (
        SELECT s.id FROM claims_signoff s WHERE s.assessment_id IN (SELECT id FROM assessment)
    ), reply AS MATERIALIZED (
        SELECT r.id FROM claims_reply r WHERE r.newsroom_id = newsroom AND NOT claims_leaves(r.terms, NULL)
        UNION
        SELECT r.id FROM claims_reply r WHERE r.utterance_id IN (SELECT id FROM unsaid)
    ), waiver AS MATERIALIZED (
        SELECT w.id FROM claims_waiver w WHERE w.allegation_id IN (SELECT id FROM allegation)
    ), printed AS MATERIALIZED (
        SELECT p.id FROM claims_use p WHERE p.claim_id IN (SELECT id FROM claim)
    ), note AS MATERIALIZED (
        SELECT n.id FROM claims_note n WHERE n.claim_id IN (SELECT id FROM claim)
    ), carriage AS MATERIALIZED (
        SELECT c.id FROM claims_carriage c WHERE c.utterance_id IN (SELECT id FROM unnamed)
    )
    SELECT 'utterance', u.id, false FROM unsaid u
    UNION ALL SELECT 'utterance', u.id, true FROM unnamed u
    UNION ALL SELECT 'utteranceclaimant', c.id, false FROM claims_utteranceclaimant c
        WHERE c.utterance_id IN (SELECT id FROM unnamed)
    UNION ALL SELECT 'carriage', c.id, false FROM carriage c
    UNION ALL SELECT 'hop', h.id, false FROM claims_hop h WHERE h.carriage_id IN (SELECT id FROM carriage)
    UNION ALL SELECT 'claimutterance', l.id, false FROM claims_claimutterance l
        WHERE l.utterance_id IN (SELECT id FROM unsaid)
    UNION ALL SELECT 'claim', c.id, false FROM claim c
    UNION ALL SELECT 'figure', f.id, false FROM claims_figure f WHERE f.claim_id IN (SELECT id FROM claim)
    UNION ALL SELECT 'evidence', e.id, false FROM claims_evidence e WHERE e.claim_id IN (SELECT id FROM claim)
    UNION ALL SELECT 'assessment', a.id, false FROM assessment a
    UNION ALL SELECT 'signoff', s.id, false FROM sign_off s
    UNION ALL SELECT 'sendback', s.id, false FROM claims_sendback s
        WHERE s.assessment_id IN (SELECT id FROM assessment)
    UNION ALL SELECT 'voiding', v.id, false FROM claims_voiding v WHERE v.sign_off_id IN (SELECT id FROM sign_off)
    UNION ALL SELECT 'claimrelation', r.id, false FROM claims_claimrelation r
        WHERE r.claim_id IN (SELECT id FROM claim) OR r.other_id IN (SELECT id FROM claim)
    UNION ALL SELECT 'dismissal', d.id, false FROM claims_dismissal d
        WHERE d.claim_id IN (SELECT id FROM claim) OR d.other_id IN (SELECT id FROM claim)
    UNION ALL SELECT 'allegation', a.id, false FROM allegation a
    UNION ALL SELECT 'waiver', w.id, false FROM waiver w
    UNION ALL SELECT 'waiverdecision', d.id, false FROM claims_waiverdecision d
        WHERE d.waiver_id IN (SELECT id FROM waiver)
    UNION ALL SELECT 'requestedallegation', r.id, false FROM claims_requestedallegation r
        WHERE r.allegation_id IN (SELECT id FROM allegation)
    UNION ALL SELECT 'reportedsilence', s.id, false FROM claims_reportedsilence s
        WHERE s.allegation_id IN (SELECT id FROM allegation)
    UNION ALL SELECT 'reply', r.id, false FROM reply r
    UNION ALL SELECT 'reply', r.id, true FROM claims_reply r
        WHERE r.newsroom_id = newsroom AND r.terms = 'on_background'
    UNION ALL SELECT 'correction', c.id, false FROM claims_correction c
        JOIN claims_reply r ON r.id = c.reply_id
        WHERE c.newsroom_id = newsroom AND (r.terms = 'on_background' OR r.id IN (SELECT id FROM reply))
    UNION ALL SELECT 'replyhandled', h.id, false FROM claims_replyhandled h
        JOIN claims_reply r ON r.id = h.reply_id
        WHERE h.newsroom_id = newsroom AND (r.terms = 'on_background' OR r.id IN (SELECT id FROM reply))
    UNION ALL SELECT 'answer', a.id, false FROM claims_answer a
        WHERE a.allegation_id IN (SELECT id FROM allegation) OR a.claim_id IN (SELECT id FROM claim)
            OR a.reply_id IN (SELECT id FROM reply)
    UNION ALL SELECT 'use', p.id, false FROM printed p
    UNION ALL SELECT 'usehandled', h.id, false FROM claims_usehandled h WHERE h.use_id IN (SELECT id FROM printed)
    UNION ALL SELECT 'note', n.id, false FROM note n
    UNION ALL SELECT 'mention', m.id, false FROM claims_mention m WHERE m.note_id IN (SELECT id FROM note)
    UNION ALL SELECT 'flag', f.id, false FROM claims_flag f
        WHERE f.newsroom_id = newsroom AND (f.allegation_id IN (SELECT id FROM allegation)
            OR f.claim_id IN (SELECT id FROM claim) OR f.use_id IN (SELECT id FROM printed)
            OR f.reply_id IN (SELECT id FROM reply) OR f.waiver_id IN (SELECT id FROM waiver));
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0019_lists"),
    ]

    operations = [
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
                    ("token.rotated", "put a new token in the place of another"),
                    ("incident.opened", "opened the incident"),
                    ("incident.revised", "revised the incident"),
                    ("incident.related", "related the incident to another"),
                    ("incident.closed", "closed the incident"),
                    ("incident.reopened", "reopened the incident"),
                    ("incident.restricted", "restricted the incident"),
                    ("incident.restriction_lifted", "lifted the restriction"),
                    ("incident.person_named", "named a person for the restricted incident"),
                    ("incident.person_unnamed", "took away a person's sight of the restricted incident"),
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
                    ("note.written", "wrote a note"),
                    ("note.withdrawn", "withdrew a note"),
                    ("person.mentioned", "mentioned a person in a note"),
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
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=5000)),
                ("at", models.DateTimeField()),
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="claims.claim",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="claims.incident"
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
                "ordering": ("at", "id"),
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "newsroom",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.newsroom"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="mentions", to="claims.note"
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.UniqueConstraint(fields=("newsroom", "id"), name="note_in_newsroom"),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="note_has_text"),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at__isnull", True), ("withdrawn_at__gte", models.F("at")), _connector="OR"
                ),
                name="note_withdrawn_after_it_was_written",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="note",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="731a2951345327f2e2d7dbab5d03b2f0cd91b267",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_5ae5d",
                    table="claims_note",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="mention",
            index=models.Index(condition=models.Q(("read_at__isnull", True)), fields=["user"], name="mention_unread"),
        ),
        migrations.AddConstraint(
            model_name="mention",
            constraint=models.UniqueConstraint(fields=("newsroom", "id"), name="mention_in_newsroom"),
        ),
        migrations.AddConstraint(
            model_name="mention",
            constraint=models.UniqueConstraint(fields=("note", "user"), name="mention_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mention",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="9b8aeb85b89df861a3227c7862ec8944b68f4bab",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_85c1c",
                    table="claims_mention",
                    when="BEFORE",
                ),
            ),
        ),
        *[migrations.RunSQL(add(*link), drop(*link)) for link in LINKS],
        migrations.RunSQL(WITHHELD, migrations.RunSQL.noop),
    ]
