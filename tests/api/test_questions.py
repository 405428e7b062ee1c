"""Questions over the API."""

import pytest

from tests.api.conftest import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(by_reporter, incident) -> list[dict]:
    texts = ["How many were killed?", "Who carried it out?", "What was hit?"]
    return [
        by_reporter.post(f"incidents/{incident.pk}/questions/", {"kind": "fact", "text": text}).json() for text in texts
    ]


def test_questions_are_raised_listed_in_their_order_and_moved(by_reporter, incident, three):
    address = f"incidents/{incident.pk}/questions/"
    assert by_reporter.get(address).json()["results"] == three
    assert [row["position"] for row in three] == [1, 2, 3]

    turned = by_reporter.post(f"{address}order/", {"questions": [row["id"] for row in reversed(three)]})

    assert turned.status_code == 200
    assert [row["text"] for row in turned.json()["questions"]] == [row["text"] for row in reversed(three)]
    assert by_reporter.get(address).json()["results"] == turned.json()["questions"]


def test_an_order_that_leaves_one_out_is_refused(by_reporter, incident, three, snapshot):
    before = snapshot()

    answer = by_reporter.post(f"incidents/{incident.pk}/questions/order/", {"questions": [three[0]["id"]]})

    assert refusal(answer, 422) == ("order_not_whole", {"questions": "order_not_whole"})
    assert snapshot() == before


def test_a_question_is_reworded(by_reporter, three):
    key = three[0]["id"]

    answer = by_reporter.patch(f"questions/{key}/", {"text": "How many were killed or injured?", "kind": "count"})

    assert answer.status_code == 200
    assert by_reporter.get(f"questions/{key}/").json() == answer.json()
    assert (answer.json()["kind"], answer.json()["text"]) == ("count", "How many were killed or injured?")


def test_the_list_of_all_narrows_to_an_incident(by_reporter, incident, three):
    other = by_reporter.post("incidents/", {"title": "A disputed vote"}).json()["id"]

    assert len(by_reporter.get("questions/").json()["results"]) == 3
    assert by_reporter.get(f"questions/?incident={other}").json()["results"] == []
    assert refusal(by_reporter.get("questions/?incident=999999"), 400)[1] == {"incident": "unknown_reference"}
