"""The example newsroom, and whatever it lacks of what pages can show: for programs to check and people to look at."""

from datetime import datetime, timedelta
from typing import Any

from django.core.management import call_command
from django.db.models import Count

from claims.actions.assessments import assess_claim
from claims.actions.claim_relations import relate_claims
from claims.actions.clock import run_flags
from claims.actions.independence import state_independence
from claims.actions.members import add_member
from claims.actions.named_people import name_token
from claims.actions.newsrooms import create_newsroom
from claims.actions.notes import write_note
from claims.actions.numbering import number_changes
from claims.actions.protected_identities import protect_identity
from claims.actions.record_checks import ask_record_check
from claims.actions.redactions import propose_redaction
from claims.actions.reminders import set_reminder
from claims.actions.request_templates import write_template
from claims.actions.saved_filters import save_filter
from claims.actions.sealing import seal_record
from claims.actions.sources import derive_source
from claims.actions.tokens import issue_token
from claims.actions.waivers import waive
from claims.models import (
    Allegation,
    ApiToken,
    Change,
    Claim,
    CommentRequest,
    DigestSubscription,
    Evidence,
    Incident,
    Membership,
    Newsroom,
    Reply,
    SetAside,
    Source,
    Use,
    User,
)
from claims.rules.actor import Actor, command
from claims.vocabulary import (
    ClaimRelationKind,
    DeliveryState,
    FilteredList,
    FlagSubject,
    RemindWhen,
    Role,
    Status,
    TokenScope,
)
from tests.digests import an_edition, delivered
from tests.factories import actor_of

WORDING = "We prepare {nature}. {allegations} {questions} Please answer by {deadline}."


def busiest(rows: Any, what: str) -> Any:
    """The row of which most hangs."""
    return rows.annotate(n=Count(what)).order_by("-n", "pk")[0]


def furnished(now: datetime) -> dict[str, Any]:
    """One row of every noun, by the first word of its addresses, as tests/architecture/test_web_sweep.py names them."""
    call_command("load_example", password="a long sentence to sign in with", verbosity=0)
    newsroom = Newsroom.objects.get()
    people = {Role(each.role): each for each in Membership.objects.select_related("user")}
    as_ = {role: actor_of(member) for role, member in people.items()}
    incident = busiest(Incident.objects.filter(exercise=True), "claims")
    claims = Claim.objects.filter(incident=incident)
    claim = busiest(claims.filter(allegations__isnull=False), "evidence")
    request = busiest(CommentRequest.objects.filter(incident=incident), "replies")
    rows: dict[str, Any] = {
        "incidents": incident.reference,
        "claims": claim.pk,
        "requests": request.pk,
        "utterances": claim.links.all()[0].utterance_id,
        "questions": incident.questions.all()[0].pk,
        "sources": busiest(Source.objects.all(), "carriages").pk,
        "parties": request.party_id,
        "allegations": Allegation.objects.filter(claim__incident=incident)[0].pk,
        "evidence": Evidence.objects.filter(claim__incident=incident)[0].pk,
        "replies": Reply.objects.filter(comment_request__incident=incident)[0].pk,
        "uses": Use.objects.all()[0].pk,
        "members": people[Role.VIEWER].pk,
    }
    return rows | added(newsroom, incident, claim, as_, now) | mailed(newsroom, people, now)


def added(newsroom: Any, incident: Any, claim: Any, as_: dict[Role, Actor], now: datetime) -> dict[str, Any]:
    """What the example does not have."""
    checker, editor, reporter, admin = (
        as_[role] for role in (Role.FACT_CHECKER, Role.EDITOR, Role.REPORTER, Role.ADMIN)
    )
    sources = list(Source.objects.order_by("pk")[:3])
    other = Claim.objects.filter(incident=incident).exclude(pk=claim.pk)[0]
    token, _secret = issue_token(
        label="Wire reader", role=Role.FACT_CHECKER, scopes=TokenScope, by=command("test", newsroom.pk), at=now
    )
    owed = Allegation.objects.filter(claim__incident=incident).filter(requests__isnull=True, answers__isnull=True)
    waived = owed[0] if owed else Allegation.objects.order_by("-pk")[0]
    derive_source(source=sources[1], origin=sources[0], basis="Word for word.", by=checker, at=now)
    proposed = assess_claim(
        claim=other, status=Status.REFUTED, rationale="Two recordings show it otherwise.", by=checker, at=now
    )
    relation = relate_claims(
        claim=other, kind=ClaimRelationKind.NARROWS, other=claim, reason="It counts a part.", by=reporter, at=now
    )
    note = write_note(about=claim, text="@editor please look at the hospital’s list.", by=checker, at=now)
    write_note(about=incident, text="The ministry calls back at noon.", by=reporter, at=now)
    aside = {"subject": FlagSubject.CLAIM, "subject_id": claim.pk, "error": "ValueError"}
    found = {
        "assessments": proposed.pk,
        "claim-relations": relation.pk,
        "notes": note.pk,
        "tokens": token.pk,
        "named-people": name_token(incident=incident, token=ApiToken.objects.get(), by=editor, at=now).pk,
        "waivers": waive(
            allegation=waived, party=waived.accused, reason="It is the subject of a court’s order.", by=checker, at=now
        ).pk,
        "identities": protect_identity(pseudonym="Witness 1", by=reporter, at=now).pk,
        "redactions": propose_redaction(
            subject=sources[2], field="title", reason="It names a witness.", by=editor, at=now
        ).pk,
        "reminders": set_reminder(
            about=incident, when=RemindWhen.IN_TWO_HOURS, note="Call the ministry", by=editor, at=now
        ).pk,
        "request-templates": write_template(language="en", text=WORDING, by=editor, at=now).pk,
        "saved-filters": save_filter(of=FilteredList.FLAGS, name="Disputed", query="q=x", by=editor, at=now).pk,
        "set-aside": SetAside.objects.create(owner=newsroom, since=now, retry_at=now, **aside).pk,
        "independences": state_independence(
            source=sources[1], origin=sources[0], reason="It saw the list itself.", by=checker, at=now
        ).pk,
    }
    run_flags(now=now)
    number_changes()
    seal_record(now=now)
    return found | {
        "record": ask_record_check(by=admin, at=now).pk,
        "changes": Change.objects.about(claim).latest("pk").pk,
    }


def mailed(newsroom: Any, people: dict[Role, Membership], now: datetime) -> dict[str, Any]:
    """Digests of the admin, who opens every page, and one that went astray."""
    edition = an_edition(newsroom, hour=now - timedelta(minutes=1))
    theirs, others = (DigestSubscription.objects.get(membership=people[role]) for role in (Role.ADMIN, Role.EDITOR))
    return {
        "digests": delivered(theirs, edition).pk,
        "mail": delivered(others, edition, DeliveryState.UNCERTAIN).pk,
        "editions": edition.pk,
    }


def an_empty_newsroom(now: datetime) -> Newsroom:
    """One in which there is nothing yet."""
    return create_newsroom(slug="empty", name="An empty newsroom", by=command("test"), at=now)


def a_reader(newsroom: Newsroom, language: str, now: datetime) -> User:
    """An admin, who may open every page, and reads them in this language."""
    given = {"email": f"{language}@{newsroom.slug}.example", "name": f"Admin ({language})"}
    password = "a long sentence to sign in with"
    by = command("test", newsroom.pk)
    user = add_member(newsroom=newsroom, role=Role.ADMIN, password=password, **given, by=by, at=now).user
    User.objects.filter(pk=user.pk).update(language=language)
    return user
