"""Trees for pictures: what hangs on what, a row each, from the top."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Node:
    """`kind` says how it is drawn."""

    words: str
    kind: str
    beneath: tuple["Node", ...] = ()


@dataclass(frozen=True)
class Placed:
    """A node in its row, `depth` steps from the top; `last` is the row of the last one directly beneath it, if any."""

    node: Node
    depth: int
    row: int
    last: int | None


def placed(top: Node) -> list[Placed]:
    """The node and all beneath it, one per row."""
    rows: list[Placed] = []
    _place(top, 0, rows)
    return rows


def _place(node: Node, depth: int, rows: list[Placed]) -> int:
    """Appends it with all beneath it; its own row."""
    row = len(rows)
    rows.append(Placed(node, depth, row, None))
    last = [_place(each, depth + 1, rows) for each in node.beneath]
    if last:
        rows[row] = Placed(node, depth, row, last[-1])
    return row


@dataclass(frozen=True)
class Step:
    """One step of a way from the top. Ways with the same keys share the node, those without a key share none."""

    key: Hashable | None
    words: str
    kind: str


def grown(ways: Sequence[Sequence[Step]]) -> tuple[Node, ...]:
    """Ways from one top as the branches of a tree, in the order in which they are first met."""
    branches: dict[Hashable, tuple[Step, list[Sequence[Step]]]] = {}
    for place, way in enumerate(ways):
        if way:
            first, *rest = way
            key = (first.kind, first.key) if first.key is not None else place
            branches.setdefault(key, (first, []))[1].append(rest)
    return tuple(Node(step.words, step.kind, grown(rest)) for step, rest in branches.values())
