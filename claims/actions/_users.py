"""The people behind memberships: found by e-mail address, or made with a password that holds."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.models import User
from claims.rules.members import check_password_fits


def user_of(email: str) -> User | None:
    """Whoever signs in with the address, in upper or lower case."""
    return User.objects.filter(email__iexact=email).first()


def new_user(*, email: str, name: str, password: str | None) -> User:
    """A user; without a password one who cannot sign in until somebody sets it."""
    user = User(email=email, name=name)
    if password is not None:
        check_password(password, user)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:
        raise RuleBroken(
            "email_taken", _("Somebody has just joined with this e-mail address. Try again."), field="email"
        ) from None
    return user


def check_password(password: str, user: User) -> None:
    """Refuse a password that the site's validators call weak; what they say comes in the reader's language."""
    check_password_fits(password)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise RuleBroken("weak_password", "%(problems)s", field="password", problems=" ".join(error.messages)) from None
