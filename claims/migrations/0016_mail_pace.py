"""How fast letters go out, shared by all workers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0015_token_rotation"),
    ]

    operations = [
        migrations.CreateModel(
            name="MailPace",
            fields=[
                ("server", models.CharField(max_length=255, primary_key=True, serialize=False)),
                ("free_at", models.DateTimeField()),
            ],
        ),
    ]
