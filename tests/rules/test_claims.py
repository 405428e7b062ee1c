import pytest

from claims.errors import RuleBroken
from claims.rules.claims import (
    MOST_PARTS,
    check_certainty,
    check_kind,
    check_labels,
    check_live,
    check_part_count,
    check_question,
    check_repeated,
)
from claims.vocabulary import Certainty, ClaimKind, Metric, Population, Scope, Standing, Status

LABELS = {
    "metric": Metric.KILLED,
    "metric_label": "",
    "population": Population.PEOPLE,
    "population_label": "",
    "scope": Scope.WHOLE,
    "scope_label": "",
}


@pytest.mark.parametrize("certainty", [certainty for certainty in Certainty if certainty != Certainty.FLAT])
def test_the_hedge_is_never_lost(certainty):
    check_certainty(certainty, "probably")
    with pytest.raises(RuleBroken) as refused:
        check_certainty(certainty, "")
    assert (refused.value.code, refused.value.field) == ("hedge_missing", "hedge")


def test_a_flat_claim_has_no_hedge():
    check_certainty(Certainty.FLAT, "")
    with pytest.raises(RuleBroken) as refused:
        check_certainty(Certainty.FLAT, "probably")
    assert refused.value.field == "certainty"
    assert str(refused.value).startswith("A claim made with “probably” was not made flatly")


def test_a_question_is_of_the_claims_own_incident():
    check_question(7, None)
    check_question(7, 7)
    with pytest.raises(RuleBroken) as refused:
        check_question(7, 8)
    assert (refused.value.code, refused.value.field) == ("question_of_other_incident", "question")


@pytest.mark.parametrize("kind", [ClaimKind.CHARACTERISATION, ClaimKind.DEMAND_OR_INTENTION])
def test_only_a_fact_keeps_a_status(kind):
    check_kind(kind, Status.NOT_ASSESSED)
    check_kind(ClaimKind.FACT, Status.CORROBORATED)
    with pytest.raises(RuleBroken) as refused:
        check_kind(kind, Status.CORROBORATED)
    assert "“Corroborated”" in str(refused.value)


@pytest.mark.parametrize("standing", [standing for standing in Standing if standing != Standing.LIVE])
def test_a_claim_that_does_not_stand_is_named_as_such(standing):
    check_live(Standing.LIVE)
    with pytest.raises(RuleBroken) as refused:
        check_live(standing)
    assert str(standing.label) in str(refused.value)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"metric": Metric.OTHER}, "metric_label"),
        ({"population": Population.OTHER}, "population_label"),
        ({"scope": Scope.PART}, "scope_label"),
        ({"scope_label": "in one hospital"}, "scope"),
    ],
)
def test_other_and_part_say_what_they_mean(changes, field):
    check_labels(**LABELS)
    with pytest.raises(RuleBroken) as refused:
        check_labels(**{**LABELS, **changes})
    assert refused.value.field == field


def test_other_and_part_are_taken_with_their_words():
    check_labels(
        metric=Metric.OTHER,
        metric_label="wells poisoned",
        population=Population.OTHER,
        population_label="herders",
        scope=Scope.PART,
        scope_label="in one village",
    )


def test_a_list_of_parts_has_a_bound():
    check_part_count(MOST_PARTS, field="figures")
    with pytest.raises(RuleBroken) as refused:
        check_part_count(MOST_PARTS + 1, field="figures")
    assert refused.value.field == "figures"


@pytest.mark.parametrize(
    ("same", "already", "code"),
    [(True, True, "claim_repeated_twice"), (False, False, "other_claimants"), (False, True, "claim_repeated_twice")],
)
def test_a_claim_is_repeated_once_by_its_own_claimants(same, already, code):
    check_repeated(same_claimants=True, already=False)
    with pytest.raises(RuleBroken) as refused:
        check_repeated(same_claimants=same, already=already)
    assert refused.value.code == code
