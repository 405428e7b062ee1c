"""Every address of the editor, found by itself, against everybody who might knock."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.urls import URLPattern

from claims.actions.assessments import assess_claim
from claims.actions.claim_relations import relate_claims
from claims.actions.drafts import AllegationDraft, ClaimDraft
from claims.actions.evidence import add_evidence
from claims.actions.incidents import restrict_incident
from claims.actions.independence import state_independence
from claims.actions.members import invite
from claims.actions.named_people import name_token
from claims.actions.notes import write_note
from claims.actions.protected_identities import protect_identity
from claims.actions.record_checks import ask_record_check
from claims.actions.redactions import propose_redaction
from claims.actions.reminders import set_reminder
from claims.actions.replies import record_reply
from claims.actions.request_templates import write_template
from claims.actions.saved_filters import save_filter
from claims.actions.uses import record_use
from claims.actions.utterances import record_claims
from claims.actions.waivers import waive
from claims.delivery.digest_links import Purpose
from claims.delivery.digest_links import token_of as token_for
from claims.models import Allegation, ApiToken, Change, CommentRequest, DigestSubscription, SetAside, Source
from claims.rules.roles import LEAST_ROLE, RANK, May
from claims.vocabulary import (
    AccusedRole,
    Bearing,
    ClaimRelationKind,
    DeliveryState,
    FilteredList,
    FlagSubject,
    RemindWhen,
    ReplyKind,
    Role,
    Status,
    UseKind,
)
from claims.web.doors import Door
from claims.web.urls import urlpatterns
from tests.api.conftest import token_of
from tests.digests import an_edition, delivered, subscribed
from tests.factories import NOW, MembershipFactory, member
from tests.web.conftest import LATER, Browser, _an_hour_later, a_draft, a_request, as_, as_stranger

__all__ = ["_an_hour_later", "a_draft", "a_request", "as_", "as_stranger", "token_of"]

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

# Open without a session: signing in, new passwords, invitations, the probe, and the signed links of digests.
OPEN_TO_ALL = {
    "sign-in",
    "sign-out",
    "password-reset",
    "password-reset-sent",
    "password-reset-confirm",
    "invitation",
    "healthz",
    "digest-unsubscribe",
    "digest-preferences",
}
# Nouns that do not hang on an incident, so that its restriction does not hide them.
OF_THE_NEWSROOM = {"members", "identities", "request-templates", "set-aside"}
# There for all the same: what they tell is judged item by item.
TOLD_ANEW = {"digests"}
METHODS = ("get", "post")
WORDING = "We prepare {nature}. {allegations} {questions} By {deadline}."
OURS = ("border town", "Army of the republic", "spokesperson", "viewer@desk")


def doors() -> list[tuple[str, str, Any]]:
    """(name, address with places for what it names, view) of every address behind a session."""
    found = []
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        if pattern.name not in OPEN_TO_ALL:
            address = "/" + str(pattern.pattern).replace("<int:pk>", "{pk}").replace("<str:reference>", "{reference}")
            found.append((str(pattern.name), address, getattr(pattern.callback, "view_class", None)))
    return found


DOORS = doors()


@pytest.fixture
def rows(
    a_claim,
    an_utterance,
    source,
    army,
    question,
    incident,
    members,
    a_request,
    token_of,
    newsroom,
    reporter,
    editor,
    fact_checker,
    admin,
    now,
) -> dict[str, Any]:
    """One row of every noun, by the first word of its addresses."""
    Source.objects.filter(pk=source.pk).update(outlet=army)
    independent = state_independence(source=source, party=army, reason="Not edited there.", by=fact_checker, at=now)
    token_of()
    checker = member(newsroom, Role.FACT_CHECKER)
    signed = {"by": checker, "at": LATER}
    evidence = add_evidence(claim=a_claim, source=source, bearing=Bearing.CONTRADICTS, **signed)
    proposed = assess_claim(claim=a_claim, status=Status.REFUTED, rationale="It cannot be.", **signed)
    further = [AllegationDraft(accused=army, role=AccusedRole.ORDERED)]
    drafts = [ClaimDraft(incident=incident, text="The army", allegations=further)]
    other = record_claims(utterance=an_utterance, claims=drafts, by=reporter, at=NOW)[0]
    allegation, ordered = Allegation.objects.order_by("pk")
    relation = relate_claims(claim=other, kind=ClaimRelationKind.NARROWS, other=a_claim, reason="", by=reporter, at=NOW)
    named = name_token(incident=incident, token=ApiToken.objects.get(), by=editor, at=NOW)
    proposal = propose_redaction(subject=source, field="title", reason="names a witness", by=editor, at=LATER)
    asked = {"comment_request": CommentRequest.objects.get(), "kind": ReplyKind.STATEMENT}
    reply = record_reply(words="We regret it.", **asked, by=reporter, at=NOW)
    told = {"address": "https://example.org/story", "words": "They said.", "printed_at": LATER}
    use = record_use(incident=incident, kind=UseKind.CLAIM, claim=a_claim, **told, **signed)
    reminder = set_reminder(about=incident, when=RemindWhen.IN_TWO_HOURS, note="spokesperson", by=editor, at=LATER)
    failing = {"subject": FlagSubject.CLAIM, "subject_id": a_claim.pk, "error": "ValueError"}
    aside = SetAside.objects.create(owner=newsroom, since=now, retry_at=now, **failing)
    edition = an_edition(newsroom)
    theirs = {role: delivered(subscribed(each), edition).pk for role, each in members.items()}
    lost = delivered(subscribed(MembershipFactory.create(newsroom=newsroom)), edition, DeliveryState.UNCERTAIN)
    return {
        "changes": Change.objects.about(a_claim).latest("pk").pk,
        "record": ask_record_check(by=admin, at=LATER).pk,
        "redactions": proposal.pk,
        "claim-relations": relation.pk,
        "incidents": incident.reference,
        "claims": a_claim.pk,
        "utterances": an_utterance.pk,
        "sources": source.pk,
        "parties": army.pk,
        "questions": question.pk,
        "allegations": allegation.pk,
        "requests": CommentRequest.objects.get().pk,
        "members": members[Role.VIEWER].pk,
        "named-people": named.pk,
        "assessments": proposed.pk,
        "evidence": evidence.pk,
        "independences": independent.pk,
        "uses": use.pk,
        "reminders": reminder.pk,
        "saved-filters": save_filter(of=FilteredList.FLAGS, name="spokesperson", query="q=x", by=editor, at=LATER).pk,
        "notes": write_note(about=a_claim, text="spokesperson", by=editor, at=LATER).pk,
        "replies": reply.pk,
        "request-templates": write_template(language="en", text=WORDING, by=editor, at=LATER).pk,
        "waivers": waive(allegation=ordered, party=army, reason="Asked so.", **signed).pk,
        "set-aside": aside.pk,
        "digests": theirs[Role.VIEWER],
        "digests of": theirs,
        "editions": edition.pk,
        "mail": lost.pk,
        "tokens": ApiToken.objects.latest("pk").pk,
        "identities": protect_identity(pseudonym="Witness 1", by=reporter, at=now).pk,
    }


def of(rows: dict[str, Any], role: Role) -> dict[str, Any]:
    """The rows with what is this role's own: a digest is nobody else's, admins apart."""
    return rows | {"digests": rows["digests of"][role]}


def filled(address: str, rows: dict[str, Any]) -> str:
    nouns = [word for word in address.split("{")[0].split("/") if word in rows]
    return address.format(pk=rows[nouns[-1]], reference=rows["incidents"]) if "{" in address else address


def knock(browser: Browser, method: str, address: str, rows: dict[str, Any]) -> Any:
    """The answer; whatever it did is undone. While it looks, nothing can be written at all."""
    with transaction.atomic():
        if method == "get":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
        answer = getattr(browser, method)(filled(address, rows))
        transaction.set_rollback(True)
    return answer


def takes(view: type[Door], method: str) -> bool:
    return method in view.http_method_names and hasattr(view, method)


def test_every_address_is_a_door_or_known_to_be_open():
    assert [name for name, _address, view in DOORS if not issubclass(view, Door)] == []
    assert len(DOORS) > 60
    assert {pattern.name for pattern in urlpatterns} >= OPEN_TO_ALL


def test_nobody_is_sent_to_sign_in(rows, snapshot):
    before, browser = snapshot(), Browser()

    for _name, address, _view in DOORS:
        for method in METHODS:
            answer = knock(browser, method, address, rows)
            assert answer.status_code == 302, (method, address)
            assert answer["Location"].startswith("/sign-in/?next=/"), (method, address)

    assert snapshot() == before


def test_a_stranger_finds_none_of_our_rows(rows, as_stranger, snapshot):
    before = snapshot()

    for _name, address, view in DOORS:
        for method in METHODS:
            answer = knock(as_stranger, method, address, rows)
            if view.capability == May.MANAGE:
                assert answer.status_code == 403, (method, address)
            elif not takes(view, method):
                assert answer.status_code == 405, (method, address)
            elif "{" in address:
                assert answer.status_code == 404, (method, address)
            page = answer.content.decode()
            assert not [words for words in OURS if words in page], (method, address)

    assert snapshot() == before


@pytest.mark.parametrize("role", list(Role))
def test_every_role_may_do_what_its_door_says_and_no_more(rows, as_, role, snapshot):
    before, browser = snapshot(), as_(role)

    for _name, address, view in DOORS:
        for method in METHODS:
            answer = knock(browser, method, address, of(rows, role))
            if RANK[role] < RANK[LEAST_ROLE[view.capability]]:
                assert answer.status_code == 403, (method, address)
                assert "This needs the role" in answer.content.decode(), (method, address)
            elif not takes(view, method):
                assert answer.status_code == 405, (method, address)
            else:
                expected = (200, 302, 303) if method == "get" else (200, 303, 404, 409, 422)
                assert answer.status_code in expected, (method, address, answer.content)

    assert snapshot() == before


def test_what_hangs_on_a_restricted_incident_is_hidden_everywhere(rows, as_, incident, editor, now):
    restrict_incident(incident=incident, by=editor, at=now)

    for role in (Role.VIEWER, Role.REPORTER, Role.FACT_CHECKER):
        browser = as_(role)
        for _name, address, view in DOORS:
            if address.split("/")[1] in OF_THE_NEWSROOM:
                continue
            for method in METHODS:
                if not takes(view, method) or RANK[role] < RANK[LEAST_ROLE[view.capability]]:
                    continue
                answer = knock(browser, method, address, of(rows, role))
                if "{" in address:
                    expected = 200 if address.split("/")[1] in TOLD_ANEW else 404
                    assert answer.status_code == expected, (role, method, address)
                page = answer.content.decode()
                assert not [words for words in ("border town", incident.reference, "spokesperson") if words in page], (
                    role,
                    address,
                )


def test_looking_at_an_open_address_writes_nothing(rows, admin, snapshot):
    _invitation, secret = invite(email="new@desk.example", role=Role.VIEWER, by=admin, at=LATER)
    subscription = DigestSubscription.objects.order_by("pk")[0]
    signed = [f"/digest/{purpose}/{token_for(subscription, purpose)}/" for purpose in Purpose]
    before, browser = snapshot(), Browser()

    for address in [
        "/sign-in/",
        "/password-reset/",
        "/password-reset/sent/",
        f"/invitation/{secret}/",
        "/healthz",
        *signed,
    ]:
        assert knock(browser, "get", address, rows).status_code == 200, address
    assert knock(browser, "get", "/password-reset/MQ/x-y/", rows).status_code == 410
    assert knock(browser, "get", "/sign-out/", rows).status_code == 405

    assert snapshot() == before
