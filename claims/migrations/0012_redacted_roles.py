"""Allegations whose words were destroyed cannot be told apart, and are two all the same."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0011_earlier_zone"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="allegation",
            name="allegation_once",
        ),
        migrations.AddConstraint(
            model_name="allegation",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("withdrawn_at__isnull", True), models.Q(("role_label", "[redacted]"), _negated=True)
                ),
                fields=("claim", "accused", "role", "role_label"),
                name="allegation_once",
            ),
        ),
    ]
