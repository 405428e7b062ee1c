"""What an edition has to tell to everybody: the record of its window, and how things stand when it is built."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from claims.models.answer import Answer
from claims.models.change import Change, ChangePosition
from claims.models.digest_standing import silent_parties, weak_spots
from claims.models.utterance import UtteranceClaimant
from claims.rules.actor import Actor, outward
from claims.rules.digest_items import Body, Item
from claims.rules.digest_news import ChangeTold, PositionTaken, positions_moved, tallies_of, what_changed
from claims.rules.since import CLAIM, COUNTS_AS
from claims.vocabulary import ActorKind, Position, Role, Status, Verb

ANSWER = "answer"
NOUNS = {noun for _verb, noun in COUNTS_AS} | {CLAIM, ANSWER, "assessment", "claimrelation", "incident", "reply"}


def everybody(newsroom_id: int) -> Actor:
    """Who sees every incident, and of what was said only what may leave the newsroom: the most that a reader sees."""
    return outward(Actor(ActorKind.COMMAND, newsroom_id, Role.ADMIN, name="digest"))


def build_body(newsroom_id: int, start_position: int, end_position: int, *, now: datetime) -> Body:
    """The items and tallies of the window after `start_position` up to `end_position`; what stands, as of `now`.

    Each reader is told what they may see of it (`digest_sight`). A fixed number of queries, however much there is.
    """
    reader = everybody(newsroom_id)
    changes = list(_changes(reader, start_position, end_position))
    before = _statuses(newsroom_id, {change.row for change in changes if change.noun == CLAIM}, start_position)
    fresh = {change.row for change in changes if change.noun == ANSWER}
    items = what_changed(changes, before)
    items += positions_moved(_positions(reader, fresh))
    items += silent_parties(reader, now=now)
    items += weak_spots(reader, now=now)
    return Body(tuple(_seen(items)), tuple(tallies_of(changes, before)))


def start_of_window(newsroom_id: int, position: int) -> datetime | None:
    """When the record had come to the position, for people to read; None before anything was recorded."""
    rows = Change.objects.filter(newsroom_id=newsroom_id)
    numbered = rows.filter(numbering__position__lte=position).order_by("-numbering__position")
    found = numbered.first() or rows.filter(numbering__isnull=False).order_by("numbering__position").first()
    return found.recorded_at if found else None


def last_position(newsroom_id: int) -> int:
    """How far the record of the newsroom is numbered."""
    last = ChangePosition.objects.filter(newsroom_id=newsroom_id).order_by("-position").first()
    return last.position if last else 0


def _seen(items: Iterable[Item]) -> Iterable[Item]:
    """Each once: a row that was recorded twice over within the window is one piece of news."""
    return {(item.kind, tuple(sorted(item.rows.items())), str(item.facts)): item for item in items}.values()


def _changes(reader: Actor, start: int, end: int) -> Iterable[ChangeTold]:
    rows = Change.objects.visible_to(reader).filter(
        numbering__position__gt=start,
        numbering__position__lte=end,
        subject_type__in=NOUNS,
        incident__isnull=False,
        after__isnull=False,
    )
    columns = ("id", "verb", "subject_type", "subject_id", "incident_id", "recorded_at", "after")
    for change, verb, noun, row, incident, recorded_at, after in rows.order_by("numbering__position").values_list(
        *columns
    ):
        yield ChangeTold(change, Verb(verb), noun, row, incident, recorded_at, after)


def _statuses(newsroom_id: int, claims: Iterable[int], position: int) -> Mapping[int, Status]:
    """Claim → its status at the position."""
    rows = Change.objects.filter(
        newsroom_id=newsroom_id, subject_type=CLAIM, subject_id__in=claims, numbering__position__lte=position
    )
    last = rows.order_by("subject_id", "-id").distinct("subject_id").values_list("subject_id", "after")
    return {row: Status(after["status"]) for row, after in last if after and isinstance(after.get("status"), str)}


def _positions(reader: Actor, fresh: set[int]) -> Iterable[PositionTaken]:
    """The answers, oldest first, to the allegations that got a new one; told ones only, with who gave them."""
    asked = Answer.objects.filter(pk__in=fresh).values("allegation")
    answers: Any = Answer.objects.visible_to(reader).current().filter(allegation__in=asked)
    rows = list(answers.select_related("reply__speaks_for__merged_into", "allegation__claim").order_by("pk"))
    speaking = _claimants(reader, {each.claim_id for each in rows if each.claim_id})
    for each in rows:
        if each.reply_id:
            party = each.reply.speaks_for
            speakers = [party.merged_into_id or party.pk]
        else:
            speakers = speaking.get(each.claim_id, [])
        accusing = each.allegation.claim
        for speaker in speakers:
            yield PositionTaken(
                speaker,
                each.allegation_id,
                accusing.pk,
                accusing.incident_id,
                each.pk,
                Position(each.position),
                each.pk in fresh,
            )


def _claimants(reader: Actor, claims: set[int]) -> dict[int, list[int]]:
    """Claim → the parties that made it, as far as they are told; merges are resolved."""
    rows = UtteranceClaimant.objects.told_to(reader).filter(utterance__links__claim__in=claims)
    found: dict[int, list[int]] = {}
    columns = ("utterance__links__claim", "party_id", "party__merged_into_id")
    for claim, party, merged_into in rows.order_by("pk").values_list(*columns):
        who = merged_into or party
        if claim in claims and who not in found.setdefault(claim, []):
            found[claim].append(who)
    return found
