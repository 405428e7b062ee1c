"""The line on the page of an incident."""

import pytest

from claims.models import Use
from claims.vocabulary import UseKind
from tests.web.pages import read

pytestmark = pytest.mark.django_db

SAID = "The army killed at least 21 people, Northern coalition said, according to one report."


def test_the_page_shows_the_line_to_be_copied_and_what_was_left_out(as_viewer, a_claim, incident, army):
    page = as_viewer.get(f"/incidents/{incident.reference}/").content.decode()

    assert f">{SAID}</textarea>" in page
    assert "readonly" in page
    assert 'data-copy="line-text"' in page
    assert "Nobody asked; nothing is said of an answer." in page
    assert "?line=" not in page  # a viewer records nothing


def test_the_words_of_the_line_are_taken_along_to_where_it_was_printed(as_reporter, a_claim, incident):
    page = read(as_reporter, f"/incidents/{incident.reference}/")
    address = f"/incidents/{incident.reference}/uses/new/?line=en"
    assert address in page.text
    form = read(as_reporter, address)
    assert (form.fields["words"], form.fields["kind"]) == (SAID, "line")

    form.send(address="https://example.org/story").follow()

    assert (Use.objects.get().kind, Use.objects.get().words) == (UseKind.LINE, SAID)


@pytest.mark.parametrize(("query", "language"), [("", "en"), ("?language=ar", "ar"), ("?language=tlh", "en")])
def test_the_language_of_the_line_is_chosen_on_the_page(as_viewer, a_claim, incident, query, language):
    page = as_viewer.get(f"/incidents/{incident.reference}/{query}").content.decode()
    assert f'lang="{language}" rows=' in page


def test_an_incident_of_which_nothing_may_be_printed_says_so(as_viewer, incident):
    page = as_viewer.get(f"/incidents/{incident.reference}/").content.decode()
    assert "Nothing that may be printed is on record yet." in page
    assert "Nothing was left out." in page
