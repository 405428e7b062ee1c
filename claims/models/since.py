"""What came to an incident since an instant: from the record, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims.models._shadows import REDACTED
from claims.models.as_of import point_at
from claims.models.change import Change
from claims.models.claim import Claim
from claims.models.comment_request import CommentRequest
from claims.models.incident import Incident
from claims.rules.actor import Actor
from claims.rules.since import CLAIM, NOUN_OF, ChangeFact, happenings
from claims.vocabulary import Happening, Status, Verb

# The column that holds what a row says, and the one that names the row where it is shown.
SAYS = {"claim": "text", "question": "text", "reportedsilence": "wording", "channelcheck": "channels", "use": "words"}
SHOWN_WITH_CLAIM = {"claim": "id", "evidence": "claim_id", "claimrelation": "claim_id", "use": "claim_id"}
SHOWN_WITH_REQUEST = {"commentrequest": "id", "reply": "comment_request_id"}


@dataclass(frozen=True)
class Told:
    """A row that is counted: `claim` or `request` is the id of the one where it is shown, `words` what it says."""

    noun: str
    id: int
    words: str
    claim: int | None = None
    request: int | None = None


@dataclass(frozen=True)
class Comparison:
    """Headings with their rows, and how many rows more the reader may not see now."""

    since: datetime
    told: list[tuple[Happening, list[Told]]]
    withheld: int


def what_came(incident: Incident, *, since: datetime, actor: Actor) -> Comparison:
    """What came to an incident that the actor may see; inside `as_known_at`, up to that instant."""
    point = point_at(incident.newsroom_id, since)
    of_incident = Change.objects.filter(incident=incident)
    later = of_incident.later_than(point).order_by("id")
    seen = list(later.visible_to(actor))
    known = of_incident.known_at(point).filter(subject_type=CLAIM).order_by("subject_id", "-id").distinct("subject_id")
    before = {row: Status(after["status"]) for row, after in known.values_list("subject_id", "after") if after}
    found = _counted(seen, before)
    everything = _counted(later, before)
    last = {(change.subject_type, change.subject_id): change for change in seen}
    tell = _Telling(seen)
    return Comparison(
        since,
        [(heading, [tell.row(last[key]) for key in keys]) for heading, keys in found.items()],
        sum(map(len, everything.values())) - sum(map(len, found.values())),
    )


def _counted(changes: Iterable[Change], before: dict[int, Status]) -> dict[Happening, list[tuple[str, int]]]:
    counted = happenings([_fact(change) for change in changes], before)
    return {heading: [(NOUN_OF[heading], row) for row in rows] for heading, rows in counted.items()}


def _fact(change: Change) -> ChangeFact:
    after: dict[str, Any] = change.after or {}
    status = Status(after["status"]) if change.subject_type == CLAIM and "status" in after else None
    return ChangeFact(Verb(change.verb), change.subject_type, change.subject_id, status)


class _Telling:
    """What the rows say: from their Changes, and from the claims and requests where they are shown."""

    def __init__(self, changes: Iterable[Change]) -> None:
        rows = [change for change in changes if change.after]
        claims = {found for change in rows if (found := _link(change, SHOWN_WITH_CLAIM))}
        requests = {found for change in rows if (found := _link(change, SHOWN_WITH_REQUEST))}
        self.claims = dict(Claim.objects.filter(pk__in=claims).values_list("pk", "text"))
        asked = CommentRequest.objects.filter(pk__in=requests).select_related("party__merged_into")
        self.requests = {request.pk: str(request.party.merged_into or request.party) for request in asked}

    def row(self, change: Change) -> Told:
        claim, request = _link(change, SHOWN_WITH_CLAIM), _link(change, SHOWN_WITH_REQUEST)
        said = (change.after or {}).get(SAYS.get(change.subject_type, ""), "")
        words = said if isinstance(said, str) else REDACTED
        words = words or self.claims.get(claim or 0, "") or self.requests.get(request or 0, "")
        return Told(change.subject_type, change.subject_id, words, claim, request)


def _link(change: Change, columns: dict[str, str]) -> int | None:
    column = columns.get(change.subject_type)
    return (change.after or {}).get(column) if column else None
