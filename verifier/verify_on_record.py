#!/usr/bin/env python3
"""Verify a record that On Record exported, or the proof of one change, with nothing but Python 3.9 or newer.

    python verify_on_record.py record EXPORT.jsonl [--heads HEADS.jsonl …] [--key PUBLICKEY …]
    python verify_on_record.py proof PROOF.json [--key PUBLICKEY …]

It shares no code with On Record. What the formats are, and what a verification proves, says docs/record.md. Signatures
are Ed25519 (RFC 8032), trees those of RFC 6962, canonical JSON that of RFC 8785. Exit code: 0 whole, 1 not, 2 unusable.
Without --key it says whose key signed; whether that is the newsroom's, you must know from elsewhere.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import math
import sys
from collections.abc import Iterator
from typing import Any

FORMAT = "on-record/1"
REASON = "change.reason"
REDACTED = {"redacted": True}
REDACTED_TEXT = "[redacted]"
NOTHING_BEFORE = "0" * 64


# Canonical JSON


def canonical(value: Any) -> bytes:
    """RFC 8785; whole numbers that a double cannot hold are texts (its appendix D)."""
    return _written(value).encode()


def _written(value: Any) -> str:
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(f"{_text(name)}:{_written(value[name])}" for name in names) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(_written(each) for each in value) + "]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value) if abs(value) < 2**53 else _text(str(value))
    if isinstance(value, float):
        return _double(value) if math.isfinite(value) else _text(str(value))
    return _text(value)


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _double(value: float) -> str:
    """As ECMAScript writes a number: repr gives the shortest digits, the rest is where the point goes."""
    if value == 0:
        return "0"
    sign, mantissa = ("-" if value < 0 else ""), repr(abs(value))
    mantissa, _e, exponent = mantissa.partition("e")
    whole, _point, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    digits = digits.rstrip("0")
    if 0 < point <= 21:
        return sign + (digits.ljust(point, "0") if len(digits) <= point else f"{digits[:point]}.{digits[point:]}")
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    more = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{more}e{'+' if point > 0 else '-'}{abs(point - 1)}"


# Ed25519, verification alone: RFC 8032, section 5.1

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = tuple  # extended coordinates: (X, Y, Z, T) with x = X/Z, y = Y/Z, x*y = T/Z


def _add(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _times(number: int, point: Point) -> Point:
    result = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = _add(result, point)
        point, number = _add(point, point), number >> 1
    return result


def _x_of(y: int, sign: int) -> int | None:
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def _point(data: bytes) -> Point | None:
    number = int.from_bytes(data, "little")
    y, sign = number & ((1 << 255) - 1), number >> 255
    x = _x_of(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = _point(BASE_Y.to_bytes(32, "little"))


def is_signature(public_key: bytes, message: bytes, signature: bytes) -> bool:
    if len(public_key) != 32 or len(signature) != 64:
        return False
    key, commitment = _point(public_key), _point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % ORDER
    one, other = _times(s, BASE), _add(commitment, _times(h, key))
    return (one[0] * other[2] - other[0] * one[2]) % P == 0 and (one[1] * other[2] - other[1] * one[2]) % P == 0


# Merkle trees: RFC 6962


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    def __init__(self) -> None:
        self.size, self.edge = 0, []

    def append(self, leaf: bytes) -> None:
        value, index = leaf, self.size
        while index & 1:
            value, index = node_hash(self.edge.pop(), value), index >> 1
        self.edge.append(value)
        self.size += 1

    def root(self) -> str:
        value = None
        for left in reversed(self.edge):
            value = left if value is None else node_hash(left, value)
        return (value or hashlib.sha256(b"").digest()).hex()


def root_of_path(leaf: bytes, index: int, size: int, path: list[bytes]) -> str | None:
    """RFC 9162, section 2.1.3.2."""
    if not 0 <= index < size:
        return None
    number, last, value = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return None
        if number & 1 or number == last:
            value = node_hash(sibling, value)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            value = node_hash(value, sibling)
        number, last = number >> 1, last >> 1
    return value.hex() if last == 0 else None


# The record


def field_salt(salt: str, name: str) -> str:
    return hmac.new(salt.encode(), name.encode(), hashlib.sha256).hexdigest()


def field_digest(salt: str, value: Any) -> str:
    return hashlib.sha256(b"\x02" + salt.encode() + canonical(value)).hexdigest()


def payload_of(digests: dict[str, str]) -> str:
    return hashlib.sha256(canonical(digests)).hexdigest()


def header_of(line: dict[str, Any]) -> dict[str, Any]:
    """What the leaf of an exported change is the hash of. Where values were exported, their digests are computed."""
    if "salt" not in line:
        return line["header"]
    left = line.get("left") or {"salts": {}, "digests": {}}
    digests = {}
    for name, value in {**(line["after"] or {}), REASON: line["reason"]}.items():
        gone = value == (REDACTED_TEXT if name == REASON else REDACTED)
        if name in left["digests"] and gone:
            digests[name] = left["digests"][name]
        else:
            salt = left["salts"].get(name, "") if line["salt"] is None else field_salt(line["salt"], name)
            digests[name] = field_digest(salt, value)
    reason = digests.pop(REASON)
    return {**line["header"], "reason": reason, "payload": None if line["after"] is None else payload_of(digests)}


class Verdict:
    def __init__(self, keys: list[str]) -> None:
        self.keys, self.findings, self.signers = [key.lower() for key in keys], [], set()

    def found(self, text: str) -> None:
        self.findings.append(text)

    def signed(self, given: dict[str, Any]) -> bool:
        head = given["head"]
        if head.get("format") != FORMAT or (self.keys and head["public_key"] not in self.keys):
            return False
        try:
            key, signature = bytes.fromhex(head["public_key"]), bytes.fromhex(given["signature"])
        except ValueError:
            return False
        if is_signature(key, canonical(head), signature):
            self.signers.add(head["public_key"])
            return True
        return False


def check_record(lines: Iterator[dict[str, Any]], outside: list[dict[str, Any]], verdict: Verdict) -> str:
    """Go through an export from top to bottom; returns what was gone through."""
    tree, last, number, redacted, decided = Tree(), None, 0, [], {}
    outside = sorted((each for each in outside if _believed(each, verdict)), key=lambda each: each["head"]["tree_size"])
    newsroom = None
    for line in lines:
        if line["kind"] == "change":
            header = header_of(line)
            where = f"position {header['position']}: change {header['change']} ({header['verb']})"
            newsroom = header["newsroom"]
            if header["position"] != tree.size + 1:
                verdict.found(f"A change is missing or out of place before {where}.")
                return _told(tree, number, last)
            if header != line["header"]:
                verdict.found(f"At {where} was altered.")
                return _told(tree, number, last)
            tree.append(leaf_hash(canonical(header)))
            _note_redactions(line, where, redacted, decided)
            while outside and outside[0]["head"]["tree_size"] == tree.size:
                _compare_outside(outside.pop(0), newsroom, tree, verdict)
        elif line["kind"] == "head":
            last, number = _check_head(line, last, number, tree, verdict), number + 1
    for each in outside:
        if newsroom in (None, each["head"]["newsroom"]):
            verdict.found(
                f"Head {each['head']['number']} speaks of {each['head']['tree_size']} changes; these are fewer."
            )
    for change, name, where in redacted:
        if name not in decided.get(change, ()):
            verdict.found(f"At {where}: “{name}” was taken out, and no redaction that two people decided says so.")
    return _told(tree, number, last)


def _told(tree: Tree, number: int, last: Any = None) -> str:
    unsealed = tree.size - (last["tree_size"] if last else 0)
    return f"{tree.size} changes, {number} heads; {unsealed} not under a head"


def _believed(given: dict[str, Any], verdict: Verdict) -> bool:
    if verdict.signed(given):
        return True
    verdict.found(f"The head given, number {given['head']['number']}, is not signed with a key you trust.")
    return False


def _compare_outside(given: dict[str, Any], newsroom: Any, tree: Tree, verdict: Verdict) -> None:
    head = given["head"]
    if head["newsroom"] == newsroom and head["root_hash"] != tree.root():
        verdict.found(f"Head {head['number']} speaks of other changes up to position {head['tree_size']}: rewritten.")


def _check_head(line: dict[str, Any], last: Any, number: int, tree: Tree, verdict: Verdict) -> dict[str, Any]:
    head = line["head"]
    if not verdict.signed(line):
        verdict.found(f"Head {head['number']} is not signed with a key you trust.")
    previous = hashlib.sha256(canonical(last)).hexdigest() if last else NOTHING_BEFORE
    first = last["tree_size"] + 1 if last else 1
    if (head["number"], head["previous_hash"], head["first_position"]) != (number + 1, previous, first):
        verdict.found(f"Head {head['number']} does not follow from the one before it.")
    if head["tree_size"] != tree.size or head["root_hash"] != tree.root():
        verdict.found(f"Positions {first} to {head['tree_size']} are not what head {head['number']} was made over.")
    return head


def _note_redactions(line: dict[str, Any], where: str, redacted: list[Any], decided: dict[int, Any]) -> None:
    """What was taken out, and what the record itself says was decided. It takes an export with values."""
    if "salt" not in line:
        return
    for name in (line.get("left") or {}).get("digests", {}):
        redacted.append((line["header"]["change"], name, where))
    if line["header"]["subject_type"] == "redactionapproval" and line["after"]:
        for change, names in line["after"].get("destroyed", {}).items():
            decided.setdefault(int(change), set()).update(names)


def check_proof(proof: dict[str, Any], verdict: Verdict) -> str:
    """One change: each value shown, its place in the tree, and the head's signature."""
    header, fields = proof["header"], proof["fields"]
    for name, field in fields.items():
        if "salt" in field and field_digest(field["salt"], field["value"]) != field["digest"]:
            verdict.found(f"“{name}” is not the value that was sealed.")
    digests = {name: field["digest"] for name, field in fields.items()}
    reason = digests.pop(REASON, None)
    if header["reason"] != reason or header["payload"] != (payload_of(digests) if digests else None):
        verdict.found("The fields are not those of the change.")
    head, path = proof["head"], [bytes.fromhex(step) for step in proof["path"]]
    root = root_of_path(leaf_hash(canonical(header)), header["position"] - 1, head["tree_size"], path)
    if root != head["root_hash"] or header["newsroom"] != head["newsroom"]:
        verdict.found("The change is not in the record that the head speaks of.")
    if not verdict.signed(proof):
        verdict.found("The head is not signed with a key you trust.")
    return f"change {header['change']} ({header['verb']}) at position {header['position']}, head {head['number']}"


def _lines(path: str) -> Iterator[dict[str, Any]]:
    with open(path, encoding="utf-8") as file:
        for line in file:
            try:
                yield json.loads(line)
            except ValueError:
                print(f"{path}: a line that broke off was passed over.", file=sys.stderr)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("record", "proof"):
        command = commands.add_parser(name)
        command.add_argument("file")
        command.add_argument("--key", action="append", default=[], help="a public key to trust, in hexadecimal")
        if name == "record":
            command.add_argument("--heads", action="append", default=[], help="a file of heads kept elsewhere")
    given = parser.parse_args(arguments)
    verdict = Verdict(given.key)
    try:
        if given.command == "record":
            outside = [line for path in given.heads for line in _lines(path)]
            told = check_record(_lines(given.file), outside, verdict)
        else:
            with open(given.file, encoding="utf-8") as file:
                told = check_proof(json.load(file), verdict)
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        print(f"This cannot be verified: {type(error).__name__}: {error}", file=sys.stderr)
        return 2
    for finding in verdict.findings:
        print(finding)
    for key in sorted(verdict.signers):
        print(f"Signed with {key}{'' if verdict.keys else ': is that the key of the newsroom?'}")
    print(f"{'NOT WHOLE' if verdict.findings else 'Whole'}: {told}.")
    return 1 if verdict.findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
