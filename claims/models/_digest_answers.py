"""What parties said to the allegations that were answered in a window of the record, before it and within it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce

from claims.models.answer import Answer
from claims.models.change import Change
from claims.models.claim import ClaimUtterance
from claims.models.utterance import UtteranceClaimant
from claims.rules.actor import Actor, clock, outward
from claims.rules.digest_news import AnswerFact
from claims.vocabulary import Position, Standing, Terms

ANSWER = "answer"
# What somebody never said, or said once only, is no position that they had.
NEVER_SAID = (Standing.MISATTRIBUTED, Standing.DUPLICATE)


def leaving(newsroom_id: int) -> Actor:
    """Who is told what may leave the newsroom, and nothing else."""
    return outward(clock(newsroom_id))


def answers_between(newsroom_id: int, start_position: int, end_position: int) -> list[AnswerFact]:
    """The answers to all allegations that were answered between the positions, in the order of the record.

    Without those that may not leave the newsroom, which would hide, or give away, what was said in the open; and
    without what was said on background, which is no party's position.
    """
    recorded = Change.objects.filter(newsroom=newsroom_id, subject_type=ANSWER, numbering__position__lte=end_position)
    within = recorded.filter(numbering__position__gt=start_position).values("subject_id")
    asked = Answer.objects.filter(pk__in=within).values("allegation_id")
    answers = _told(newsroom_id, asked)
    numbered = recorded.filter(subject_id__in=[each["pk"] for each in answers]).order_by("numbering__position")
    places: dict[int, tuple[int, int]] = {}
    for row, change, position in numbered.values_list("subject_id", "pk", "numbering__position"):
        places.setdefault(row, (position, change))
    parties = claimants_told(newsroom_id, {each["claim_id"] for each in answers if each["claim_id"]})
    known = sorted((places[each["pk"]], each["pk"], each) for each in answers if each["pk"] in places)
    return [
        AnswerFact(
            answer=pk,
            change=change,
            party=party,
            allegation=each["allegation_id"],
            claim=each["allegation__claim_id"],
            incident=each["allegation__claim__incident_id"],
            position=Position(each["position"]),
            earlier=position <= start_position,
            stands=each["withdrawn_at"] is None and each["claim__standing"] in (None, Standing.LIVE),
        )
        for (position, change), pk, each in known
        for party in ([each["speaker"]] if each["claim_id"] is None else parties[each["claim_id"]])
    ]


def _told(newsroom_id: int, allegations: Any) -> list[dict[str, Any]]:
    rows = Answer.objects.told_to(leaving(newsroom_id)).filter(allegation__in=allegations)
    rows = rows.exclude(reply__terms=Terms.ON_BACKGROUND)
    return [
        dict(row)
        for row in rows.exclude(claim__standing__in=NEVER_SAID).values(
            "pk",
            "claim_id",
            "claim__standing",
            "allegation_id",
            "allegation__claim_id",
            "allegation__claim__incident_id",
            "position",
            "withdrawn_at",
            speaker=Coalesce("reply__speaks_for__merged_into", F("reply__speaks_for")),
        )
    ]


def claimants_told(newsroom_id: int, claims: Iterable[int]) -> dict[int, list[int]]:
    """Claim → whose it is, merges resolved, as far as that may leave the newsroom: of what was said on background
    nobody outside is told who said it."""
    links = ClaimUtterance.objects.told_to(leaving(newsroom_id)).filter(claim__in=list(claims))
    spoken: dict[int, list[int]] = defaultdict(list)
    for claim, utterance in links.order_by("pk").values_list("claim_id", "utterance_id"):
        spoken[utterance].append(claim)
    named = UtteranceClaimant.objects.told_to(leaving(newsroom_id)).filter(utterance__in=list(spoken))
    found: dict[int, dict[int, None]] = defaultdict(dict)
    standing = Coalesce("party__merged_into", F("party"))
    for utterance, party in named.order_by("pk").values_list("utterance_id", standing):
        for claim in spoken[utterance]:
            found[claim][party] = None
    return defaultdict(list, {claim: list(parties) for claim, parties in found.items()})
