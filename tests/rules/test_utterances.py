from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import RuleBroken
from claims.rules.utterances import (
    MOST_CLAIMANTS,
    MOST_CLAIMS,
    MOST_HOPS,
    Said,
    certainly_before,
    check_claim_count,
    check_claimants,
    check_hop,
    check_hop_count,
    check_terms,
    check_translation,
)
from claims.vocabulary import DatePrecision, HopActor, Terms

SUNDAY = date(2024, 8, 25)
NOON = datetime(2024, 8, 25, 12, tzinfo=UTC)


def said(on: date, precision: DatePrecision = DatePrecision.DAY) -> Said:
    return Said(on, None, precision)


def at(moment: datetime) -> Said:
    return Said(moment.date(), moment, DatePrecision.INSTANT)


UNKNOWN = Said(None, None, DatePrecision.UNKNOWN)


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        (said(SUNDAY), said(date(2024, 8, 26)), True),
        (said(SUNDAY), said(SUNDAY), False),
        (said(date(2024, 8, 26)), said(SUNDAY), False),
        (at(NOON), at(NOON + timedelta(minutes=1)), True),
        (at(NOON), at(NOON), False),
        # The UTC day of an instant can be the day before or after where it was said.
        (at(NOON), said(date(2024, 8, 26)), False),
        (at(NOON), said(date(2024, 8, 27)), True),
        (said(date(2024, 8, 24)), at(NOON), False),
        (said(date(2024, 8, 23)), at(NOON), True),
        # 2024-08-25 is a Sunday, the last day of its week.
        (said(date(2024, 8, 21), DatePrecision.WEEK), said(SUNDAY), False),
        (said(date(2024, 8, 21), DatePrecision.WEEK), said(date(2024, 8, 26)), True),
        (said(date(2024, 8, 1), DatePrecision.MONTH), said(date(2024, 8, 31)), False),
        (said(date(2024, 8, 1), DatePrecision.MONTH), said(date(2024, 9, 1)), True),
        (said(date(2023, 5, 1), DatePrecision.YEAR), said(date(2024, 1, 1)), True),
        (said(date(2024, 5, 1), DatePrecision.YEAR), said(date(2024, 12, 31)), False),
        (UNKNOWN, said(SUNDAY), False),
        (said(SUNDAY), UNKNOWN, False),
    ],
)
def test_what_was_certainly_said_before(one, other, before):
    assert certainly_before(one, other) is before


DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))
SAID = st.one_of(
    st.just(UNKNOWN),
    st.builds(said, DAYS, st.sampled_from([p for p in DatePrecision if p not in ("instant", "unknown")])),
    st.builds(lambda day, hour: at(datetime(day.year, day.month, day.day, hour, tzinfo=UTC)), DAYS, st.integers(0, 23)),
)


@given(SAID, SAID)
def test_nothing_is_said_both_before_and_after(one, other):
    assert not (certainly_before(one, other) and certainly_before(other, one))


@given(SAID)
def test_the_day_given_is_among_the_days_it_can_have_been(one):
    days = one.days()
    assert (days is None) == (one.on is None)
    assert days is None or days[0] <= one.on <= days[1]


@pytest.mark.parametrize(
    ("terms", "background_as", "code"),
    [
        (Terms.ON_THE_RECORD, "", None),
        (Terms.ON_BACKGROUND, "a senior official", None),
        (Terms.OFF_THE_RECORD, "", None),
        (Terms.ON_BACKGROUND, "", "background_as_missing"),
        (Terms.ON_THE_RECORD, "a senior official", "background_as_not_taken"),
        (Terms.NOT_FOR_ATTRIBUTION, "a senior official", "background_as_not_taken"),
    ],
)
def test_on_background_says_as_what(terms, background_as, code):
    if code is None:
        return check_terms(terms, background_as)
    with pytest.raises(RuleBroken) as refused:
        check_terms(terms, background_as)
    assert (refused.value.code, refused.value.field) == (code, "background_as")
    return None


@pytest.mark.parametrize(("by", "machine"), [("an agency", False), ("", True)])
def test_a_translator_needs_a_translation(by, machine):
    check_translation("At least 21 were killed", by, machine)
    check_translation("", "", False)
    with pytest.raises(RuleBroken) as refused:
        check_translation("", by, machine)
    assert refused.value.code == "translation_missing"


def test_claimants_are_distinct_and_not_too_many():
    check_claimants([])
    check_claimants([(1, "Army"), (2, "Ministry")])
    with pytest.raises(RuleBroken) as refused:
        check_claimants([(1, "Army"), (2, "Ministry"), (1, "Army")])
    assert refused.value.field == "claimants.2"
    assert "Army is named twice" in str(refused.value)
    with pytest.raises(RuleBroken) as refused:
        check_claimants((number, "Party") for number in range(MOST_CLAIMANTS + 1))
    assert refused.value.code == "too_many_claimants"


@pytest.mark.parametrize(("count", "code"), [(0, "no_claims"), (MOST_CLAIMS + 1, "too_many_claims")])
def test_an_utterance_has_at_least_one_claim_and_a_bound(count, code):
    check_claim_count(1)
    check_claim_count(MOST_CLAIMS)
    with pytest.raises(RuleBroken) as refused:
        check_claim_count(count)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("kind", "has_party", "label", "code"),
    [
        (HopActor.PARTY, True, "", None),
        (HopActor.OUTLET, False, "a local radio", None),
        (HopActor.NAMED_PERSON, False, "", "hop_without_actor"),
        (HopActor.PARTY, False, "", "hop_without_actor"),
        (HopActor.UNKNOWN, False, "", None),
        (HopActor.ANONYMOUS_PERSON, False, "a resident", None),
        (HopActor.ANONYMOUS_PERSON, True, "", "hop_party_not_taken"),
        (HopActor.PROTECTED_PERSON, True, "", "hop_party_not_taken"),
        (HopActor.UNKNOWN, True, "", "hop_party_not_taken"),
    ],
)
def test_a_named_hop_names_and_an_unnamed_one_does_not(kind, has_party, label, code):
    if code is None:
        return check_hop(kind, has_party=has_party, actor_label=label)
    with pytest.raises(RuleBroken) as refused:
        check_hop(kind, has_party=has_party, actor_label=label)
    assert refused.value.code == code
    return None


def test_a_chain_has_a_bound():
    check_hop_count(MOST_HOPS)
    with pytest.raises(RuleBroken) as refused:
        check_hop_count(MOST_HOPS + 1)
    assert str(refused.value) == f"At most {MOST_HOPS} hops fit in a chain."
