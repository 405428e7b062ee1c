"""Signals that come at a bad moment."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

HANDLED: tuple[int, ...] = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def held_back() -> Iterator[None]:
    """What arrives meanwhile is delivered at the end. A mask would not do: children would inherit it."""
    early: list[int] = []

    def remember(number: int, frame: FrameType | None) -> None:
        early.append(number)

    handlers = {number: signal.signal(number, remember) for number in HANDLED}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        for number in early[:1]:
            signal.raise_signal(number)
