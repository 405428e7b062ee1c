"""What needs whom: standing flags that concern a reader, and assessments that wait for their signature."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from claims.models.answering import attempt_facts, resolved
from claims.models.assessment import Assessment
from claims.models.comment_request import CommentRequest
from claims.models.digest_sight import SightKey, sight_keys
from claims.models.flag import Flag
from claims.models.membership import Membership
from claims.models.notice import FlagConcern
from claims.models.notice_news import BY_URGENCY, NAMED
from claims.models.party import Party
from claims.rules.answers import went_through
from claims.rules.digest_items import Fact, Item
from claims.rules.roles import May, may
from claims.vocabulary import DigestItemKind, FlagKind

# What could be better (one attempt, one route, an old look at the channels) and what is due soon stands on the desk.
TOLD = (
    FlagKind.PUBLISHED,
    FlagKind.SIGN_OFF_VOID,
    FlagKind.SUPPORT_LAPSED,
    FlagKind.REPLY_WAITING,
    FlagKind.WAIVER_UNAPPROVED,
    FlagKind.NO_REPLY,
    FlagKind.NOT_REACHED,
    FlagKind.ALLEGATION_ADDED,
    FlagKind.NOT_ASKED,
)
ATTEMPTS = ("comment_request__attempts", "reply__comment_request__attempts")


def needs_of(members: Sequence[Membership], *, now: datetime) -> dict[int, list[Item]]:
    """Membership id → what needs that member, the most urgent first. The members are of one newsroom, with `user`.

    What one may not see, or what may not leave the newsroom, is not in it. The number of queries depends on how many
    different sights the members have, not on how many they are.
    """
    found: dict[int, list[Item]] = {each.pk: [] for each in members}
    alike: dict[SightKey, list[Membership]] = defaultdict(list)
    keys = sight_keys(members)
    for member in members:
        alike[keys[member.pk]].append(member)
    for group in alike.values():
        signing = [each for each in group if may(each.reader(), May.SIGN_OFF)]
        _add_flags(found, group)
        if signing:
            _add_unsigned(found, signing)
    return found


def _add_flags(found: dict[int, list[Item]], group: Sequence[Membership]) -> None:
    by_user = {each.user_id: each.pk for each in group}
    flags = Flag.objects.visible_to(group[0].reader()).standing().filter(kind__in=TOLD)
    concerns = FlagConcern.objects.filter(flag__in=flags.values("pk"), user__in=by_user)
    whose: dict[int, list[int]] = defaultdict(list)
    for flag, user in concerns.values_list("flag_id", "user_id"):
        whose[flag].append(by_user[user])
    loaded = Flag.objects.filter(pk__in=whose).with_subjects().select_related(*NAMED).prefetch_related(*ATTEMPTS)
    for row in loaded.order_by(BY_URGENCY, "since", "pk"):
        item = _flag_item(row)
        for member in whose[row.pk]:
            found[member].append(item)


def _add_unsigned(found: dict[int, list[Item]], signing: Sequence[Membership]) -> None:
    rows = Assessment.objects.visible_to(signing[0].reader()).awaiting()
    for row in rows.select_related("claim", "by_user", "by_token").order_by("at", "pk"):
        facts: dict[str, Fact] = {
            "status": row.status,
            "since": row.at.isoformat(),
            "proposer": str(row.by_user or row.by_token or ""),
        }
        named = {"claim": row.claim_id, "assessment": row.pk}
        item = Item(DigestItemKind.SIGN_OFF_WAITING, row.claim.incident_id, named, (), facts)
        for member in signing:
            if member.user_id != row.proposer_id:
                found[member.pk].append(item)


def _flag_item(flag: Flag) -> Item:
    request = flag.comment_request or (flag.reply.comment_request if flag.reply else None)
    rows = {"flag": flag.pk, **_subjects(flag, request)}
    facts: dict[str, Fact] = {"kind": flag.kind, "since": flag.since.isoformat()}
    if request is not None:
        facts |= _asked(request)
    return Item(DigestItemKind.FLAG, flag.incident_id, rows, (), facts)


def _subjects(flag: Flag, request: CommentRequest | None) -> dict[str, int]:
    """What a sentence about the flag speaks of."""
    rows: dict[str, int] = {}
    if request is not None:
        rows |= {"commentrequest": request.pk, **_party(request.party)}
    if flag.reply is not None:
        rows["reply"] = flag.reply.pk
    if flag.allegation is not None:
        allegation = flag.allegation
        rows |= {"allegation": allegation.pk, "claim": allegation.claim_id, **_party(allegation.accused)}
    if flag.waiver is not None:
        rows |= {"waiver": flag.waiver.pk, "claim": flag.waiver.allegation.claim_id, **_party(flag.waiver.party)}
    if flag.use is not None:
        rows |= {"use": flag.use.pk, **({"claim": flag.use.claim_id} if flag.use.claim_id else {})}
    if flag.claim_id:
        rows["claim"] = flag.claim_id
    return rows


def _party(party: Party) -> dict[str, int]:
    return {"party": resolved(party).pk}


def _asked(request: CommentRequest) -> dict[str, Fact]:
    tries: Iterable[str] = [attempt.channel for attempt in request.attempts.all()]
    return {
        "attempts": len(list(tries)),
        "channels": list(dict.fromkeys(tries)),
        "reached": went_through(attempt_facts(request)),
        **({"deadline": request.deadline.isoformat()} if request.deadline else {}),
    }
