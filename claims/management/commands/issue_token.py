"""`manage.py issue_token`: a bearer token for a newsroom tool, printed once and by itself."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.actions.tokens import issue_token
from claims.errors import RuleBroken
from claims.models import Newsroom
from claims.rules.actor import command
from claims.rules.roles import HIGHEST_TOKEN_ROLE, RANK
from claims.vocabulary import Role, TokenScope


class Command(BaseCommand):
    help = "Issue a token and print it, and nothing else, on standard output. It cannot be shown again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        roles = [role.value for role in Role if RANK[role] <= RANK[HIGHEST_TOKEN_ROLE]]
        parser.add_argument("--newsroom", required=True, help="short name of the newsroom")
        parser.add_argument("--role", required=True, choices=roles)
        parser.add_argument("--scope", required=True, nargs="+", choices=TokenScope.values, help="one or several")
        parser.add_argument("--label", default="issued on the command line", help="which tool it is for")

    def handle(self, *, newsroom: str, role: str, scope: list[str], label: str, **_: Any) -> None:
        found = Newsroom.objects.filter(slug=newsroom).first()
        if found is None:
            raise CommandError(f"There is no newsroom “{newsroom}”.")
        by = command("issue_token", found.pk)
        try:
            _token, presented = issue_token(
                label=label, role=Role(role), scopes=map(TokenScope, scope), by=by, at=timezone.now()
            )
        except RuleBroken as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(presented)
