"""Letters with a link to a new password."""

from datetime import datetime

from django.contrib.auth.tokens import default_token_generator
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from claims.actions.bookkeeping import password_reset_sent, take_password_resets
from claims.delivery import mail
from claims.models import PasswordReset


def send_due(*, now: datetime) -> int:
    """Send what is due. Returns how many letters went out; the others are tried again."""
    sent = [reset for reset in take_password_resets(now=now) if _send(reset)]
    for reset in sent:
        password_reset_sent(reset=reset, at=now)
    return len(sent)


def _send(reset: PasswordReset) -> bool:
    context = {
        "user": reset.user,
        "site": reset.site,
        "uid": urlsafe_base64_encode(force_bytes(reset.user_id)),
        "token": default_token_generator.make_token(reset.user),
    }
    with translation.override(reset.language):
        subject = render_to_string("email/password_reset_subject.txt", context).strip()
        return mail.send(
            to=reset.user.email, subject=subject, text=render_to_string("email/password_reset.txt", context)
        )
