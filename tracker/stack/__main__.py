"""The stack's command line: `python -m tracker.stack run`, and what the Makefile and the stack itself call."""

import argparse
import os
import signal
import sys
from types import FrameType

from tracker.stack import backup, environment, health, keeper, services, throwaway
from tracker.stack.announce import announce
from tracker.stack.errors import StackError
from tracker.stack.place import here
from tracker.stack.prepare import prepare
from tracker.stack.run import run


def main() -> int:
    """Every StackError ends here, as one line."""
    arguments = parser().parse_args()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    try:
        environment.read_dotenv()
        return _do(arguments)
    except StackError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def _do(arguments: argparse.Namespace) -> int:
    match arguments.what:
        case "run":
            return run()
        case "exec":
            return throwaway.execute(arguments.command)
        case "backup":
            return backup.backup()
        case "restore":
            return backup.restore(arguments.file, forced=arguments.force)
        case "keep":
            return keeper.keep(services.by_name(arguments.service), here())
        case "prepare":
            return prepare(here(), example=environment.wants_example(os.environ))
        case "healthy":
            return health.healthy(arguments.process)
        case _:
            return announce(os.environ, here())


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tracker.stack", description=__doc__)
    what = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    what.add_parser("run", help="everything, until Ctrl-C")
    execute = what.add_parser("exec", help="COMMAND with a throw-away PostgreSQL and Valkey")
    execute.add_argument("command", nargs="+", metavar="COMMAND")
    what.add_parser("backup", help="write var/backups/….dump")
    restore = what.add_parser("restore", help="replace the whole database by a backup")
    restore.add_argument("file", nargs="?", default="")
    restore.add_argument("--force", action="store_true", help="do not ask")
    healthy = what.add_parser("healthy", help="whether one process does its work, by exit code")
    healthy.add_argument("process", choices=health.CHECKS)
    keep = what.add_parser("keep", help="(internal) run one server while it is used")
    keep.add_argument("service")
    what.add_parser("prepare", help="(internal) migrate and load the example")
    what.add_parser("announce", help="(internal) wait for the first answer and print the addresses")
    return parser


def _leave(number: int, frame: FrameType | None) -> None:
    """Unwind, so that every `finally` on the way stops what it started."""
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
