"""Writes that leave no Change: ticks, turns at the mail server, what the clock set aside, when a token was last seen, a
person's own password and preferences.

The others are letters to our own people (`notices`), their reminders (`reminders`) and saved filters (`saved_filters`),
checks of the record (`record_checks`) and answers kept for whoever asks again (`once`).
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Q
from redis.exceptions import RedisError

from claims.actions._fields import checked
from claims.actions._users import check_password
from claims.models import ApiToken, Claim, Incident, Mention, PasswordReset, SetAside, Tick, User, Watch
from claims.models.flag import Flag
from claims.rules.actor import Actor
from claims.rules.flags import retry_after
from claims.rules.roles import May, require

COARSE = timedelta(minutes=5)
# A page says every half minute that it is open.
PRESENT_FOR = timedelta(seconds=75)


def tick_finished(*, name: str, at: datetime) -> None:
    """Keep that the periodic task finished."""
    Tick.objects.bulk_create(
        [Tick(name=name, at=at)], update_conflicts=True, unique_fields=["name"], update_fields=["at"]
    )


def take_turn(*, server: str, apart: timedelta, patience: timedelta) -> timedelta | None:
    """Take the next turn at the mail server, by the database's clock: how long to wait for it.

    None, and no turn is taken, where one would have to wait longer than `patience`.
    """
    apart_s, patience_s = apart.total_seconds(), patience.total_seconds()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO claims_mailpace AS pace (server, free_at)"
            " VALUES (%(server)s, clock_timestamp() + make_interval(secs => %(apart)s))"
            " ON CONFLICT (server) DO UPDATE"
            " SET free_at = greatest(pace.free_at, clock_timestamp()) + make_interval(secs => %(apart)s)"
            " WHERE pace.free_at <= clock_timestamp() + make_interval(secs => %(patience)s)"
            " RETURNING greatest(free_at - make_interval(secs => %(apart)s) - clock_timestamp(), interval '0')",
            {"server": server, "apart": apart_s, "patience": patience_s},
        )
        row = cursor.fetchone()
    return row[0] if row else None


@transaction.atomic
def set_aside(*, subject: str, subject_id: int, error: Exception, at: datetime) -> SetAside:
    """Keep that the clock could not bring the flags of this row up to date, and when it tries again."""
    row = _subject(subject).objects.get(pk=subject_id)
    known = SetAside.objects.select_for_update().filter(subject=subject, subject_id=subject_id).first()
    aside = known or SetAside(subject=subject, subject_id=subject_id, owner_id=row.newsroom_id, tries=0, since=at)
    aside.tries += 1
    aside.error, aside.retry_at = _without_values(error), at + retry_after(aside.tries)
    aside.save()
    Watch.objects.filter(subject=subject, subject_id=subject_id).update(at=aside.retry_at)
    return aside


@transaction.atomic
def retry_set_aside(*, aside: SetAside, by: Actor, at: datetime) -> None:
    """Let the next tick try again. It takes an admin of the newsroom."""
    require(by, May.MANAGE)
    rows = SetAside.objects.filter(pk=aside.pk, owner_id=by.newsroom_id)
    if rows.update(retry_at=at):
        Watch.objects.filter(subject=aside.subject, subject_id=aside.subject_id).update(at=at)


def _subject(name: str) -> Any:
    return Flag._meta.get_field(name).related_model


def _without_values(error: Exception) -> str:
    """The kind of error and what in the database refused: messages hold values of rows."""
    diagnosis = getattr(error.__cause__, "diag", None)
    refused = [diagnosis.sqlstate, diagnosis.table_name, diagnosis.constraint_name] if diagnosis else []
    return " ".join([type(error).__name__, *(each for each in refused if each)])


def mentions_read(*, mentions: Iterable[Mention], by: Actor, at: datetime) -> None:
    """Keep that the person read where they were mentioned; it concerns nobody else."""
    keys = [each.pk for each in mentions]
    Mention.objects.unread_by(by).filter(pk__in=keys).update(read_at=at)


def present_at(*, row: Incident | Claim, editing: bool, others: Collection[int], by: Actor) -> dict[int, bool]:
    """Keep for a moment that the person looks at the row, or edits it; which of `others` are there, and who edits.

    It stands in the cache alone and ends by itself. While that is away, nobody is seen to be there.
    """
    place = f"presence:{by.newsroom_id}:{row._meta.model_name}:{row.pk}"
    try:
        cache.set(f"{place}:{by.user_id}", editing, PRESENT_FOR.total_seconds())
        found = cache.get_many([f"{place}:{key}" for key in others])
    except (RedisError, OSError):
        return {}
    return {key: bool(found[f"{place}:{key}"]) for key in others if f"{place}:{key}" in found}


def token_seen(*, token: ApiToken, at: datetime) -> None:
    """Keep that the token was used, at most once in five minutes; `token` was read just now."""
    if token.last_used_at is not None and token.last_used_at > at - COARSE:
        return
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
