"""When each Change got its position; indexes for the orders that lists of the API can be had in."""

from django.db import migrations, models

# What has a position already had it by now; a default that is worked out once leaves the table as it is.
NUMBERED_AT = """
ALTER TABLE claims_changeposition ADD COLUMN numbered_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE claims_changeposition ALTER COLUMN numbered_at SET DEFAULT clock_timestamp();
"""


def last(column, falling):
    end = "-infinity" if falling else "infinity"
    return models.Func(models.F(column), template=f"coalesce(%(expressions)s, '{end}'::date)")


def dated(table, column):
    return [
        migrations.AddIndex(
            model_name=table,
            index=models.Index("newsroom", last(column, way == "falling"), "id", name=f"{table}_{column}_{way}"),
        )
        for way in ("rising", "falling")
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0018_token_scopes"),
    ]

    operations = [
        migrations.RunSQL(
            NUMBERED_AT,
            "ALTER TABLE claims_changeposition DROP COLUMN numbered_at",
            state_operations=[
                migrations.AddField(
                    model_name="changeposition",
                    name="numbered_at",
                    field=models.DateTimeField(
                        db_default=models.Func(function="clock_timestamp", output_field=models.DateTimeField())
                    ),
                ),
            ],
        ),
        *[
            migrations.AddIndex(model_name=table, index=models.Index(fields=["newsroom", *columns], name=name))
            for table, columns, name in [
                ("changeposition", ["numbered_at"], "changeposition_by_time"),
                ("claim", ["status", "id"], "claim_by_status"),
                ("flag", ["since", "id"], "flag_by_time"),
                ("incident", ["title", "id"], "incident_by_title"),
                ("source", ["title", "id"], "source_by_title"),
                ("source", ["added_at", "id"], "source_by_time"),
                ("utterance", ["recorded_at", "id"], "utterance_by_time"),
            ]
        ],
        *dated("incident", "occurred_on"),
        *dated("source", "published_on"),
        *dated("utterance", "said_on"),
    ]
