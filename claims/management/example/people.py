"""The demo newsroom and its people: one per role, all with the same password."""

from dataclasses import dataclass
from datetime import datetime

from claims.actions.digests import keep_subscription
from claims.actions.members import add_member
from claims.actions.newsrooms import create_newsroom
from claims.models import Membership, Newsroom
from claims.rules.actor import Actor, command
from claims.vocabulary import ActorKind, Role

SLUG = "demo"
MONDAY, NINE = 0, 9
PEOPLE = (
    (Role.VIEWER, "viewer@demo.example", "Viewer"),
    (Role.REPORTER, "reporter@demo.example", "Reporter"),
    (Role.FACT_CHECKER, "checker@demo.example", "Fact-checker"),
    (Role.EDITOR, "editor@demo.example", "Editor"),
    (Role.ADMIN, "admin@demo.example", "Admin"),
)


@dataclass(frozen=True)
class Desk:
    """The demo newsroom with an actor per role."""

    newsroom: Newsroom
    reporter: Actor
    fact_checker: Actor
    editor: Actor


def make_desk(password: str, at: datetime) -> Desk:
    """Create the newsroom and its people."""
    newsroom = create_newsroom(slug=SLUG, name="Demo newsroom", by=command("load_example"), at=at)
    by = command("load_example", newsroom.pk)
    members = {
        role: add_member(newsroom=newsroom, email=email, name=name, role=role, password=password, by=by, at=at)
        for role, email, name in PEOPLE
    }
    return Desk(
        newsroom,
        reporter=_actor(members[Role.REPORTER]),
        fact_checker=_actor(members[Role.FACT_CHECKER]),
        editor=_actor(members[Role.EDITOR]),
    )


def subscribe(desk: Desk, at: datetime) -> None:
    """Editor and admin get the weekly digest: Mondays at nine on their own clocks."""
    for membership in Membership.objects.filter(newsroom=desk.newsroom, role__in=(Role.EDITOR, Role.ADMIN)):
        user = membership.user
        keep_subscription(
            membership=membership,
            weekday=MONDAY,
            hour=NINE,
            time_zone=user.time_zone,
            language=user.language,
            everything=True,
            incidents=[],
            parties=[],
            countries=[],
            sections_off=[],
            even_if_empty=False,
            paused_until=None,
            by=_actor(membership),
            at=at,
        )


def _actor(membership: Membership) -> Actor:
    return Actor(
        kind=ActorKind.USER,
        newsroom_id=membership.newsroom_id,
        role=Role(membership.role),
        id=membership.user_id,
        name=str(membership.user),
    )
