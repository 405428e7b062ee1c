"""Until when a mail server's turns are taken. Bookkeeping: it leaves no Change."""

from django.db import models


class MailPace(models.Model):
    """One row per mail server, which all workers share: the next letter may go out at `free_at`."""

    server = models.CharField(max_length=255, primary_key=True)
    free_at = models.DateTimeField()
