"""What can be done to utterances: record them with everything said, revise them, say where else they were carried."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from claims.actions._answering import check_answers_still_follow
from claims.actions._carriage import write_carriage
from claims.actions._changes import record_change, record_changes
from claims.actions._claims import check_claims, write_claims
from claims.actions._edits import merged, write
from claims.actions._fields import checked
from claims.actions._references import standing_parties
from claims.actions._rows import lock, lock_newsroom, require_seen
from claims.actions._voiding import recheck_admitted_by
from claims.actions.drafts import CarriageDraft, ClaimDraft
from claims.models import Carriage, Claim, Party, Utterance, UtteranceClaimant
from claims.models.utterance import standing_claimants
from claims.rules.actor import Actor
from claims.rules.roles import May, require
from claims.rules.utterances import check_claimants, check_speaker, check_terms, check_translation
from claims.vocabulary import Verb

WHEN = frozenset({"said_on", "said_at", "said_precision"})
REVISABLE = frozenset(
    {
        "speaker",
        "speaker_identity",
        "speaker_label",
        *WHEN,
        "words",
        "language",
        "translation",
        "translated_by",
        "machine_translated",
        "terms",
        "background_as",
        "embargo_until",
        "inferred",
    }
)
WHEN = frozenset({"said_on", "said_at", "said_precision"})


@transaction.atomic
def record_utterance(
    *,
    claimants: Sequence[Party],
    claims: Sequence[ClaimDraft],
    carriage: CarriageDraft | None = None,
    by: Actor,
    at: datetime,
    **fields: Any,
) -> Utterance:
    """Record one occasion on which somebody said something, with every claim made and where it was carried.

    No claimants means unattributed, several that they spoke jointly; of a merged party, the one that stands for it is
    kept. `fields` are any of Utterance's own columns a person sets (see REVISABLE).
    """
    require(by, May.RECORD)
    values = _checked_values(fields, by, at)
    utterance = Utterance(newsroom_id=by.newsroom_id, recorded_at=at, **values)
    _check_whole(utterance)
    speaking = _checked_claimants(claimants, by)
    prepared = check_claims(claims, utterance, speaking, by=by, at=at)
    utterance.save(force_insert=True)
    _write_claimants(utterance, speaking, by, at)
    record_change(Verb.UTTERANCE_RECORDED, utterance, by=by, at=at)
    if carriage is not None:
        write_carriage(utterance, carriage, Verb.CARRIAGE_ADDED, path="carriage", by=by, at=at)
    write_claims(prepared, by=by, at=at)
    return utterance


@transaction.atomic
def revise_utterance(*, utterance: Utterance, version: int, by: Actor, at: datetime, **fields: Any) -> Utterance:
    """Change the fields given, prepared on `version`; merges with what others changed since, or raises StaleEdit.

    Who said it cannot be revised: other claims would be attributed to them unseen. Mark the claims as misattributed and
    record the utterance anew.
    """
    require(by, May.RECORD)
    if fields.keys() & WHEN:
        lock_newsroom(by)  # an admission counts from the day on which it was said, and may carry somebody's sign-off
    utterance = lock(utterance, by)
    values = merged(utterance, version, _checked_values(fields, by, at))
    if not values:
        return utterance
    for name, value in values.items():
        setattr(utterance, name, value)
    _check_whole(utterance)
    write(utterance, values)
    if values.keys() & WHEN:
        check_answers_still_follow(utterance)
    record_change(Verb.UTTERANCE_REVISED, utterance, by=by, at=at)
    if values.keys() & WHEN:
        recheck_admitted_by(Claim.objects.of(by).filter(links__utterance=utterance), by=by, at=at)
    return utterance


@transaction.atomic
def add_carriage(*, utterance: Utterance, carriage: CarriageDraft, by: Actor, at: datetime) -> Carriage:
    """Say where else the utterance was carried: once per source."""
    require(by, May.RECORD)
    return write_carriage(lock(utterance, by), carriage, Verb.CARRIAGE_ADDED, path="", by=by, at=at)


@transaction.atomic
def record_claims(*, utterance: Utterance, claims: Sequence[ClaimDraft], by: Actor, at: datetime) -> list[Claim]:
    """Hang further claims on an utterance that is recorded already."""
    require(by, May.RECORD)
    utterance = lock(utterance, by)
    speaking = standing_claimants(utterance)
    prepared = check_claims(claims, utterance, {party.pk: party for party in speaking}, by=by, at=at)
    return write_claims(prepared, by=by, at=at)


def _checked_values(fields: dict[str, Any], by: Actor, at: datetime) -> dict[str, Any]:
    if unknown := fields.keys() - REVISABLE:
        raise TypeError(f"not fields of an utterance that a person sets: {sorted(unknown)}")
    values = checked(Utterance, fields, now=at)
    speaker = values.get("speaker")
    if speaker is not None:
        values["speaker"] = standing_parties([("speaker", speaker)], by)[speaker.pk]
    require_seen([values.get("speaker_identity")], by, field="speaker_identity")
    return values


def _check_whole(utterance: Utterance) -> None:
    check_speaker(named=utterance.speaker_id is not None, protected=utterance.speaker_identity_id is not None)
    check_terms(utterance.terms, utterance.background_as)
    check_translation(utterance.translation, utterance.translated_by, utterance.machine_translated)


def _checked_claimants(claimants: Sequence[Party], by: Actor) -> dict[int, Party]:
    found = standing_parties(((f"claimants.{place}", party) for place, party in enumerate(claimants)), by)
    speaking = [found[party.pk] for party in claimants]
    check_claimants((party.pk, party.name) for party in speaking)
    return {party.pk: party for party in speaking}


def _write_claimants(utterance: Utterance, claimants: dict[int, Party], by: Actor, at: datetime) -> None:
    rows = UtteranceClaimant.objects.bulk_create(
        [
            UtteranceClaimant(newsroom_id=by.newsroom_id, utterance=utterance, party=party)
            for party in claimants.values()
        ]
    )
    record_changes(Verb.UTTERANCE_RECORDED, rows, by=by, at=at)
