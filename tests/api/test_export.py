"""Whole lists as streams of lines."""

import json
import threading
import tracemalloc
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from claims.api.export import CHUNK, MEDIA_TYPE
from claims.api.urls import urlpatterns
from claims.models import Party
from claims.vocabulary import PartyKind, Role, TokenScope
from tests.api.conftest import Caller, refusal
from tests.api.world import furnished
from tests.architecture.test_api_sweep import ROUTES

STREAM: dict[str, Any] = {"headers": {"Accept": MEDIA_TYPE}}
VIEWS = {str(pattern.name): pattern.callback.view_class for pattern in urlpatterns}
LISTS = [address for method, name, address in ROUTES if method == "get" and hasattr(VIEWS[name].get, "streams")]


def lines(answer: Any) -> list[Any]:
    assert (answer.status_code, answer["Content-Type"]) == (200, MEDIA_TYPE)
    text = answer.getvalue().decode()
    assert text.endswith("\n") or not text
    return [json.loads(line) for line in text.split("\n")[:-1]]


def many_parties(newsroom: Any, now: Any, count: int) -> None:
    kind = PartyKind.NGO
    rows = (Party(newsroom=newsroom, name=f"Party {place}", kind=kind, added_at=now) for place in range(count))
    Party.objects.bulk_create(rows, batch_size=5000)


@pytest.mark.django_db
def test_every_list_streams_what_its_pages_hold(by_editor, members):
    ids = furnished(by_editor) | {"members": members[Role.VIEWER].pk}
    assert len(LISTS) > 30
    some = 0
    for address in (address.format(id=ids.get(address.split("/")[0])) for address in LISTS):
        page = by_editor.get(address)
        if page.status_code == 200 and not page.json()["next"]:
            streamed = lines(by_editor.get(address, **STREAM))
            assert streamed == page.json()["results"], address
            some += len(streamed)
    assert some > 100


@pytest.mark.django_db
def test_filters_hold_and_pages_are_refused(by_viewer, by_nobody, by_stranger, incident, army, coalition):
    assert [row["name"] for row in lines(by_viewer.get("parties/?kind=state_forces", **STREAM))] == [army.name]
    assert lines(by_stranger.get("parties/", **STREAM)) == []
    assert refusal(by_viewer.get("parties/?limit=2", **STREAM), 400)[1] == {"limit": "no_pages"}
    assert refusal(by_viewer.get("parties/?kin=ngo", **STREAM), 400)[1] == {"kin": "unknown_field"}
    assert refusal(by_viewer.get(f"parties/{army.pk}/", **STREAM), 406)[0] == "not_acceptable"
    assert refusal(by_nobody.get("parties/", **STREAM), 401)
    assert by_viewer.get("parties/", headers={"Accept": "*/*"})["Content-Type"] == "application/json"
    assert "Accept" in by_viewer.get("parties/")["Vary"]


@pytest.mark.django_db
def test_a_token_takes_a_whole_list_away_only_with_the_scope_for_it(token_of, army):
    reads, exports, both = (
        Caller(token=token_of(Role.VIEWER, scopes))
        for scopes in ([TokenScope.READ], [TokenScope.EXPORT], [TokenScope.READ, TokenScope.EXPORT])
    )
    for caller in (reads, exports):
        assert refusal(caller.get("parties/", **STREAM), 403)[0] == "token_scope_missing"
    assert [row["name"] for row in lines(both.get("parties/?sort=name", **STREAM))] == [army.name]
    assert refusal(both.get("parties/?count=true", **STREAM), 400)[1] == {"count": "no_pages"}


@pytest.mark.django_db
def test_memory_does_not_grow_with_the_list(by_viewer, newsroom, now):
    """The same for twenty thousand rows as for a fifth of them."""

    def most() -> tuple[int, int]:
        tracemalloc.start()
        sent = sum(len(chunk) for chunk in by_viewer.get("parties/", **STREAM).streaming_content)
        _held, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return sent, peak

    many_parties(newsroom, now, 4_000)
    most()
    few = most()
    many_parties(newsroom, now, 16_000)
    with CaptureQueriesContext(connection) as captured:
        all_of_them = most()
    assert all_of_them[0] > 4.5 * few[0]
    assert all_of_them[0] > 2_000_000
    assert all_of_them[1] < 1.2 * few[1] + 200_000
    assert len(captured.captured_queries) < 10


@pytest.mark.django_db(transaction=True)
def test_a_stream_is_one_picture_and_gives_its_connection_back(by_viewer, newsroom, now):
    many_parties(newsroom, now, 3 * CHUNK)
    answer = by_viewer.get("parties/", **STREAM)
    content = iter(answer.streaming_content)
    first = next(content)
    assert connection.in_atomic_block
    elsewhere(lambda: Party.objects.update(description="written meanwhile"))
    rest = b"".join(content)
    assert not connection.in_atomic_block
    assert (first + rest).count(b"\n") == 3 * CHUNK
    assert b"written meanwhile" not in first + rest

    left = by_viewer.get("parties/", **STREAM)
    assert b"written meanwhile" in next(iter(left.streaming_content))
    assert connection.in_atomic_block
    left.close()  # as a server does when the reader is gone
    assert not connection.in_atomic_block


@pytest.mark.django_db(transaction=True)
def test_what_breaks_on_the_way_is_the_last_line(by_viewer, newsroom, now):
    many_parties(newsroom, now, 3 * CHUNK)
    content = iter(by_viewer.get("parties/", **STREAM).streaming_content)
    next(content)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    elsewhere(lambda: terminate(backend))

    problem = json.loads(next(content))

    assert (problem["code"], problem["status"]) == ("unavailable", 503)
    with pytest.raises(OperationalError):
        next(content)
    connection.close()


def terminate(backend: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [backend])


def elsewhere(do: Any) -> None:
    """In a connection of its own."""

    def run() -> None:
        try:
            do()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
