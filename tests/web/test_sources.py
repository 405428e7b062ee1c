"""Sources: the list, a source's page, and the forms."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions.drafts import CarriageDraft, ClaimDraft
from claims.actions.evidence import add_evidence
from claims.actions.incidents import restrict_incident
from claims.actions.sources import add_source, derive_source, revise_source
from claims.actions.utterances import add_carriage, record_claims, record_utterance
from claims.models import Derivation, Party, Source
from claims.vocabulary import Bearing, SourceKind
from tests.web.conftest import Browser
from tests.web.pages import read


@pytest.fixture
def wire(reporter, now) -> Source:
    return add_source(title="Wire copy", kind=SourceKind.ARTICLE, by=reporter, at=now)


def test_a_source_is_added_with_a_new_outlet(as_reporter):
    typed = {
        "title": "Blast in the harbour",
        "kind": "article",
        "outlet": "Harbour Times",
        "outlet_kind": "media",
        "url": "https://example.org/blast",
        "published_precision": "month",
        "published_on": "2026-10-01",
        "inferred_published_on": "The page speaks of “last month”.",
        "reliability": "B",
    }
    page = read(as_reporter, "/sources/new/").press(**typed).follow()
    source = Source.objects.get()
    assert (source.outlet.name, source.published_precision, source.reliability) == ("Harbour Times", "month", "B")
    assert source.inferred == {"published_on": "The page speaks of “last month”."}
    for words in ("Blast in the harbour", "Harbour Times", "October 2026", "The page speaks of", "usually reliable"):
        assert words in page.text


BAD = [
    ({"title": ""}, "title"),
    ({"title": "x" * 301}, "title"),
    ({"title": "<i>Blast</i>"}, "title"),
    ({"kind": "rumour"}, "kind"),
    ({"url": "javascript:alert(1)"}, "url"),
    ({"url": "example.org/blast"}, "url"),
    ({"outlet_kind": ""}, "outlet_kind"),
    ({"language": "klingonese"}, "language"),
    ({"published_on": "2033-01-01"}, "published"),
    ({"published_precision": "instant", "published_on": ""}, "published"),
    ({"reliability": "G"}, "reliability"),
    ({"note": "a\x00b"}, "note"),
]


@pytest.mark.parametrize(("wrong", "marked"), BAD)
def test_a_refused_source_leaves_no_outlet_behind(as_reporter, snapshot, wrong, marked):
    before = snapshot()
    typed = {"title": "Blast", "kind": "article", "outlet": "Harbour Times", "outlet_kind": "media"}
    page = read(as_reporter, "/sources/new/").press(**typed | wrong)
    assert page.status == 422
    assert f'id="id_{marked}_error"' in page.text
    assert page.fields["outlet"] == "Harbour Times"
    assert snapshot() == before


def test_the_list_is_narrowed_by_words_and_kind(as_viewer, source, wire):
    assert source.title in read(as_viewer, "/sources/").text
    narrowed = read(as_viewer, "/sources/?words=wire").text
    assert wire.title in narrowed
    assert source.title not in narrowed
    assert "No source matches." in read(as_viewer, "/sources/?kind=video").text
    assert read(as_viewer, "/sources/?words=%00&kind=x").status == 200


def test_the_page_shows_what_it_carried(as_viewer, an_utterance, a_claim, source):
    page = read(as_viewer, f"/sources/{source.pk}/")
    for words in (source.title, "Northern coalition", a_claim.text, "at least 21 people were killed"):
        assert words in page.text


def test_list_and_page_take_as_many_queries_with_much_on_them_as_with_little(
    as_viewer, a_claim, an_utterance, source, coalition, reporter, now
):
    addresses = ("/sources/", f"/sources/{source.pk}/", f"/utterances/{an_utterance.pk}/")
    little = [queries_of(as_viewer, address) for address in addresses]
    for n in range(5):
        more = add_source(title=f"Copy {n}", kind=SourceKind.ARTICLE, outlet=coalition, by=reporter, at=now)
        derive_source(source=more, origin=source, by=reporter, at=now)
        add_carriage(utterance=an_utterance, carriage=CarriageDraft(source=more), by=reporter, at=now)
        add_evidence(claim=a_claim, source=source, bearing=Bearing.SUPPORTS, by=reporter, at=now)
        claims = [ClaimDraft(incident=a_claim.incident, text=f"Claim {n}")]
        record_claims(utterance=an_utterance, claims=claims, by=reporter, at=now)
        record_utterance(
            claimants=[coalition], claims=claims, carriage=CarriageDraft(source=source), by=reporter, at=now
        )
    assert [queries_of(as_viewer, address) for address in addresses] == little


def queries_of(browser: Browser, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        browser.get(address)
    return len(queries)


def test_a_source_derives_from_one_that_is_named_for_the_first_time(as_reporter, source):
    page = read(as_reporter, f"/sources/{source.pk}/derive/")
    page.press(origin="Agency copy", origin_kind="article", basis="Same typing error").follow()
    assert Derivation.objects.get().origin.title == "Agency copy"


def test_deriving_in_a_circle_is_refused_with_the_circle_named(as_reporter, source, wire, reporter, now, snapshot):
    derive_source(source=source, origin=wire, by=reporter, at=now)
    before = snapshot()
    page = read(as_reporter, f"/sources/{wire.pk}/derive/").press(origin=source.title)
    assert page.status == 422
    assert source.title in page.errors[0]
    assert wire.title in page.errors[0]
    assert snapshot() == before


def test_a_revision_merges_with_a_colleagues(as_reporter, source, reporter, now):
    page = read(as_reporter, f"/sources/{source.pk}/revise/")
    revise_source(source=source, version=1, author="A. Reporter", by=reporter, at=now)
    page.press(outlet="The Border Post", outlet_kind="media").follow()
    source.refresh_from_db()
    assert (source.author, source.outlet.name, source.version) == ("A. Reporter", "The Border Post", 3)


def test_two_who_name_the_outlet_choose_between_the_names(as_reporter, source, army, coalition, reporter, now):
    page = read(as_reporter, f"/sources/{source.pk}/revise/")
    revise_source(source=source, version=1, outlet=army, by=reporter, at=now)
    page = page.press(outlet=coalition.name)
    assert page.status == 409
    assert army.name in page.text
    page.press(**{"choose:outlet": "theirs"}).follow()
    source.refresh_from_db()
    assert source.outlet == army


def test_two_sources_of_one_title_are_told_apart_by_number(as_reporter, source, wire, reporter, now, snapshot):
    twin = add_source(title=source.title, kind=SourceKind.POST, by=reporter, at=now)
    before = snapshot()
    page = read(as_reporter, f"/sources/{wire.pk}/derive/").press(origin=source.title)
    assert "choose one of them from the list" in page.errors[0]
    assert f"{source.title} [{twin.pk}]" in page.text
    assert snapshot() == before
    page.press(origin=f"{source.title} [{twin.pk}]").follow()
    assert Derivation.objects.get().origin == twin


def test_what_occurs_only_in_a_restricted_incident_is_neither_listed_nor_suggested(
    as_reporter, as_editor, an_utterance, source, coalition, editor, now
):
    restrict_incident(incident=an_utterance.links.get().claim.incident, by=editor, at=now)
    for browser, seen in ((as_reporter, False), (as_editor, True)):
        assert (source.title in read(browser, "/sources/").text) is seen
        assert (browser.get(f"/sources/{source.pk}/").status_code == 200) is seen
        assert (browser.get(f"/utterances/{an_utterance.pk}/").status_code == 200) is seen
        assert (source.title in read(browser, "/suggestions/sources/?source=report").text) is seen
        assert (coalition.name in read(browser, "/suggestions/parties/?claimants-0-name=north").text) is seen
        assert (coalition.name in read(browser, "/sources/new/").text) is seen


def test_suggestions_take_whatever_is_typed(as_reporter, coalition):
    for typed in ("%00", "%25%27", "x" * 5000, ""):
        assert as_reporter.get(f"/suggestions/parties/?name={typed}").status_code == 200
    assert as_reporter.get("/suggestions/parties/").status_code == 200
    assert Party.objects.count() == 1
