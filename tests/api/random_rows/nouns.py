"""What everything hangs on: incidents, questions, parties, sources."""

from claims.models import (
    ContactPoint,
    Derivation,
    Incident,
    IncidentPerson,
    IncidentRelation,
    Independence,
    Party,
    PartyAlias,
    PartyRelation,
    ProtectedIdentity,
    Question,
    Source,
    SourceCheck,
)
from claims.vocabulary import (
    Channel,
    CheckAspect,
    IncidentRelationKind,
    PartyKind,
    PartyRelationKind,
    QuestionKind,
    SourceKind,
    Verdict,
    WorkState,
)
from tests.api.random_rows.rows import PLACES, Rows
from tests.factories import NOW


def nouns(r: Rows) -> None:
    r.incidents = r.kept(
        Incident,
        (
            {"reference": f"R{n:03}", "title": r.text(some=True), "summary": r.text(), "restricted": n % 2 == 1}
            | {"latitude": r.any(PLACES), "longitude": r.any(PLACES), "work_state": r.any(WorkState)}
            | {"inferred": {"title": r.text()}, "opened_at": r.instant(), "exercise": n == 2, **r.dated("occurred")}
            | ({"latitude": "1.5", "longitude": "2"} if n else {"latitude": None, "longitude": None})
            for n in range(4)
        ),
    )
    r.kept(
        IncidentPerson,
        [{"incident": r.incidents[1], "user_id": user, "named_at": r.instant()} for user in r.users[:1]]
        + [{"incident": r.incidents[3], "token": r.tokens[0], "named_at": r.instant()}],
    )
    pairs = [(0, 1), (0, 2), (2, 3)]
    r.kept(
        IncidentRelation,
        (
            {"incident": r.incidents[a], "other": r.incidents[b], "kind": r.any(IncidentRelationKind)}
            | {"related_at": r.instant()}
            for a, b in pairs
        ),
    )
    r.questions = r.kept(
        Question,
        (
            {"incident": each, "kind": r.any(QuestionKind), "text": r.text(some=True), "position": n + 1}
            for each in r.incidents
            for n in range(2)
        ),
    )
    r.parties = r.kept(
        Party,
        (
            {"name": f"{n} {r.text()}", "kind": r.any(PartyKind), "description": r.text(), "added_at": r.instant()}
            for n in range(7)
        ),
    )
    merged = r.kept(
        Party,
        (
            {"name": f"once {n}", "kind": r.any(PartyKind), "merged_into": r.any(r.parties), "added_at": NOW}
            for n in range(3)
        ),
    )
    r.parties += merged
    r.kept(PartyAlias, ({"party": r.parties[n % 4], "name": f"{n} {r.text()}"} for n in range(5)))
    r.contacts = r.kept(
        ContactPoint,
        ({"party": each, "channel": r.any(Channel), "address": r.text(some=True)} for each in r.parties[:4]),
    )
    r.identities = r.kept(ProtectedIdentity, ({"pseudonym": f"W{n}", "added_at": NOW} for n in range(2)))
    r.sources = r.kept(
        Source,
        (
            {"kind": r.any(SourceKind), "title": r.text(some=True), "outlet": r.maybe(r.any(r.parties))}
            | {"inferred": {"url": r.text()}, "added_at": r.instant(), "note": r.text(), **r.dated("published")}
            for _n in range(5)
        ),
    )
    r.kept(
        Derivation,
        (
            {"source": r.sources[n + 1], "origin": r.sources[n], "basis": r.text(), "derived_at": r.instant()}
            for n in range(3)
        ),
    )
    r.kept(
        PartyRelation,
        (
            {"party": r.parties[n], "other": r.parties[n + 1], "kind": r.any(PartyRelationKind), "since": None}
            | {"source": r.maybe(r.any(r.sources)), "basis": r.text(), "related_at": r.instant()}
            for n in range(4)
        ),
    )
    r.kept(
        Independence,
        [
            {"party": r.parties[0], "other_party": r.parties[1], "reason": "rivals", "stated_at": r.instant()},
            {"source": r.sources[0], "origin": r.sources[1], "reason": "two", "stated_at": r.instant()},
            {"source": r.sources[2], "party": r.parties[2], "reason": "apart", "stated_at": r.instant()}
            | {"by_user_id": r.users[0], "withdrawn_at": r.instant()},
        ],
    )
    _checked(r)


def _checked(r: Rows) -> None:
    where = {"latitude": "1.250000", "longitude": "-3.5", "place": r.text(some=True)}
    found = {
        CheckAspect.AUTHENTICITY: lambda: {"verdict": r.any(Verdict)},
        CheckAspect.PLACE: lambda: where,
        CheckAspect.TIME: lambda: r.dated("taken"),
    }
    r.kept(
        SourceCheck,
        (
            {"source": each, "aspect": aspect, "how": r.text(some=True), "at": r.instant(), **found[aspect](), **r.by()}
            | {"established_by": r.maybe(r.any(r.parties))}
            for each in r.sources[:3]
            for aspect in r.chance.sample(list(CheckAspect), 2)
        ),
    )
