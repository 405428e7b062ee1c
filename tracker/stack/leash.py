"""Ties a child's life to its parent's, so that not even SIGKILL to the parent leaves a process behind.

Linux only (prctl). Elsewhere the keeper's own watch over the users' lock has to do.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with(parent: int, how: signal.Signals) -> None:
    """Ask for `how` as soon as `parent`, which must have forked this process, is gone."""
    if _libc is None:
        return
    _libc.prctl(PR_SET_PDEATHSIG, how)
    # It may have gone before we asked.
    if os.getppid() != parent:
        os.kill(os.getpid(), how)


def leashed(how: signal.Signals = signal.SIGTERM) -> Callable[[], None]:
    """A `preexec_fn` for Popen. It runs after Popen has changed users, which would clear the request."""
    parent = os.getpid()
    return lambda: die_with(parent, how)
