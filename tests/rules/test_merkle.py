"""Merkle trees against the vectors of Certificate Transparency, and against the definition for everything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rules import merkle

# The leaves and roots that the Certificate Transparency projects test their trees with.
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def by_definition(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1, word for word."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else merkle.EMPTY_ROOT
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return merkle.node_hash(by_definition(leaves[:half]), by_definition(leaves[half:]))


def grown(hashes: list[bytes]) -> tuple[merkle.Frontier, dict[merkle.Node, bytes]]:
    frontier, nodes = merkle.Frontier(), {}
    for each in hashes:
        nodes.update(frontier.append(each))
    return frontier, nodes


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_certificate_transparency(size):
    frontier, _nodes = grown([merkle.leaf_hash(leaf) for leaf in LEAVES[:size]])

    assert frontier.root().hex() == ROOTS[size]


def test_audit_paths_are_those_of_the_rfc_s_figure():
    """RFC 6962, section 2.1.3: the paths of d0, d3, d4 and d6 in the tree of seven leaves."""
    b, c, g, h = (1, 2), (2, 3), (0, 1), (2, 4)
    i, j, k, l_ = (4, 6), (6, 7), (0, 4), (4, 7)
    assert merkle.inclusion_spans(0, 7) == [b, h, l_]
    assert merkle.inclusion_spans(3, 7) == [c, (0, 2), l_]
    assert merkle.inclusion_spans(4, 7) == [(5, 6), j, k]
    assert merkle.inclusion_spans(6, 7) == [i, k]
    assert merkle.consistency_spans(3, 7) == [c, (3, 4), (0, 2), l_]
    assert merkle.consistency_spans(4, 7) == [l_]
    assert merkle.consistency_spans(6, 7) == [i, j, k]
    assert g == (0, 1)


@st.composite
def trees(draw):
    return [merkle.leaf_hash(bytes([number])) for number in range(draw(st.integers(1, 70)))]


@given(trees())
def test_a_growing_tree_has_the_root_of_the_definition(leaves):
    frontier, nodes = grown(leaves)

    assert frontier.root() == by_definition(leaves)
    edge = [nodes[node] for node in merkle.nodes_of((0, len(leaves)))]
    assert merkle.Frontier(len(leaves), edge).root() == frontier.root()


@given(trees(), st.data())
def test_a_leaf_is_proven_to_be_in_the_tree_and_no_other_is(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    frontier, nodes = grown(leaves)
    path = [merkle.hash_of(span, nodes.__getitem__) for span in merkle.inclusion_spans(index, len(leaves))]

    assert merkle.root_by_inclusion(leaves[index], index, len(leaves), path) == frontier.root()
    assert merkle.root_by_inclusion(b"\0" * 32, index, len(leaves), path) != frontier.root()
    assert merkle.root_by_inclusion(leaves[index], index, len(leaves), [*path, b"\0" * 32]) is None
    other = data.draw(st.integers(0, len(leaves) - 1).filter(lambda each: each != index)) if len(leaves) > 1 else -1
    assert merkle.root_by_inclusion(leaves[index], other, len(leaves), path) != frontier.root()


@given(trees(), st.data())
def test_a_tree_is_proven_to_have_grown_out_of_another(leaves, data):
    old = data.draw(st.integers(1, len(leaves)))
    frontier, nodes = grown(leaves)
    old_root = by_definition(leaves[:old])
    path = [merkle.hash_of(span, nodes.__getitem__) for span in merkle.consistency_spans(old, len(leaves))]

    assert merkle.is_consistent(old, old_root, len(leaves), frontier.root(), path)
    assert not merkle.is_consistent(old, b"\0" * 32, len(leaves), frontier.root(), path)
    assert not merkle.is_consistent(old, old_root, len(leaves), b"\0" * 32, path)
    if path:
        assert not merkle.is_consistent(old, old_root, len(leaves), frontier.root(), path[:-1])
