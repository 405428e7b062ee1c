"""What the clock does at a tick."""

from datetime import datetime

from claims.actions.bookkeeping import tick_finished
from claims.actions.flags import raise_flags

FLAGS = "raise_flags"


def run_flags(*, now: datetime) -> int:
    """Bring the flags up to `now`, whether the last tick was a second or a week ago. Returns how many changed."""
    changed = raise_flags(now=now)
    tick_finished(name=FLAGS, at=now)
    return changed
