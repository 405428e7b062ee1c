"""`manage.py verify_record`: computes the record again and names the first change that was tampered with."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.models import Newsroom
from claims.models.record_check import check_newsroom, trusted_keys
from claims.rules.heads import SignedHead, read_head
from claims.rules.record_check import Report


class Command(BaseCommand):
    help = "Check the sealed record of every newsroom, or of one. Ends with exit code 1 if anything is found."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--newsroom", help="short name of the newsroom; all of them if not given")
        parser.add_argument(
            "--head",
            action="append",
            default=[],
            metavar="FILE|JSON",
            help="a head, or a file of heads, that was kept outside the database; may be given again",
        )

    def handle(self, *, newsroom: str | None, head: list[str], **_: Any) -> None:
        rows = Newsroom.objects.order_by("slug")
        rows = rows.filter(slug=newsroom) if newsroom else rows
        if newsroom and not rows.exists():
            raise CommandError(f"There is no newsroom “{newsroom}”.")
        try:
            trusted, given = trusted_keys(), [each for text in head for each in heads_in(text)]
        except ValueError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"The key that signs here: {trusted[0]}")
        findings = 0
        for each in rows:
            report = check_newsroom(each, trusted=trusted, given=given)
            findings += len(report.findings)
            self._tell(each, report)
        if findings:
            raise CommandError("The record is not whole.", returncode=1)

    def _tell(self, newsroom: Newsroom, report: Report) -> None:
        self.stdout.write(
            f"{newsroom.slug}: {counted(report.changes, 'change')}, {report.sealed} of them under"
            f" {counted(report.seals, 'seal')}; {counted(report.heads_given, 'head')} given;"
            f" {counted(report.redacted, 'value')} redacted."
        )
        if report.unsealed or report.waiting:
            self.stdout.write(
                f"  Not sealed yet: {counted(report.unsealed, 'change')} after position {report.sealed}, and"
                f" {counted(report.waiting, 'change')} still without a position."
            )
        for finding in report.findings:
            self.stdout.write(f"  {finding}")
        if not report.findings:
            self.stdout.write("  Nothing was altered, removed or inserted.")


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def heads_in(text: str) -> Iterator[SignedHead]:
    """The heads in a JSON text, or in a file with one on each line; lines that broke off are passed over."""
    if text.lstrip().startswith("{"):
        yield read_head(json.loads(text))
        return
    try:
        lines = Path(text).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise CommandError(f"{text} cannot be read ({error.strerror}).") from None
    for line in lines:
        try:
            given = json.loads(line)
        except ValueError:
            continue
        yield read_head(given)
