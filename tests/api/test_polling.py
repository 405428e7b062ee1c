"""A poller that asks for what changed since it looked misses nothing, however late it commits."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from claims.actions.assessments import assess_claim
from claims.actions.claims import revise_claim
from claims.actions.drafts import AllegationDraft, ClaimDraft, FigureDraft
from claims.actions.evidence import add_evidence
from claims.actions.incidents import open_incident, revise_incident
from claims.actions.numbering import number_changes
from claims.actions.parties import revise_party
from claims.actions.sign_offs import send_back
from claims.actions.utterances import record_utterance
from claims.models import Claim, Incident, Utterance
from claims.vocabulary import AccusedRole, Basis, Bearing, Metric, Qualifier, RootKind, Status, Terms
from tests.api.conftest import Caller, refusal
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def asked(call: Caller, address: str) -> dict[str, Any]:
    answer = call.get(address)
    assert answer.status_code == 200, answer.content
    return answer.json()


def found(call: Caller, address: str) -> list[int]:
    return sorted(row["id"] for row in asked(call, address)["results"])


def position(call: Caller) -> int:
    """Everything numbered: where a poller stands that has seen it all."""
    number_changes()
    return asked(call, "claims/?changed_after=0&limit=1")["position"]


def test_parts_of_a_claim_change_it(by_viewer, a_claim, army, source, reporter, fact_checker, editor, now):
    def assess() -> None:
        assess_claim(claim=a_claim, status=Status.REFUTED, rationale="It was not so.", by=fact_checker, at=now)

    def weigh() -> None:
        root = {"root_kind": RootKind.PARTY, "root_party": army, "basis": Basis.SAW_IT}
        add_evidence(claim=a_claim, source=source, bearing=Bearing.CONTRADICTS, **root, by=reporter, at=now)

    figure = FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.EXACTLY, minimum=21, maximum=21)
    accusing = AllegationDraft(accused=army, role=AccusedRole.ORDERED)
    for change in (
        lambda: revise_claim(claim=a_claim, version=1, figures=[figure], by=reporter, at=now),
        lambda: revise_claim(claim=a_claim, version=2, allegations=[accusing], by=reporter, at=now),
        weigh,
        assess,
        lambda: send_back(assessment=a_claim.assessments.get(), reason="Ask again.", by=editor, at=now),
    ):
        before = position(by_viewer)
        assert found(by_viewer, f"claims/?changed_after={before}") == []
        change()
        assert found(by_viewer, f"claims/?changed_after={before}") == [a_claim.pk]  # though not numbered yet
        assert position(by_viewer) > before
        assert found(by_viewer, f"claims/?changed_after={before}") == [a_claim.pk]
    assert found(by_viewer, f"incidents/?changed_after={before}") == []


def test_other_nouns_change_with_their_own_parts(by_viewer, a_claim, an_utterance, army, incident, reporter, now):
    before = position(by_viewer)
    revise_party(party=army, version=1, aliases=["Land forces"], by=reporter, at=now)
    revise_incident(incident=incident, version=1, summary="More", by=reporter, at=now)

    assert found(by_viewer, f"parties/?changed_after={before}") == [army.pk]
    assert found(by_viewer, f"incidents/?changed_after={before}") == [incident.pk]
    assert found(by_viewer, f"claims/?changed_after={before}") == []
    assert found(by_viewer, f"utterances/?changed_after={before}") == []
    assert found(by_viewer, "utterances/?changed_after=0") == [an_utterance.pk]


def test_what_is_withheld_changes_nothing_that_one_sees(by_viewer, by_reporter, a_claim, coalition, reporter, now):
    before = position(by_viewer)
    record_utterance(
        claimants=[coalition],
        claims=[ClaimDraft(incident=a_claim.incident, text="Between ourselves, it was we")],
        terms=Terms.OFF_THE_RECORD,
        by=reporter,
        at=now,
    )
    hidden = Claim.objects.latest("pk")

    assert found(by_viewer, f"claims/?changed_after={before}") == []
    assert found(by_viewer, f"utterances/?changed_after={before}") == []
    assert found(by_reporter, f"claims/?changed_after={before}") == [hidden.pk]
    assert len(found(by_reporter, f"utterances/?changed_after={before}")) == 1


def test_what_was_said_on_background_is_followed_by_whoever_is_not_told_who_spoke(
    by_viewer, a_claim, coalition, reporter, now
):
    before = position(by_viewer)
    told = {"terms": Terms.ON_BACKGROUND, "background_as": "a person close to the talks"}
    record_utterance(
        claimants=[coalition],
        claims=[ClaimDraft(incident=a_claim.incident, text="They are talking")],
        **told,
        by=reporter,
        at=now,
    )

    assert found(by_viewer, f"claims/?changed_after={before}") == [Claim.objects.latest("pk").pk]
    assert found(by_viewer, f"utterances/?changed_after={before}") == [Utterance.objects.latest("pk").pk]


def test_a_page_says_where_to_go_on_only_to_those_who_follow(by_viewer, a_claim, army):
    number_changes()
    page, first = asked(by_viewer, "claims/?changed_after=0"), asked(by_viewer, "parties/?changed_after=0&limit=1")

    assert page["position"] == asked(by_viewer, "changes/?limit=200")["results"][-1]["position"]
    assert datetime.fromisoformat(page["read_at"]).tzinfo is not None
    assert found(by_viewer, f"claims/?updated_after={page['read_at']}") == []
    assert "position" not in asked(by_viewer, "claims/")
    assert "position" not in asked(by_viewer, first["next"])
    assert refusal(by_viewer.get("claims/?updated_after=2026-11-20"), 400)[1] == {"updated_after": "bad_instant"}
    assert refusal(by_viewer.get("claims/?changed_after=-1"), 400)[1] == {"changed_after": "wrong_type"}
    assert refusal(by_viewer.get("changes/?changed_after=1"), 400)[1] == {"changed_after": "unknown_field"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("by", ["changed_after", "updated_after"])
@pytest.mark.parametrize("silent", [True, False])
def test_a_poller_misses_nothing_that_commits_late(by_viewer, reporter, now, overlapping, by, silent):
    """A transaction records early and commits after the poller has looked, and after later ones were numbered.

    `silent`: nothing else is ever recorded after the poller has looked, so that no later change betrays the gap.
    """
    first = open_incident(title="First", by=reporter, at=now)
    number_changes()
    begun = {"changed_after": 0, "updated_after": "2000-01-01T00:00:00Z"}[by]
    looked: list[dict[str, Any]] = []

    def meanwhile() -> None:
        looked.append(asked(by_viewer, f"incidents/?{by}={begun}"))
        if not silent:
            revise_incident(incident=first, version=1, summary="Later", by=reporter, at=now)
            number_changes()
            looked.append(asked(by_viewer, f"incidents/?{by}={looked[0][KEPT[by]]}"))

    late = Incident(newsroom_id=reporter.newsroom_id, reference="X1", title="Late", opened_at=NOW)
    overlapping(lambda: _recorded(late), meanwhile)
    number_changes()

    assert [[row["id"] for row in page["results"]] for page in looked] == [[first.pk]] * len(looked)
    assert late.pk in found(by_viewer, f"incidents/?{by}={looked[-1][KEPT[by]]}")
    last = asked(by_viewer, f"incidents/?{by}={looked[-1][KEPT[by]]}")[KEPT[by]]
    assert found(by_viewer, f"incidents/?{by}={last}") == []


KEPT = {"changed_after": "position", "updated_after": "read_at"}
INSERTED = """
INSERT INTO claims_change
(newsroom_id, verb, subject_type, subject_id, by_kind, by_name, at, reason, after, incident_id)
VALUES (%s, 'incident.opened', 'incident', %s, 'command', 'test', %s, '', '{}', %s)
"""


def _recorded(incident: Incident) -> None:
    """As an action does it, without the lock on the numbers of incidents, for which the other would wait."""
    incident.save()
    with connection.cursor() as cursor:
        cursor.execute(INSERTED, [incident.newsroom_id, incident.pk, NOW, incident.pk])


def test_the_clock_that_counts_is_the_databases(by_viewer, a_claim):
    number_changes()
    ahead = datetime.now(UTC) + timedelta(days=400)

    assert found(by_viewer, "claims/?updated_after=2000-01-01T00:00:00Z") == [a_claim.pk]
    assert found(by_viewer, f"claims/?updated_after={ahead:%Y-%m-%dT%H:%M:%SZ}") == []
