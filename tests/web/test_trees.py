"""Roots and chains as trees: what is counted as one hangs on one."""

import re
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from claims.actions.drafts import CarriageDraft, HopDraft
from claims.actions.evidence import add_evidence
from claims.actions.sources import add_source, derive_source
from claims.actions.utterances import add_carriage
from claims.models import ClaimUtterance
from claims.vocabulary import Basis, Bearing, HopActor, RootKind, SourceKind
from tests.web.conftest import Browser

pytestmark = pytest.mark.django_db


def tree(page: str, key: int) -> list[tuple[float, str]]:
    """The words of each node with how far from the start they stand, from the top."""
    (found,) = re.findall(rf'<svg role="img" aria-labelledby="tree-title-{key} .*?</svg>\s*</svg>', page, re.DOTALL)
    texts = ElementTree.fromstring(found).iter("text")
    return [(float(each.get("x")), (each.text or each[0].text or "").strip()) for each in texts]


@pytest.fixture
def wire(a_claim, source, reporter, now):
    """Three papers that copied one wire, each with the passage."""
    for name in ("One paper", "Another paper", "A third paper"):
        paper = add_source(title=name, kind=SourceKind.ARTICLE, by=reporter, at=now)
        derive_source(source=paper, origin=source, by=reporter, at=now)
        root = {"root_kind": RootKind.SOURCE, "root_source": paper, "basis": Basis.SAW_IT}
        add_evidence(claim=a_claim, source=paper, bearing=Bearing.SUPPORTS, **root, by=reporter, at=now)
    return source


def test_three_documents_of_one_wire_hang_on_one_root(as_viewer: Browser, a_claim, wire):
    page = as_viewer.get(reverse("claim", args=[a_claim.pk])).content.decode()
    (_, claim), (root_x, root), *documents = tree(page, a_claim.pk)

    assert (claim, root) == (a_claim.text, wire.title)
    assert {words for _x, words in documents} == {"One paper", "Another paper", "A third paper"}
    assert {x for x, _words in documents} == {documents[0][0]}
    assert documents[0][0] > root_x


def test_one_document_is_no_tree(as_viewer: Browser, a_claim, source, reporter, now):
    root = {"root_kind": RootKind.SOURCE, "root_source": source}
    add_evidence(claim=a_claim, source=source, bearing=Bearing.SUPPORTS, **root, by=reporter, at=now)
    assert "tree-title" not in as_viewer.get(reverse("claim", args=[a_claim.pk])).content.decode()


def test_sources_that_have_it_from_one_agency_hang_on_it(as_viewer: Browser, a_claim, army, wire, reporter, now):
    utterance = ClaimUtterance.objects.get(claim=a_claim).utterance
    for name in ("A broadcaster", "A blog"):
        carrier = add_source(title=name, kind=SourceKind.ARTICLE, by=reporter, at=now)
        hops = [HopDraft(actor_kind=HopActor.PARTY, party=army)]
        add_carriage(utterance=utterance, carriage=CarriageDraft(source=carrier, hops=hops), by=reporter, at=now)
    page = as_viewer.get(reverse("utterance", args=[utterance.pk])).content.decode()

    words = [each for _x, each in tree(page, utterance.pk)]
    assert words.count(army.name) == 1
    assert words.index(army.name) < words.index("A broadcaster") < words.index("A blog")
