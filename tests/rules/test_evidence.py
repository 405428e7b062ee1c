import pytest

from claims.errors import RuleBroken
from claims.rules.evidence import check_distinct_reason, check_root
from claims.vocabulary import RootKind


@pytest.mark.parametrize("kind", RootKind)
@pytest.mark.parametrize("has_party", [False, True])
@pytest.mark.parametrize("has_source", [False, True])
def test_a_root_is_named_as_its_kind_wants(kind, has_party, has_source):
    wanted = (kind == RootKind.PARTY, kind == RootKind.SOURCE)
    if (has_party, has_source) == wanted:
        return check_root(kind, has_party=has_party, has_source=has_source)
    with pytest.raises(RuleBroken) as refused:
        check_root(kind, has_party=has_party, has_source=has_source)
    assert refused.value.code in ("root_missing", "root_not_taken")
    assert refused.value.field in ("root_party", "root_source")
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
