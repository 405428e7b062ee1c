"""How fast letters go out: so many a minute, of all workers together, as mail servers ask for."""

import time
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings

from claims.actions.bookkeeping import take_turn

MINUTE = timedelta(minutes=1)
# All waiting of one batch together: what it claimed is not to be taken for lost, however many workers share the pace.
LONGEST_WAIT = timedelta(minutes=2)


class Pace:
    """The turns of one batch. Nothing is locked while it waits."""

    def __init__(self, *, wait: Callable[[float], None] = time.sleep) -> None:
        self._wait, self._patience = wait, LONGEST_WAIT

    def my_turn(self) -> bool:
        """Wait until a letter may go out; False where that would take too long."""
        if not settings.EMAIL_LETTERS_PER_MINUTE:
            return True
        apart = MINUTE / settings.EMAIL_LETTERS_PER_MINUTE
        waits = take_turn(server=settings.EMAIL_HOST or "mail", apart=apart, patience=self._patience)
        if waits is None:
            return False
        self._patience -= waits
        if waits:
            self._wait(waits.total_seconds())
        return True


def at_once(most: int) -> int:
    """How many letters to claim together: at most what may go out in a minute."""
    return min(most, settings.EMAIL_LETTERS_PER_MINUTE or most)
