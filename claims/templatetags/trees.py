"""Roots and chains drawn as trees. Everything here reads what is loaded already; nothing queries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django import template
from django.utils.text import Truncator
from django.utils.translation import get_language_bidi, gettext, ngettext

from claims.models import Carriage, Claim, Hop, Utterance
from claims.models.answering import resolved
from claims.models.behind import Behind, Document, RootBehind
from claims.rules.roots import Weight
from claims.rules.tree import Node, Placed, Step, grown, placed
from claims.templatetags.chains import hop_actor, root_words, said_by

register = template.Library()

ROW, STEP, FIRST = 28, 22, 8
# Characters that fit on a phone, fewer with every step, and those that fit elsewhere; the list beside the picture has
# every word.
NARROW, PER_STEP, WIDE = 34, 3, 100
# More documents of one root are counted, not drawn.
MOST = 8
FEWEST = 2


@dataclass(frozen=True)
class DrawnNode:
    """A node at `x` and `y`; `down` is how far the line to those beneath it leads. All in pixels, from the start."""

    kind: str
    x: int
    y: int
    text_x: int
    parent_x: int | None
    down: int | None
    wide: str
    narrow: str


@dataclass(frozen=True)
class Tree:
    nodes: list[DrawnNode]

    @property
    def height(self) -> int:
        return ROW * len(self.nodes)


@register.filter
def drawn(top: Node) -> Tree:
    """Read from the right, everything lies to the left of where it begins."""
    return Tree([_drawn(each, -1 if get_language_bidi() else 1) for each in placed(top)])


def _drawn(each: Placed, side: int) -> DrawnNode:
    x, y = FIRST + STEP * each.depth, ROW * each.row + ROW // 2
    return DrawnNode(
        each.node.kind,
        side * x,
        y,
        side * (x + 12 if each.depth else 0),
        side * (x - STEP) if each.depth else None,
        ROW * each.last + ROW // 2 if each.last is not None else None,
        Truncator(each.node.words).chars(WIDE),
        Truncator(each.node.words).chars(min(NARROW, NARROW + PER_STEP - PER_STEP * each.depth)),
    )


@register.filter
def roots_tree(behind: Behind, claim: Claim) -> Tree | None:
    """The claim, its roots, their documents; then what is against it and what counts for nothing. None: too little."""
    apart = [(_reason(weight), documents) for weight, documents in behind.apart.items() if documents]
    rows = [*behind.roots, *behind.contradicting]
    if sum(len(each.documents) for each in rows) + sum(len(each) for _words, each in apart) < FEWEST:
        return None
    branches = [_root(each) for each in behind.roots]
    if behind.contradicting:
        branches.append(Node(gettext("Against it"), "group", tuple(_root(each) for each in behind.contradicting)))
    branches += [Node(words, "apart", tuple(_documents(documents))) for words, documents in apart]
    return drawn(Node(claim.text, "top", tuple(branches)))


def _reason(weight: Weight) -> str:
    return {
        Weight.OWN: gettext("The claimant’s own: does not support itself"),
        Weight.UNKNOWN: gettext("Unknown or anonymous: not counted"),
        Weight.CIRCULAR: gettext("Circular: no root"),
        Weight.DISCREDITED: gettext("Discredited: not what it seemed"),
    }[weight]


def _root(each: RootBehind) -> Node:
    return Node(each.root.label or gettext("unnamed"), "root", tuple(_documents(each.documents)))


def _documents(documents: Sequence[Document]) -> Iterator[Node]:
    fits = documents if len(documents) <= MOST else documents[: MOST - 1]
    for each in fits:
        row = each.evidence
        outlet = f" ({row.source.outlet})" if row.source.outlet else ""
        via = "" if row.root_source_id == row.source_id else f" · {gettext('root:')} {root_words(row)}"
        yield Node(f"{row.source}{outlet}{via}", "document")
    if more := len(documents) - len(fits):
        yield Node(ngettext("and %(n)s more document", "and %(n)s more documents", more) % {"n": more}, "document")


@register.filter
def chains_tree(utterance: Utterance) -> Tree | None:
    """Who said it, and the chains by which each source has it; what chains have in common is drawn once."""
    ways = [_way(carriage) for carriage in utterance.carriages.all()]
    if len(ways) < FEWEST and not any(len(way) > 1 for way in ways):
        return None
    return drawn(Node(said_by(utterance), "top", grown(ways)))


def _way(carriage: Carriage) -> list[Step]:
    """From who said it to the source: the hops, the last one first."""
    outlet = f" ({carriage.source.outlet})" if carriage.source.outlet else ""
    source = Step(carriage.source_id, f"{carriage.source}{outlet}", "document")
    return [*(_hop(hop) for hop in reversed(carriage.hops.all())), source]


def _hop(hop: Hop) -> Step:
    key: object = None
    if hop.party is not None:
        key = ("party", resolved(hop.party).pk)
    elif hop.identity is not None:
        key = ("identity", hop.identity.pk)
    return Step(key, hop_actor(hop), "root")
