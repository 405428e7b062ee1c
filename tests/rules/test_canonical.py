"""Canonical JSON against RFC 8785's own examples, and against the verifier's own hand at it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rules.canonical import canonical
from verifier.verify_on_record import canonical as verifiers

WRITERS = [pytest.param(canonical, id="ours"), pytest.param(verifiers, id="the verifier's")]
# RFC 8785, appendix B: the bits of a double, and how it is written.
NUMBERS = [
    (0.0, "0"),
    (-0.0, "0"),
    (5e-324, "5e-324"),
    (-5e-324, "-5e-324"),
    (1.7976931348623157e308, "1.7976931348623157e+308"),
    (-1.7976931348623157e308, "-1.7976931348623157e+308"),
    (9007199254740992.0, "9007199254740992"),
    (-9007199254740992.0, "-9007199254740992"),
    (295147905179352830000.0, "295147905179352830000"),
    (9.999999999999997e22, "9.999999999999997e+22"),
    (1e23, "1e+23"),
    (1.0000000000000001e23, "1.0000000000000001e+23"),
    (999999999999999700000.0, "999999999999999700000"),
    (999999999999999900000.0, "999999999999999900000"),
    (1e21, "1e+21"),
    (9.999999999999997e-7, "9.999999999999997e-7"),
    (0.000001, "0.000001"),
    (333333333.3333332, "333333333.3333332"),
    (333333333.33333325, "333333333.33333325"),
    (333333333.3333333, "333333333.3333333"),
    (333333333.3333334, "333333333.3333334"),
    (333333333.33333343, "333333333.33333343"),
    (-0.0000033333333333333333, "-0.0000033333333333333333"),
    (1424953923781206.2, "1424953923781206.2"),
]


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize(("number", "text"), NUMBERS)
def test_numbers_are_written_as_in_the_rfc(write, number, text):
    assert write(number) == text.encode()


@pytest.mark.parametrize("write", WRITERS)
def test_the_rfc_s_example_is_written_as_there(write):
    given = json.loads(
        r"""{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}"""
    )

    assert (
        write(given)
        == (
            '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
            '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
        ).encode()
    )


@pytest.mark.parametrize("write", WRITERS)
def test_names_are_sorted_by_utf_16_as_in_the_rfc(write):
    names = {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "\u00f6": 7}

    assert [*json.loads(write(names)).values()] == [2, 4, 6, 7, 1, 5, 3]


@pytest.mark.parametrize("write", WRITERS)
def test_what_a_double_cannot_hold_is_a_text(write):
    assert write([2**53 - 1, 2**53, -(2**63)]) == b'[9007199254740991,"9007199254740992","-9223372036854775808"]'


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(st.text(), parts, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_the_two_writers_agree(value):
    assert canonical(value) == verifiers(value)
