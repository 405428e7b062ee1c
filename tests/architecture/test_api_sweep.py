"""Every address of the API, found by itself, against everybody who might knock."""

from collections.abc import Iterator
from typing import Any, cast

import pytest
from django.db import transaction
from django.urls import URLPattern

from claims.actions.record_checks import ask_record_check
from claims.api.urls import urlpatterns
from claims.models import ApiToken, Invitation, Membership
from claims.rules.roles import HIGHEST_TOKEN_ROLE, RANK
from claims.vocabulary import Role, TokenScope
from tests.api.conftest import Caller, _an_hour_later, as_, by_editor, by_nobody, by_stranger, refusal, token_of
from tests.api.world import furnished
from tests.digests import an_edition
from tests.factories import NOW

__all__ = ["_an_hour_later", "as_", "by_editor", "by_nobody", "by_stranger", "token_of"]

pytestmark = pytest.mark.django_db

METHODS = ("get", "post", "put", "patch", "delete")
# The document and its page say nothing of any newsroom.
OPEN_TO_ALL = {"schema", "docs", "nowhere"}
# The least role, where it is not that of a viewer for reading and of a reporter for writing.
LEAST_ROLE = {
    ("post", "incidents-id-close"): Role.EDITOR,
    ("post", "incidents-id-reopen"): Role.EDITOR,
    ("post", "incidents-id-restrict"): Role.EDITOR,
    ("post", "incidents-id-lift-restriction"): Role.EDITOR,
    ("post", "incidents-id-people"): Role.EDITOR,
    ("post", "named-people-id-remove"): Role.EDITOR,
    ("post", "parties-id-merge"): Role.EDITOR,
    ("post", "request-templates"): Role.EDITOR,
    ("patch", "request-templates-id"): Role.EDITOR,
    ("post", "waivers-id-approve"): Role.EDITOR,
    ("post", "waivers-id-refuse"): Role.EDITOR,
    ("post", "sources-id-checks"): Role.FACT_CHECKER,
    ("post", "independences"): Role.FACT_CHECKER,
    ("post", "independences-id-withdraw"): Role.FACT_CHECKER,
    ("post", "claims-id-assessments"): Role.FACT_CHECKER,
    ("post", "assessments-id-sign-off"): Role.EDITOR,
    ("post", "assessments-id-send-back"): Role.EDITOR,
    ("post", "evidence-id-withdraw"): Role.FACT_CHECKER,
    ("post", "claims-id-confirm-contradiction"): Role.FACT_CHECKER,
    ("post", "claims-id-dismiss-contradiction"): Role.FACT_CHECKER,
    ("post", "claims-id-supersede"): Role.FACT_CHECKER,
    ("post", "claims-id-duplicate"): Role.FACT_CHECKER,
    ("post", "claims-id-retract"): Role.FACT_CHECKER,
    ("post", "claims-id-misattributed"): Role.FACT_CHECKER,
    ("patch", "newsroom"): Role.ADMIN,
    ("patch", "members-id"): Role.ADMIN,
    ("post", "members-id-deactivate"): Role.ADMIN,
    ("get", "invitations"): Role.ADMIN,
    ("post", "invitations"): Role.ADMIN,
    ("get", "redactions"): Role.EDITOR,
    ("post", "redactions"): Role.EDITOR,
    ("get", "redactions-id"): Role.EDITOR,
    ("post", "redactions-id-approve"): Role.EDITOR,
    ("get", "record-checks"): Role.ADMIN,
    ("post", "record-checks"): Role.ADMIN,
    ("get", "record-checks-id"): Role.ADMIN,
    ("get", "tokens"): Role.ADMIN,
    ("post", "tokens"): Role.ADMIN,
    ("post", "tokens-id-revoke"): Role.ADMIN,
    ("post", "tokens-id-rotate"): Role.ADMIN,
}
# Nouns that do not hang on an incident, so that its restriction does not hide them.
OF_THE_NEWSROOM = {"members", "tokens", "invitations", "newsroom", "me", "identities", "record", "request-templates"}
# An edition is everybody's: what it tells is judged item by item (tests/api/test_digests.py).
OF_THE_NEWSROOM |= {"digests"}


def routes() -> Iterator[tuple[str, str, str]]:
    """(method, name, address with a place for the id) of every operation."""
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        name = str(pattern.name)
        if name not in OPEN_TO_ALL:
            for method in METHODS:
                if hasattr(cast(Any, pattern.callback).view_class, method):
                    yield method, name, str(pattern.pattern).replace("<int:id>", "{id}")


ROUTES = list(routes())


def least_role(method: str, name: str) -> Role:
    return LEAST_ROLE.get((method, name), Role.VIEWER if method == "get" else Role.REPORTER)


@pytest.fixture
def ids(by_editor, members, token_of, admin, newsroom) -> dict[str, int]:
    found = furnished(by_editor)
    found["digests"] = an_edition(newsroom).pk
    found["record"] = ask_record_check(by=admin, at=NOW).pk
    token_of()
    found["tokens"] = ApiToken.objects.latest("id").pk
    found["members"] = members[Role.VIEWER].pk
    return found


def knock(call: Caller, method: str, address: str, ids: dict[str, int], **options):
    """The answer; whatever it did is undone."""
    address = address.format(id=ids.get(address.split("/")[0]))
    with transaction.atomic():
        answer = call(method, address, None if method == "get" else {}, **options)
        transaction.set_rollback(True)
    return answer


def test_the_table_names_operations_that_exist():
    assert set(LEAST_ROLE) <= {(method, name) for method, name, _address in ROUTES}
    assert len(ROUTES) > 80


def test_nobody_gets_in(ids, by_nobody, snapshot):
    before = snapshot()

    for method, _name, address in ROUTES:
        answer = knock(by_nobody, method, address, ids)
        assert refusal(answer, 401)[0] == "not_authenticated", (method, address)
        assert answer["WWW-Authenticate"] == 'Bearer realm="On Record"'

    assert snapshot() == before


def test_a_stranger_finds_none_of_our_rows(ids, by_stranger, snapshot):
    before = snapshot()

    for method, _name, address in ROUTES:
        if "{id}" in address:
            assert knock(by_stranger, method, address, ids).status_code in (403, 404), (method, address)
        elif method == "get":
            answer = knock(by_stranger, method, address, ids)
            assert answer.status_code in (200, 403), (method, address)
            assert "army" not in answer.content.decode(), address
        assert knock(by_stranger, method, address, ids, headers={"On-Record-Newsroom": "desk"}).status_code == 404

    assert snapshot() == before


def test_a_strangers_token_finds_none_of_our_rows(ids, stranger, token_of, snapshot):
    by_token = Caller(token=token_of(of=stranger.newsroom_id))
    before = snapshot()

    for method, name, address in ROUTES:
        if "{id}" in address:
            allowed = RANK[least_role(method, name)] <= RANK[HIGHEST_TOKEN_ROLE]
            assert knock(by_token, method, address, ids).status_code == (404 if allowed else 403), (method, address)
        assert knock(by_token, method, address, ids, headers={"On-Record-Newsroom": "desk"}).status_code == 404

    assert snapshot() == before


def test_a_token_that_only_reads_writes_nothing(ids, token_of, snapshot):
    by_token = Caller(token=token_of(scope=TokenScope.READ))
    before = snapshot()

    for method, _name, address in ROUTES:
        if method != "get":
            assert refusal(knock(by_token, method, address, ids), 403)[0] == "token_only_reads", (method, address)

    assert snapshot() == before


@pytest.mark.parametrize("role", list(Role))
def test_every_role_may_do_what_the_table_says_and_no_more(ids, as_, role, snapshot):
    call = as_(role)
    before = snapshot()

    for method, name, address in ROUTES:
        answer = knock(call, method, address, ids)
        if RANK[role] < RANK[least_role(method, name)]:
            assert refusal(answer, 403)[0] == "not_permitted", (method, address)
        else:
            assert answer.status_code in (200, 201, 400, 422, 428), (method, address, answer.content)

    assert snapshot() == before


@pytest.mark.parametrize("role", [Role.VIEWER, Role.REPORTER, Role.FACT_CHECKER])
def test_a_token_may_do_what_its_role_may_and_never_what_no_token_does(ids, token_of, role, snapshot):
    by_token = Caller(token=token_of(role=role))
    before = snapshot()

    for method, name, address in ROUTES:
        refused = knock(by_token, method, address, ids).status_code == 403
        assert refused == (RANK[role] < RANK[least_role(method, name)]), (method, address)

    assert snapshot() == before


def test_what_hangs_on_a_restricted_incident_is_hidden_everywhere(ids, as_, by_editor):
    by_editor.post(f"incidents/{ids['incidents']}/restrict/")

    for role in (Role.VIEWER, Role.REPORTER, Role.FACT_CHECKER):
        call = as_(role)
        for method, name, address in ROUTES:
            if address.split("/")[0] in OF_THE_NEWSROOM:
                continue
            answer = knock(call, method, address, ids)
            if RANK[role] < RANK[least_role(method, name)]:
                assert answer.status_code == 403, (method, address)
            elif "{id}" in address:
                assert answer.status_code == 404, (role, method, address)
            elif method == "get":
                of_incidents = [row for row in answer.json()["results"] if row.get("subject_type") != "requesttemplate"]
                assert of_incidents == [], (role, address)


def test_a_deactivated_member_is_nobody_in_this_newsroom(ids, as_, users):
    Membership.objects.filter(user=users[Role.EDITOR]).update(deactivated_at="2026-11-20T12:00:00Z")
    call = as_(Role.EDITOR)

    for method, _name, address in ROUTES:
        assert refusal(knock(call, method, address, ids), 403)[0] == "no_membership"
    assert not Invitation.objects.exists()
