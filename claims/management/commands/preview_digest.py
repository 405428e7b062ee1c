"""`manage.py preview_digest`: the digest that a member would have been sent at a moment, in two files."""

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from claims.delivery.digest_preview import previewed
from claims.errors import RuleBroken
from claims.models import Membership, User


class Command(BaseCommand):
    help = "Write digest.html and digest.txt as they would have been sent. Nothing is sent or kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--user", required=True, metavar="EMAIL", help="whose digest: the address of their account")
        parser.add_argument("--as-of", required=True, metavar="INSTANT", help="such as 2026-08-31T09:00Z")
        parser.add_argument("--out", required=True, metavar="DIR", help="a folder; it is made if it is not there")
        parser.add_argument("--newsroom", metavar="SLUG", help="short name; needed of who works in several")

    def handle(self, *, user: str, as_of: str, out: str, newsroom: str | None, **_: Any) -> None:
        member, instant = _member(user, newsroom), _instant(as_of)
        try:
            made = previewed(membership=member, at=instant, now=timezone.now())
        except RuleBroken as refusal:
            raise CommandError(str(refusal)) from None
        folder = Path(out)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "digest.html").write_text(made.letter.html, encoding="utf-8")
            (folder / "digest.txt").write_text(made.letter.text, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{out} cannot be written ({error.strerror}).") from None
        self.stderr.write(f"Wrote digest.html and digest.txt to {out}: {made.letter.subject}")


def _member(email: str, newsroom: str | None) -> Membership:
    person = User.objects.filter(email__iexact=email).first()
    if person is None:
        raise CommandError(f"There is nobody with the address “{email}”.")
    rows = Membership.objects.active().filter(user=person).select_related("user", "newsroom")
    found = list(rows.filter(newsroom__slug=newsroom) if newsroom else rows.order_by("newsroom__slug"))
    if not found:
        where = f"of “{newsroom}”" if newsroom else "of any newsroom"
        raise CommandError(f"{email} is no member {where} now.")
    if len(found) > 1:
        slugs = ", ".join(member.newsroom.slug for member in found)
        raise CommandError(f"{email} works in several newsrooms: choose one with --newsroom ({slugs}).")
    return found[0]


def _instant(typed: str) -> datetime:
    """An instant that says its zone."""
    try:
        instant = parse_datetime(typed)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise CommandError(f"“{typed}” is no instant: give day, time and zone, such as 2026-08-31T09:00Z.")
    return instant
