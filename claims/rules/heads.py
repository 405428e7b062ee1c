"""Heads: what a seal says of the record, signed. Small enough to be kept elsewhere, where nobody here can change it."""

import base64
import binascii
import hashlib
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from claims.rules.canonical import canonical

FORMAT = "on-record/1"
# What the first head names as its predecessor.
NOTHING_BEFORE = "0" * 64
SEED_BYTES = 32


@dataclass(frozen=True)
class Head:
    """The record of one newsroom up to `tree_size`, the position of the last Change sealed. Hashes are hexadecimal."""

    newsroom: int
    number: int
    first_position: int
    tree_size: int
    root_hash: str
    previous_hash: str
    sealed_at: str
    public_key: str

    def body(self) -> dict[str, Any]:
        """What is signed."""
        return {"format": FORMAT, **asdict(self)}

    def digest(self) -> str:
        """What the next head names as its predecessor."""
        return hashlib.sha256(canonical(self.body())).hexdigest()


@dataclass(frozen=True)
class SignedHead:
    head: Head
    signature: str

    def as_json(self) -> dict[str, Any]:
        return {"head": self.head.body(), "signature": self.signature}


def read_head(given: Mapping[str, Any]) -> SignedHead:
    """The head as `as_json` gave it; ValueError if it is none."""
    try:
        body = dict(given["head"])
        if body.pop("format") != FORMAT:
            raise ValueError("another format")
        head, signature = Head(**body), given["signature"]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a head: {error}") from None
    if not all(type(getattr(head, name)) is kind for name, kind in Head.__annotations__.items()):
        raise ValueError("not a head: a field has another type")
    return SignedHead(head, str(signature))


def read_key(text: str) -> Ed25519PrivateKey:
    """The signing key from 32 bytes in base64, either alphabet; ValueError if it is none."""
    plain = text.strip().replace("+", "-").replace("/", "_").rstrip("=")
    try:
        seed = base64.urlsafe_b64decode(plain + "=" * (-len(plain) % 4))
    except (binascii.Error, ValueError):
        seed = b""
    if len(seed) != SEED_BYTES:
        raise ValueError("RECORD_KEY is not 32 bytes in base64.")
    return Ed25519PrivateKey.from_private_bytes(seed)


def public_key_of(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes_raw().hex()


def sign(head: Head, key: Ed25519PrivateKey) -> SignedHead:
    return SignedHead(head, key.sign(canonical(head.body())).hex())


def is_signed(signed: SignedHead, trusted: Collection[str]) -> bool:
    """Whether one of the trusted keys signed exactly this."""
    if signed.head.public_key not in trusted:
        return False
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signed.head.public_key))
        key.verify(bytes.fromhex(signed.signature), canonical(signed.head.body()))
    except (InvalidSignature, ValueError):
        return False
    return True
