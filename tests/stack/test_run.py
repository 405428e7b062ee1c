"""`make run` from its first line to its last process."""

import os
import pty
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from tests.stack.clones import Clone, wait_until

pytestmark = pytest.mark.journey

READY = "On Record is ready."
# The first run migrates and loads the example, beside whatever else the machine does.
PATIENCE = 300
LOOK = "from claims.models import Newsroom as N; print(*N.objects.values_list('slug', flat=True))"


@dataclass
class Running:
    """One `make run`, as the terminal sees it."""

    clone: Clone
    process: subprocess.Popen[bytes]
    output: Path
    port: int

    @property
    def said(self) -> str:
        return self.output.read_text()

    def wait(self) -> None:
        assert wait_until(lambda: READY in self.said or self.process.poll() is not None, PATIENCE)
        assert READY in self.said, self.said

    def get(self, path: str) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    def is_well(self) -> bool:
        try:
            return self.get("/healthz") == 200
        except OSError:
            return False

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        return self.process.wait(30)


def free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """Starts `make run` in a clone. Whatever the test leaves running is stopped, and must stop."""
    started: list[Running] = []

    def start(clone: Clone, **variables: str) -> Running:
        output, port = tmp_path / f"output-{len(started)}", free_port()
        with output.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", "tracker.stack", "run"],
                cwd=clone.path,
                env=clone.environment | {"PORT": str(port)} | variables,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                start_new_session=True,
            )
        started.append(Running(clone, process, output, port))
        return started[-1]

    yield start
    for running in started:
        running.end(signal.SIGTERM)


Start = Callable[..., Running]


def test_the_first_run_says_where_to_go_and_the_second_keeps_the_data(clone: Clone, start: Start) -> None:
    first = start(clone)
    first.wait()
    password = (clone.path / "var" / "demo-password").read_text().strip()
    for line in (f"http://127.0.0.1:{first.port}/\n", f"http://127.0.0.1:{first.port}/api/v1/docs/", password):
        assert line in first.said
    for name in ("viewer", "reporter", "checker", "editor", "admin"):
        assert f"{name}@demo.example" in first.said
    assert first.said.count("ready") == 1
    assert (first.get("/healthz"), first.get("/api/v1/docs/")) == (200, 200)
    assert first.end(signal.SIGTERM) == 0
    assert clone.processes() == []

    second = start(clone)
    second.wait()
    assert password in second.said
    assert clone.manage("shell", "--no-imports", "-c", LOOK).stdout == "demo\n"
    assert second.is_well()


def test_a_killed_supervisor_leaves_no_process(filled: Clone, start: Start) -> None:
    running = start(filled)
    running.wait()
    assert running.end(signal.SIGKILL) == -signal.SIGKILL
    assert wait_until(lambda: not filled.processes())


@pytest.mark.parametrize("moment", ["Starting", "Preparing", "started"])
def test_a_stop_in_the_middle_of_the_start_leaves_no_process(filled: Clone, start: Start, moment: str) -> None:
    running = start(filled)
    assert wait_until(lambda: moment in running.said, 60)
    running.end(signal.SIGTERM)
    assert filled.processes() == []
    assert "Traceback" not in running.said


def test_ctrl_c_at_the_terminal_stops_everything(filled: Clone) -> None:
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(filled.path)
        environment = filled.environment | {"PORT": str(free_port())}
        os.execve(sys.executable, [sys.executable, "-m", "tracker.stack", "run"], environment)
    said = read_until(terminal, READY.encode())
    assert READY.encode() in said, said
    os.write(terminal, b"\x03")
    said = read_until(terminal, b"never said")
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0, said
    os.close(terminal)
    assert filled.processes() == []
    assert b"Traceback" not in said, said.decode()


def read_until(terminal: int, text: bytes) -> bytes:
    """What the terminal shows until `text`, or until the other side is gone."""
    said = b""
    while text not in said:
        try:
            said += os.read(terminal, 4096)
        except OSError:
            break
    return said


def test_a_process_that_dies_takes_the_rest_with_it_visibly(filled: Clone, start: Start) -> None:
    running = start(filled)
    running.wait()
    (worker,) = re.findall(r"worker started \(pid=(\d+)\)", running.said)
    os.kill(int(worker), signal.SIGKILL)
    assert running.process.wait(30) != 0
    assert "worker stopped" in running.said
    assert filled.processes() == []


@pytest.mark.parametrize("name", ["postgres", "valkey"])
def test_a_server_that_dies_comes_back(filled: Clone, start: Start, name: str) -> None:
    running = start(filled)
    running.wait()
    (killed,) = kept(filled, name)
    os.kill(killed, signal.SIGKILL)
    assert wait_until(lambda: kept(filled, name) not in ([], [killed]))
    assert wait_until(running.is_well, 60)
    assert running.process.poll() is None


def kept(clone: Clone, name: str) -> list[int]:
    """The server that a keeper runs just now."""
    keeper = clone.place.lock(f"{name}.keeper").read_text()
    return [int(pid) for pid in Path(f"/proc/{keeper}/task/{keeper}/children").read_text().split()]


def test_manage_py_finds_the_running_stack_and_leaves_it_running(filled: Clone, start: Start) -> None:
    running = start(filled)
    running.wait()
    before = filled.place.lock("postgres.keeper").read_text()
    assert filled.manage("shell", "--no-imports", "-c", LOOK).stdout == "demo\n"
    assert filled.place.lock("postgres.keeper").read_text() == before
    assert running.is_well()


def test_two_clones_run_side_by_side(new_clone: Callable[[str], Clone], seed: Path, start: Start) -> None:
    clones = [new_clone(name) for name in ("one", "other")]
    for clone in clones:
        clone.adopt(seed)
    one, other = (start(clone) for clone in clones)
    one.wait()
    other.wait()
    assert one.end(signal.SIGTERM) == 0
    assert one.clone.processes() == []
    assert other.is_well()


@pytest.fixture
def database() -> Iterator[str]:
    """A database on a server of our own, as DATABASE_URL."""
    name = f"run_{os.getpid()}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def test_the_example_comes_to_a_database_of_ones_own_when_asked_for(clone: Clone, start: Start, database: str) -> None:
    given = {"DATABASE_URL": database, "LOAD_EXAMPLE": "yes", "DEMO_PASSWORD": "chosen-beforehand"}
    running = start(clone, **given)
    running.wait()
    assert "Password    chosen-beforehand\n" in running.said
    assert not clone.place.postgres_data.exists()
    assert running.end(signal.SIGTERM) == 0


def test_with_servers_of_ones_own_nothing_is_embedded_and_nobody_is_made_up(
    clone: Clone, start: Start, database: str
) -> None:
    running = start(clone, DATABASE_URL=database, REDIS_URL=os.environ["REDIS_URL"])
    running.wait()
    assert not clone.place.postgres_data.exists()
    assert list((clone.path / "var" / "lock").iterdir()) == [clone.place.lock("supervisor")]
    assert "demo.example" not in running.said
    assert clone.manage("shell", "--no-imports", "-c", LOOK, DATABASE_URL=database).stdout == "\n"
    assert running.end(signal.SIGTERM) == 0
