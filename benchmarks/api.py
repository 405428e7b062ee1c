"""Lists of the API, in process, against what could be had with less; one caller, no server and no socket between.

(a) the same SQL sent bare through psycopg; (b) what a bare Django view makes of it, with nobody asked who they are;
(b') a REST framework view with our tokens that passes it on, without middleware; (c) our endpoint with all that stands
before it; (d) the same page by the plain serializer, with nothing before it. Rounds are interleaved; medians are
printed.
"""

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from benchmarks.data import make_reporter
from benchmarks.large import make_large_newsroom
from claims.actions.tokens import issue_token
from claims.api.shapes._base import Shape
from claims.api.shapes.claim import ClaimShape
from claims.api.shapes.incident import IncidentShape
from claims.api.shapes.utterance import UtteranceShape
from claims.rules.actor import Actor, command
from claims.vocabulary import ActorKind, Role, TokenScope

ROUNDS, CALLS, PAGE = 5, 20, 50
Call = Callable[[], object]


def run() -> None:
    now = timezone.now()
    by = make_reporter(now, "bench-api")
    make_large_newsroom(by.newsroom_id, now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    issuer = command("bench", by.newsroom_id)
    row, token = issue_token(label="Bench", role=Role.REPORTER, scopes=[TokenScope.READ], by=issuer, at=now)
    reader = Actor(kind=ActorKind.TOKEN, newsroom_id=by.newsroom_id, role=Role.REPORTER, id=row.pk, name=row.label)
    for address, shape in (("incidents/", IncidentShape), ("utterances/", UtteranceShape), ("claims/", ClaimShape)):
        _print(f"{address} {PAGE} rows", _ways(address, shape, reader, token))


def _ways(address: str, shape: type[Shape], reader: Actor, token: str) -> dict[str, Call]:
    ours = _client(token)
    path = f"/api/v1/{address}"
    with CaptureQueriesContext(connection) as captured:
        ours(path)
    statements = [query["sql"] for query in captured if '"claims_apitoken"' not in query["sql"]]

    def bare() -> list[Any]:
        found = []
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                found.append(cursor.fetchall())
        return found

    def text() -> bytes:
        rows = bare()[0]
        return ('{"results":[' + ",".join(str(each[-1]) for each in rows) + "]}").encode()

    class PassingOn(APIView):
        def get(self, request: Request) -> HttpResponse:
            return HttpResponse(text(), content_type="application/json")

    passing_on, factory = PassingOn.as_view(), RequestFactory(headers={"Authorization": f"Bearer {token}"})

    def plain() -> bytes:
        rows = list(shape.rows(reader).order_by("-id")[: PAGE + 1])[:PAGE]
        return bytes(JSONRenderer().render({"next": None, "results": shape.shown(rows, {"actor": reader})}))

    return {
        "(a) psycopg": bare,
        "(b) bare view": lambda: HttpResponse(text(), content_type="application/json").content,
        "(b') APIView": lambda: passing_on(factory.get(path)).content,
        "(c) ours": lambda: ours(path),
        "(d) plain serializer": plain,
    }


def _client(token: str) -> Callable[[str], bytes]:
    """Requests through the whole of our middleware, as the server hands them over."""
    handler = BaseHandler()
    handler.load_middleware()
    factory = RequestFactory(headers={"Authorization": f"Bearer {token}"}, SERVER_NAME=settings.ALLOWED_HOSTS[0])

    def get(path: str) -> bytes:
        request: HttpRequest = factory.get(path, secure=True)
        answer: Any = handler.get_response(request)
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code} {answer.content[:300]!r}")
        return bytes(answer.content)

    return get


def _print(title: str, ways: dict[str, Call]) -> None:
    times: dict[str, list[float]] = {name: [] for name in ways}
    for call in ways.values():
        call()
    for _round in range(ROUNDS):
        for name, call in ways.items():
            start = perf_counter()
            for _call in range(CALLS):
                call()
            times[name].append((perf_counter() - start) * 1000 / CALLS)
    medians = {name: median(kept) for name, kept in times.items()}
    ours = medians["(c) ours"]
    told = "; ".join(f"{name} {each:.1f} ms ({each / ours:.2f} × ours)" for name, each in medians.items())
    print(f"{title}: {told}")
