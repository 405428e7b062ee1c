"""One byte string for one JSON value: RFC 8785, so that others can compute the digests of the record for themselves."""

import math
from typing import Any

import rfc8785

HIGHEST_EXACT = 2**53 - 1


def canonical(value: Any) -> bytes:
    """The value in canonical JSON. Whole numbers that a double cannot hold become texts (the RFC's appendix D)."""
    return rfc8785.dumps(_exact(value))


def _exact(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _exact(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_exact(each) for each in value]
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > HIGHEST_EXACT:
        return str(value)
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value
