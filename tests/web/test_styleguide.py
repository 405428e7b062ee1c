"""The style guide shows what there is, and nothing of it comes from the record."""

import pytest

from claims.vocabulary import AnswerState, Standing, Status

pytestmark = pytest.mark.django_db


def test_every_status_and_answer_state_is_shown(as_viewer):
    page = as_viewer.get("/styleguide/").content.decode()

    for status in Status:
        assert f"status-{status}" in page
    for state in AnswerState:
        assert f"answer-{state}" in page
    for standing in Standing:
        assert (f"standing-{standing}" in page) == (standing != Standing.LIVE)


def test_it_shows_a_form_that_was_refused_beside_one_that_is_empty(as_viewer):
    page = as_viewer.get("/styleguide/").content.decode()

    assert page.count('class="field has-error') == 2
    assert page.count('role="img"') == 4


def test_it_shows_nothing_of_the_record(as_viewer, a_claim):
    page = as_viewer.get("/styleguide/").content.decode()

    assert a_claim.text not in page
