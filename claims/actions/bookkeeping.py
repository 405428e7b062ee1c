"""Writes that leave no Change: ticks, when a token was last seen, a person's own password and preferences.

The others are letters to our own people (`notices`) and their reminders (`reminders`).
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from claims.actions._fields import checked
from claims.actions._users import check_password
from claims.models import ApiToken, PasswordReset, Tick, User

COARSE = timedelta(minutes=5)


def tick_finished(*, name: str, at: datetime) -> None:
    """Keep that the periodic task finished."""
    Tick.objects.bulk_create(
        [Tick(name=name, at=at)], update_conflicts=True, unique_fields=["name"], update_fields=["at"]
    )


def token_seen(*, token: ApiToken, at: datetime) -> None:
    """Keep that the token was used, at most once in five minutes."""
    unseen = Q(last_used_at__isnull=True) | Q(last_used_at__lte=at - COARSE)
    ApiToken.objects.filter(unseen, pk=token.pk).update(last_used_at=at)


def set_password(*, user: User, password: str) -> User:
    """Set a password the person chose; their other sessions end with it. No record of a newsroom holds passwords."""
    check_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    return user


def keep_preferences(*, user: User, time_zone: str, language: str, at: datetime) -> User:
    """Keep in which zone and language the person reads pages."""
    values = checked(User, {"time_zone": time_zone, "language": language}, now=at)
    user.time_zone, user.language = values["time_zone"], values["language"]
    user.save(update_fields=["time_zone", "language"])
    return user


def ask_password_reset(*, email: str, site: str, language: str, at: datetime) -> None:
    """Note that whoever has the address wants a new password: one letter in a few minutes, however often asked."""
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None or PasswordReset.objects.filter(user=user, asked_at__gt=at - COARSE).exists():
        return
    PasswordReset.objects.create(user=user, site=site, language=language, asked_at=at)


@transaction.atomic
def take_password_resets(*, now: datetime) -> list[PasswordReset]:
    """The letters to write now, each for one worker; those that a worker took and never sent come round again."""
    due = list(PasswordReset.objects.due(now).select_for_update(skip_locked=True, of=("self",)).select_related("user"))
    PasswordReset.objects.filter(pk__in=[each.pk for each in due]).update(taken_at=now)
    return due


def password_reset_sent(*, reset: PasswordReset, at: datetime) -> None:
    """Keep that the letter is out."""
    PasswordReset.objects.filter(pk=reset.pk).update(sent_at=at)
