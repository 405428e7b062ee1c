"""What came between two instants, counted from the record: a row counts once under each heading."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claims.vocabulary import Happening, Status, Verb

# What a Change counts as: its verb, and the noun of the row that is counted for it.
COUNTS_AS: dict[tuple[Verb, str], Happening] = {
    (Verb.CLAIM_RECORDED, "claim"): Happening.CLAIMS_ADDED,
    (Verb.CLAIM_REVISED, "claim"): Happening.CLAIMS_REVISED,
    (Verb.CLAIM_SUPERSEDED, "claim"): Happening.CLAIMS_FALLEN,
    (Verb.CLAIM_RETRACTED, "claim"): Happening.CLAIMS_FALLEN,
    (Verb.CLAIM_MISATTRIBUTED, "claim"): Happening.CLAIMS_FALLEN,
    (Verb.CLAIM_DUPLICATED, "claim"): Happening.CLAIMS_FALLEN,
    (Verb.QUESTION_RAISED, "question"): Happening.QUESTIONS_RAISED,
    (Verb.EVIDENCE_ADDED, "evidence"): Happening.EVIDENCE_ADDED,
    (Verb.EVIDENCE_WITHDRAWN, "evidence"): Happening.EVIDENCE_WITHDRAWN,
    (Verb.CLAIM_RELATED, "claimrelation"): Happening.CLAIMS_RELATED,
    (Verb.CONTRADICTION_CONFIRMED, "claimrelation"): Happening.CLAIMS_RELATED,
    (Verb.REQUEST_SENT, "commentrequest"): Happening.REQUESTS_SENT,
    (Verb.REPLY_RECORDED, "reply"): Happening.REPLIES,
    (Verb.SILENCE_REPORTED, "reportedsilence"): Happening.SILENCES_REPORTED,
    (Verb.CHANNELS_CHECKED, "channelcheck"): Happening.CHANNELS_CHECKED,
    (Verb.WAIVER_APPROVED, "waiverdecision"): Happening.WAIVERS,
    (Verb.USE_RECORDED, "use"): Happening.USES,
}
CLAIM = "claim"
NOW = {
    Status.ESTABLISHED: Happening.NOW_ESTABLISHED,
    Status.CORROBORATED: Happening.NOW_CORROBORATED,
    Status.CONTESTED: Happening.NOW_CONTESTED,
    Status.REFUTED: Happening.NOW_REFUTED,
    Status.COULD_NOT_BE_VERIFIED: Happening.NOW_COULD_NOT_BE_VERIFIED,
    Status.NOT_ASSESSED: Happening.NOW_NOT_ASSESSED,
}


NOUN_OF = {heading: noun for (_verb, noun), heading in COUNTS_AS.items()} | dict.fromkeys(NOW.values(), CLAIM)


@dataclass(frozen=True)
class ChangeFact:
    """One Change; `status` is that of the row as it then was, where it is a claim."""

    verb: Verb
    noun: str
    row: int
    status: Status | None = None


def happenings(changes: Iterable[ChangeFact], before: Mapping[int, Status]) -> dict[Happening, list[int]]:
    """The ids of the rows under each heading, in the order of the headings. `before`: claim → its status at first.

    A claim counts under a status if its last one is another than its first, whatever came in between; and as revised
    only if it was there already.
    """
    found: dict[Happening, dict[int, None]] = {each: {} for each in Happening}
    last: dict[int, Status] = {}
    for change in changes:
        heading = COUNTS_AS.get((change.verb, change.noun))
        if heading is not None:
            found[heading].setdefault(change.row)
        if change.noun == CLAIM and change.status is not None:
            last[change.row] = change.status
    for claim, status in last.items():
        if status != before.get(claim, Status.NOT_ASSESSED):
            found[NOW[status]].setdefault(claim)
    for added in found[Happening.CLAIMS_ADDED]:
        found[Happening.CLAIMS_REVISED].pop(added, None)
    return {heading: list(rows) for heading, rows in found.items() if rows}
