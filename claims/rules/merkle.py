"""Merkle trees as RFC 6962 defines them: roots, proofs that a leaf is in, proofs that it only grew.

A node is (level, index): it stands over the leaves from index × 2^level on, 2^level of them, all of which exist. Such a
node never changes again as the tree grows, so whoever keeps them answers every question with a few look-ups.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence

Node = tuple[int, int]
Span = tuple[int, int]  # leaves from the first number up to, not including, the second

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """A growing tree, of which only the complete nodes along its right edge are kept."""

    def __init__(self, size: int = 0, edge: Iterable[bytes] = ()) -> None:
        """The tree of `size` leaves; `edge` are the hashes of `nodes_of((0, size))`."""
        self.size = size
        self._edge = list(edge)

    def append(self, leaf: bytes) -> list[tuple[Node, bytes]]:
        """Add the hash of one leaf; the nodes that it completes, itself the first of them."""
        level, index, value = 0, self.size, leaf
        completed = [((level, index), value)]
        while index % 2:
            level, index, value = level + 1, index // 2, node_hash(self._edge.pop(), value)
            completed.append(((level, index), value))
        self._edge.append(value)
        self.size += 1
        return completed

    def root(self) -> bytes:
        return fold(self._edge) if self._edge else EMPTY_ROOT


def nodes_of(span: Span) -> list[Node]:
    """The complete nodes that make up a span of a tree, from left to right."""
    start, end = span
    found = []
    while start < end:
        level = (end - start).bit_length() - 1
        found.append((level, start >> level))
        start += 1 << level
    return found


def fold(hashes: Sequence[bytes]) -> bytes:
    """The hash over what `nodes_of` named."""
    *rest, value = hashes
    for left in reversed(rest):
        value = node_hash(left, value)
    return value


def hash_of(span: Span, look_up: Callable[[Node], bytes]) -> bytes:
    return fold([look_up(node) for node in nodes_of(span)])


def inclusion_spans(index: int, size: int) -> list[Span]:
    """Whose hashes prove that leaf `index` is in the tree of `size` leaves, from the leaf upwards."""
    return _path(index, 0, size)


def _path(index: int, start: int, end: int) -> list[Span]:
    if end - start == 1:
        return []
    middle = start + _split(end - start)
    if index < middle:
        return [*_path(index, start, middle), (middle, end)]
    return [*_path(index, middle, end), (start, middle)]


def consistency_spans(old: int, new: int) -> list[Span]:
    """Whose hashes prove that the tree of `new` leaves begins with the tree of `old` leaves."""
    return _subproof(old, 0, new, True) if 0 < old < new else []


def _subproof(old: int, start: int, end: int, known: bool) -> list[Span]:
    if old == end:
        return [] if known else [(start, end)]
    middle = start + _split(end - start)
    if old <= middle:
        return [*_subproof(old, start, middle, known), (middle, end)]
    return [*_subproof(old, middle, end, False), (start, middle)]


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return int(1 << ((size - 1).bit_length() - 1))


def root_by_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root of the tree of `size` leaves if the path is right; None if it cannot be a path of that leaf."""
    if not 0 <= index < size or len(path) != len(inclusion_spans(index, size)):
        return None
    value = leaf
    for (start, _end), sibling in zip(inclusion_spans(index, size), path, strict=True):
        value = node_hash(value, sibling) if start > index else node_hash(sibling, value)
    return value


def is_consistent(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path proves that the tree of `new` leaves begins with that of `old` leaves (RFC 9162, 2.1.4.2)."""
    if old == new:
        return old_root == new_root and not path
    if old == 0 or old > new or not path:
        return old == 0 and not path
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    first, last = old - 1, new - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    old_value = new_value = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if first & 1 or first == last:
            old_value, new_value = node_hash(step, old_value), node_hash(step, new_value)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            new_value = node_hash(new_value, step)
        first, last = first >> 1, last >> 1
    return last == 0 and old_value == old_root and new_value == new_root
