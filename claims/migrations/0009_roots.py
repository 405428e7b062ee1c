"""The latest check of a source's authenticity is looked up for every source that a root leads to."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0008_similar_claims")]

    operations = [
        migrations.AddIndex(
            model_name="sourcecheck",
            index=models.Index(
                "source",
                "aspect",
                models.OrderBy(models.F("at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="sourcecheck_latest",
            ),
        ),
    ]
