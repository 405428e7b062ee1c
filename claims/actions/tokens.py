"""What can be done to the tokens of newsroom tools."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from claims.actions._changes import record_change, record_changes
from claims.actions._fields import checked
from claims.actions._rows import lock
from claims.models import ApiToken, IncidentPerson
from claims.rules.actor import Actor
from claims.rules.roles import May, require
from claims.rules.tokens import (
    check_expiry,
    check_overlap,
    check_rotates,
    check_token_role,
    clean_networks,
    clean_scopes,
    new_token,
    token_digest,
)
from claims.vocabulary import Role, TokenScope, Verb


@transaction.atomic
def issue_token(
    *,
    label: str,
    role: Role,
    scopes: Iterable[TokenScope],
    expires_at: datetime | None = None,
    networks: Iterable[str] = (),
    by: Actor,
    at: datetime,
) -> tuple[ApiToken, str]:
    """Issue a token to a newsroom tool. The second of the two is the token itself, which cannot be had again."""
    require(by, May.MANAGE)
    given = {"label": label, "role": role, "expires_at": expires_at}
    values = checked(ApiToken, given, now=at)
    check_token_role(Role(values["role"]))
    check_expiry(expires_at, now=at)
    values |= {"scopes": clean_scopes(scopes), "networks": clean_networks(networks)}
    token, presented = _new(values, by, at)
    record_change(Verb.TOKEN_ISSUED, token, by=by, at=at)
    return token, presented


@transaction.atomic
def rotate_token(
    *, token: ApiToken, overlap_hours: int, expires_at: datetime | None = None, by: Actor, at: datetime
) -> tuple[ApiToken, str]:
    """A new token for the same tool, which sees and may do the same; the old one goes on for some hours.

    Returns the new one as `issue_token` does. Each acts as itself on the record.
    """
    require(by, May.MANAGE)
    check_overlap(overlap_hours)
    old = lock(token, by)
    check_rotates(revoked=old.revoked_at is not None, expires_at=old.expires_at, now=at)
    checked(ApiToken, {"expires_at": expires_at}, now=at)
    check_expiry(expires_at, now=at)
    same = {name: getattr(old, name) for name in ("label", "role", "scopes", "networks")}
    new, presented = _new(same | {"expires_at": expires_at, "replaces": old}, by, at)
    until = at + timedelta(hours=overlap_hours)
    old.expires_at = min(until, old.expires_at or until)
    old.save(update_fields=["expires_at"])
    record_changes(Verb.TOKEN_ROTATED, [old, new], by=by, at=at)
    named = [
        IncidentPerson(newsroom_id=by.newsroom_id, incident_id=each.incident_id, token=new, named_at=at)
        for each in IncidentPerson.objects.filter(token=old)
    ]
    record_changes(Verb.INCIDENT_PERSON_NAMED, IncidentPerson.objects.bulk_create(named), by=by, at=at)
    return new, presented


def _new(values: dict[str, Any], by: Actor, at: datetime) -> tuple[ApiToken, str]:
    presented = new_token()
    digest = token_digest(presented.secret, pepper=settings.TOKEN_PEPPER)
    token = ApiToken(newsroom_id=by.newsroom_id, prefix=presented.prefix, digest=digest, **values)
    token.issued_by_id, token.issued_at = by.user_id, at
    token.save(force_insert=True)
    return token, str(presented)


@transaction.atomic
def revoke_token(*, token: ApiToken, by: Actor, at: datetime) -> ApiToken:
    """From now on the token opens nothing."""
    require(by, May.MANAGE)
    token = lock(token, by)
    if token.revoked_at is None:
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        record_change(Verb.TOKEN_REVOKED, token, by=by, at=at)
    return token
