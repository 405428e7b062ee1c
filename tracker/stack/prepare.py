"""Brings the database up to date before anything serves it: migrations, and the example where there is nothing yet."""

import os
import secrets

import django
from django.apps import apps
from django.core.management import call_command

from tracker.stack import private_files
from tracker.stack.place import Place


def prepare(place: Place, *, example: bool) -> int:
    """`example` says whether an empty database may be filled with the demo newsroom and its users."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    call_command("migrate", interactive=False, verbosity=1)
    if example and not apps.get_model("claims", "Newsroom").objects.exists():
        lend_demo_password(place)
        call_command("load_example")
    return 0


def lend_demo_password(place: Place) -> None:
    """Put the demo users' password where `load_example` looks for it, and keep it for later runs to print."""
    preset = os.environ.get("DEMO_PASSWORD") or secrets.token_urlsafe(12)
    os.environ["DEMO_PASSWORD"] = private_files.read_or_create(place.demo_password, preset)
