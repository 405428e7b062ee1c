"""`make bench`: every benchmark in turn, on a database of its own that is thrown away."""

import os

import django
from django.core.management import call_command


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    # Models can be imported only after the set-up.
    from benchmarks import api, as_of, clock, contradictions, digest, matrix, roots, search

    for benchmark in (matrix, contradictions, roots, api, search, as_of, digest, clock):
        benchmark.run()


if __name__ == "__main__":
    main()
