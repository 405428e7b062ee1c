"""When each periodic task last finished. Bookkeeping: it leaves no Change."""

from django.db import models


class Tick(models.Model):
    """One row per periodic task."""

    name = models.CharField(max_length=60, primary_key=True)
    at = models.DateTimeField()
