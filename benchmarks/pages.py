"""The pages that people have open all day, of the example newsroom: each against its own statements sent bare."""

import os

from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from benchmarks.reading import reading
from benchmarks.timing import bare, compare
from claims.models import Claim, CommentRequest, Incident, Party, Source
from tracker.gunicorn import when_ready


def run() -> None:
    when_ready(None)
    os.environ.setdefault("DEMO_PASSWORD", "only-for-the-benchmark-42")
    call_command("load_example", verbosity=0)
    client = reading("checker@demo.example")
    for address in _addresses():
        _page(client, address)


def _addresses() -> list[str]:
    of_demo = {"newsroom__slug": "demo"}
    incident = Incident.objects.filter(**of_demo).earliest("pk")
    return [
        *(reverse(name) for name in ("desk", "incidents", "parties", "sources", "requests", "changes")),
        reverse("incident", args=[incident.reference]),
        reverse("incident-timeline", args=[incident.reference]),
        reverse("incident-ledger", args=[incident.reference]),
        reverse("claim", args=[Claim.objects.filter(incident=incident).earliest("pk").pk]),
        reverse("party", args=[Party.objects.filter(**of_demo).earliest("pk").pk]),
        reverse("source", args=[Source.objects.filter(**of_demo).earliest("pk").pk]),
        reverse("request", args=[CommentRequest.objects.filter(**of_demo).earliest("pk").pk]),
        reverse("utterance-new", args=[incident.reference]),
    ]


def _page(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer)
    queries, sql = bare(lambda: client.get(address))
    told = f"{address} ({len(answer.content) / 1000:.0f} kB, {queries} queries)"
    compare(f"{told}; reference: the same SQL without Django", lambda: client.get(address), sql)
