"""Redaction of claims and their parts, questions, incidents, and of what only the record still keeps."""

import pytest

from claims.actions.claims import revise_claim
from claims.actions.comment_requests import draft_comment_request, revise_comment_request
from claims.actions.drafts import AllegationDraft, FigureDraft
from claims.actions.incidents import revise_incident
from claims.actions.numbering import number_changes
from claims.actions.parties import revise_party
from claims.actions.redactions import propose_redaction
from claims.actions.sealing import seal_record
from claims.errors import NotVisible, StaleEdit
from claims.models import (
    Allegation,
    Change,
    Claim,
    Figure,
    Hop,
    Incident,
    PartyAlias,
    Question,
    RequestedQuestion,
    Voiding,
)
from claims.models.as_of import as_known_at
from claims.vocabulary import AccusedRole, Certainty, HopActor, Metric, Population, Qualifier, Scope, Verb, VoidingCause
from tests.actions.test_redactions import NAME, everything_stored, findings, redact, refused
from tests.actions.test_voiding import established
from tests.api.conftest import Caller
from tests.api.test_as_of import clock
from tests.web.conftest import Browser

__all__ = ["established", "redact"]

IN_WORDS = {
    "metric": Metric.OTHER,
    "metric_label": f"kin of {NAME}",
    "population": Population.OTHER,
    "population_label": f"sons of {NAME}",
    "scope": Scope.PART,
    "scope_label": f"at the house of {NAME}",
    "qualifier": Qualifier.IN_WORDS,
    "wording": f"all whom {NAME} knew",
}
ROLES = [f"told on {NAME}", f"paid {NAME}"]


@pytest.fixture
def named(a_claim, question, incident, army, reporter, now):
    """The name wherever a claim, its parts, its question and its incident have room for it; sealed."""
    revise_claim(
        claim=a_claim,
        version=1,
        text=f"The army killed {NAME}",
        certainty=Certainty.LIKELY,
        hedge=f"as {NAME} feared",
        figures=[FigureDraft(**IN_WORDS)],
        allegations=[AllegationDraft(accused=army, role=AccusedRole.OTHER, role_label=label) for label in ROLES],
        by=reporter,
        at=now,
    )
    words = {"title": f"Death of {NAME}", "summary": f"{NAME} died", "place_name": f"House of {NAME}"}
    revise_incident(incident=incident, version=1, **words, by=reporter, at=now)
    number_changes()
    seal_record(now=now)
    return a_claim


FIELDS = [
    (Claim, "text"),
    (Claim, "hedge"),
    *((Figure, name) for name in ("wording", "metric_label", "population_label", "scope_label")),
    (Allegation, "role_label"),
    (Incident, "title"),
    (Incident, "summary"),
    (Incident, "place_name"),
]


def current(model):
    rows = model.objects.all() if model in (Claim, Incident) else model.objects.filter(withdrawn_at=None)
    return list(rows.order_by("pk"))


def test_the_name_is_gone_from_everything_stored_and_shown(named, redact, users, now):
    then, places = clock(), [(row, field) for model, field in FIELDS for row in current(model)]
    assert len(places) == len(FIELDS) + 1  # two allegations

    for row, field in places:
        redact(row, field)

    assert NAME not in everything_stored()
    assert findings() == []
    for model, field in FIELDS:
        assert {getattr(row, field) for row in current(model)} == {"[redacted]"}
        with as_known_at(named.newsroom_id, then):
            assert {getattr(row, field) for row in current(model)} == {"[redacted]"}
    incident = Incident.objects.get()
    browser, call = Browser(users["editor"]), Caller(user=users["editor"])
    at = {"as_of": then.isoformat()}
    for address in (f"/incidents/{incident.reference}/", f"/claims/{named.pk}/"):
        for page in (browser.get(address), browser.get(address, at), browser.get("/changes/")):
            assert page.status_code == 200
            assert NAME not in page.content.decode()
            assert "redacted" in page.content.decode()
    for address in (f"incidents/{incident.pk}/matrix/", f"incidents/{incident.pk}/line/", f"claims/{named.pk}/"):
        answer = call.get(address)
        assert answer.status_code == 200
        assert NAME not in answer.content.decode()


def test_a_question_and_a_hop_are_redacted_too(question, an_utterance, redact, now):
    hop = Hop.objects.create(
        newsroom_id=question.newsroom_id,
        carriage=an_utterance.carriages.get(),
        position=1,
        actor_kind=HopActor.ANONYMOUS_PERSON,
        actor_label=NAME,
    )
    redact(question, "text")
    redact(hop, "actor_label")

    assert (Question.objects.get().text, Hop.objects.get().actor_label) == ("[redacted]", "[redacted]")
    assert question.text not in everything_stored()
    number_changes()
    seal_record(now=now)
    assert findings() == []


@pytest.mark.parametrize(
    ("model", "field", "cause"),
    [
        (Claim, "text", VoidingCause.CLAIM_CHANGED),
        (Allegation, "role_label", VoidingCause.ALLEGATIONS_CHANGED),
        (Figure, "scope_label", VoidingCause.FIGURES_CHANGED),
    ],
)
def test_a_signed_claim_whose_words_are_destroyed_loses_its_sign_off(
    a_claim, army, reporter, redact, request, model, field, cause, now
):
    figure = FigureDraft(
        metric=Metric.KILLED, qualifier=Qualifier.AT_LEAST, minimum=21, scope=Scope.PART, scope_label=NAME
    )
    role = AllegationDraft(accused=army, role=AccusedRole.OTHER, role_label=NAME)
    revise_claim(claim=a_claim, version=1, figures=[figure], allegations=[role], by=reporter, at=now)
    claim = request.getfixturevalue("established")
    version = claim.version

    redact(current(model)[0], field)

    claim.refresh_from_db()
    assert [voiding.cause for voiding in Voiding.objects.all()] == [cause]
    assert claim.version == version + 1
    assert Change.objects.about(claim).latest("pk").verb == Verb.REDACTION_DONE
    assert Change.objects.about(Voiding.objects.get()).get().verb == Verb.SIGN_OFF_VOIDED


def test_words_that_were_not_signed_void_nothing(established, redact):
    withdrawn = established.question
    redact(withdrawn, "text")
    redact(established.incident, "title")

    assert not Voiding.objects.exists()


def test_an_edit_prepared_before_does_not_bring_a_figure_s_words_back(named, redact, reporter, now):
    version = Claim.objects.get().version
    redact(current(Figure)[0], "wording")
    more = [FigureDraft(**IN_WORDS), FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.AT_LEAST, minimum=2)]

    with pytest.raises(StaleEdit) as conflict:
        revise_claim(claim=named, version=version, figures=more, by=reporter, at=now)

    assert conflict.value.fields["figures"][0][0]["wording"] == "[redacted]"
    revise_claim(claim=named, version=version, certainty=Certainty.FLAT, hedge="", by=reporter, at=now)
    assert current(Figure)[0].wording == "[redacted]"


def test_an_alias_that_was_taken_off_is_gone_from_the_record_too(army, editor, redact, reporter, now, snapshot):
    revise_party(party=army, version=1, aliases=[NAME], by=reporter, at=now)
    alias = PartyAlias.objects.get()
    before_it = {"subject": alias, "field": "name", "reason": "asked us to", "by": editor, "at": now}
    assert refused(lambda: propose_redaction(**before_it), snapshot) == "taken_off_first"
    revise_party(party=army, version=2, aliases=[], by=reporter, at=now)
    number_changes()
    seal_record(now=now)

    approval = redact(PartyAlias(pk=alias.pk), "name")

    assert NAME not in everything_stored()
    assert [*approval.destroyed.values()] == [["name"]]
    assert findings() == []
    assert not PartyAlias.objects.exists()


def test_a_question_to_a_party_that_was_taken_back_is_gone_too(incident, army, allegation, redact, reporter, now):
    asked = draft_comment_request(
        incident=incident,
        party=army,
        text="Did you?",
        nature="a report",
        questions=[f"Where is {NAME}?"],
        allegations=[allegation],
        by=reporter,
        at=now,
    )
    key = RequestedQuestion.objects.get().pk
    revise_comment_request(comment_request=asked, version=asked.version, questions=[], by=reporter, at=now)

    redact(RequestedQuestion(pk=key), "text")

    assert NAME not in everything_stored()
    number_changes()
    assert findings() == []


def test_what_never_was_or_is_elsewhere_is_not_found(army, editor, stranger, reporter, now, snapshot):
    revise_party(party=army, version=1, aliases=[NAME], by=reporter, at=now)
    key = PartyAlias.objects.get().pk
    revise_party(party=army, version=2, aliases=[], by=reporter, at=now)
    given = {"field": "name", "reason": "why", "at": now}

    refused(lambda: propose_redaction(subject=PartyAlias(pk=key), by=stranger, **given), snapshot, NotVisible)
    refused(lambda: propose_redaction(subject=PartyAlias(pk=key + 1), by=editor, **given), snapshot, NotVisible)
