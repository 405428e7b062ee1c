"""What is sealed of one Change: its leaf in the newsroom's tree (docs/record.md has the format).

Every field of the subject's row and the reason have a salted digest of their own. The leaf stands over the digests, not
the values: a value that was destroyed leaves its digest behind, nobody can guess the value from it, and the leaf is
still the same.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claims.rules.canonical import canonical
from claims.rules.merkle import leaf_hash

# What stands in the place of a value that was destroyed: in a row that the record keeps, and in a text.
REDACTED: Mapping[str, Any] = {"redacted": True}
REDACTED_TEXT = "[redacted]"
# The reason's name among the fields; no column is called so.
REASON = "change.reason"


@dataclass(frozen=True)
class Entry:
    """One Change as it is sealed and exported.

    `facts` are its columns but for the payload. `after` is the subject's row, None if it is gone. Either `salt` is
    there, or, after a redaction, `kept`: the `salts` of the fields that can still be read and the `digests` of those
    that were destroyed, by field.
    """

    facts: Mapping[str, Any]
    reason: Any
    after: Mapping[str, Any] | None
    salt: str | None
    kept: Mapping[str, Mapping[str, str]] | None = None

    @property
    def change(self) -> int:
        return int(self.facts["change"])

    @property
    def position(self) -> int:
        return int(self.facts["position"])

    @property
    def redacted(self) -> list[str]:
        """The names of the fields that were destroyed."""
        return sorted(self.left("digests"))

    def left(self, what: str) -> dict[str, str]:
        """What a redaction left of the fields; nothing where somebody wrote nonsense there."""
        part = self.kept.get(what) if isinstance(self.kept, Mapping) else None
        return {name: str(each) for name, each in part.items()} if isinstance(part, Mapping) else {}


def fields_of(entry: Entry) -> dict[str, Any]:
    """Everything that has a digest of its own."""
    after = entry.after if isinstance(entry.after, Mapping) else {"": entry.after}
    return {**(after if entry.after is not None else {}), REASON: entry.reason}


def is_destroyed(name: str, value: Any) -> bool:
    """Whether what stands there says that the value was destroyed. The reason is a text, all else JSON."""
    return bool(value == (REDACTED_TEXT if name == REASON else REDACTED))


def field_salt(salt: str, name: str) -> str:
    """The salt of one field: it says nothing of the others'."""
    return hmac.new(salt.encode(), name.encode(), hashlib.sha256).hexdigest()


def salts_of(entry: Entry) -> dict[str, str]:
    """The salts of the fields that can still be read."""
    if entry.salt is None:
        return entry.left("salts")
    return {name: field_salt(entry.salt, name) for name in fields_of(entry)}


def field_digest(salt: str, value: Any) -> str:
    return hashlib.sha256(b"\x02" + salt.encode() + canonical(value)).hexdigest()


def digests_of(entry: Entry) -> dict[str, str]:
    """The digest of each field. That of a destroyed one is believed only where nothing else stands in its place."""
    salts = salts_of(entry)
    kept = entry.left("digests")
    return {
        name: kept[name] if name in kept and is_destroyed(name, value) else field_digest(salts.get(name, ""), value)
        for name, value in fields_of(entry).items()
    }


def header_of(entry: Entry) -> dict[str, Any]:
    """What the leaf is the hash of: the facts, and two digests in the place of the payload."""
    digests = digests_of(entry)
    reason = digests.pop(REASON)
    payload = None if entry.after is None else hashlib.sha256(canonical(digests)).hexdigest()
    return {**entry.facts, "reason": reason, "payload": payload}


def leaf_of(entry: Entry) -> bytes:
    return leaf_hash(canonical(header_of(entry)))


def without(entry: Entry, names: set[str]) -> Entry:
    """The entry with the values of these fields destroyed. Its leaf is the same."""
    digests, salts = digests_of(entry), salts_of(entry)
    gone = {name for name in names if name in digests}
    kept = {
        "salts": {name: salt for name, salt in salts.items() if name not in gone},
        "digests": {name: digests[name] for name in sorted(gone | set(entry.redacted))},
    }
    after = entry.after and {name: REDACTED if name in gone else value for name, value in entry.after.items()}
    return Entry(entry.facts, REDACTED_TEXT if REASON in gone else entry.reason, after, None, kept)
