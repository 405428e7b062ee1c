"""`manage.py make_bench_data`: a newsroom full of data to measure on."""

from argparse import ArgumentParser
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.actions.bench_data import make_bench_newsroom
from claims.actions.numbering import number_changes
from claims.errors import RuleBroken
from claims.rules.actor import command


class Command(BaseCommand):
    help = "Make a newsroom of invented data to measure on. It never adds to one that exists."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--newsroom", default="bench", help="short name of the newsroom to make; default bench")
        parser.add_argument("--incidents", type=int, default=10_000, help="default 10000")
        parser.add_argument("--claims", type=int, default=100_000, help="default 100000")

    def handle(self, *, newsroom: str, incidents: int, claims: int, **_: Any) -> None:
        if not 1 <= incidents <= claims:
            raise CommandError("Ask for one incident at least, and for as many claims as incidents or more.")
        begun = perf_counter()
        by, at = command("make_bench_data"), timezone.now()
        try:
            make_bench_newsroom(slug=newsroom, incidents=incidents, claims=claims, by=by, at=at)
        except RuleBroken as refusal:
            raise CommandError(f"--newsroom {newsroom}: {refusal}") from None
        number_changes()
        self.stderr.write(
            f"Made the newsroom {newsroom}: {incidents:,} incidents, {claims:,} claims, {perf_counter() - begun:.0f} s."
        )
