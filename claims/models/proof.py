"""Proofs that a Change is in the sealed record."""

from collections.abc import Mapping
from typing import Any

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.models.change import Change
from claims.models.seal import Seal, span_hashes
from claims.models.sealable import entry_of
from claims.rules.heads import FORMAT
from claims.rules.merkle import inclusion_spans, root_by_inclusion
from claims.rules.record import REASON, digests_of, header_of, is_destroyed, leaf_of, salts_of


def proof_of(change: Change, shown: Mapping[str, Any]) -> dict[str, Any]:
    """The proof, under the newest head, for a reader to whom `shown` (field name → value) of the Change was shown.

    Only what was shown can be checked: all other fields have their digest there and nothing else. RuleBroken if the
    Change is not sealed yet, or is not what was sealed.
    """
    seal = Seal.objects.filter(newsroom=change.newsroom_id).order_by("-number").first()
    numbered = Change.objects.numbered().filter(pk=change.pk).first()
    if seal is None or numbered is None or numbered.numbering.position > seal.last_position:
        raise RuleBroken("not_sealed_yet", _("This change is not sealed yet; come back in a few minutes."))
    entry, index = entry_of(numbered), numbered.numbering.position - 1
    signed = seal.signed_head()
    try:
        path = span_hashes(change.newsroom_id, inclusion_spans(index, seal.last_position))
    except KeyError:
        path = []
    root = root_by_inclusion(leaf_of(entry), index, seal.last_position, path)
    if root is None or root.hex() != seal.root_hash:
        raise RuleBroken("record_not_whole", _("This change is not what was sealed: an admin should check the record."))
    return {
        "format": FORMAT,
        "header": header_of(entry),
        "fields": {name: _field(name, digest, salts_of(entry), shown) for name, digest in digests_of(entry).items()},
        "path": [each.hex() for each in path],
        **signed.as_json(),
    }


def _field(name: str, digest: str, salts: Mapping[str, str], shown: Mapping[str, Any]) -> dict[str, Any]:
    if name not in shown or name not in salts or is_destroyed(name, shown[name]):
        return {"digest": digest}
    return {"digest": digest, "salt": salts[name], "value": shown[name]}


def shown_of(after: Mapping[str, Any] | None, reason: str) -> dict[str, Any]:
    """What a reader was shown, by the names under which it is sealed."""
    return {**(after or {}), REASON: reason}
