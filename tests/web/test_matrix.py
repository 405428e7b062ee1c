"""The matrix on its page: narrowed to what is disputed, and each cell with an address of its own."""

import pytest
from django.urls import reverse

from claims.actions.drafts import ClaimDraft
from claims.actions.questions import raise_question
from claims.actions.utterances import record_utterance
from claims.vocabulary import QuestionKind, Stance
from tests.web.conftest import Browser

pytestmark = pytest.mark.django_db


def test_it_is_narrowed_to_questions_in_dispute(as_viewer: Browser, a_claim, army, incident, reporter, now):
    where = raise_question(incident=incident, kind=QuestionKind.OTHER, text="Where was it?", by=reporter, at=now)
    page = reverse("incident", args=[incident.reference])
    quiet = as_viewer.get(page).content.decode()
    assert "in dispute" not in quiet

    denial = ClaimDraft(incident=incident, question=a_claim.question, text="Nobody was killed", stance=Stance.DENIES)
    record_utterance(claimants=[army], claims=[denial], by=reporter, at=now)
    whole, narrowed = as_viewer.get(page), as_viewer.get(page, {"disputed": "1"})
    assert [row.question for row in whole.context["rows"]] == [a_claim.question, where]
    assert [row.question for row in narrowed.context["rows"]] == [a_claim.question]
    assert 'href="?disputed=1#matrix"' in whole.content.decode()
    assert "1 question in dispute is shown." in narrowed.content.decode()
    # Nothing else of the page is narrowed.
    assert whole.context["sources"] == narrowed.context["sources"]


def test_where_nothing_is_disputed_any_more_the_way_back_stands(as_viewer: Browser, a_claim, incident):
    page = as_viewer.get(reverse("incident", args=[incident.reference]), {"disputed": "1"}).content.decode()
    assert "0 questions in dispute are shown." in page
    assert "Show all questions" in page


def test_a_cell_has_an_address(as_viewer: Browser, a_claim, coalition, incident):
    page = as_viewer.get(reverse("incident", args=[incident.reference])).content.decode()
    name = f"cell-{a_claim.question_id}-{coalition.pk}"
    assert page.count(f'id="{name}"') == 1
    assert f'href="#{name}"' in page
