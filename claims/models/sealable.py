"""Changes as they are sealed, checked and exported."""

from collections.abc import Iterator

from claims.models.change import Change, ChangeQuerySet
from claims.models.seal import instant_text
from claims.rules.record import Entry

AT_ONCE = 500


def entry_of(change: Change) -> Entry:
    """The Change, which has a position, as it is sealed."""
    facts = {
        "change": change.pk,
        "newsroom": change.newsroom_id,
        "position": change.numbering.position,
        "verb": change.verb,
        "subject_type": change.subject_type,
        "subject_id": change.subject_id,
        "by_kind": change.by_kind,
        "by_user": change.by_user_id,
        "by_token": change.by_token_id,
        "by_name": change.by_name,
        "at": instant_text(change.at),
        "recorded_at": instant_text(change.recorded_at),
        "incident": change.incident_id,
        "party": change.party_id,
        "source": change.source_id,
        "utterance": change.utterance_id,
    }
    return Entry(facts, change.reason, change.after, change.salt, change.kept)


def in_position_order(newsroom_id: int, *, after: int = 0) -> ChangeQuerySet:
    """The numbered Changes of the newsroom behind the position."""
    rows = Change.objects.numbered().filter(newsroom_id=newsroom_id, numbering__position__gt=after)
    return rows.order_by("numbering__position")


def entries(newsroom_id: int) -> Iterator[Entry]:
    """The whole record of the newsroom, never all of it in memory."""
    for change in in_position_order(newsroom_id).iterator(chunk_size=AT_ONCE):
        yield entry_of(change)
