"""The record of one newsroom, brought before the check that computes it again (rules/record_check.py)."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import Max

from claims.models.change import Change, Unnumbered
from claims.models.newsroom import Newsroom
from claims.models.seal import Seal, SealedNode
from claims.models.sealable import AT_ONCE, entries, newest_position, pages
from claims.rules.heads import SignedHead, public_key_of, read_key
from claims.rules.record_check import Leaf, Report, check_record
from claims.rules.redaction import approved
from claims.vocabulary import Trouble


def trusted_keys() -> list[str]:
    """The public keys whose seals are believed: that of the key in use, and those listed from before."""
    return [public_key_of(read_key(settings.RECORD_KEY)), *(key.lower() for key in settings.RECORD_OLD_KEYS)]


def check_newsroom(
    newsroom: Newsroom,
    *,
    trusted: Collection[str],
    given: Iterable[SignedHead] = (),
    reached: Callable[[int, int], None] | None = None,
) -> Report:
    """Compute the newsroom's record again. It only reads, in pages, and needs as much memory for a long record as for
    a short one. `reached` is told, after each page, how many Changes were computed and how many there are in all.

    What is recorded and sealed meanwhile does no harm: it looks first how far there are leaves, then how far seals,
    then how far Changes, and goes no further than that.
    """
    leaves, seals = _leaves(newsroom.pk), _heads(newsroom.pk)
    newest = newest_position(newsroom.pk)
    report = check_record(
        entries(newsroom.pk, until=newest, reached=reached and (lambda position: reached(position, newest))),
        leaves,
        seals,
        given=[signed for signed in given if signed.head.newsroom == newsroom.pk],
        trusted=trusted,
        destroyed=lambda: _destroyed(newsroom.pk),
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


def _leaves(newsroom_id: int) -> Iterator[Leaf]:
    """All of them, those behind the last seal too: there should be none."""
    rows = SealedNode.objects.filter(newsroom=newsroom_id, level=0)
    last = rows.aggregate(last=Max("index"))["last"]
    found = rows.values_list("index", "leaf_of", "hash")
    every = pages(found, "index", lambda row: row[0], until=-1 if last is None else last, after=-1)
    return (
        Leaf(position=index + 1, change=change or 0, hash=bytes(value))
        for page in every
        for index, change, value in page
    )


def _heads(newsroom_id: int) -> Iterator[SignedHead]:
    rows = Seal.objects.filter(newsroom=newsroom_id)
    last = rows.aggregate(last=Max("number"))["last"] or 0
    return (seal.signed_head() for page in pages(rows, "number", lambda seal: seal.number, until=last) for seal in page)


def _look_beside_the_numbering(newsroom: Newsroom, report: Report) -> None:
    """Changes without a position wait for one in the queue; any other came in past the triggers."""
    unnumbered = Change.objects.filter(newsroom=newsroom, numbering__isnull=True)
    waiting = Unnumbered.objects.values("change")
    report.waiting = unnumbered.filter(pk__in=waiting).count()
    for change in unnumbered.exclude(pk__in=waiting).order_by("pk")[:1]:
        report.found(Trouble.ROW_UNNUMBERED, change=change.pk, verb=change.verb)
