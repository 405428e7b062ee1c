"""One incident revised by several people, on old versions and at once: merged, or given back whole."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from claims.actions.incidents import (
    open_incident,
    revise_incident,
)
from claims.errors import RuleBroken, StaleEdit
from claims.models import Change, Incident
from claims.vocabulary import (
    DatePrecision,
    PlacePrecision,
)

DAY = date(2026, 11, 15)


def test_edits_of_different_fields_prepared_on_the_same_version_are_merged(incident, reporter, editor, now):
    revise_incident(incident=incident, version=1, title="Strikes on Tuesday", by=reporter, at=now)
    revise_incident(incident=incident, version=1, summary="What is known.", by=editor, at=now)
    incident.refresh_from_db()
    assert (incident.title, incident.summary, incident.version) == ("Strikes on Tuesday", "What is known.", 3)


def test_edits_of_the_same_field_give_back_base_theirs_and_mine_and_keep_theirs(
    incident, reporter, editor, now, snapshot
):
    base = incident.title
    revise_incident(incident=incident, version=1, title="Theirs", by=reporter, at=now)
    before = snapshot()
    with pytest.raises(StaleEdit) as stale:
        revise_incident(incident=incident, version=1, title="Mine", summary="Mine too", by=editor, at=now)
    assert stale.value.fields == {"title": (base, "Theirs", "Mine")}
    assert stale.value.current_version == 2
    assert snapshot() == before


def test_the_same_edit_by_two_people_is_no_conflict(incident, reporter, editor, now, snapshot):
    revise_incident(incident=incident, version=1, title="Strikes on Tuesday", by=reporter, at=now)
    before = snapshot()
    revise_incident(incident=incident, version=1, title="Strikes on Tuesday", by=editor, at=now)
    assert snapshot() == before


def test_an_edit_that_changes_nothing_leaves_no_trace(incident, reporter, now, snapshot):
    before = snapshot()
    revise_incident(incident=incident, version=1, title=incident.title, summary="", by=reporter, at=now)
    assert snapshot() == before


def test_an_edit_is_merged_over_several_versions(incident, reporter, editor, now):
    for title in ("One", "Two", "Three"):
        revise_incident(
            incident=incident, version=1 if title == "One" else incident.version, title=title, by=reporter, at=now
        )
        incident.refresh_from_db()
    revise_incident(incident=incident, version=2, place_name="Tinzaouaten", by=editor, at=now)
    with pytest.raises(StaleEdit) as stale:
        revise_incident(incident=incident, version=3, title="Mine", by=editor, at=now)
    assert stale.value.fields == {"title": ("Two", "Three", "Mine")}
    assert stale.value.current_version == 5


@pytest.mark.parametrize("version", [0, 2, 99, -1])
def test_an_edit_prepared_on_a_version_that_never_was_is_refused(incident, reporter, now, version, snapshot):
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        revise_incident(incident=incident, version=version, title="x", by=reporter, at=now)
    assert refusal.value.code == "unknown_version"
    assert snapshot() == before


def a_day(day: date) -> dict[str, object]:
    return {"occurred_on": day, "occurred_at": None, "occurred_precision": DatePrecision.DAY}


def test_half_of_one_person_s_date_is_never_put_to_half_of_another_s(reporter, editor, now, snapshot):
    incident = open_incident(title="Strikes", **a_day(DAY), by=reporter, at=now)
    instant = now - timedelta(days=5)
    theirs = {"occurred_on": None, "occurred_at": instant, "occurred_precision": DatePrecision.INSTANT}
    revise_incident(incident=incident, version=1, **theirs, by=reporter, at=now)
    before = snapshot()
    with pytest.raises(StaleEdit) as stale:
        revise_incident(incident=incident, version=1, **a_day(DAY - timedelta(days=2)), by=editor, at=now)
    assert stale.value.fields["occurred_on"] == (DAY, DAY, DAY - timedelta(days=2))
    assert stale.value.fields["occurred_at"] == (None, instant, None)
    assert snapshot() == before


def test_one_person_s_latitude_is_never_put_to_another_s_longitude(reporter, editor, now):
    incident = open_incident(title="Strikes", latitude=Decimal(19), longitude=Decimal(2), by=reporter, at=now)
    revise_incident(incident=incident, version=1, latitude=Decimal(20), longitude=Decimal(2), by=reporter, at=now)
    for mine in ({"latitude": Decimal(19), "longitude": Decimal(3)}, {"longitude": Decimal(3)}):
        with pytest.raises(StaleEdit):
            revise_incident(incident=incident, version=1, **mine, by=editor, at=now)


def test_merged_edits_that_would_contradict_each_other_are_refused(incident, reporter, editor, now, snapshot):
    disputed = {"place_precision": PlacePrecision.DISPUTED, "place_wording": "a town both claim"}
    revise_incident(incident=incident, version=1, **disputed, by=reporter, at=now)
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        revise_incident(incident=incident, version=2, place_wording="", by=editor, at=now)
    assert refusal.value.code == "disputed_place_without_wording"
    assert snapshot() == before


def test_two_people_saving_different_fields_at_once_both_keep_their_work(overlapping, incident, reporter, editor, now):
    overlapping(
        lambda: revise_incident(incident=incident, version=1, title="By one", by=reporter, at=now),
        lambda: revise_incident(incident=incident, version=1, summary="By the other", by=editor, at=now),
    )
    incident.refresh_from_db()
    assert (incident.title, incident.summary, incident.version) == ("By one", "By the other", 3)
    versions = Change.objects.about(incident).order_by("pk").values_list("after__version", flat=True)
    assert list(versions) == [1, 2, 3]


def test_of_two_people_saving_the_same_field_at_once_one_gets_both_versions(
    overlapping, incident, reporter, editor, now
):
    base = incident.title
    _first, second = overlapping(
        lambda: revise_incident(incident=incident, version=1, title="By one", by=reporter, at=now),
        lambda: revise_incident(incident=incident, version=1, title="By the other", by=editor, at=now),
    )
    assert isinstance(second, StaleEdit)
    assert second.fields == {"title": (base, "By one", "By the other")}
    assert Incident.objects.get(pk=incident.pk).title == "By one"
