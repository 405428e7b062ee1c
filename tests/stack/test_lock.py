"""Locks between processes."""

import subprocess
import sys
from pathlib import Path

from tracker.stack.lock import FileLock, held, opened

HOLD = """
import sys, time
from pathlib import Path
from tracker.stack.lock import FileLock
lock = FileLock(Path(sys.argv[1]))
lock.take()
lock.write_pid()
print("held", flush=True)
time.sleep(60)
"""


def test_a_lock_held_elsewhere_cannot_be_taken_and_names_its_holder(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with opened(path) as mine:
            assert not mine.try_take()
            assert mine.read_pid() == holder.pid
            holder.kill()
            holder.wait()
            assert mine.try_take()


def test_sharers_keep_each_other_company_and_a_lone_taker_out(tmp_path: Path) -> None:
    one, other, third = (FileLock(tmp_path / "lock") for _ in range(3))
    one.share()
    other.share()
    assert not third.try_take()
    one.release()
    assert not third.try_take()
    other.close()
    assert third.try_take()
    one.close()
    third.close()


def test_a_held_lock_is_free_afterwards(tmp_path: Path) -> None:
    with held(tmp_path / "lock"), opened(tmp_path / "lock") as other:
        assert not other.try_take()
    with opened(tmp_path / "lock") as other:
        assert other.try_take()


def test_a_new_lock_file_is_private_and_names_nobody(tmp_path: Path) -> None:
    with opened(tmp_path / "lock") as lock:
        assert lock.read_pid() is None
    assert (tmp_path / "lock").stat().st_mode & 0o777 == 0o600
