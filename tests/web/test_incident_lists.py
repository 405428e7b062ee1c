"""What of an incident is many: the first few on its page, the rest on pages of their own."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.actions.drafts import AllegationDraft, ClaimDraft, FigureDraft
from claims.actions.parties import add_party
from claims.actions.questions import raise_question
from claims.actions.utterances import record_utterance
from claims.models import Party
from claims.vocabulary import AccusedRole, Metric, PartyKind, Qualifier, QuestionKind
from claims.web import incident_lists
from claims.web.incident_page import MOST
from tests.web.conftest import Browser
from tests.web.test_as_of import clock, read, seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def speak(incident, question, reporter, now):
    """So many parties give figures that exclude each other, on one question; one of them accuses all others."""

    def said(many: int, where: Any = question) -> list[Any]:
        by = {"by": reporter, "at": now}
        kind, known = PartyKind.GOVERNMENT, Party.objects.count()
        parties = [add_party(name=f"Ministry {known + n}", kind=kind, country="ML", **by) for n in range(many)]
        for n, party in enumerate(parties):
            figure = FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.EXACTLY, minimum=n, maximum=n)
            accused = [AllegationDraft(accused=each, role=AccusedRole.ORDERED) for each in parties[1:] if n == 0]
            draft = ClaimDraft(
                incident=incident, question=where, text=f"{n} died there", figures=[figure], allegations=accused
            )
            record_utterance(claimants=[party], claims=[draft], by=reporter, at=now)
        return parties

    return said


def page_of(incident: Any, name: str = "incident") -> str:
    return reverse(name, args=[incident.reference])


def contradictions_on(answer: Any) -> int:
    return answer.content.decode().count('class="contradiction suggested"')


def owed_on(answer: Any) -> int:
    return answer.content.decode().count('<p class="owed-state">')


def test_what_is_few_stands_on_the_page_of_the_incident(as_viewer: Browser, incident, question, a_claim, speak):
    speak(2)
    answer = as_viewer.get(page_of(incident))
    page = answer.content.decode()

    assert contradictions_on(answer) == 3
    assert 'class="row-mark" href="#contradictions"' in page
    assert page_of(incident, "incident-contradictions") not in page
    assert page_of(incident, "incident-answers") not in page


def test_of_many_the_first_stand_there_and_links_lead_to_all(as_viewer: Browser, incident, question, speak):
    speak(14)
    answer = as_viewer.get(page_of(incident))
    page, all_of_them = answer.content.decode(), 14 * 13 // 2

    assert contradictions_on(answer) == MOST
    assert owed_on(answer) == MOST
    assert f"Show all {all_of_them} contradictions" in page
    assert "Show all 13 answers owed" in page
    assert f'class="row-mark" href="{page_of(incident, "incident-contradictions")}?question={question.pk}"' in page
    assert owed_on(as_viewer.get(page_of(incident, "incident-answers"))) == 13


def test_all_contradictions_come_page_by_page_each_once(as_viewer: Browser, incident, question, speak):
    speak(14)
    pages = [as_viewer.get(page_of(incident, "incident-contradictions"), {"page": n}) for n in (1, 2)]
    pairs = [re.findall(r'<p class="pair">.*?</p>', each.content.decode()) for each in pages]

    assert [contradictions_on(each) for each in pages] == [incident_lists.SHOWN, 91 - incident_lists.SHOWN]
    assert len({*pairs[0], *pairs[1]}) == 91


def test_they_are_narrowed_to_a_question_and_to_a_party(as_viewer: Browser, incident, question, speak, reporter, now):
    other = raise_question(incident=incident, kind=QuestionKind.COUNT, text="How many fled?", by=reporter, at=now)
    speak(3)
    parties = speak(2, other)
    contradictions, answers = (page_of(incident, f"incident-{name}") for name in ("contradictions", "answers"))

    assert contradictions_on(as_viewer.get(contradictions)) == 4
    assert contradictions_on(as_viewer.get(contradictions, {"question": other.pk})) == 1
    assert "How many fled?" in read(as_viewer.get(contradictions))
    assert owed_on(as_viewer.get(answers)) == 3
    assert owed_on(as_viewer.get(answers, {"party": parties[1].pk})) == 1
    assert owed_on(as_viewer.get(answers, {"party": "nobody"})) == 3


def test_the_pages_say_when_there_is_nothing(as_viewer: Browser, incident):
    assert "No two claims here are known to contradict" in read(
        as_viewer.get(page_of(incident, "incident-contradictions"))
    )
    assert "Nobody is accused of anything here" in read(as_viewer.get(page_of(incident, "incident-answers")))


def test_they_can_be_read_as_known_at_an_instant(as_viewer: Browser, incident, question, a_claim, speak):
    then = clock()
    speak(14)
    shown = [
        seen(as_viewer, page_of(incident, name), as_of=then) for name in ("incident-contradictions", "incident-answers")
    ]

    assert contradictions_on(shown[0]) == 0
    assert owed_on(shown[1]) == 1
    now_shown = seen(as_viewer, page_of(incident), as_of=clock()).content.decode()
    (link,) = re.findall(r'class="row-mark" href="([^"]+)"', now_shown)
    assert "as_of=" in link
    assert f"question={question.pk}" in link


def test_as_many_queries_for_many_as_for_few(as_viewer: Browser, incident, question, speak):
    def queries(name: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert as_viewer.get(page_of(incident, name)).status_code == 200
        return len(captured)

    names = ("incident-contradictions", "incident-answers", "incident")
    speak(3)
    for name in names:
        queries(name)  # what is read once and kept
    few = [queries(name) for name in names]
    speak(14)
    assert [queries(name) for name in names] == few
