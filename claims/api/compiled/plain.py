"""The shapes that Python makes, each with the reason. All others that a door shows are compiled, or nothing starts."""

from collections.abc import Iterable
from typing import Any

from claims.api.compiled.statements import runs_of, statement_of
from claims.rules.actor import Actor
from claims.vocabulary import ActorKind, Role

PLAIN = {
    "DigestShape": "there are a few, each with the one delivery that is the reader's own",
    "DigestToldShape": "what it told is judged item by item and put into sentences of the reader's language",
    "SignedHeadShape": "the signed body is made by the rule that verifies it (rules/record.py)",
    "NewInvitationShape": "its door adds the secret, which is shown once and stored nowhere",
    "NewTokenShape": "its door adds the token itself, which is shown once and stored nowhere",
    "NewsroomShape": "its door has the one row in hand",
    "RecordCheckShape": "what was found is told in sentences of the reader's language",
}
ANYBODY = Actor(kind=ActorKind.USER, newsroom_id=0, role=Role.VIEWER, id=0)


def is_compiled(shape: Any) -> bool:
    """Whether SQL makes the shape."""
    return shape.__name__ not in PLAIN


def check_compiled(shapes: Iterable[Any]) -> None:
    """Raise `NotCompilable` for a shape that is neither compiled nor named here."""
    for shape in shapes:
        if is_compiled(shape):
            for in_sql, run in runs_of(shape):
                if in_sql:
                    statement_of(shape, ANYBODY, run)
