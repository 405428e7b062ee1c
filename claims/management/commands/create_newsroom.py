"""`manage.py create_newsroom`: a newsroom and, if wanted, its first admin."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from claims.actions.members import add_member
from claims.actions.newsrooms import create_newsroom
from claims.errors import RuleBroken
from claims.rules.actor import command
from claims.vocabulary import Role


class Command(BaseCommand):
    help = (
        "Create a newsroom. With --admin, its first admin too: the password is asked for, or read from the first"
        " line of standard input; somebody who has an account already keeps theirs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="short name, as it stands in commands: north-desk")
        parser.add_argument("name", help="name on screen: “The North Desk”")
        parser.add_argument("--time-zone", default="UTC", help="IANA name; default UTC")
        parser.add_argument("--language", default="en", help="default en")
        parser.add_argument("--admin", metavar="EMAIL", help="e-mail address of the first admin")
        parser.add_argument("--admin-name", metavar="NAME", default="Admin", help="default “Admin”")

    @transaction.atomic
    def handle(
        self, *, slug: str, name: str, time_zone: str, language: str, admin: str | None, admin_name: str, **_: Any
    ) -> None:
        by, at = command("create_newsroom"), timezone.now()
        try:
            newsroom = create_newsroom(slug=slug, name=name, time_zone=time_zone, language=language, by=by, at=at)
            if admin:
                add_member(
                    newsroom=newsroom,
                    email=admin,
                    name=admin_name,
                    role=Role.ADMIN,
                    password=_password(),
                    by=by,
                    at=at,
                )
        except RuleBroken as refusal:
            raise CommandError(_one_line(refusal)) from None
        self.stderr.write(f"Created the newsroom {slug}.")


def _password() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Password of the first admin: ")
    return sys.stdin.readline().rstrip("\n")


def _one_line(refusal: RuleBroken) -> str:
    return f"{refusal.field}: {refusal}" if refusal.field else str(refusal)
