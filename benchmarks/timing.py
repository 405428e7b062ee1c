"""Interleaved rounds and medians: the machine's drift hits both sides alike."""

from collections.abc import Callable
from statistics import median
from time import perf_counter

ROUNDS = 15


def compare(title: str, ours: Callable[[], object], reference: Callable[[], object]) -> None:
    """Print the medians in milliseconds and their ratio."""
    times: tuple[list[float], list[float]] = ([], [])
    for call in (ours, reference):
        call()
    for _round in range(ROUNDS):
        for kept, call in zip(times, (ours, reference), strict=True):
            start = perf_counter()
            call()
            kept.append((perf_counter() - start) * 1000)
    mine, theirs = (median(kept) for kept in times)
    print(f"{title}: {mine:.1f} ms, reference {theirs:.1f} ms, ratio {mine / theirs:.1f}")
