"""Who may be told which items now: judged whenever a digest is sent or read, by the one definition of visibility."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from django.apps import apps

from claims.models.change import Change
from claims.models.incident import Incident, IncidentPerson
from claims.models.membership import Membership
from claims.models.utterance import UtteranceClaimant
from claims.rules.actor import Actor
from claims.rules.digest_items import Item, Tally
from claims.rules.roles import May, may

SightKey: TypeAlias = tuple[bool, frozenset[int]]
CLAIM, PARTY = "claim", "party"


@dataclass(frozen=True)
class Sight:
    """What of the items and tallies a reader may be told; `withheld` is how many items are left out.

    `makers`: claim → the parties that made it, as far as they are told. They stand among the rows of an item, too:
    beside "claim" as "party", "party:2", …, beside "claim:other" as "party:other", ….
    """

    items: list[Item]
    tallies: list[Tally]
    makers: Mapping[int, list[int]]
    withheld: int


def sight(items: Iterable[Item], tallies: Iterable[Tally], reader: Actor) -> Sight:
    """What the reader may see of these now, in a fixed number of queries. The reader is one who reads outside."""
    return sights([list(items)], tallies, reader)[0]


def sights(lists: Sequence[Sequence[Item]], tallies: Iterable[Tally], reader: Actor) -> list[Sight]:
    """The same for several lists at once, of readers who see the same: as many queries as for one."""
    told, counted = [item for items in lists for item in items], list(tallies)
    wanted: dict[str, set[int]] = defaultdict(set)
    for item in told:
        wanted["incident"].add(item.incident)
        for noun, row in item.rows.items():
            wanted[noun.partition(":")[0]].add(row)
    wanted["incident"] |= {tally.incident for tally in counted}
    seen = {noun: _seen(noun, rows, reader) for noun, rows in sorted(wanted.items())}
    changes = {key for item in told for key in item.changes} | {tally.change for tally in counted}
    seen["change"] = set(Change.objects.visible_to(reader).filter(pk__in=changes).values_list("pk", flat=True))
    makers = _makers(reader, wanted[CLAIM])
    tallied = [each for each in counted if each.incident in seen["incident"] and each.change in seen["change"]]
    found = []
    for items in lists:
        visible = [_with_makers(item, makers) for item in items if _whole(item, seen)]
        found.append(Sight(visible, tallied, makers, len(items) - len(visible)))
    return found


def sight_keys(members: Sequence[Membership]) -> dict[int, SightKey]:
    """Membership id → a key that is the same for members of one newsroom who see the same when they read outside."""
    named: dict[tuple[int, int], set[int]] = defaultdict(set)
    rows = IncidentPerson.objects.filter(
        user__in=[each.user_id for each in members],
        newsroom__in={each.newsroom_id for each in members},
        incident__restricted=True,
    )
    for newsroom, user, incident in rows.values_list("newsroom_id", "user_id", "incident_id"):
        if user is not None:
            named[newsroom, user].add(incident)
    return {each.pk: _key(each, named) for each in members}


def countries_of(items: Iterable[Item | Tally]) -> Mapping[int, str]:
    """Incident id → its country's code, "" where it is not known: what `in_scope` asks for."""
    wanted = {item.incident for item in items}
    return dict(Incident.objects.filter(pk__in=wanted).values_list("pk", "country"))


def _key(member: Membership, named: Mapping[tuple[int, int], set[int]]) -> SightKey:
    everything = may(member.reader(), May.SEE_RESTRICTED)
    return everything, frozenset() if everything else frozenset(named.get((member.newsroom_id, member.user_id), ()))


def _seen(noun: str, rows: set[int], reader: Actor) -> set[int]:
    manager: Any = apps.get_model("claims", noun)._default_manager
    return set(manager.visible_to(reader).filter(pk__in=rows).values_list("pk", flat=True))


def _whole(item: Item, seen: Mapping[str, set[int]]) -> bool:
    if item.incident not in seen["incident"] or not set(item.changes) <= seen["change"]:
        return False
    return all(row in seen[noun.partition(":")[0]] for noun, row in item.rows.items())


def _makers(reader: Actor, claims: set[int]) -> dict[int, list[int]]:
    """Claim → the parties that made it, as far as they are told; merges are resolved."""
    rows = UtteranceClaimant.objects.told_to(reader).filter(utterance__links__claim__in=claims)
    found: dict[int, list[int]] = defaultdict(list)
    columns = ("utterance__links__claim", "party_id", "party__merged_into_id")
    for claim, party, merged_into in rows.order_by("pk").values_list(*columns):
        who = merged_into or party
        if claim in claims and who not in found[claim]:
            found[claim].append(who)
    return found


def _with_makers(item: Item, makers: Mapping[int, list[int]]) -> Item:
    rows = dict(item.rows)
    for noun, role in ((CLAIM, PARTY), ("claim:other", "party:other")):
        for place, party in enumerate(makers.get(item.rows.get(noun, 0), ()), 1):
            rows.setdefault(role if place == 1 else f"{role}:{place}", party)
    return replace(item, rows=rows)
