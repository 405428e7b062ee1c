"""Every address of the API, found by itself, against everybody who might knock."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import pytest
from django.db import connection, transaction
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

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

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
# The scopes of which a token needs one, where it is not `read` for reading and `write` for writing.
READ, WRITE, COMMENT, EXPORT, ARCHIVE = TokenScope
SCOPES = {
    ("get", "me"): set(TokenScope),
    ("get", "incidents-id-right-of-reply-file"): {EXPORT},
    ("post", "sources-id-checks"): {WRITE, ARCHIVE},
    ("post", "waivers"): {COMMENT},
    ("post", "notes"): {WRITE, COMMENT},
    ("post", "notes-id-withdraw"): {WRITE, COMMENT},
}
READ_TO_ARCHIVE = {"sources", "sources-id", "sources-id-expanded", "sources-id-derivations", "sources-id-checks"}
READ_TO_COMMENT = {"comment-requests", "replies", "request-templates", "waivers"}
WRITTEN_TO_COMMENT = {"comment-requests", "replies"}
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


def scopes_of(method: str, name: str) -> set[TokenScope]:
    noun = next((each for each in READ_TO_COMMENT if name == each or name.startswith(f"{each}-id")), "")
    if method == "get":
        usual = {READ} | ({ARCHIVE} if name in READ_TO_ARCHIVE else set()) | ({COMMENT} if noun else set())
    else:
        usual = {COMMENT} if noun in WRITTEN_TO_COMMENT else {WRITE}
    return SCOPES.get((method, name), usual)


def knock(call: Caller, method: str, address: str, ids: dict[str, int], **options):
    """The answer; whatever it did is undone. One who is refused has not even tried to write a row."""
    address = address.format(id=ids.get(address.split("/")[0]))
    with transaction.atomic():
        before = rows_written()
        answer = call(method, address, None if method == "get" else {}, **options)
        if answer.status_code >= 400:
            assert rows_written() == before, (method, address, answer.status_code)
        transaction.set_rollback(True)
    return answer


def rows_written() -> int:
    """How many rows of any table this transaction has added, changed or deleted so far, undone or not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables")
        return int(cursor.fetchone()[0])


@dataclass(frozen=True)
class Knocker:
    """One who knocks: with which role, and as a token with which scopes."""

    name: str
    call: Caller
    role: Role
    scopes: frozenset[TokenScope] | None = None

    def refused(self, method: str, name: str) -> str:
        """The code of the refusal that the tables say; none where they let the knocker in."""
        least = least_role(method, name)
        never = RANK[least] > RANK[HIGHEST_TOKEN_ROLE]
        if self.scopes is not None and not never and not self.scopes & scopes_of(method, name):
            return "token_scope_missing"
        if RANK[self.role] < RANK[least] or (self.scopes is not None and never):
            return "not_permitted"
        return ""

    def tries(self, method: str) -> bool:
        """What a token with all scopes reads, one with a single scope has read already."""
        return method != "get" or self.scopes != frozenset(TokenScope)

    def wrong(self, method: str, name: str, address: str, ids: dict[str, int]) -> list[Any]:
        """What the answer should not have been."""
        answer, code = knock(self.call, method, address, ids), self.refused(method, name)
        if code:
            right = answer.status_code == 403 and refusal(answer, 403)[0] == code
        else:
            right = answer.status_code in (200, 201, 400, 422, 428)
        return [] if right else [(self.name, method, address, code, answer.status_code, answer.content[:300])]


@pytest.fixture
def knockers(as_, token_of) -> list[Knocker]:
    """Everybody of the newsroom who might knock."""
    people = [Knocker(f"a {role}", as_(role), role) for role in Role]
    checker, every = Role.FACT_CHECKER, frozenset(TokenScope)
    scoped = [
        Knocker(f"token to {scope}", Caller(token=token_of(checker, [scope])), checker, frozenset({scope}))
        for scope in TokenScope
    ]
    roles = [role for role in Role if RANK[role] <= RANK[HIGHEST_TOKEN_ROLE]]
    ranked = [Knocker(f"token of a {role}", Caller(token=token_of(role)), role, every) for role in roles]
    for knocker in (*scoped, *ranked):
        knocker.call.get("me/")  # that it was used is kept once in five minutes
    return [*people, *scoped, *ranked]


def test_the_tables_name_operations_that_exist():
    operations = {(method, name) for method, name, _address in ROUTES}
    assert set(LEAST_ROLE) | set(SCOPES) <= operations
    assert {name for _method, name, _address in ROUTES} >= READ_TO_ARCHIVE
    assert {address.split("/")[0] for _method, _name, address in ROUTES} >= READ_TO_COMMENT
    assert len(ROUTES) > 80


def test_whoever_belongs_here_may_do_what_the_tables_say_and_no_more(ids, knockers, snapshot):
    before = snapshot()

    knocks = [(knocker, route) for route in ROUTES for knocker in knockers if knocker.tries(route[0])]
    wrong = [said for knocker, route in knocks for said in knocker.wrong(*route, ids)]

    assert wrong == []
    assert snapshot() == before


def test_whoever_does_not_finds_nothing_and_leaves_nothing(ids, by_nobody, by_stranger, stranger, token_of, snapshot):
    by_token = Caller(token=token_of(of=stranger.newsroom_id))
    by_token.get("me/")
    before = snapshot()

    for method, name, address in ROUTES:
        answer = knock(by_nobody, method, address, ids)
        assert refusal(answer, 401)[0] == "not_authenticated", (method, address)
        assert answer["WWW-Authenticate"] == 'Bearer realm="On Record"'
        too_high = RANK[least_role(method, name)] > RANK[HIGHEST_TOKEN_ROLE]
        for call, never in ((by_stranger, least_role(method, name) == Role.ADMIN), (by_token, too_high)):
            _finds_nothing(call, method, address, ids, never=never)

    assert snapshot() == before


def _finds_nothing(call: Caller, method: str, address: str, ids: dict[str, int], *, never: bool) -> None:
    named = knock(call, method, address, ids, headers={"On-Record-Newsroom": "desk"})
    assert named.status_code == 404, (method, address)
    if "{id}" in address or method == "get":
        answer = knock(call, method, address, ids)
        found = 404 if "{id}" in address else 200
        assert answer.status_code == (403 if never else found), (method, address)
        assert "army" not in answer.content.decode(), address


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
