"""The record, and what belongs to the newsroom."""

from typing import Any

from claims.models import (
    Change,
    ChangePosition,
    Claim,
    Invitation,
    Mention,
    Note,
    Redaction,
    RedactionApproval,
    RequestTemplate,
)
from claims.vocabulary import (
    ActorKind,
    Role,
    Verb,
)
from tests.api.random_rows.rows import LOOSE, Rows
from tests.factories import NOW


def kept(r: Rows) -> None:
    def change(n: int) -> dict[str, Any]:
        who = r.by()
        kind = next((kind for name, kind in KINDS.items() if name in who), r.any([ActorKind.CLOCK, ActorKind.COMMAND]))
        about: dict[str, Any] = r.any(
            [{"incident": r.any(r.incidents)}, {"party": r.any(r.parties)}, {"source": r.any(r.sources)}, {}]
        )
        what = {"verb": r.any(Verb), "subject_type": "figure", "subject_id": n + 1, "after": r.any(LOOSE)}
        return who | about | what | {"by_kind": kind, "by_name": r.text(), "at": r.instant(), "reason": r.text()}

    changes = r.kept(Change, (change(n) for n in range(12)))
    r.kept(ChangePosition, ({"change": each, "position": n + 1} for n, each in enumerate(changes[:8])))
    r.kept(RequestTemplate, [{"language": "en", "text": "{allegations}", "written_at": r.instant()}])
    about = {"subject_type": "source", "subject_id": r.sources[0].pk, "field": "title", "reason": "A name."}
    redaction = {"by_user_id": r.users[0], "by_role": Role.ADMIN, "at": r.instant(), **about}
    first, _second = r.kept(Redaction, [redaction, redaction | {"field": "note"}])
    approved = {"redaction": first, "by_user_id": r.users[1], "at": r.instant()}
    r.kept(RedactionApproval, [approved | {"destroyed": {"12": ["title", "note"]}}])
    invited = {"role": Role.VIEWER, "invited_at": NOW, "expires_at": r.instant(), "digest": "0" * 64}
    r.kept(Invitation, [{"email": "somebody@desk.example", **invited}])

    r.kept(Mention, ({"note": each, "user_id": user} for each in _notes(r) for user in r.users if r.maybe(user)))


def _notes(r: Rows) -> list[Note]:
    def note(claim: Claim | None) -> dict[str, Any]:
        at = r.instant()
        about = {"incident": claim.incident if claim else r.any(r.incidents), "claim": claim}
        return about | r.by() | {"text": r.text(some=True), "at": at, "withdrawn_at": r.maybe(at)}

    return r.kept(Note, (note(each) for each in [*r.claims[:6], None, None]))


KINDS = {"by_user_id": ActorKind.USER, "by_token": ActorKind.TOKEN}
