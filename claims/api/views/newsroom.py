"""The newsroom, its members, invitations and tokens."""

from typing import Any

from claims.actions.members import change_role, deactivate, invite
from claims.actions.newsrooms import revise_newsroom
from claims.actions.tokens import issue_token, revoke_token, rotate_token
from claims.api.doors import Door
from claims.api.filters.member import MemberFilters, TokenFilters
from claims.api.methods import lists, reads, writes
from claims.api.shapes.member import (
    InvitationInput,
    InvitationShape,
    MembershipShape,
    NewInvitationShape,
    NewTokenShape,
    RoleInput,
    RotateInput,
    TokenInput,
    TokenShape,
)
from claims.api.shapes.newsroom import MeShape, NewsroomInput, NewsroomShape
from claims.models import ApiToken, Membership, Newsroom
from claims.rules.roles import May


class NewsroomView(Door):
    @reads(NewsroomShape)
    def get(self) -> Any:
        """The newsroom you are in."""
        return NewsroomShape(self._own()).data

    @writes(NewsroomInput, NewsroomShape, needs=May.MANAGE)
    def patch(self, given: dict[str, Any]) -> Any:
        """Change the settings sent."""
        return NewsroomShape(revise_newsroom(newsroom=self._own(), **given, **self.signed)).data

    def _own(self) -> Newsroom:
        return Newsroom.objects.get(pk=self.actor.newsroom_id)


class MeView(Door):
    @reads(MeShape, needs=May.SEE_ONESELF)
    def get(self) -> Any:
        """Who the API takes you for, and in which newsroom."""
        theirs = Membership.objects.active().filter(user=self.actor.user_id).order_by("newsroom__name", "id")
        newsroom = Newsroom.objects.get(pk=self.actor.newsroom_id)
        slugs = list(theirs.values_list("newsroom__slug", flat=True)) or [newsroom.slug]
        return {
            "by": {"kind": self.actor.kind, "id": self.actor.id, "name": self.actor.name},
            "role": self.actor.role,
            "scopes": self.request.auth.scopes if isinstance(self.request.auth, ApiToken) else None,
            "newsroom": NewsroomShape(newsroom).data,
            "newsrooms": slugs,
        }


class MembersView(Door):
    @lists(MembershipShape, filters=MemberFilters)
    def get(self, rows: Any) -> Any:
        """Who belongs to the newsroom. Addresses are shown to admins."""
        return rows


class MemberView(Door):
    of = Membership

    @reads(MembershipShape)
    def get(self, membership: Membership) -> Any:
        """One member."""
        return membership

    @writes(RoleInput, MembershipShape, needs=May.MANAGE)
    def patch(self, given: dict[str, Any], membership: Membership) -> Any:
        """Give the member another role."""
        return change_role(membership=membership, **given, **self.signed)


class DeactivateView(Door):
    of = Membership

    @writes(None, MembershipShape, needs=May.MANAGE)
    def post(self, given: dict[str, Any], membership: Membership) -> Any:
        """End the membership; what the person did stays theirs."""
        return deactivate(membership=membership, **self.signed)


class InvitationsView(Door):
    @lists(InvitationShape, needs=May.MANAGE)
    def get(self, rows: Any) -> Any:
        """Who has been invited."""
        return rows

    @writes(InvitationInput, NewInvitationShape, needs=May.MANAGE, status=201, shown_once=True)
    def post(self, given: dict[str, Any]) -> Any:
        """Invite somebody. The answer holds the secret of the link, this once."""
        invitation, secret = invite(**given, **self.signed)
        return {**InvitationShape(invitation).data, "secret": secret}


class TokensView(Door):
    @lists(TokenShape, filters=TokenFilters, needs=May.MANAGE)
    def get(self, rows: Any) -> Any:
        """The tokens of newsroom tools; not the tokens themselves, which nobody has but their bearers."""
        return rows

    @writes(TokenInput, NewTokenShape, needs=May.MANAGE, status=201, shown_once=True)
    def post(self, given: dict[str, Any]) -> Any:
        """Issue a token. The answer holds it, this once."""
        token, presented = issue_token(**given, **self.signed)
        return {**TokenShape(token).data, "token": presented}


class RotateView(Door):
    of = ApiToken

    @writes(RotateInput, NewTokenShape, needs=May.MANAGE, status=201, shown_once=True)
    def post(self, given: dict[str, Any], token: ApiToken) -> Any:
        """Put a new token in its place. The answer holds it, this once; the old one goes on for some hours."""
        new, presented = rotate_token(token=token, **given, **self.signed)
        return {**TokenShape(new).data, "token": presented}


class RevokeView(Door):
    of = ApiToken

    @writes(None, TokenShape, needs=May.MANAGE)
    def post(self, given: dict[str, Any], token: ApiToken) -> Any:
        """From now on the token opens nothing."""
        return revoke_token(token=token, **self.signed)
