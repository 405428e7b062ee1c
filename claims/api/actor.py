"""From a request to the one who acts: which newsroom, which role."""

from typing import cast

from django.utils.translation import gettext_noop as _
from rest_framework.request import Request

from claims.errors import NotPermitted, NotVisible
from claims.models import ApiToken, Membership, User
from claims.rules.actor import Actor
from claims.vocabulary import ActorKind, Role

NEWSROOM_HEADER = "On-Record-Newsroom"
# The browser's choice of newsroom, shared with the editor UI: the id of the newsroom.
SESSION_KEY = "newsroom"


def actor_of(request: Request) -> Actor:
    """The token, or the signed-in person in the newsroom they chose: by header, or in the browser, or their first."""
    slug = request.headers.get(NEWSROOM_HEADER)
    if isinstance(request.auth, ApiToken):
        return _token_actor(request.auth, slug)
    return _user_actor(request, slug)


def _token_actor(token: ApiToken, slug: str | None) -> Actor:
    if slug not in (None, token.newsroom.slug):
        raise NotVisible
    return Actor(
        kind=ActorKind.TOKEN, newsroom_id=token.newsroom_id, role=Role(token.role), id=token.pk, name=token.label
    )


def _user_actor(request: Request, slug: str | None) -> Actor:
    user = cast(User, request.user)
    theirs = list(
        Membership.objects.active().filter(user=user).select_related("newsroom").order_by("newsroom__name", "id")
    )
    if not theirs:
        raise NotPermitted("no_membership", _("You belong to no newsroom."))
    membership = _chosen(theirs, slug, request.session.get(SESSION_KEY))
    return Actor(
        kind=ActorKind.USER,
        newsroom_id=membership.newsroom_id,
        role=Role(membership.role),
        id=user.pk,
        name=user.name,
    )


def _chosen(theirs: list[Membership], slug: str | None, in_session: object) -> Membership:
    if slug is not None:
        for membership in theirs:
            if membership.newsroom.slug == slug:
                return membership
        raise NotVisible
    return next((membership for membership in theirs if membership.newsroom_id == in_session), theirs[0])
