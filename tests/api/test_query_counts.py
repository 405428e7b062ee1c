"""No address asks the database more often because more is on the record."""

from datetime import timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions.flags import raise_flags
from claims.actions.numbering import number_changes
from claims.actions.record_checks import run_record_checks
from claims.actions.sealing import seal_record
from claims.models import Change, DigestSubscription, Membership
from claims.vocabulary import Role
from tests.api.conftest import Caller
from tests.api.world import correspond, furnished, made, said
from tests.architecture.test_api_sweep import ROUTES
from tests.digests import an_edition, delivered, subscribed
from tests.factories import NOW, MembershipFactory

pytestmark = pytest.mark.django_db

LISTS = [address for method, _name, address in ROUTES if method == "get"]
number = count()


def queries(call: Caller, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert call.get(address).status_code == 200, address
    return len(captured)


def add_to_everything(call: Caller, admin: Caller, ids: dict[str, int], newsroom) -> None:
    """One row more in every list there is."""
    this = f"no. {next(number)}"
    incident, claim, party = f"incidents/{ids['incidents']}/", f"claims/{ids['claims']}/", f"parties/{ids['parties']}/"
    utterance, source = f"utterances/{ids['utterances']}/", f"sources/{ids['sources']}/"
    question = made(call, f"{incident}questions/", {"kind": "fact", "text": f"Question {this}"})["id"]
    other = made(call, "incidents/", {"title": f"Incident {this}"})["id"]
    made(call, f"{incident}relations/", {"kind": "precedes", "other": other})
    somebody = made(call, "parties/", {"name": f"Party {this}", "kind": "ngo", "aliases": [f"Alias {this}"]})["id"]
    copy = made(call, "sources/", {"title": f"Source {this}", "kind": "post", "outlet": somebody})["id"]
    member = MembershipFactory.create(newsroom=newsroom, role=Role.VIEWER)
    made(call, f"{incident}people/", {"member": member.pk})
    made(call, f"{party}relations/", {"kind": "allied_with", "other": somebody, "source": copy})
    made(call, f"{party}contact-points/", {"channel": "post", "address": f"Street {this}"})
    made(call, f"{source}derivations/", {"origin": copy})
    made(call, "independences/", {"source": ids["sources"], "origin": copy, "reason": f"Reason {this}"})
    made(call, f"{utterance}carriages/", {"source": copy, "hops": [{"actor_kind": "unknown", "verb": "reports"}]})
    again = said(ids["coalition"], ids["incidents"], question, somebody, copy)
    recorded = made(call, "utterances/", again)
    made(call, f"{claim}utterances/", {"utterance": recorded["id"]})
    made(call, f"{utterance}claims/", {"claims": again["claims"]})
    root = {"root_kind": "party", "root_party": somebody, "basis": "saw_it"}
    made(call, f"{claim}evidence/", {"source": copy, "bearing": "supports"} | root)
    made(call, f"{claim}assessments/", {"status": "could_not_be_verified", "rationale": f"Rationale {this}"})
    judged = {"kind": "contradicts", "other": recorded["claims"][0]["id"], "material": False, "reason": this}
    made(call, f"{claim}relations/", judged)
    printed = {"address": "https://example.org/story", "words": this, "printed_at": NOW.isoformat()}
    made(call, f"{claim}uses/", printed)
    made(call, f"{incident}uses/", {"kind": "line"} | printed)
    made(call, "notes/", {"claim": ids["claims"], "text": f"{this}, @Viewer and @Admin"})
    done = call.post(f"uses/{ids['uses']}/handle/", {"outcome": "updated", "note": this})
    assert done.status_code == 200
    asked, waived = (row["id"] for row in call.get(f"claims/{recorded['claims'][0]['id']}/").json()["allegations"])
    about = {"incident": ids["incidents"], "party": somebody}
    deadline = {"deadline": (NOW + timedelta(days=2)).isoformat(), "deadline_zone": "UTC"}
    request = made(
        call, "comment-requests/", about | deadline | {"nature": "A report", "text": "Did you?", "allegations": [asked]}
    )["id"]
    correspond(call, request)
    later = {"deadline": (NOW + timedelta(days=30 + next(number))).isoformat(), "deadline_zone": "UTC", "reason": this}
    made(call, f"comment-requests/{ids['comment-requests']}/extensions/", later)
    made(call, "request-templates/", {"language": f"en-{next(number):03}", "text": WORDING})
    made(call, f"comment-requests/{ids['comment-requests']}/attempts/", TRIED)
    made(call, f"comment-requests/{ids['comment-requests']}/replies/", {"kind": "asks_for_time"})
    made(call, "waivers/", {"allegation": waived, "party": somebody, "reason": "No."})
    made(call, "reported-silences/", about | {"source": copy, "kind": "not_reached", "wording": "was not reached"})
    made(call, "channel-checks/", about | {"channels": "Its web site", "result": "found_nothing"})
    made(admin, "invitations/", {"email": f"person{next(number)}@desk.example", "role": "viewer"})
    made(admin, "tokens/", {"label": this, "role": "viewer", "scopes": ["read"]})
    named = Change.objects.filter(subject_type="source", subject_id=copy).latest("pk").pk
    redacted = made(call, "redactions/", {"change": named, "field": "title", "reason": "It names a witness."})["id"]
    assert admin.post(f"redactions/{redacted}/approve/").status_code == 200
    raise_flags(now=NOW + timedelta(days=30))
    number_changes()
    seal_record(now=NOW)
    edition = an_edition(newsroom, hour=NOW + timedelta(hours=next(number)))
    for subscription in DigestSubscription.objects.all():
        delivered(subscription, edition)
    ids["digests"] = edition.pk
    ids["record"] = made(admin, "record/checks/", {})["id"]
    assert run_record_checks(clock=lambda: NOW) == 1


WORDING = "We prepare {nature}. {allegations} {questions} By {deadline}."
TRIED = {"channel": "phone", "reached": "office", "outcome": "message_left"}


def test_every_address_is_read_in_a_fixed_number_of_queries(by_editor, by_admin, by_reporter, newsroom):
    ids = furnished(by_editor)
    for role in (Role.ADMIN, Role.REPORTER):
        subscribed(Membership.objects.get(newsroom=newsroom, role=role))
    correspond(by_editor, ids["comment-requests"])
    add_to_everything(by_editor, by_admin, ids, newsroom)
    addresses = [address.format(id=ids.get(address.split("/")[0], 0)) for address in LISTS]
    addresses = [address for address in addresses if "/0/" not in address]
    few = {address: queries(by_admin, address) for address in addresses}
    seen = {address: queries(by_reporter, address) for address in addresses if not address.startswith(FOR_OTHERS)}

    for _time in range(2):
        add_to_everything(by_editor, by_admin, ids, newsroom)

    assert {address: queries(by_admin, address) for address in addresses} == few
    assert {address: queries(by_reporter, address) for address in seen} == seen
    assert max(seen.values()) <= 35
    # Three for who asks, one for what the address names, one for the page; what a rule works out comes on top.
    pages = {address: number for address, number in seen.items() if "next" in by_reporter.get(address).json()}
    of_claims = {address for address in pages if address.endswith("claims/")}
    assert len(pages) > 30
    assert not {address: number for address, number in pages.items() if number > 5 + 2 * (address in of_claims)}


FOR_OTHERS = ("invitations/", "tokens/", "redactions/", "record/checks/")  # admins and editors
