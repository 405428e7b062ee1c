"""What needs whom: the flags that concern members and the signatures that wait for them, in a fixed number of queries.

For any number of members at once. Who may see what is judged when it is told.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from claims.models.answering import resolved
from claims.models.assessment import Assessment
from claims.models.digest_parties import naming_parties
from claims.models.flag import SUBJECTS, Flag, FlagQuerySet
from claims.models.membership import Membership
from claims.models.notice import FlagConcern
from claims.models.party import Party
from claims.rules.actor import Actor
from claims.rules.answers import AttemptFact, went_through
from claims.rules.digest_items import PARTY, Fact, Item
from claims.rules.roles import May, may
from claims.vocabulary import ActorKind, Channel, DigestItemKind, FlagKind, Outcome, Reached, Role

# What waits for somebody. That work could be better, or is due soon, is no news a week later.
NEEDS = (
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
LINKED = (
    "allegation__accused__merged_into",
    "comment_request__party__merged_into",
    "use",
    "reply__comment_request__party__merged_into",
    "waiver__allegation",
    "waiver__by_user",
    "waiver__party__merged_into",
)


def needs_of(members: Sequence[Membership], *, now: datetime) -> dict[int, list[Item]]:
    """Membership id → what needs that member at this instant."""
    found: dict[int, list[Item]] = {}
    for newsroom in {member.newsroom_id for member in members}:
        theirs = [member for member in members if member.newsroom_id == newsroom]
        flags = _flags(newsroom, {member.user_id for member in theirs}, now)
        waiting = _waiting(newsroom)
        for member in theirs:
            found[member.pk] = [*flags[member.user_id], *_to_sign(member, waiting)]
    return found


def _flags(newsroom_id: int, users: set[int], now: datetime) -> dict[int, list[Item]]:
    """User → the flags that concern that person."""
    standing = Flag.objects.standing().filter(newsroom=newsroom_id, kind__in=NEEDS, since__lte=now)
    concerned = FlagConcern.objects.filter(user__in=users, flag__in=standing.values("pk"))
    people: dict[int, list[int]] = defaultdict(list)
    for key, user in concerned.order_by("flag_id", "user_id").values_list("flag_id", "user_id"):
        people[key].append(user)
    items = [_flagged(flag) for flag in _with_links(standing.filter(pk__in=list(people)))]
    found: dict[int, list[Item]] = defaultdict(list)
    for item in naming_parties(newsroom_id, items):
        for user in people[item.rows["flag"]]:
            found[user].append(item)
    return found


def _with_links(flags: FlagQuerySet) -> Iterable[Flag]:
    attempts = ("comment_request__attempts", "reply__comment_request__attempts")
    return flags.select_related(*LINKED).prefetch_related(*attempts).order_by("since", "pk")


def _flagged(flag: Flag) -> Item:
    request = flag.comment_request or (flag.reply.comment_request if flag.reply else None)
    rows: dict[str, int | None] = {"flag": flag.pk}
    for name in SUBJECTS:
        rows[name.replace("_", "")] = getattr(flag, f"{name}_id")
    allegation = flag.allegation or (flag.waiver.allegation if flag.waiver else None)
    if allegation is not None:
        rows |= {"allegation": allegation.pk, "claim": allegation.claim_id}
    if flag.use is not None:
        rows["claim"] = flag.use.claim_id
    if request is not None:
        rows["commentrequest"] = request.pk
    party = _party(flag, request)
    rows[PARTY] = resolved(party).pk if party else None
    facts: dict[str, Fact] = {"flag": flag.kind, "since": flag.since.isoformat()}
    if request is not None:
        facts |= _tried(request)
    if flag.waiver is not None and flag.waiver.by_user is not None:
        facts["person"] = flag.waiver.by_user.name
    named = {noun: row for noun, row in rows.items() if row is not None}
    return Item(DigestItemKind.FLAG, flag.incident_id, named, facts=facts)


def _party(flag: Flag, request: Any) -> Party | None:
    """The party that the flag is about: asked, not to be asked, or accused."""
    if request is not None:
        party: Party = request.party
        return party
    if flag.waiver is not None:
        return flag.waiver.party
    return flag.allegation.accused if flag.allegation else None


def _tried(request: Any) -> dict[str, Fact]:
    tries = [
        AttemptFact(Channel(each.channel), Reached(each.reached), Outcome(each.outcome))
        for each in request.attempts.all()
    ]
    channels = {each.channel for each in tries}
    return {
        "attempts": len(tries),
        "channels": [each.value for each in Channel if each in channels],
        "went_through": went_through(tries),
        "deadline": request.deadline.isoformat() if request.deadline else None,
    }


def _waiting(newsroom_id: int) -> list[tuple[int | None, Item]]:
    """Who proposed it, and the proposal that waits for a second person; the longest waiting first."""
    rows = Assessment.objects.awaiting().filter(newsroom=newsroom_id).select_related("claim", "by_token")
    proposals = list(rows.order_by("at", "pk"))
    items = [
        Item(
            DigestItemKind.SIGN_OFF_WAITING,
            each.claim.incident_id,
            {"claim": each.claim_id, "assessment": each.pk},
            facts={"status": each.status, "since": each.at.isoformat()},
        )
        for each in proposals
    ]
    return list(zip((each.proposer_id for each in proposals), naming_parties(newsroom_id, items), strict=True))


def _to_sign(member: Membership, waiting: Iterable[tuple[int | None, Item]]) -> list[Item]:
    """Those that the member may sign: what others proposed."""
    reader = Actor(ActorKind.USER, member.newsroom_id, Role(member.role), member.user_id)
    return [item for proposer, item in waiting if proposer != member.user_id] if may(reader, May.SIGN_OFF) else []
