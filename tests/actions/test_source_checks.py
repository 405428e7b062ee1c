"""Checks of sources: what was found, by whom and how, and what follows for claims that rest on them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from claims.actions.evidence import add_evidence
from claims.actions.parties import add_party
from claims.actions.source_checks import record_source_check
from claims.actions.sources import add_source
from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.models import Change, Source, SourceCheck
from claims.models.support import attested_and_supported
from claims.vocabulary import (
    Basis,
    Bearing,
    CheckAspect,
    DatePrecision,
    PartyKind,
    PlacePrecision,
    RootKind,
    SourceKind,
    Verb,
    Verdict,
)


@pytest.fixture
def video(reporter, now) -> Source:
    return add_source(title="A video from a rooftop", kind=SourceKind.VIDEO, by=reporter, at=now)


def judge(video, verdict, by, at, **more):
    return record_source_check(
        source=video, aspect=CheckAspect.AUTHENTICITY, verdict=verdict, how="Frame by frame.", by=by, at=at, **more
    )


def test_a_check_is_on_the_record_with_its_whole_row(video, fact_checker, reporter, now):
    lab = add_party(name="Imagery lab", kind=PartyKind.RESEARCH_BODY, by=reporter, at=now)
    check = record_source_check(
        source=video,
        aspect=CheckAspect.PLACE,
        place="Roof of the pharmacy",
        place_precision=PlacePrecision.EXACT,
        latitude=Decimal("19.9512"),
        longitude=Decimal("2.9701"),
        established_by=lab,
        how="Matched the water tower to satellite images.",
        by=fact_checker,
        at=now,
    )
    check.refresh_from_db()
    assert (check.established_by, check.by_user_id, check.latitude) == (lab, fact_checker.id, Decimal("19.951200"))
    change = Change.objects.about(check).get()
    assert (change.verb, change.source_id) == (Verb.SOURCE_CHECKED, video.pk)
    assert change.after["how"] == check.how


def test_when_it_was_made_is_known_as_exactly_as_it_is(video, fact_checker, now):
    check = record_source_check(
        source=video,
        aspect=CheckAspect.TIME,
        taken_on=date(2026, 11, 15),
        taken_at=None,
        taken_precision=DatePrecision.DAY,
        established_by_label="a collective of volunteers",
        how="By the shadows.",
        by=fact_checker,
        at=now,
    )
    assert (check.taken_on, check.established_by_label) == (date(2026, 11, 15), "a collective of volunteers")


def test_of_one_aspect_the_latest_check_holds(a_claim, video, fact_checker, reporter, now):
    def roots():
        support = attested_and_supported([a_claim])[a_claim.pk]
        return support.supported_by, support.discredited

    add_evidence(
        claim=a_claim,
        source=video,
        bearing=Bearing.SUPPORTS,
        root_kind=RootKind.SOURCE,
        root_source=video,
        basis=Basis.EXAMINED_MATERIAL,
        by=reporter,
        at=now,
    )
    assert roots() == (1, 0)
    judge(video, Verdict.STAGED, fact_checker, now)
    assert roots() == (0, 1)
    record_source_check(
        source=video, aspect=CheckAspect.PLACE, place="A square", how="On foot.", by=fact_checker, at=now
    )
    assert roots() == (0, 1)
    judge(video, Verdict.AUTHENTIC, fact_checker, now + timedelta(hours=1))
    assert roots() == (1, 0)
    assert SourceCheck.objects.count() == 3


REFUSED = [
    ({"aspect": "taste"}, "unknown_choice", "aspect"),
    ({"verdict": "fine"}, "unknown_choice", "verdict"),
    ({"verdict": ""}, "finding_missing", "verdict"),
    ({"how": ""}, "required", "how"),
    ({"how": "x" * 2001}, "too_long", "how"),
    ({"how": "<b>looked</b>"}, "markup", "how"),
    ({"place": "A square"}, "finding_of_another_aspect", "place"),
    ({"latitude": Decimal(91), "longitude": Decimal(0)}, "bad_coordinate", "latitude"),
    ({"taken_precision": DatePrecision.DAY, "taken_on": None, "taken_at": None}, "date_needed", "taken_on"),
    (
        {"taken_precision": DatePrecision.DAY, "taken_on": date(2027, 3, 1), "taken_at": None},
        "date_in_future",
        "taken_on",
    ),
]


@pytest.mark.parametrize(("fields", "code", "field"), REFUSED)
def test_record_source_check_refused_leaves_no_trace(video, fact_checker, now, snapshot, fields, code, field):
    before = snapshot()
    given = {"aspect": CheckAspect.AUTHENTICITY, "verdict": Verdict.EDITED, "how": "Looked.", **fields}
    with pytest.raises(RuleBroken) as refused:
        record_source_check(source=video, **given, by=fact_checker, at=now)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert snapshot() == before


def test_what_people_wrote_is_not_checked_and_leaves_no_trace(source, fact_checker, now, snapshot):
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        judge(source, Verdict.EDITED, fact_checker, now)
    assert refused.value.code == "not_checkable"
    assert snapshot() == before


def test_who_may_not_check_or_cannot_see_leaves_no_trace(video, army, reporter, fact_checker, stranger, now, snapshot):
    theirs = add_party(name="Theirs", kind=PartyKind.NGO, by=stranger, at=now)
    before = snapshot()
    with pytest.raises(NotPermitted):
        judge(video, Verdict.EDITED, reporter, now)
    with pytest.raises(NotVisible):
        judge(video, Verdict.EDITED, stranger, now)
    with pytest.raises(RuleBroken) as refused:
        judge(video, Verdict.EDITED, fact_checker, now, established_by=theirs)
    assert (refused.value.code, refused.value.field) == ("unknown_reference", "established_by")
    with pytest.raises(RuleBroken) as refused:
        judge(video, Verdict.EDITED, fact_checker, now, established_by=army, established_by_label="them")
    assert (refused.value.code, refused.value.field) == ("established_twice", "established_by_label")
    assert snapshot() == before
