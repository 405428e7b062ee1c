"""Fifty clients edit one claim at once: what was accepted is in the record, once, and nothing else is."""

import json
import os
import threading
import time
from collections import Counter
from http.client import HTTPConnection
from typing import Any

import pytest

from claims.actions.tokens import issue_token
from claims.models import Change, Claim
from claims.vocabulary import Role, TokenScope, Verb
from tests.processes import serving

CLIENTS = 50
SECONDS = 10 if os.environ.get("TEST_FULL") else 2


class Start(threading.Barrier):
    """All have read before anybody writes."""

    def __init__(self) -> None:
        super().__init__(CLIENTS, self.fire, timeout=120)
        self.until = 0.0

    def fire(self) -> None:
        self.until = time.monotonic() + SECONDS


class Client:
    """Reads, edits what it read, and when somebody was quicker, takes the tag it is told and tries again."""

    def __init__(self, name: int, port: int, token: str, claim: int, start: "Start") -> None:
        self.name, self.start = name, start
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.address = f"/api/v1/claims/{claim}/"
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Host": "localhost"}
        self.accepted: list[tuple[str, int]] = []
        self.statuses: Counter[int] = Counter()

    def run(self) -> None:
        tag = self.ask("GET", None)[1]
        self.start.wait()
        while time.monotonic() < self.start.until:
            text = f"Client {self.name} counted {len(self.accepted)}"
            status, current, body = self.ask("PATCH", text, tag)
            self.statuses[status] += 1
            if status == 200:
                self.accepted.append((text, body["version"]))
            tag = current
        self.connection.close()

    def ask(self, method: str, text: str | None, tag: str = "") -> tuple[int, str, Any]:
        body = json.dumps({"text": text}) if text else None
        self.connection.request(method, self.address, body, self.headers | ({"If-Match": tag} if tag else {}))
        answer = self.connection.getresponse()
        return answer.status, answer.headers["ETag"], json.loads(answer.read())


@pytest.mark.django_db(transaction=True)
def test_every_edit_that_was_accepted_is_in_the_record_once_and_none_is_lost(a_claim, admin, now):
    token = issue_token(label="Tool", role=Role.REPORTER, scopes=[TokenScope.READ, TokenScope.WRITE], by=admin, at=now)[
        1
    ]
    with serving() as port:
        start = Start()
        clients = [Client(name, port, token, a_claim.pk, start) for name in range(CLIENTS)]
        threads = [threading.Thread(target=client.run) for client in clients]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    accepted = dict(sorted((version, text) for client in clients for text, version in client.accepted))
    statuses = sum((client.statuses for client in clients), Counter[int]())
    assert set(statuses) <= {200, 412}
    assert len(accepted) == statuses[200]
    assert list(accepted) == list(range(2, 2 + len(accepted)))
    recorded = (
        Change.objects.about(a_claim).filter(verb=Verb.CLAIM_REVISED).order_by("pk").values_list("after", flat=True)
    )
    assert [(after["version"], after["text"]) for after in recorded] == list(accepted.items())
    claim = Claim.objects.get()
    assert (claim.version, claim.text) == (1 + len(accepted), accepted[1 + len(accepted)])
    assert statuses[412] > 0
    assert len(accepted) > 1
