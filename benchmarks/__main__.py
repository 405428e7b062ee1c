"""`make bench`: every benchmark in turn, or those that are named, on a database of its own that is thrown away."""

import argparse
import importlib
import os

import django
from django.core.management import call_command

NAMES = ("matrix", "pages", "incident_page", "contradictions", "roots", "api", "search", "as_of", "digest", "clock")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"one of {', '.join(NAMES)}; none is all of them")
    names = parser.parse_args().names or NAMES
    if unknown := sorted(set(names) - set(NAMES)):
        parser.error(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(NAMES)}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    for name in names:
        # Models can be imported only after the set-up.
        importlib.import_module(f"benchmarks.{name}").run()


if __name__ == "__main__":
    main()
