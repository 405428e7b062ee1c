"""Who acts: a person, a token, the clock or a command, always within one newsroom and with one role."""

from dataclasses import dataclass

from claims.vocabulary import ActorKind, Role

NOWHERE = 0


@dataclass(frozen=True)
class Actor:
    """One who acts or reads. `id` is the user's or the token's; the clock and commands have none.

    `newsroom_id` is NOWHERE for the clock and for commands that stand outside every newsroom (creating one, say).
    """

    kind: ActorKind
    newsroom_id: int
    role: Role
    id: int | None = None
    name: str = ""

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
