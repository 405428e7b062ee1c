"""Pages of a list: every row once, in the order asked for, whatever others write meanwhile."""

from datetime import date, timedelta
from itertools import count, groupby
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.actions.incidents import open_incident, revise_incident
from claims.api import listing
from claims.models import Incident
from claims.vocabulary import DatePrecision
from tests.api.conftest import Caller, refusal
from tests.factories import NOW

pytestmark = pytest.mark.django_db

DAYS = [date(2024, 8, 25), date(2024, 8, 26)]
ROWS = st.lists(
    st.tuples(st.sampled_from(["Strikes", "Fire", "fire", "Été", ""]), st.sampled_from([None, None, *DAYS])),
    min_size=1,
    max_size=14,
)
SORTS = ["id", "-id", "title", "-title", "occurred_on", "-occurred_on", "opened_at", "-opened_at", "reference"]
RANDOMLY = settings(
    max_examples=12, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def walk(call: Caller, address: str) -> list[list[dict[str, Any]]]:
    """All pages from the address on."""
    pages = []
    while address:
        page = call.get(address).json()
        pages.append(page["results"])
        address = page["next"]
    return pages


def put(newsroom, rows: list[tuple[str, date | None]]) -> None:
    Incident.objects.bulk_create(
        Incident(
            newsroom=newsroom,
            reference=f"R{place:04}",
            title=title or f"No. {place}",
            occurred_on=day,
            occurred_precision=DatePrecision.DAY if day else DatePrecision.UNKNOWN,
            opened_at=NOW + timedelta(minutes=place % 3),
        )
        for place, (title, day) in enumerate(rows)
    )


@RANDOMLY
@given(rows=ROWS, sort=st.sampled_from(SORTS), limit=st.integers(1, 5))
def test_every_row_once_in_the_order_asked_for_with_ties_and_without_values(newsroom, by_viewer, rows, sort, limit):
    with transaction.atomic():
        put(newsroom, rows)
        pages = walk(by_viewer, f"incidents/?sort={sort}&limit={limit}")
        back, address = [], by_viewer.get(f"incidents/?sort={sort}&limit={limit}").json()["next"]
        while address:  # to the last page, and from there back to the first
            back.append(address)
            address = by_viewer.get(address).json()["next"]
        address = by_viewer.get(back[-1]).json()["previous"] if back else None
        before = []
        while address:
            page = by_viewer.get(address).json()
            assert page["next"] is not None
            before.append(page["results"])
            address = page["previous"]
        transaction.set_rollback(True)

    found = [row for page in pages for row in page]
    name, falling = sort.lstrip("-"), sort.startswith("-")
    by_id = sorted(found, key=lambda row: row["id"], reverse=falling)
    valued = sorted((row for row in by_id if row[name] is not None), key=lambda row: row[name], reverse=falling)
    assert len(found) == len(rows)
    assert [len(page) for page in pages[:-1]] == [limit] * (len(pages) - 1)
    assert found == _ties_by_id(valued, name, falling) + [row for row in by_id if row[name] is None]
    assert before == pages[-2::-1]


def _ties_by_id(rows: list[dict[str, Any]], name: str, falling: bool) -> list[dict[str, Any]]:
    ties = (list(each) for _value, each in groupby(rows, key=lambda row: row[name]))
    return [row for each in ties for row in sorted(each, key=lambda row: row["id"], reverse=falling)]


def test_the_first_page_has_none_before_it_and_the_last_none_behind(by_viewer, incident):
    page = by_viewer.get("incidents/").json()

    assert (page["next"], page["previous"], len(page["results"])) == (None, None, 1)
    assert "count" not in page


def test_a_page_whose_rows_are_gone_leads_nowhere(by_viewer, by_editor, incident, reporter):
    open_incident(title="Another", by=reporter, at=NOW)
    following = by_viewer.get("incidents/?limit=1").json()["next"]
    by_editor.post(f"incidents/{incident.pk}/restrict/")

    assert by_viewer.get(following).json() == {"next": None, "previous": None, "results": []}


@pytest.mark.parametrize("other", ["incidents/?sort=title", "incidents/?work_state=open", "parties/?", "claims/?"])
def test_a_cursor_goes_on_with_the_list_that_it_was_made_for(by_viewer, incident, reporter, other):
    open_incident(title="Another", by=reporter, at=NOW)
    following = by_viewer.get("incidents/?limit=1").json()["next"]
    cursor = following.split("cursor=")[1].split("&")[0]

    assert by_viewer.get(f"incidents/?cursor={cursor}&limit=7&count=true").json()["results"] != []
    assert refusal(by_viewer.get(f"{other}&cursor={cursor}"), 400)[1] == {"cursor": "cursor_of_another_list"}


@pytest.mark.parametrize("cursor", ["x", "W10", "bnVsbA", "eyJhIjoxfQ", "W1tbW1tbW1tbW1tb", "%E2%98%83", "MTIz" * 3000])
def test_what_is_no_cursor_is_refused(by_viewer, incident, cursor):
    assert refusal(by_viewer.get(f"incidents/?cursor={cursor}"), 400)[1] == {"cursor": "cursor_not_valid"}


def test_a_count_is_of_all_that_fits_and_that_one_may_see(by_viewer, by_editor, reporter, monkeypatch):
    for place in range(5):
        open_incident(title=f"Incident {place}", exercise=place > 2, by=reporter, at=NOW)
    by_editor.post(f"incidents/{Incident.objects.earliest('id').pk}/restrict/")

    def counted(call: Caller, query: str) -> tuple[int, bool]:
        page = call.get(f"incidents/?count=true&limit=1{query}").json()
        return page["count"], page["count_is_exact"]

    assert counted(by_viewer, "") == (4, True)
    assert counted(by_editor, "") == (5, True)
    assert counted(by_viewer, "&exercise=true") == (2, True)
    monkeypatch.setattr(listing, "MOST_COUNTED", 3)
    assert counted(by_viewer, "") == (3, False)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sort", ["-id", "title", "-occurred_on"])
def test_pages_are_whole_while_others_write_and_commit_late(by_viewer, newsroom, reporter, overlapping, sort):
    """Before each page a row gets its id, which commits after the page was read; one more is there by then."""
    put(newsroom, [(f"Title {place}", DAYS[place % 2] if place % 3 else None) for place in range(9)])
    there, seen, number = set(Incident.objects.values_list("pk", flat=True)), [], count()
    address = f"/api/v1/incidents/?sort={sort}&limit=2"

    def add(title: str) -> None:
        Incident.objects.create(newsroom=newsroom, reference=f"X{next(number)}", title=title, opened_at=NOW)

    def add_and_read() -> dict[str, Any]:
        add("Title 4")
        return by_viewer.get(address).json()

    while address:
        _late, page = overlapping(lambda: add("Title 3"), add_and_read)
        seen.extend(row["id"] for row in page["results"])
        address = page["next"]
        key = min(there)
        version = Incident.objects.get(pk=key).version
        revise_incident(
            incident=Incident(pk=key, newsroom=newsroom), version=version, summary=f"{seen}", by=reporter, at=NOW
        )

    assert len(seen) == len(set(seen))
    assert there <= set(seen)
    assert next(number) > 8
