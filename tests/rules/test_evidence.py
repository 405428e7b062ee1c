from itertools import product

import pytest

from claims.errors import RuleBroken
from claims.rules.evidence import NAMED_BY, check_distinct_reason, check_root
from claims.vocabulary import RootKind


@pytest.mark.parametrize("kind", RootKind)
@pytest.mark.parametrize("filled", list(product([False, True], repeat=len(NAMED_BY))))
def test_a_root_is_named_as_its_kind_wants(kind, filled):
    given = [field for field, there in zip(NAMED_BY.values(), filled, strict=True) if there]
    if given == [NAMED_BY[kind]] if kind in NAMED_BY else not given:
        return check_root(kind, given)
    with pytest.raises(RuleBroken) as refused:
        check_root(kind, given)
    assert refused.value.code in ("root_missing", "root_not_taken")
    assert refused.value.field in NAMED_BY.values()
    return None


@pytest.mark.parametrize("kind", RootKind)
def test_only_an_unnamed_root_needs_a_reason_to_count(kind):
    check_distinct_reason(kind, "")
    if kind in (RootKind.ANONYMOUS, RootKind.UNKNOWN):
        return check_distinct_reason(kind, "Saw it from another street")
    with pytest.raises(RuleBroken) as refused:
        check_distinct_reason(kind, "Saw it from another street")
    assert refused.value.code == "distinct_reason_not_taken"
    return None
