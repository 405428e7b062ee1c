"""Writing where an utterance was carried, with the chain of hops back to it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from claims.actions._changes import record_change, record_changes
from claims.actions._fields import checked
from claims.actions._references import seen, standing_parties, under
from claims.actions.drafts import CarriageDraft, HopDraft
from claims.models import Carriage, Hop, Party, ProtectedIdentity, Source, Utterance
from claims.rules.actor import Actor
from claims.rules.utterances import check_carried_once, check_hop, check_hop_count, check_translation
from claims.vocabulary import HopActor, Verb


def write_carriage(
    utterance: Utterance, draft: CarriageDraft, verb: Verb, *, path: str, by: Actor, at: datetime
) -> Carriage:
    """Write and record a carriage of the locked (or new) utterance with its hops. `path` is where the draft stands."""
    source, hops = _checked_chain(utterance, draft, path, by, at)
    with under(path):
        values = checked(Carriage, _columns(draft), now=at)
        check_translation(values["translation"], "", draft.machine_translated)
    carriage = Carriage(newsroom_id=by.newsroom_id, utterance=utterance, source=source, added_at=at, **values)
    carriage.save(force_insert=True)
    for hop in hops:
        hop.carriage = carriage
    Hop.objects.bulk_create(hops)
    record_changes(verb, hops, by=by, at=at)
    record_change(verb, carriage, by=by, at=at)
    return carriage


def _checked_chain(
    utterance: Utterance, draft: CarriageDraft, path: str, by: Actor, at: datetime
) -> tuple[Source, list[Hop]]:
    sources = seen(Source, _sources(draft, path), by)
    parties = standing_parties(((f"{_hop(path, i)}.party", hop.party) for i, hop in enumerate(draft.hops)), by)
    identities = seen(
        ProtectedIdentity, ((f"{_hop(path, i)}.identity", hop.identity) for i, hop in enumerate(draft.hops)), by
    )
    source = sources[draft.source.pk]
    with under(path):
        check_carried_once(Carriage.objects.filter(utterance=utterance, source=source).exists(), source.title)
        check_hop_count(len(draft.hops))
    hops = []
    for place, hop in enumerate(draft.hops):
        with under(_hop(path, place)):
            values = _checked_hop(hop, parties, identities, at)
        hops.append(Hop(newsroom_id=by.newsroom_id, position=place + 1, **values))
    return source, hops


def _sources(draft: CarriageDraft, path: str) -> Iterator[tuple[str, Source | None]]:
    yield (f"{path}.source" if path else "source"), draft.source
    for place, hop in enumerate(draft.hops):
        yield f"{_hop(path, place)}.source", hop.source


def _hop(path: str, place: int) -> str:
    return f"{path}.hops.{place}" if path else f"hops.{place}"


def _checked_hop(
    hop: HopDraft, parties: dict[int, Party], identities: dict[int, ProtectedIdentity], at: datetime
) -> dict[str, Any]:
    named = {
        "actor_kind": hop.actor_kind,
        "actor_label": hop.actor_label,
        "verb": hop.verb,
        "directness": hop.directness,
        "said_on": hop.said_on,
        "said_at": hop.said_at,
        "said_precision": hop.said_precision,
        "party": parties[hop.party.pk] if hop.party else None,
        "source": hop.source,
        "identity": identities[hop.identity.pk] if hop.identity else None,
    }
    values = checked(Hop, named, now=at)
    check_hop(
        HopActor(values["actor_kind"]),
        has_party=values["party"] is not None,
        actor_label=values["actor_label"],
        protected=values["identity"] is not None,
    )
    return values


def _columns(draft: CarriageDraft) -> dict[str, Any]:
    return {
        "passage": draft.passage,
        "passage_prefix": draft.passage_prefix,
        "passage_suffix": draft.passage_suffix,
        "language": draft.language,
        "translation": draft.translation,
        "machine_translated": draft.machine_translated,
    }
