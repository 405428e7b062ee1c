"""An extension keeps in which zone the deadline before it was stated."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0010_record_checks")]

    operations = [
        migrations.AddField(
            model_name="deadlineextension",
            name="earlier_zone",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
    ]
