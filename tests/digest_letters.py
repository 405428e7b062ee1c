"""Digests put together by hand, without the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from claims.delivery.digest_links import Links
from claims.delivery.digest_view import Told
from claims.models import Newsroom
from claims.rules.digest_items import Item, Tally
from claims.rules.heads import Head, SignedHead
from claims.vocabulary import AnswerState, DigestItemKind, FlagKind, Happening, Status

BEGAN = datetime(2026, 8, 24, 9, tzinfo=UTC)
ENDED = BEGAN + timedelta(days=7)
SITE = "https://desk.example"
LINKS = Links(
    f"{SITE}/digests/5/", f"{SITE}/digest/preferences/5.abc_-:x/?a=1&b=2", f"{SITE}/digest/unsubscribe/5.abc_-:y/"
)
K = DigestItemKind
HEAD = SignedHead(Head(1, 12, 1, 4711, "ab" * 32, "0" * 64, "2026-08-31T08:00:00.000000Z", "cd" * 32), "ef" * 64)


@dataclass
class Record:
    """The rows of a record, by noun and id."""

    rows: dict[tuple[str, int], dict[str, Any]]
    claimants: dict[int, list[int]] = field(default_factory=dict)

    def of(self, noun: str, row_id: int) -> Mapping[str, Any]:
        return self.rows.get((noun, row_id), {})

    def claimants_of(self, claim_id: int) -> Sequence[int]:
        return self.claimants.get(claim_id, [])


def a_record() -> Record:
    return Record(
        {
            ("incident", 1): {"title": "Strike on the market", "reference": "OR-0001", "summary": "What was hit."},
            ("incident", 2): {"title": "Fire in the depot", "reference": "OR-0002", "summary": ""},
            ("party", 1): {"name": "Army", "merged_into_id": None},
            ("party", 2): {"name": "Coalition", "merged_into_id": None},
            ("party", 3): {"name": "Old army", "merged_into_id": 1},
            ("party", 4): {"name": "Daily", "merged_into_id": None},
            ("claim", 1): {"text": "At least 21 people were killed.", "stance": "asserts", "certainty": "flat"},
            ("claim", 2): {"text": "Nobody was hit.", "stance": "denies", "certainty": "likely", "hedge": "probably"},
            ("claim", 3): {"text": "The depot was set on fire.", "stance": "asserts", "certainty": "suspected"},
            ("assessment", 1): {"rationale": "Two hospitals disagree.", "status": "contested"},
            ("commentrequest", 1): {"party_id": 3},
            ("reply", 1): {"kind": "statement", "words": "We are looking into it.", "translation": ""},
            ("reportedsilence", 1): {"kind": "declined", "wording": "An officer would not say.", "source_id": 1},
            ("source", 1): {"title": "Report", "outlet_id": 4},
            ("use", 1): {"words": "21 people died.", "printed_at": "2026-08-20T10:00:00+00:00"},
        },
        {1: [2], 2: [1]},
    )


def an_item(what: DigestItemKind, incident: int = 1, /, *, rows: Mapping[str, int] | None = None, **facts: Any) -> Item:
    return Item(what, incident, rows or {}, (), facts)


def owed(state: AnswerState, *, incident: int = 1, **facts: Any) -> Item:
    rows = {"party": 1, "claim": 1} | ({} if state == AnswerState.NOT_ASKED else {"commentrequest": 1})
    asked = {"since": "2026-08-25T09:00:00+00:00", "attempts": 2, "channels": ["email", "phone"], "went_through": True}
    return an_item(K.YET_TO_ANSWER, incident, rows=rows, state=str(state), **(asked | facts))


def a_week() -> list[Item]:
    """One item of every kind."""
    return [
        an_item(K.FLAG, rows={"flag": 1, "use": 1}, flag=str(FlagKind.PUBLISHED), since="2026-08-28T09:00:00+00:00"),
        an_item(
            K.SIGN_OFF_WAITING,
            rows={"claim": 3, "assessment": 1},
            status=str(Status.ESTABLISHED),
            since="2026-08-28T09:00:00+00:00",
        ),
        an_item(K.INCIDENT_OPENED, rows={"incident": 1}),
        an_item(K.STATUS_MOVED, rows={"claim": 1, "assessment": 1}, **{"from": "not_assessed", "to": "contested"}),
        an_item(
            K.POSITION_MOVED, rows={"party": 1, "claim": 1, "allegation": 1}, **{"from": "denies", "to": "accepts"}
        ),
        an_item(K.REPLY, rows={"reply": 1, "commentrequest": 1}, kind="statement"),
        an_item(K.CONTRADICTION, rows={"claimrelation": 1, "claim": 1, "claim:other": 2}, material=True),
        an_item(K.CLAIM_FELL, 2, rows={"claim": 3}, standing="retracted"),
        owed(AnswerState.NO_REPLY),
        an_item(K.SILENCE_REPORTED, rows={"reportedsilence": 1, "party": 1, "source": 1}, kind="declined"),
        an_item(K.ONE_ROOT, rows={"claim": 1}),
        an_item(K.NOT_ASSESSED, 2, rows={"claim": 3}, since="2026-08-20T09:00:00+00:00"),
    ]


def told_of(items: Sequence[Item], *, rows: Record | None = None, **more: Any) -> Told:
    newsroom = Newsroom(name=more.pop("newsroom", "North desk"))
    given = {"tallies": (), "began": BEGAN, "ended": ENDED, "head": HEAD} | more
    return Told(newsroom=newsroom, items=items, rows=rows or a_record(), **given)


def tallies(*per_day: int) -> list[Tally]:
    """So many claims on each day from the first on."""
    days = enumerate(per_day)
    return [Tally(Happening.CLAIMS_ADDED, BEGAN + timedelta(days=day), 1, 1) for day, n in days for _each in range(n)]
