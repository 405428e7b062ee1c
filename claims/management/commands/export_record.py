"""`manage.py export_record`: a newsroom's record in a file that `verifier/verify_on_record.py` verifies anywhere."""

import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.models import Newsroom
from claims.models.record_export import export_lines


class Command(BaseCommand):
    help = "Export the record: what was done, by whom and when, with digests in the place of all values."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--newsroom", required=True, help="short name of the newsroom")
        parser.add_argument("--out", required=True, metavar="FILE", help="a new file; readable by its owner alone")
        parser.add_argument(
            "--with-values",
            action="store_true",
            help="with everything that the record keeps, off-the-record words among it: for a full check, never to be"
            " passed on",
        )

    def handle(self, *, newsroom: str, out: str, with_values: bool, **_: Any) -> None:
        found = Newsroom.objects.filter(slug=newsroom).first()
        if found is None:
            raise CommandError(f"There is no newsroom “{newsroom}”.")
        changes = heads = 0
        try:
            handle = os.open(Path(out), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise CommandError(f"{out} cannot be written ({error.strerror}).") from None
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            for line in export_lines(found, with_values=with_values):
                file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
                changes, heads = changes + (line["kind"] == "change"), heads + (line["kind"] == "head")
        self.stderr.write(f"Wrote {changes} changes and {heads} heads to {out}.")
