import pytest

from claims.errors import RuleBroken
from claims.rules.standing import check_other


@pytest.mark.parametrize(
    ("claim", "other", "after", "code"),
    [
        (1, 2, [], None),
        (1, 2, [3, 4], None),
        (1, 1, [], "claim_is_its_own_other"),
        (1, 2, [1], "standing_in_circle"),
        (1, 2, [3, 1], "standing_in_circle"),
    ],
)
def test_a_claim_is_replaced_by_another_and_never_in_a_circle(claim, other, after, code):
    if code is None:
        return check_other(claim, other, after)
    with pytest.raises(RuleBroken) as refused:
        check_other(claim, other, after)
    assert (refused.value.code, refused.value.field) == (code, "other")
    return None
