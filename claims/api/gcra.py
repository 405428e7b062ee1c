"""Counting requests in Redis: all rates that hold for one request are judged together, in one step and one round trip.

The count is the *generic cell rate algorithm*, in the form of its virtual scheduling (ITU-T I.371, annex A; ATM Forum
TM 4.0, 4.4.2): per rate one instant is kept, at which everything that was let in would have been used up at an even
pace. A request is let in if that instant, moved on by one step, lies no further ahead than the window. It keeps one
number per caller, has no edges at which twice as many get through, and is right however many workers ask at once.
(The library `limits` does not keep this one, and asks Redis once for each rate.)
"""

import logging
from collections.abc import Sequence
from threading import Lock
from time import monotonic
from typing import Any, NamedTuple

from redis import Redis
from redis.backoff import NoBackoff
from redis.commands.core import Script
from redis.exceptions import RedisError
from redis.retry import Retry

from claims.rules.rates import Left, Rate

# KEYS: one per rate. ARGV: for each, the window and the step in microseconds, and how many steps are asked and taken.
# First all are judged; if one refuses, nothing is taken of any. The clock is the server's: workers' clocks differ.
SCRIPT = """
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local ahead, wait = {}, 0
for i, key in ipairs(KEYS) do
  local window, step, asked = tonumber(ARGV[4*i-3]), tonumber(ARGV[4*i-2]), tonumber(ARGV[4*i-1])
  ahead[i] = math.max(0, tonumber(redis.call('GET', key) or now) - now)
  wait = math.max(wait, ahead[i] + asked * step - window)
end
local told = {wait}
for i, key in ipairs(KEYS) do
  local taken = tonumber(ARGV[4*i])
  if wait <= 0 and taken > 0 then
    ahead[i] = ahead[i] + taken * tonumber(ARGV[4*i-2])
    redis.call('SET', key, string.format('%.0f', now + ahead[i]), 'PX', math.ceil(ahead[i] / 1000) + 1000)
  end
  told[i+1] = ahead[i]
end
return told
"""
# Counting takes a tenth of a millisecond. A server that takes this long is away, and is left alone for a while.
PATIENCE = 0.1
LEFT_ALONE = 5.0
logger = logging.getLogger(__name__)


class Asked(NamedTuple):
    """One rate that holds for a request: whose it is, and how many it takes; 0 looks without taking."""

    name: str
    rate: Rate
    whose: str
    takes: int = 1


class Verdict(NamedTuple):
    """How long to wait in seconds (0: come in), and what is left of each rate."""

    wait: float
    left: list[Left]


class Counter:
    """The counts on one Redis. Where it is away everybody gets in: losing it loses nothing, and holds nobody up."""

    def __init__(self, url: str) -> None:
        self._redis = Redis.from_url(
            url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=Retry(NoBackoff(), 0)
        )
        self._script: Script = self._redis.register_script(SCRIPT)
        self._lock, self._away, self._try_again_at = Lock(), False, 0.0

    def judge(self, asked: Sequence[Asked]) -> Verdict | None:
        """Take what the request takes, or nothing if one of the rates refuses. None: nobody counts at present."""
        if not asked or monotonic() < self._try_again_at:
            return None
        try:
            wait, *ahead = self._script(keys=[_key(each) for each in asked], args=_numbers(asked))
        except (RedisError, OSError) as error:
            self._is_away(error)
            return None
        if self._away:
            self._is_back()
        left = [_left(each, micros) for each, micros in zip(asked, ahead, strict=True)]
        return Verdict(max(0, wait) / 1e6, left)

    def _is_away(self, error: Exception) -> None:
        """Said once per absence, not once per request."""
        with self._lock:
            self._try_again_at = monotonic() + LEFT_ALONE
            said, self._away = self._away, True
        if not said:
            logger.error("Redis is away (%s): requests are not counted, nobody is slowed down", type(error).__name__)

    def _is_back(self) -> None:
        with self._lock:
            said, self._away = not self._away, False
        if not said:
            logger.warning("Redis is back: requests are counted again")


def _key(asked: Asked) -> str:
    return f"onrec:rate:{asked.name}:{asked.whose}"


def _step(rate: Rate) -> int:
    return rate.window * 1_000_000 // rate.quota


def _numbers(asked: Sequence[Asked]) -> list[Any]:
    return [
        number
        for each in asked
        for number in (each.rate.window * 1_000_000, _step(each.rate), max(each.takes, 1), each.takes)
    ]


def _left(asked: Asked, ahead: int) -> Left:
    remaining = (asked.rate.window * 1_000_000 - ahead) // _step(asked.rate)
    return Left(asked.name, asked.rate, max(0, min(asked.rate.quota, remaining)), ahead / 1e6)
