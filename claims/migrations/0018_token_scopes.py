"""A token has a set of scopes. Those that there are may do what they could do before."""

import django.contrib.postgres.fields
from django.db import migrations, models

SCOPES = ["read", "write", "comment", "export", "archive"]
FORWARDS = """
UPDATE claims_apitoken SET scopes =
    CASE scope WHEN 'write' THEN ARRAY['read', 'write', 'comment', 'export'] ELSE ARRAY['read', 'export'] END
"""
BACKWARDS = "UPDATE claims_apitoken SET scope = CASE WHEN 'write' = ANY (scopes) THEN 'write' ELSE 'read' END"


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0017_search"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="apitoken", name="apitoken_scope_known"),
        migrations.AddField(
            model_name="apitoken",
            name="scopes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("read", "Read"),
                        ("write", "Record and edit"),
                        ("comment", "Ask for comment"),
                        ("export", "Export"),
                        ("archive", "Archive sources"),
                    ],
                    max_length=10,
                ),
                default=list,
                size=None,
            ),
            preserve_default=False,
        ),
        # With a default, so that the way back finds something to begin with.
        migrations.AlterField(
            model_name="apitoken", name="scope", field=models.CharField(default="read", max_length=10)
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
        migrations.RemoveField(model_name="apitoken", name="scope"),
        migrations.AddConstraint(
            model_name="apitoken",
            constraint=models.CheckConstraint(
                condition=models.Q(("scopes__contained_by", SCOPES), models.Q(("scopes", []), _negated=True)),
                name="apitoken_scopes_known",
            ),
        ),
    ]
