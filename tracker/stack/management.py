"""manage.py: finds this clone's running servers, or starts them for as long as its command takes."""

import os
import sys
from collections.abc import MutableMapping, Sequence
from contextlib import AbstractContextManager, nullcontext

from django.core.management import execute_from_command_line

from tracker.stack import environment, services
from tracker.stack.errors import StackError
from tracker.stack.furnish import furnish_here
from tracker.stack.place import Place
from tracker.stack.prepare import lend_demo_password
from tracker.stack.sharing import using

WITHOUT_DATABASE = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "spectacular",
    "startapp",
    "startproject",
    "version",
}
QUESTIONS = {"-h", "--help", "--version"}


def manage(arguments: Sequence[str]) -> None:
    """Run one of Django's commands; what the stack has to complain about is one line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    environment.read_dotenv()
    try:
        with _servers(arguments, os.environ):
            execute_from_command_line(list(arguments))
    except StackError as error:
        sys.exit(str(error))


def _servers(arguments: Sequence[str], variables: MutableMapping[str, str]) -> AbstractContextManager[None]:
    """With a database of one's own nothing is made up: neither a server nor a secret key."""
    if variables.get("DATABASE_URL"):
        return nullcontext()
    place = furnish_here()
    environment.complete(variables, place)
    if not needs_database(arguments):
        return nullcontext()
    _lend(arguments, place)
    return using(services.wanted(variables), place)


def needs_database(arguments: Sequence[str]) -> bool:
    """Whether the command line may touch the database. Unknown commands may."""
    rest = arguments[1:]
    return bool(rest) and rest[0] not in WITHOUT_DATABASE and not QUESTIONS.intersection(rest)


def _lend(arguments: Sequence[str], place: Place) -> None:
    if arguments[1] == "load_example":
        lend_demo_password(place)
