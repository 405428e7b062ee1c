"""What a digest tells to everybody of one window of the record, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce

from claims.models._digest_answers import answers_between
from claims.models.as_of import point_at
from claims.models.assessment import Assessment
from claims.models.change import Change, ChangePosition, ChangeQuerySet, Unnumbered
from claims.models.digest_parties import naming_parties
from claims.models.digest_unanswered import unanswered
from claims.models.digest_weak_spots import weak_spots
from claims.models.newsroom import Newsroom
from claims.models.reply import Reply
from claims.rules.digest_items import Body
from claims.rules.digest_news import (
    ASSESSMENT,
    JUDGES,
    REPLY,
    SIGN_OFF,
    TELLS,
    NewsFact,
    news_of,
    positions_moved,
    statuses_moved,
    tallies_of,
)
from claims.rules.since import CLAIM, COUNTS_AS
from claims.vocabulary import Status, Terms, Verb

# All Changes of a claim may bear on its status; of other rows those that are told or counted.
VERBS = {(verb, noun) for verb, noun in (*TELLS, *COUNTS_AS, *JUDGES) if noun != CLAIM}
COLUMNS = ("pk", "verb", "subject_type", "subject_id", "incident_id", "recorded_at", "after")


def build_body(newsroom_id: int, start_position: int, end_position: int, *, now: datetime) -> Body:
    """The items common to all readers: what the record says between the positions, and what is open at this instant."""
    within = changes_between(newsroom_id, start_position, end_position)
    facts = _facts(within)
    before = _statuses_before(newsroom_id, start_position, {fact.row for fact in facts if fact.noun == CLAIM})
    items = [item for fact in facts if (item := news_of(fact)) is not None]
    items += statuses_moved(facts, before)
    items += positions_moved(answers_between(newsroom_id, start_position, end_position))
    items += unanswered(newsroom_id, now=now)
    items += weak_spots(newsroom_id, now=now)
    return Body(tuple(naming_parties(newsroom_id, items)), tuple(tallies_of(facts, before)))


def changes_between(newsroom_id: int, start_position: int, end_position: int) -> ChangeQuerySet:
    """The Changes after the one position and up to the other, in their order: also those that were numbered late."""
    within = Change.objects.filter(numbering__newsroom=newsroom_id, numbering__position__gt=start_position)
    return within.filter(numbering__position__lte=end_position).order_by("numbering__position")


def start_of_window(newsroom_id: int, position: int) -> datetime:
    """When a window began that starts at the position: when that Change was recorded, or the newsroom's first."""
    numbered = Change.objects.filter(numbering__newsroom=newsroom_id)
    found = numbered.filter(numbering__position__gte=position).order_by("numbering__position")
    began = found.values_list("recorded_at", flat=True).first()
    return began or Newsroom.objects.values_list("created_at", flat=True).get(pk=newsroom_id)


def last_position(newsroom_id: int) -> int:
    """How far the record of the newsroom is numbered; 0 where nothing is."""
    numbered = ChangePosition.objects.filter(newsroom=newsroom_id).order_by("-position")
    return numbered.values_list("position", flat=True).first() or 0


def position_at(newsroom_id: int, instant: datetime) -> int:
    """How far the record had come at the instant, as far as it is numbered."""
    position = point_at(newsroom_id, instant).position
    return last_position(newsroom_id) if position is None else position


def record_mark(newsroom_id: int) -> tuple[int, int]:
    """Another one after every Change that is committed, however late: as long as it stays, so does who may see what.

    Changes wait for their number, of which there is one more then, and get it, which the highest one tells.
    """
    return last_position(newsroom_id), Unnumbered.objects.filter(change__newsroom=newsroom_id).count()


def _facts(within: ChangeQuerySet) -> list[NewsFact]:
    wanted = Q(subject_type=CLAIM)
    for noun in {noun for _verb, noun in VERBS}:
        wanted |= Q(subject_type=noun, verb__in=[verb for verb, of in VERBS if of == noun])
    rows = within.filter(wanted, incident__isnull=False, after__isnull=False).values_list(*COLUMNS)
    return _with_links(NewsFact(pk, Verb(verb), *rest) for pk, verb, *rest in rows)


def _with_links(facts: Iterable[NewsFact]) -> list[NewsFact]:
    """What each Change points to at one remove: whose claim was signed for, and which party replied."""
    rows = list(facts)
    signed = {fact.after["assessment_id"] for fact in rows if fact.noun == SIGN_OFF}
    claims = dict(Assessment.objects.filter(pk__in=signed).values_list("pk", "claim_id"))
    replies = Reply.objects.filter(pk__in={fact.row for fact in rows if fact.noun == REPLY})
    asked = Coalesce("comment_request__party__merged_into", F("comment_request__party"))
    spoke = Coalesce("speaks_for__merged_into", F("speaks_for"))
    party = Case(When(terms=Terms.ON_BACKGROUND, then=asked), default=spoke)
    parties: dict[int, int] = dict(replies.values_list("pk", party))
    return [_linked(fact, claims, parties) for fact in rows]


def _linked(fact: NewsFact, claims: dict[int, int], parties: dict[int, int]) -> NewsFact:
    if fact.noun == REPLY:
        return replace(fact, party=parties.get(fact.row))
    if fact.noun == SIGN_OFF:
        return replace(fact, claim=claims.get(fact.after["assessment_id"]))
    return replace(fact, claim=fact.after["claim_id"]) if fact.noun == ASSESSMENT else fact


def _statuses_before(newsroom_id: int, position: int, claims: set[int]) -> dict[int, Status]:
    """Claim → the status that it had at the position; none of those that were recorded later."""
    known = Change.objects.filter(newsroom=newsroom_id, subject_type=CLAIM, subject_id__in=claims)
    known = known.filter(numbering__position__lte=position).order_by("subject_id", "-id").distinct("subject_id")
    return {row: Status(status) for row, status in known.values_list("subject_id", "after__status") if status}
