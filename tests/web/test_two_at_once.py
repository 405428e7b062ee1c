"""Two people revise the same row: the second sees what the first did, field by field, and saves without retyping."""

import pytest
from django.urls import reverse

from claims.actions.claims import revise_claim
from claims.actions.drafts import FigureDraft
from claims.actions.incidents import revise_incident
from claims.actions.parties import revise_party
from claims.actions.sources import revise_source
from claims.actions.utterances import revise_utterance
from claims.vocabulary import Metric, Qualifier
from tests.web.conftest import Browser
from tests.web.pages import Page, read

HTMX = {"HX-Request": "true"}


@pytest.fixture
def theirs(as_reporter: Browser, incident, editor, now) -> Page:
    """The reporter's form, opened before the editor gave the incident another title and summary."""
    page = read(as_reporter, reverse("incident-revise", args=[incident.reference]))
    revise_incident(incident=incident, version=1, title="Their title", summary="Their summary.", by=editor, at=now)
    return page


def test_the_page_says_who_changed_what_when_from_what_to_what(theirs: Page, incident, editor):
    before = incident.title
    stale = theirs.press(summary="My summary.", place_name="A market")

    assert stale.status == 409
    for words in (str(editor.name), "What was changed meanwhile", before, "Their title", "Their summary.", "A market"):
        assert words in stale.text
    assert stale.text.count('class="conflict"') == 1


def test_what_only_one_of_them_touched_is_merged_and_the_choice_decides_the_rest(theirs: Page, incident):
    theirs.press(summary="My summary.", place_name="A market").press().follow()

    incident.refresh_from_db()
    assert (incident.title, incident.summary, incident.place_name) == ("Their title", "My summary.", "A market")


def test_of_a_long_text_both_may_stand(theirs: Page, incident):
    stale = theirs.press(summary="My summary.")
    assert stale.fields["both:summary:summary"] == "Their summary.\n\nMy summary."
    edited = {"choose:summary": "both", "both:summary:summary": "Their summary. And mine."}
    stale.press(**edited).follow()

    incident.refresh_from_db()
    assert incident.summary == "Their summary. And mine."


def test_another_edit_in_between_again_is_shown_again_and_loses_nothing(theirs: Page, incident, editor, now):
    stale = theirs.press(summary="My summary.", place_name="A market")
    revise_incident(incident=incident, version=2, summary="Their second thought.", by=editor, at=now)
    again = stale.press(**{"choose:summary": "mine"})

    assert again.status == 409
    assert "Their second thought." in again.text
    again.press(**{"choose:summary": "theirs"}).follow()
    incident.refresh_from_db()
    assert (incident.title, incident.summary) == ("Their title", "Their second thought.")
    assert incident.place_name == "A market"


def test_a_choice_of_theirs_does_not_undo_what_they_changed_since(theirs: Page, incident, editor, now):
    stale = theirs.press(summary="My summary.", place_name="A market")
    revise_incident(incident=incident, version=2, summary="Their second thought.", by=editor, at=now)
    stale.press(**{"choose:summary": "theirs"}).follow()

    incident.refresh_from_db()
    assert (incident.summary, incident.place_name) == ("Their second thought.", "A market")


def test_for_htmx_the_form_alone_comes_and_posts_on(theirs: Page):
    stale = theirs.send(headers=HTMX, summary="My summary.")

    assert stale.status == 409
    assert "<html" not in stale.text
    assert "data-hx-post=" in stale.text
    assert stale.fields["version"] == "2"


def test_a_merge_without_a_conflict_says_who_else_was_at_it(theirs: Page, incident, editor):
    done = theirs.press(place_name="A market").follow()

    assert f"{editor.name} changed it too while you were typing" in done.text
    incident.refresh_from_db()
    assert (incident.title, incident.place_name) == ("Their title", "A market")


def test_lists_that_only_they_changed_are_told_too(as_reporter, a_claim, editor, now):
    page = read(as_reporter, reverse("claim-revise", args=[a_claim.pk]))
    figures = [FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.AT_LEAST, minimum=30)]
    revise_claim(claim=a_claim, version=1, figures=figures, text="Theirs", by=editor, at=now)
    stale = page.press(text="Mine")

    assert stale.status == 409
    assert "at least · 30" in stale.text
    assert "at least · 21" in stale.text
    stale.press().follow()
    a_claim.refresh_from_db()
    assert (a_claim.text, a_claim.figures.current().get().minimum) == ("Mine", 30)


def test_aliases_that_only_they_changed_are_told_too(as_reporter, army, editor, now):
    page = read(as_reporter, reverse("party-revise", args=[army.pk]))
    revise_party(party=army, version=1, description="Theirs", aliases=["FAMa"], by=editor, at=now)

    assert "FAMa" in page.press(description="Mine").text


def test_sources_and_utterances_are_merged_the_same_way(as_reporter, source, an_utterance, editor, now):
    pages = [
        (source, "source-revise", {"title": "Mine"}),
        (an_utterance, "utterance-revise", {"words": "Mine"}),
    ]
    for row, name, mine in pages:
        page = read(as_reporter, reverse(name, args=[row.pk]))
        if row is source:
            revise_source(source=source, version=source.version, title="Theirs", by=editor, at=now)
        else:
            revise_utterance(utterance=an_utterance, version=an_utterance.version, words="Theirs", by=editor, at=now)
        stale = page.press(**mine)
        assert stale.status == 409
        assert str(editor.name) in stale.text
        stale.press().follow()
        row.refresh_from_db()
        assert "Mine" in (getattr(row, "title", ""), getattr(row, "words", ""))
