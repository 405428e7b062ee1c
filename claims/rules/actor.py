"""Who acts: a person, a token, the clock or a command, always within one newsroom and with one role."""

from dataclasses import dataclass, replace

from claims.vocabulary import ActorKind, Role

NOWHERE = 0


@dataclass(frozen=True)
class Actor:
    """One who acts or reads. `id` is the user's or the token's; the clock and commands have none.

    `newsroom_id` is NOWHERE for the clock and for commands that stand outside every newsroom (creating one, say).
    `outward`: what this one reads is on its way out of the newsroom, into a mail or an export.
    """

    kind: ActorKind
    newsroom_id: int
    role: Role
    id: int | None = None
    name: str = ""
    outward: bool = False

    @property
    def user_id(self) -> int | None:
        return self.id if self.kind == ActorKind.USER else None

    @property
    def token_id(self) -> int | None:
        return self.id if self.kind == ActorKind.TOKEN else None


def clock(newsroom_id: int = NOWHERE) -> Actor:
    """The clock: opens and clears flags, numbers changes, and nothing else."""
    return Actor(kind=ActorKind.CLOCK, newsroom_id=newsroom_id, role=Role.VIEWER, name="clock")


def command(name: str, newsroom_id: int = NOWHERE) -> Actor:
    """A `manage.py` command run by whoever has the server's shell: an admin."""
    return Actor(kind=ActorKind.COMMAND, newsroom_id=newsroom_id, role=Role.ADMIN, name=name)


def outward(actor: Actor) -> Actor:
    """The same one, reading for something that leaves the newsroom: terms and embargoes hold for it."""
    return replace(actor, outward=True)
