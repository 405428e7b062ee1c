"""How often somebody may ask: so many times in so many seconds, and how an answer says what is left of it."""

import re
from collections.abc import Iterable
from math import ceil
from typing import NamedTuple

SECONDS = {"s": 1, "min": 60, "h": 3600, "day": 86400}
FORM = re.compile(r"(?P<quota>[1-9]\d{0,8})/(?P<window>s|min|h|day)\Z")
OFF = "off"
# Time is counted in microseconds.
MOST_A_SECOND = 1_000_000


class Rate(NamedTuple):
    """`quota` requests in `window` seconds. All of them may come at once; then they come back one by one."""

    quota: int
    window: int


class Left(NamedTuple):
    """What is left of a rate: so many requests now, and all of them again in so many seconds."""

    name: str
    rate: Rate
    remaining: int
    full_in: float


def rate_of(text: str) -> Rate | None:
    """The rate in `600/min`; None where there is to be none (`off`)."""
    if text.strip() == OFF:
        return None
    match = FORM.match(text.strip())
    if match is None:
        raise ValueError(f"“{text}” is no rate: write it as 600/min (s, min, h, day), or off.")
    rate = Rate(int(match["quota"]), SECONDS[match["window"]])
    if rate.quota > rate.window * MOST_A_SECOND:
        raise ValueError(f"“{text}” is more than {MOST_A_SECOND:,} a second, which is not counted: write {OFF}.")
    return rate


def policy_header(told: Iterable[Left]) -> str:
    """`RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-09): which rates hold."""
    return ", ".join(f'"{left.name}";q={left.rate.quota};w={left.rate.window}' for left in told)


def left_header(told: Iterable[Left]) -> str:
    """`RateLimit` of the same draft: what is left of each, and in how many seconds it is whole again."""
    return ", ".join(f'"{left.name}";r={left.remaining};t={ceil(left.full_in)}' for left in told)
