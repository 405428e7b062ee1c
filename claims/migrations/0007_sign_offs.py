"""A sign-off keeps how many admissions it rests on; its triggers ask for the latest assessment and a known proposer."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0006_terms"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="claim",
            name="signed_for",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="signoff",
            name="second_person",
        ),
        migrations.AddField(
            model_name="signoff",
            name="admissions",
            field=models.PositiveIntegerField(default=0),
            preserve_default=False,
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
    ]
