"""Rules of sources: none derives from itself, by whatever detour."""

from collections.abc import Mapping, Sequence

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _


def path_between(start: int, end: int, origins: Mapping[int, Sequence[int]]) -> list[int]:
    """The shortest way from `start` to `end`, both included, [] if none; `origins`: source → what it derives from."""
    ways = [[start]]
    seen = {start}
    for way in ways:
        if way[-1] == end:
            return way
        further = [origin for origin in origins.get(way[-1], ()) if origin not in seen]
        seen.update(further)
        ways.extend([*way, origin] for origin in further)
    return []


def refuse_circle(titles: Sequence[str]) -> None:
    """Refuse a derivation that closes a circle; `titles` lead from the source once around to the source again."""
    raise RuleBroken(
        "derivation_circle",
        _("This would close a circle in which nothing is first: %(circle)s."),
        field="origin",
        circle=" → ".join(f"“{title}”" for title in titles),
    )
