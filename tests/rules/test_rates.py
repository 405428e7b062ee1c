"""How rates are written, and told."""

import pytest

from claims.rules.rates import Left, Rate, left_header, policy_header, rate_of


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("600/min", Rate(600, 60)),
        ("1/s", Rate(1, 1)),
        (" 5000/h ", Rate(5000, 3600)),
        ("10/day", Rate(10, 86400)),
        ("1000000/s", Rate(1_000_000, 1)),
        ("off", None),
    ],
)
def test_a_rate_is_written_as_so_many_in_a_time(text: str, rate: Rate | None) -> None:
    assert rate_of(text) == rate


@pytest.mark.parametrize("text", ["", "600", "0/min", "-1/min", "1.5/s", "600/minute", "600/min\n1", "off/min"])
def test_anything_else_is_no_rate(text: str) -> None:
    with pytest.raises(ValueError, match="is no rate"):
        rate_of(text)


def test_what_is_finer_than_time_is_counted_is_refused() -> None:
    with pytest.raises(ValueError, match="which is not counted"):
        rate_of("1000001/s")


def test_what_is_left_is_told_as_structured_fields() -> None:
    told = [Left("token", Rate(600, 60), 599, 0.1), Left("write", Rate(10, 1), 0, 1.0)]
    assert policy_header(told) == '"token";q=600;w=60, "write";q=10;w=1'
    assert left_header(told) == '"token";r=599;t=1, "write";r=0;t=1'
