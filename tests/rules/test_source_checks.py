"""What a check may be about, and what each aspect must say."""

from datetime import date
from decimal import Decimal

import pytest

from claims.errors import RuleBroken
from claims.rules.source_checks import CHECKABLE, check_checkable, check_established_by, check_finding
from claims.vocabulary import CheckAspect, DatePrecision, PlacePrecision, SourceKind, Verdict

AUTHENTICITY, PLACE, TIME = CheckAspect.AUTHENTICITY, CheckAspect.PLACE, CheckAspect.TIME
THERE = {"latitude": Decimal("19.95"), "longitude": Decimal("2.97")}


@pytest.mark.parametrize("kind", SourceKind)
def test_only_what_shows_or_measures_something_is_checked(kind):
    if kind in CHECKABLE:
        return check_checkable(kind)
    with pytest.raises(RuleBroken) as refused:
        check_checkable(kind)
    assert str(kind.label) in str(refused.value)
    return None


@pytest.mark.parametrize("verdict", Verdict)
def test_a_check_of_authenticity_has_a_verdict(verdict):
    check_finding(AUTHENTICITY, {"verdict": verdict})


@pytest.mark.parametrize(
    ("aspect", "values"),
    [
        (PLACE, {"place": "the market square"}),
        (PLACE, {"place": "the market square", "place_precision": PlacePrecision.EXACT, **THERE}),
        (TIME, {"taken_precision": DatePrecision.DAY, "taken_on": date(2026, 11, 15)}),
    ],
)
def test_a_finding_of_place_or_time_says_where_or_when(aspect, values):
    check_finding(aspect, {"verdict": "", "place": "", "taken_precision": DatePrecision.UNKNOWN, **values})


@pytest.mark.parametrize(
    ("aspect", "values", "code", "field"),
    [
        (AUTHENTICITY, {}, "finding_missing", "verdict"),
        (AUTHENTICITY, {"verdict": ""}, "finding_missing", "verdict"),
        (PLACE, {}, "finding_missing", "place"),
        (PLACE, THERE, "finding_missing", "place"),
        (TIME, {"taken_precision": DatePrecision.UNKNOWN}, "finding_missing", "taken_precision"),
        (PLACE, {"place": "a square", "verdict": Verdict.STAGED}, "finding_of_another_aspect", "verdict"),
        (AUTHENTICITY, {"verdict": Verdict.STAGED, "place": "a square"}, "finding_of_another_aspect", "place"),
        (AUTHENTICITY, {"verdict": Verdict.STAGED, **THERE}, "finding_of_another_aspect", "latitude"),
        (
            PLACE,
            {"place": "a square", "taken_precision": DatePrecision.DAY, "taken_on": date(2026, 11, 15)},
            "finding_of_another_aspect",
            "taken_precision",
        ),
        (PLACE, {"place": "a square", "latitude": Decimal(1)}, "half_a_position", "longitude"),
        (PLACE, {"place": "a square", "longitude": Decimal(1)}, "half_a_position", "latitude"),
    ],
)
def test_a_finding_that_says_too_little_or_too_much_is_refused(aspect, values, code, field):
    with pytest.raises(RuleBroken) as refused:
        check_finding(aspect, values)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert str(refused.value)


def test_who_established_it_is_named_once():
    for has_party, label in ((False, ""), (True, ""), (False, "a geolocation collective")):
        check_established_by(has_party=has_party, label=label)
    with pytest.raises(RuleBroken) as refused:
        check_established_by(has_party=True, label="they")
    assert refused.value.field == "established_by_label"
