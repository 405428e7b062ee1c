"""`python -m tracker.stack exec`: servers for one command."""

import json
import os
import re
import shutil
import signal
import sys
from pathlib import Path

import pytest

from tests.stack.clones import Clone, all_processes, wait_until, works_in

SERVERS = """
import json, os, psycopg, redis
print(json.dumps(dict(os.environ)))
psycopg.connect(os.environ["DATABASE_URL"]).execute("create table t ()")
redis.Redis.from_url(os.environ["REDIS_URL"]).set("a", 1)
"""


def home_of(environment: dict[str, str]) -> Path:
    return Path(environment["REDIS_URL"].removeprefix("unix://")).parents[1]


def living_in(home: Path) -> list[int]:
    return [pid for pid in all_processes() if works_in(pid).is_relative_to(home)]


def test_a_command_finds_servers_that_are_gone_afterwards(clone: Clone) -> None:
    done = clone.stack("exec", "--", sys.executable, "-c", SERVERS)
    assert done.returncode == 0, done.stderr
    home = home_of(json.loads(done.stdout))
    assert not home.exists()
    assert living_in(home) == []
    assert not (clone.path / "var").exists()


@pytest.mark.parametrize(("code", "seen"), [("exit(3)", 3), ("import os; os.kill(os.getpid(), 9)", 128 + 9)])
def test_the_commands_exit_code_is_handed_on(clone: Clone, code: str, seen: int) -> None:
    assert clone.stack("exec", "--", sys.executable, "-c", code).returncode == seen


def test_a_command_that_does_not_exist_is_one_line(clone: Clone) -> None:
    done = clone.stack("exec", "--", "no-such-command")
    assert done.returncode == 1
    assert re.fullmatch(r"no-such-command cannot be run \(.*\)\.\n", done.stderr)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_no_signal_leaves_a_process(clone: Clone, how: signal.Signals) -> None:
    waiting = "import json, os, time; print(json.dumps(dict(os.environ)), flush=True); time.sleep(60)"
    process = clone.open("-m", "tracker.stack", "exec", "--", sys.executable, "-c", waiting)
    assert process.stdout is not None
    home = home_of(json.loads(process.stdout.readline()))
    assert living_in(home)
    # As a terminal does: Ctrl-C goes to the command, too.
    os.kill(process.pid, how) if how != signal.SIGINT else os.killpg(process.pid, how)
    process.communicate(timeout=30)
    assert wait_until(lambda: not living_in(home))
    assert how == signal.SIGKILL or not home.exists()
    shutil.rmtree(home, ignore_errors=True)
