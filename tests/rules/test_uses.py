import pytest

from claims.errors import RuleBroken
from claims.rules.uses import check_after_printing, check_outcome, check_same_incident, check_what
from claims.vocabulary import UseKind, UseOutcome
from tests.factories import NOW


@pytest.mark.parametrize(
    ("kind", "has_claim", "code"),
    [
        (UseKind.CLAIM, True, None),
        (UseKind.CLAIM, False, "use_claim_missing"),
        (UseKind.LINE, False, None),
        (UseKind.LINE, True, "use_claim_not_taken"),
    ],
)
def test_a_printed_claim_is_named_and_the_line_names_none(kind, has_claim, code):
    if code is None:
        check_what(kind, has_claim=has_claim)
        return
    with pytest.raises(RuleBroken) as refused:
        check_what(kind, has_claim=has_claim)
    assert (refused.value.code, refused.value.field) == (code, "claim")


def test_the_claim_is_one_of_the_incident():
    check_same_incident(True)
    with pytest.raises(RuleBroken):
        check_same_incident(False)


@pytest.mark.parametrize("outcome", list(UseOutcome))
def test_only_leaving_it_wants_a_reason(outcome):
    check_outcome(outcome, "The figure was never in it.")
    if outcome != UseOutcome.LEFT_AS_IT_IS:
        check_outcome(outcome, "")
        return
    with pytest.raises(RuleBroken) as refused:
        check_outcome(outcome, "")
    assert (refused.value.code, refused.value.field) == ("note_missing", "note")


def test_nothing_is_done_about_what_is_not_printed():
    check_after_printing(NOW, printed_at=NOW.replace(second=30))
    with pytest.raises(RuleBroken):
        check_after_printing(NOW, printed_at=NOW.replace(hour=13))
