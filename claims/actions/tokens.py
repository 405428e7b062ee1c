"""What can be done to the tokens of newsroom tools."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from claims.actions._changes import record_change
from claims.actions._fields import checked
from claims.actions._rows import lock
from claims.models import ApiToken
from claims.rules.actor import Actor
from claims.rules.roles import May, require
from claims.rules.tokens import check_expiry, check_token_role, new_token, token_digest
from claims.vocabulary import Role, TokenScope, Verb


@transaction.atomic
def issue_token(
    *, label: str, role: Role, scope: TokenScope, expires_at: datetime | None = None, by: Actor, at: datetime
) -> tuple[ApiToken, str]:
    """Issue a token to a newsroom tool. The second of the two is the token itself, which cannot be had again."""
    require(by, May.MANAGE)
    given = {"label": label, "role": role, "scope": scope, "expires_at": expires_at}
    values = checked(ApiToken, given, now=at)
    check_token_role(Role(values["role"]))
    check_expiry(expires_at, now=at)
    presented = new_token()
    token = ApiToken(
        newsroom_id=by.newsroom_id,
        prefix=presented.prefix,
        digest=token_digest(presented.secret, pepper=settings.TOKEN_PEPPER),
        issued_by_id=by.user_id,
        issued_at=at,
        **values,
    )
    token.save(force_insert=True)
    record_change(Verb.TOKEN_ISSUED, token, by=by, at=at)
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
