"""What of a digest a reader may see now, in a fixed number of queries, however long ago it was made."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from claims.models.change import Change
from claims.models.incident import Incident, IncidentPerson
from claims.rules.actor import Actor, outward
from claims.rules.digest_items import Item, Tally, noun_of
from claims.rules.roles import May, may

INCIDENT = "incident"
# A person may be named for an incident, or a token.
Reader = tuple[int | None, int | None]


@dataclass(frozen=True)
class Sight:
    """What may be told, and how many items may not."""

    items: list[Item]
    tallies: list[Tally]
    withheld: int


def sight(newsroom_id: int, items: Iterable[Item], tallies: Iterable[Tally], reader: Actor) -> Sight:
    """The items of which the reader sees the incident, every row and every Change; and the same of the tallies.

    A digest leaves the newsroom wherever it is read: terms and embargoes hold for everybody.
    """
    return sights(newsroom_id, [list(items)], tallies, reader)[0]


def sights(newsroom_id: int, lists: Sequence[Sequence[Item]], tallies: Iterable[Tally], reader: Actor) -> list[Sight]:
    """The same of several lists at once, for readers who see the same: as many queries as for one."""
    told, counted = [item for items in lists for item in items], list(tallies)
    assert reader.newsroom_id == newsroom_id
    reader = outward(reader)
    wanted: dict[str, set[int]] = defaultdict(set)
    for item in told:
        wanted[INCIDENT].add(item.incident)
        for name, row in item.rows.items():
            wanted[noun_of(name)].add(row)
    seen = {noun: _seen(_model(noun), rows, reader) for noun, rows in sorted(wanted.items())}
    changes = _seen(Change, {change for item in told for change in item.changes} | {t.change for t in counted}, reader)
    tallied = [tally for tally in counted if tally.change in changes]
    found = []
    for items in lists:
        visible = [item for item in items if _is_seen(item, seen) and changes.issuperset(item.changes)]
        found.append(Sight(visible, tallied, len(items) - len(visible)))
    return found


def _is_seen(item: Item, seen: dict[str, set[int]]) -> bool:
    return item.incident in seen[INCIDENT] and all(row in seen[noun_of(name)] for name, row in item.rows.items())


def _model(noun: str) -> Any:
    return apps.get_model("claims", noun)


def _seen(model: Any, rows: set[int], reader: Actor) -> set[int]:
    if not rows:
        return set()
    return set(model._default_manager.visible_to(reader).filter(pk__in=sorted(rows)).values_list("pk", flat=True))


def sight_keys(newsroom_id: int) -> Callable[[Actor], Hashable]:
    """Tells readers of the newsroom apart by what they see: those with the same key are told the same. One query."""
    named: dict[Reader, set[int]] = defaultdict(set)
    people = IncidentPerson.objects.filter(newsroom=newsroom_id, incident__restricted=True)
    for incident, user, token in people.values_list("incident_id", "user_id", "token_id"):
        named[user, token].add(incident)

    def key(reader: Actor) -> Hashable:
        everything = may(reader, May.SEE_RESTRICTED)
        return everything, frozenset() if everything else frozenset(named.get((reader.user_id, reader.token_id), ()))

    return key


def sight_key(reader: Actor, keys: Callable[[Actor], Hashable] | None = None) -> Hashable:
    """The key of one reader; of many, with the `sight_keys` of their newsroom."""
    return (keys or sight_keys(reader.newsroom_id))(reader)


def countries_of(items: Iterable[Item | Tally]) -> Mapping[int, str]:
    """Incident → its country's code, "" where that is not known: what `in_scope` asks for."""
    wanted = {item.incident for item in items}
    return dict(Incident.objects.filter(pk__in=wanted).values_list("pk", "country"))
