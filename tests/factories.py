"""Rows that no action makes from nothing: newsrooms, users and memberships; and the actors that follow from them."""

from datetime import UTC, datetime
from typing import Any

from factory.declarations import Sequence, SubFactory
from factory.django import DjangoModelFactory, Password

from claims.models import Membership, Newsroom, User
from claims.rules.actor import Actor
from claims.vocabulary import ActorKind, Role

PASSWORD = "a long sentence to sign in with"
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class NewsroomFactory(DjangoModelFactory[Newsroom]):
    class Meta:
        model = Newsroom

    slug = Sequence(lambda n: f"newsroom-{n}")
    name = Sequence(lambda n: f"Newsroom {n}")
    created_at = NOW


class UserFactory(DjangoModelFactory[User]):
    """A user whose password is PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = Sequence(lambda n: f"person-{n}@newsroom.example")
    name = Sequence(lambda n: f"Person {n}")
    password = Password(PASSWORD)


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    newsroom = SubFactory(NewsroomFactory)
    user = SubFactory(UserFactory)
    role = Role.REPORTER
    joined_at = NOW


def actor_of(membership: Membership) -> Actor:
    """The member as one who acts in the membership's newsroom."""
    return Actor(
        kind=ActorKind.USER,
        newsroom_id=membership.newsroom_id,
        role=Role(membership.role),
        id=membership.user_id,
        name=membership.user.name,
    )


def member(newsroom: Newsroom, role: Role, **user: Any) -> Actor:
    """A further member of the newsroom, as one who acts."""
    return actor_of(MembershipFactory.create(newsroom=newsroom, role=role, user=UserFactory.create(**user)))
