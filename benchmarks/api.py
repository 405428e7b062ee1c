"""The API over sockets against what could be had with less, as ratios.

(a) the same SQL sent through psycopg, in process, without a socket; (b) a bare Django view with the same SQL, nobody
asked who they are; (b') a view of REST framework with its own tokens and Django's default middleware; (c) our endpoint
as in production; (d) the same with plain serializers. Each server has one worker on one core, the client another core;
rounds are interleaved, medians are printed. Prepared statements are prepared in all of them. Of POST, (a) and (b) do
the same INSERTs and nothing else.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import timezone

from benchmarks.client import Measured, measured, request_of, told
from benchmarks.data import make_reporter
from benchmarks.large import make_large_newsroom
from benchmarks.served.sent import Sent, keep, replayed, statements_of
from benchmarks.servers import pin, serving, unpin
from claims.actions.tokens import issue_token
from claims.models import Claim, Incident, User
from claims.rules.actor import Actor, command
from claims.vocabulary import Role, TokenScope

ROUNDS, SECONDS, CONNECTIONS = 5, 1.0, (1, 8)
ROOT = "/api/v1/"
IN_PROCESS, OURS = "(a) psycopg", "(c) ours"


@dataclass(frozen=True)
class Endpoint:
    """What is asked for; a body makes it a POST."""

    name: str
    title: str
    path: str
    body: bytes = b""

    @property
    def method(self) -> str:
        return "POST" if self.body else "GET"


@dataclass(frozen=True)
class Way:
    """One way to answer: a server's port, its address for an endpoint, and what proves who asks."""

    port: int
    path: Callable[[Endpoint], str]
    authorization: str = ""

    def request(self, endpoint: Endpoint) -> bytes:
        headers = {"Authorization": self.authorization} if self.authorization else {}
        if endpoint.body:
            headers["Content-Type"] = "application/json"
        return request_of(endpoint.method, self.path(endpoint), headers=headers, body=endpoint.body)


def run() -> None:
    now = timezone.now()
    by = make_reporter(now, "bench-api")
    incident = make_large_newsroom(by.newsroom_id, now)
    _prepare_tables()
    issuer = command("bench", by.newsroom_id)
    _row, token = issue_token(
        label="Bench", role=Role.REPORTER, scopes=[TokenScope.READ, TokenScope.WRITE], by=issuer, at=now
    )
    endpoints = _endpoints(incident)
    sent = {each.name: statements_of(lambda each=each: _ours(each, token)) for each in endpoints}  # type: ignore[misc]
    with tempfile.TemporaryDirectory(prefix="on-record-") as kept, _servers(Path(kept), sent, by, token) as ways:
        pin(0, 1)
        for endpoint in endpoints:
            _print(endpoint.title, _compared(endpoint, ways, sent[endpoint.name]))
        unpin()


def _prepare_tables() -> None:
    """Statistics; and ids to come that differ from table to table, since a replayed write knows rows by them."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        for place, table in enumerate(("claim", "claimutterance", "figure", "allegation"), 1):
            named: list[str | int] = [f"claims_{table}", place * 10_000_000]
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", named)


def _endpoints(incident: Incident) -> list[Endpoint]:
    claim = Claim.objects.filter(incident=incident).select_related("question").earliest("pk")
    body = {
        "utterance": claim.links.get().utterance_id,
        "incident": incident.pk,
        "question": claim.question_id,
        "text": "At least ten people were killed.",
        "figures": [{"metric": "killed", "qualifier": "at_least", "minimum": 10}],
        "allegations": [{"accused": claim.allegations.get().accused_id, "role": "carried_out"}],
    }
    return [
        Endpoint("incidents", "list of 50 incidents", f"{ROOT}incidents/"),
        Endpoint("claims", "list of 50 claims, everything nested", f"{ROOT}claims/"),
        Endpoint("matrix", "an incident with its matrix (200 claims)", f"{ROOT}incidents/{incident.pk}/matrix/"),
        Endpoint("search", "claim search", f"{ROOT}claims/?q=claim+77"),
        Endpoint("post", "POST a claim", f"{ROOT}claims/", json.dumps(body).encode()),
    ]


def _ours(endpoint: Endpoint, token: str) -> bytes:
    """The endpoint in this process, behind all of our middleware."""
    handler = BaseHandler()
    handler.load_middleware()
    factory = RequestFactory(headers={"Authorization": f"Bearer {token}"}, SERVER_NAME=settings.ALLOWED_HOSTS[0])
    sending = {"data": endpoint.body, "content_type": "application/json"} if endpoint.body else {}
    request: HttpRequest = factory.generic(endpoint.method, endpoint.path, secure=True, **sending)  # type: ignore[arg-type]
    answer: Any = handler.get_response(request)
    if answer.status_code not in (200, 201):
        raise SystemExit(f"{endpoint.path}: {answer.status_code} {answer.content[:300]!r}")
    return bytes(answer.content)


@contextmanager
def _servers(kept: Path, sent: Any, by: Actor, token: str) -> Iterator[dict[str, Way]]:
    keep(kept / "statements", sent)
    # Requests are counted as in production, against rates that nobody reaches.
    rates = {f"API_RATE_{name}": "1000000/min" for name in ("TOKEN", "USER", "ADDRESS", "WRITE")}
    ours = {"DJANGO_SETTINGS_MODULE": "tracker.settings", **rates}
    theirs = {"DJANGO_SETTINGS_MODULE": "benchmarks.served.settings", "BENCH_STATEMENTS": str(kept / "statements")}
    bearer, own = f"Bearer {token}", f"Token {_token_of_theirs(by)}"
    with ExitStack() as running:
        bare = running.enter_context(serving("tracker.wsgi", theirs))
        passing_on = running.enter_context(serving("tracker.wsgi", {**theirs, "BENCH_MIDDLEWARE": "yes"}))
        production = running.enter_context(serving("tracker.wsgi", ours))
        plain = running.enter_context(serving("benchmarks.served.plain", ours))
        yield {
            "(b) bare view": Way(bare, lambda each: f"/bare/{each.name}/"),
            "(b') APIView": Way(passing_on, lambda each: f"/passing-on/{each.name}/", own),
            OURS: Way(production, lambda each: each.path, bearer),
            "(d) plain serializer": Way(plain, lambda each: each.path, bearer),
        }


def _token_of_theirs(by: Actor) -> str:
    """A token of REST framework's own kind, whose table only the benchmark has."""
    settings_of_theirs = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "benchmarks.served.settings",
        "BENCH_MIDDLEWARE": "yes",
    }
    email = User.objects.get(pk=by.user_id or 0).email
    for told_to_django in (("migrate", "--verbosity=0", "authtoken"), ("drf_create_token", email)):
        command_line = [sys.executable, "-m", "django", *told_to_django]
        done = subprocess.run(command_line, env=settings_of_theirs, check=True, capture_output=True, text=True)
    return done.stdout.split()[2]


def _compared(endpoint: Endpoint, ways: dict[str, Way], sent: list[Sent]) -> dict[tuple[str, int], Measured]:
    """The medians of all rounds, by way and number of connections."""
    rounds: dict[tuple[str, int], list[Measured]] = {}
    for _round in range(ROUNDS):
        rounds.setdefault((IN_PROCESS, 1), []).append(_in_process(sent))
        for connections in CONNECTIONS:
            for name, way in ways.items():
                found = measured(way.port, way.request(endpoint), connections=connections, seconds=SECONDS)
                rounds.setdefault((name, connections), []).append(found)
    return {
        key: Measured(*(median(getattr(each, field.name) for each in found) for field in fields(Measured)))
        for key, found in rounds.items()
    }


def _in_process(sent: list[Sent]) -> Measured:
    took, start = [], perf_counter()
    while perf_counter() - start < SECONDS / 2:
        began = perf_counter()
        replayed(sent)
        took.append((perf_counter() - began) * 1000)
    return told(took, perf_counter() - start)


def _print(title: str, found: dict[tuple[str, int], Measured]) -> None:
    print(title)
    for (name, connections), each in sorted(found.items(), key=lambda item: (item[0][1], item[0][0])):
        ratio = found[OURS, connections].rate / each.rate
        numbers = f"p50 {each.p50:7.1f} ms  p95 {each.p95:7.1f} ms  {each.rate:7.1f} a second"
        print(f"  {connections} connection(s)  {name:22} {numbers}  (c) is {ratio:.2f} of it")
