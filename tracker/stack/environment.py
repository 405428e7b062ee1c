"""The environment that the stack gives to what it runs. `.env` counts as if its lines had been exported."""

import os
import sys
from collections.abc import Mapping, MutableMapping
from pathlib import Path

import environ

from tracker.stack import private_files
from tracker.stack.errors import StackError
from tracker.stack.place import CLONE, Place

DEFAULT_PORT = 8000


def read_dotenv(clone: Path = CLONE) -> None:
    """What is exported already wins over the file."""
    environ.Env.read_env(os.environ.get("ENV_FILE") or str(clone / ".env"))


def port(environment: Mapping[str, str]) -> int:
    text = environment.get("PORT") or str(DEFAULT_PORT)
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise StackError(f"PORT is “{text}”: give a number from 1 to 65535.")
    return int(text)


def host(environment: Mapping[str, str]) -> str:
    """A name under which the web server accepts requests."""
    first = environment.get("ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".")
    return "127.0.0.1" if first in {"", "*"} else first


def wants_example(environment: Mapping[str, str]) -> bool:
    """A database that isn't the embedded one never gets demo users, unless asked."""
    asked = environment.get("LOAD_EXAMPLE", "").lower() in environ.Env.BOOLEAN_TRUE_STRINGS
    return asked or not environment.get("DATABASE_URL")


def complete(environment: MutableMapping[str, str], place: Place) -> None:
    """Fill in what a stack on one machine can decide for itself, and nothing that was given."""
    if not environment.get("SECRET_KEY"):
        private_files.read_or_create(place.secret_key)
    if not environment.get("RECORD_KEY"):
        private_files.read_or_create(place.record_key)
    # Nobody speaks TLS to 127.0.0.1, and a browser drops secure cookies there.
    environment.setdefault("HTTPS", "no")
    # Where the site is; behind a proxy, only who runs it knows.
    if environment["HTTPS"] == "no":
        environment.setdefault("SITE_URL", f"http://{host(environment)}:{port(environment)}")
    # `python` and the tools beside it are this interpreter's, whether or not a virtual environment is active.
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment.get('PATH', os.defpath)}"
