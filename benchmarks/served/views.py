"""The same statements, passed on by a bare view and by one of REST framework."""

import os
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework.authentication import TokenAuthentication
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.views import APIView

from benchmarks.served.sent import Sent, load, replayed


@cache
def _statements() -> dict[str, list[Sent]]:
    return load(Path(os.environ["BENCH_STATEMENTS"]))


@csrf_exempt
def bare(request: HttpRequest, name: str) -> HttpResponse:
    """Nobody is asked who they are. Without middleware nobody else says how long it is, and gunicorn would hang up."""
    text = replayed(_statements()[name])
    return HttpResponse(text, content_type="application/json", headers={"Content-Length": str(len(text))})


class PassingOn(APIView):
    """With REST framework's token authentication."""

    authentication_classes = (TokenAuthentication,)
    permission_classes = (IsAuthenticated,)

    def get(self, request: Request, **address: Any) -> HttpResponse:
        return HttpResponse(replayed(_statements()[address["name"]]), content_type="application/json")

    def post(self, request: Request, **address: Any) -> HttpResponse:
        assert request.data
        return self.get(request, **address)
