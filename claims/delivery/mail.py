"""The mail transport: one letter in plain text."""

import logging
from smtplib import SMTPException

from django.core.mail import EmailMessage

log = logging.getLogger(__name__)


def send(*, to: str, subject: str, text: str) -> bool:
    """Whether the mail server took the letter. What it said otherwise is in the log, without the letter."""
    try:
        EmailMessage(subject=subject, body=text, to=[to]).send()
    except (SMTPException, OSError) as error:
        log.warning("mail not sent: %s: %s", type(error).__name__, error)
        return False
    return True
