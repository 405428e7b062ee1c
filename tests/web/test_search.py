"""The search page: the best of each kind, what to type, and nothing that could be markup."""

import pytest

from claims.actions.drafts import ClaimDraft
from claims.actions.utterances import record_utterance
from tests.web.pages import read


@pytest.fixture
def drones(incident, coalition, reporter, now):
    texts = [f"Drones & 1 < 2 above Anefif {each}" for each in range(30)]
    drafts = [ClaimDraft(incident=incident, text=text) for text in texts]
    return record_utterance(claimants=[coalition], claims=drafts, words="Un drone", language="fr", by=reporter, at=now)


def test_results_stand_under_their_kind_with_the_words_marked(drones, incident, as_viewer):
    page = read(as_viewer, "/search/?q=drone").text
    assert page.count("<mark>Drone</mark>") == 1  # the incident's title
    assert page.count("<mark>Drones</mark> &amp; 1 &lt; 2") == 5
    assert "<mark>drone</mark>" in page
    assert f"/incidents/{incident.reference}/" in page
    assert page.index('id="found-incident"') < page.index('id="found-claim"')
    assert "kind=claim" in page
    assert 'id="found-party"' not in page


def test_more_of_a_kind_is_a_page_of_its_own_and_goes_on(drones, as_viewer):
    page = read(as_viewer, "/search/?q=drone&kind=claim").text
    assert page.count("<mark>Drones</mark>") == 25
    address = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    rest = read(as_viewer, f"/search/{address}").text
    assert rest.count("<mark>Drones</mark>") == 5
    assert "First page" in rest


def test_an_empty_search_and_one_without_results_say_how_to_search(incident, as_viewer):
    assert "in quotation marks" in read(as_viewer, "/search/").text
    nothing = read(as_viewer, "/search/?q=nowhere").text
    assert "Nothing found" in nothing
    assert "in quotation marks" in nothing
    assert "Nothing found" in read(as_viewer, "/search/?q=nowhere&kind=claim").text


@pytest.mark.parametrize("typed", ["%00", "x" * 5000, "<script>alert(1)</script>"])
def test_what_cannot_be_searched_is_refused_in_words(typed, as_viewer):
    page = read(as_viewer, f"/search/?q={typed}")
    assert page.status == 422
    assert 'id="search-problem"' in page.text
    assert "<script>alert" not in page.text


@pytest.mark.parametrize(
    "asked", ["q=%26|!()", "q=a&kind=nothing", "q=a&kind=claim&after=x.y", "q=a&kind=claim&after=1"]
)
def test_odd_addresses_do_no_harm(asked, incident, as_viewer):
    assert read(as_viewer, f"/search/?{asked}").status == 200


def test_every_page_has_the_box_and_the_words_stay_in_it(incident, as_viewer):
    assert 'action="/search/"' in read(as_viewer, "/parties/").text
    assert read(as_viewer, "/search/?q=drone").text.count('value="drone"') == 2
