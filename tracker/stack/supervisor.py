"""Honcho's manager, with three gaps closed: a killed supervisor leaves no child, children end in order, an early Ctrl-C
is not lost."""

import contextlib
import os
import queue
import signal
from typing import Any

from honcho.compat import ProcessManager
from honcho.manager import Manager
from honcho.process import Popen, Process

from tracker.stack.leash import die_with, leashed
from tracker.stack.signals import held_back


class LeashedPopen(Popen):
    """The command itself: asked to end when the process that reads its output is gone."""

    def __init__(self, command: str, **options: Any) -> None:
        super().__init__(command, preexec_fn=leashed(signal.SIGTERM), **options)


class LeashedProcess(Process):
    """Honcho's process between supervisor and command. It ignores SIGTERM, so it goes by SIGKILL."""

    supervisor = 0

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._child_ctor = LeashedPopen

    def run(self, events: Any = None, ignore_signals: bool = False) -> None:
        die_with(self.supervisor, signal.SIGKILL)
        super().run(events, ignore_signals)


class LeaderFirst(ProcessManager):
    """Asks a command to end, not its children behind its back: Celery's would drop the task at hand."""

    def terminate(self, pid: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)


class Supervisor(Manager):
    """Runs processes until one ends or a signal comes, then ends them all."""

    def __init__(self, pid: int) -> None:
        super().__init__()
        self._process_ctor = LeashedProcess
        self._procmgr = LeaderFirst()
        self._pid = pid

    def add_process(self, *arguments: Any, **options: Any) -> Any:
        process = super().add_process(*arguments, **options)
        process.supervisor = self._pid
        return process

    def _start(self) -> None:
        """Honcho can end only what has told its id: hold signals back until all three have."""
        with held_back():
            super()._start()
            self._await_ids()

    def _await_ids(self) -> None:
        """Let the loop see every message in order afterwards; it notes the ids a second time, which does no harm."""
        seen = []
        while not self._all_started():
            try:
                message = self.events.get(timeout=10)
            except queue.Empty:
                break
            if message.type == "start":
                self._processes[message.name]["pid"] = message.data["pid"]
            seen.append(message)
        for message in seen:
            self.events.put(message)
