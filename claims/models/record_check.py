"""The record of one newsroom, brought before the check that computes it again (rules/record_check.py)."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any

from django.conf import settings

from claims.models.change import Change, Unnumbered
from claims.models.newsroom import Newsroom
from claims.models.seal import Seal, SealedNode
from claims.models.sealable import AT_ONCE, entries, in_position_order
from claims.rules.heads import SignedHead, public_key_of, read_key
from claims.rules.record_check import Leaf, Report, check_record
from claims.rules.redaction import approved
from claims.vocabulary import Trouble


def trusted_keys() -> list[str]:
    """The public keys whose seals are believed: that of the key in use, and those listed from before."""
    return [public_key_of(read_key(settings.RECORD_KEY)), *(key.lower() for key in settings.RECORD_OLD_KEYS)]


def check_newsroom(
    newsroom: Newsroom, *, trusted: Collection[str], given: Iterable[SignedHead] = (), at_most: int | None = None
) -> Report:
    """Compute the newsroom's record again, or its first `at_most` Changes. It only reads.

    What is recorded and sealed meanwhile does no harm: leaves are looked at before seals, and seals before Changes.
    """
    report = check_record(
        islice(entries(newsroom.pk), at_most),
        _leaves(newsroom.pk, at_most),
        _heads(newsroom.pk, at_most),
        given=[signed for signed in given if signed.head.newsroom == newsroom.pk],
        trusted=trusted,
        destroyed=lambda: _destroyed(newsroom.pk),
        partly=at_most is not None and in_position_order(newsroom.pk, after=at_most).exists(),
    )
    _look_beside_the_numbering(newsroom, report)
    return report


def _destroyed(newsroom_id: int) -> dict[int, set[str]]:
    """Per Change, the fields that redactions took out, as the record itself says: two people, and where it stood."""
    said = Change.objects.filter(newsroom=newsroom_id, subject_type__in=["redaction", "redactionapproval"])
    rows = dict[str, dict[int, dict[str, Any]]](redaction={}, redactionapproval={})
    for kind, key, after in said.values_list("subject_type", "subject_id", "after").iterator(AT_ONCE):
        rows[kind][key] = after or {}
    return approved(rows["redaction"], rows["redactionapproval"].values())


def _leaves(newsroom_id: int, at_most: int | None) -> Iterator[Leaf]:
    """All of them, those behind the last seal too: there should be none."""
    rows = SealedNode.objects.filter(newsroom=newsroom_id, level=0)
    if at_most is not None:
        rows = rows.filter(index__lt=at_most)
    for index, change, value in rows.order_by("index").values_list("index", "leaf_of", "hash").iterator(AT_ONCE):
        yield Leaf(position=index + 1, change=change or 0, hash=bytes(value))


def _heads(newsroom_id: int, at_most: int | None) -> Iterator[SignedHead]:
    rows = Seal.objects.filter(newsroom=newsroom_id)
    if at_most is not None:
        rows = rows.filter(last_position__lte=at_most)
    for seal in rows.in_order().iterator(AT_ONCE):
        yield seal.signed_head()


def _look_beside_the_numbering(newsroom: Newsroom, report: Report) -> None:
    """Changes without a position wait for one in the queue; any other came in past the triggers."""
    unnumbered = Change.objects.filter(newsroom=newsroom, numbering__isnull=True)
    waiting = Unnumbered.objects.values("change")
    report.waiting = unnumbered.filter(pk__in=waiting).count()
    for change in unnumbered.exclude(pk__in=waiting).order_by("pk")[:1]:
        report.found(Trouble.ROW_UNNUMBERED, change=change.pk, verb=change.verb)
