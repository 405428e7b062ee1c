"""Bearer tokens: whoever presents one acts as that token, in its newsroom."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from claims.actions.bookkeeping import token_seen
from claims.api.throttling import address_of, false_token, take_token
from claims.errors import NotPermitted
from claims.models import ApiToken
from claims.rules.tokens import comes_from, proves, split_token


class TokenBearer:
    """Stands where REST framework expects a user; whose token it is, `actor_of` says."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, token: ApiToken) -> None:
        self.pk = f"token-{token.pk}"


class BearerAuthentication(BaseAuthentication):
    """`Authorization: Bearer onrec_…`. Anything wrong with it gets the same 401; guessing gets 429."""

    def authenticate(self, request: Request) -> tuple[TokenBearer, ApiToken] | None:
        scheme, _space, presented = get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"bearer":
            return None
        text = presented.strip().decode("latin-1")
        take_token(request, text)
        token = _valid_token(text)
        if token is None:
            false_token(request)
            raise AuthenticationFailed(_("This token is not valid."), code="token_not_valid")
        if not comes_from(address_of(request), token.networks):
            raise NotPermitted("token_elsewhere", gettext_noop("This token may not be used from your network."))
        token_seen(token=token, at=timezone.now())
        return TokenBearer(token), token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="On Record"'


def _valid_token(text: str) -> ApiToken | None:
    presented, now = split_token(text), timezone.now()
    if presented is None:
        return None
    token = ApiToken.objects.presented(presented.prefix, now)
    if token is None or not proves(presented.secret, token.digest, pepper=settings.TOKEN_PEPPER):
        return None
    return token
