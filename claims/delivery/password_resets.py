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

# Whoever has no letter after all asks for another one; two letters would puzzle more.
TAKEN = frozenset({mail.Fate.ACCEPTED, mail.Fate.UNCERTAIN})


def send_due(*, now: datetime) -> int:
    """Send what is due. Returns how many letters went out; the others are tried again."""
    sent = 0
    with mail.post() as post:
        for reset in take_password_resets(now=now):
            answer = post.send(_letter(reset, now))
            if answer.fate in TAKEN:
                password_reset_sent(reset=reset, at=now)
            sent += answer.fate == mail.Fate.ACCEPTED
            if answer.fate == mail.Fate.UNAVAILABLE:
                break
    return sent


def _letter(reset: PasswordReset, now: datetime) -> mail.Letter:
    context = {
        "user": reset.user,
        "site": reset.site,
        "uid": urlsafe_base64_encode(force_bytes(reset.user_id)),
        "token": default_token_generator.make_token(reset.user),
    }
    with translation.override(reset.language):
        subject = render_to_string("email/password_reset_subject.txt", context).strip()
        text = render_to_string("email/password_reset.txt", context)
    return mail.Letter(
        key=f"password-reset:{reset.pk}:{reset.asked_at.isoformat()}",
        to=mail.Mailbox(reset.user.email, reset.user.name),
        subject=subject,
        text=text,
        at=now,
        language=reset.language,
    )
