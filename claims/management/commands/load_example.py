"""`manage.py load_example`: the demo newsroom with its people and three incidents. Loading twice changes nothing."""

import os
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from claims.management.example import exercise, tinzaouaten
from claims.management.example.people import PEOPLE, SLUG, make_desk, subscribe
from claims.models import Newsroom


class Command(BaseCommand):
    """Loads the example through the actions. The only code that may back-date a Change's `at`."""

    help = "Load the demo newsroom. Its people sign in with the password in DEMO_PASSWORD."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--password", default=os.environ.get("DEMO_PASSWORD", ""), help="default: DEMO_PASSWORD")

    @transaction.atomic
    def handle(self, *args: Any, password: str, **options: Any) -> None:
        if Newsroom.objects.filter(slug=SLUG).exists():
            self.stdout.write("The example is loaded already; nothing was changed.")
            return
        if not password:
            raise CommandError("The example makes people who can sign in: give their password in DEMO_PASSWORD.")
        now = timezone.now()
        desk = make_desk(password, now - timedelta(days=5))
        # Three days ago: longer than a newsroom lets an allegation go without asking, so the clock has work to do.
        tinzaouaten.load(by=desk.reporter, at=now - timedelta(days=3))
        exercise.load(desk, now=now)
        subscribe(desk, now)
        self.stdout.write(f"Loaded the example; sign in as {', '.join(email for _role, email, _name in PEOPLE)}.")
