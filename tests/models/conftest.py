"""One incident with something in every table, for the tests that go through all of them."""

from datetime import timedelta

import pytest
from django.apps import apps

from claims.actions.assessments import assess_claim
from claims.actions.claim_relations import dismiss_contradiction, relate_claims
from claims.actions.claims import revise_claim
from claims.actions.comment_requests import draft_comment_request, send_comment_request
from claims.actions.deadlines import extend_deadline
from claims.actions.drafts import AllegationDraft, AnswerDraft, CarriageDraft, ClaimDraft, FigureDraft, HopDraft
from claims.actions.evidence import add_evidence
from claims.actions.flags import raise_flags
from claims.actions.incidents import open_incident, relate_incident
from claims.actions.independence import state_independence
from claims.actions.members import invite
from claims.actions.named_people import name_person
from claims.actions.notes import write_note
from claims.actions.numbering import number_changes
from claims.actions.parties import add_contact_point, add_party, merge_parties, relate_parties, revise_party
from claims.actions.protected_identities import protect_identity
from claims.actions.redactions import approve_redaction, propose_redaction
from claims.actions.replies import record_reply
from claims.actions.reply_trail import correct_reply, handle_reply
from claims.actions.request_templates import write_template
from claims.actions.sealing import seal_record
from claims.actions.sign_offs import send_back, sign_off
from claims.actions.silences import record_channel_check, record_reported_silence
from claims.actions.source_checks import record_source_check
from claims.actions.sources import add_source, derive_source
from claims.actions.tokens import issue_token
from claims.actions.uses import handle_use, record_use
from claims.actions.utterances import add_carriage, record_claims, record_utterance
from claims.actions.waivers import approve_waiver, waive
from claims.models import (
    Allegation,
    Claim,
    Source,
)
from claims.models._base import Owned
from claims.vocabulary import (
    AccusedRole,
    Basis,
    Bearing,
    Channel,
    CheckAspect,
    CheckResult,
    ClaimRelationKind,
    Discrepancy,
    HopActor,
    IncidentRelationKind,
    Metric,
    PartyKind,
    PartyRelationKind,
    Position,
    Qualifier,
    ReplyKind,
    Role,
    RootKind,
    SilenceKind,
    SourceKind,
    Status,
    TokenScope,
    UseKind,
    UseOutcome,
    Verdict,
)

OWNED = sorted(
    (model for model in apps.get_app_config("claims").get_models() if issubclass(model, Owned)),
    key=lambda model: model.__name__,
)

# Tables whose actions are being built.
NOTHING_WRITES_YET: set[str] = set()


@pytest.fixture
def full(
    incident,
    an_utterance,
    a_claim,
    allegation,
    army,
    coalition,
    source,
    users,
    reporter,
    fact_checker,
    editor,
    admin,
    now,
):
    """The incident; everything in the newsroom but its people hangs on it. The fact-checker is a named person."""
    who = {"by": reporter, "at": now}
    _parties_and_sources(army, coalition, source, editor, who)
    name_person(incident=incident, user=users[Role.FACT_CHECKER], by=editor, at=now)
    earlier = open_incident(title="Fighting a month before", **who)
    relate_incident(incident=earlier, kind=IncidentRelationKind.PRECEDES, other=incident, **who)
    _second_source(an_utterance, a_claim, who)
    _judged(army, coalition, fact_checker, now)
    assess_claim(claim=a_claim, status=Status.COULD_NOT_BE_VERIFIED, rationale="No access.", by=fact_checker, at=now)
    _asked_and_answered(incident, army, allegation, who)
    _not_asked(incident, an_utterance, army, source, editor, who)
    protect_identity(pseudonym="Witness 1", **who)
    wording = "We prepare {nature}. {allegations} {questions} By {deadline}."
    write_template(language="en", text=wording, by=editor, at=now)
    _second_eyes(fact_checker, editor, who)
    _compared(a_claim, army, fact_checker, who)
    told = {"address": "https://example.org/story", "words": "They said.", "printed_at": now}
    use = record_use(incident=incident, kind=UseKind.CLAIM, claim=a_claim, **told, **who)
    handle_use(use=use, outcome=UseOutcome.UPDATED, **who)
    write_note(about=a_claim, text="Call them again, @Fact-checker, please.", **who)
    invite(email="new@desk.example", role=Role.VIEWER, by=admin, at=now)
    issue_token(label="Wire import", role=Role.VIEWER, scopes=[TokenScope.READ], by=admin, at=now)
    assert raise_flags(now=now + timedelta(days=3))
    proposal = propose_redaction(subject=source, field="title", reason="names a witness", by=editor, at=now)
    approve_redaction(redaction=proposal, by=admin, at=now)
    assert number_changes()
    assert seal_record(now=now) == 1
    assert {model.__name__ for model in OWNED if not model.objects.exists()} == NOTHING_WRITES_YET
    return incident


def _parties_and_sources(army, coalition, source, editor, who):
    revise_party(party=army, version=1, aliases=["FAMa"], **who)
    add_contact_point(party=army, channel=Channel.EMAIL, address="press@army.example", **who)
    relate_parties(party=coalition, kind=PartyRelationKind.FORMERLY, other=army, source=source, **who)
    twin = add_party(name="The forces", kind=PartyKind.STATE_FORCES, **who)
    merge_parties(party=twin, into=army, reason="the same", by=editor, at=who["at"])
    agency = add_source(title="Agency copy", kind=SourceKind.ARTICLE, **who)
    first = add_source(title="What the agency saw", kind=SourceKind.POST, **who)
    derive_source(source=source, origin=agency, basis="credits it", **who)
    derive_source(source=agency, origin=first, basis="links to it", **who)


def _second_source(utterance, claim, who):
    outlet = add_party(name="The Daily", kind=PartyKind.MEDIA, **who)
    article = add_source(title="The Daily's report", kind=SourceKind.ARTICLE, outlet=outlet, **who)
    add_carriage(
        utterance=utterance,
        carriage=CarriageDraft(source=article, hops=[HopDraft(actor_kind=HopActor.OUTLET, party=outlet, verb="says")]),
        **who,
    )
    video = add_source(title="A video from a rooftop", kind=SourceKind.VIDEO, **who)
    add_evidence(
        claim=claim,
        source=article,
        bearing=Bearing.SUPPORTS,
        root_kind=RootKind.SOURCE,
        root_source=video,
        basis=Basis.EXAMINED_MATERIAL,
        **who,
    )


def _judged(army, coalition, fact_checker, at):
    """The rooftop video is authentic; the coalition, formerly of the army, speaks for itself."""
    video = Source.objects.get(kind=SourceKind.VIDEO)
    verdict = {"aspect": CheckAspect.AUTHENTICITY, "verdict": Verdict.AUTHENTIC, "how": "Frame by frame."}
    record_source_check(source=video, **verdict, by=fact_checker, at=at)
    state_independence(party=army, other_party=coalition, reason="At war with each other.", by=fact_checker, at=at)


def _asked_and_answered(incident, army, allegation, who):
    request = draft_comment_request(
        incident=incident,
        party=army,
        text="What do you say?",
        allegations=[allegation],
        questions=["How many strikes were there?"],
        deadline=who["at"] + timedelta(days=1),
        nature="a news report",
        deadline_zone="UTC",
        **who,
    )
    request = send_comment_request(comment_request=request, channel=Channel.EMAIL, **who)
    later = {"deadline": who["at"] + timedelta(days=2), "deadline_zone": "UTC", "reason": "It asked for a day more."}
    extend_deadline(comment_request=request, **later, **who)
    denial = AnswerDraft(allegation=allegation, position=Position.DENIES)
    denied = {"comment_request": request, "kind": ReplyKind.DENIAL, "answers": [denial]}
    reply = record_reply(words="It was not ous.", **denied, **who)
    correct_reply(reply=reply, words="It was not us.", reason="A slip of the keyboard", **who)
    handle_reply(reply=reply, note="Says so in public, too.", **who)


def _not_asked(incident, utterance, army, source, editor, who):
    roles = (AccusedRole.ORDERED, AccusedRole.CONCEALED)
    further = ClaimDraft(
        incident=incident,
        text="The army ordered and hid it",
        allegations=[AllegationDraft(accused=army, role=role) for role in roles],
    )
    record_claims(utterance=utterance, claims=[further], **who)
    allegation = Allegation.objects.get(role=AccusedRole.CONCEALED)
    waiver = waive(allegation=allegation, party=army, reason="asked about the other", **who)
    approve_waiver(waiver=waiver, by=editor, at=who["at"])
    record_reported_silence(
        incident=incident,
        party=army,
        source=source,
        kind=SilenceKind.YET_TO_COMMENT,
        wording="has yet to comment",
        **who,
    )
    record_channel_check(incident=incident, party=army, channels="website", result=CheckResult.FOUND_NOTHING, **who)
    assert Claim.objects.count() == 2


def _second_eyes(checker, editor, who):
    """A proposal sent back, another one signed, and its sign-off voided."""
    claim, at = Claim.objects.latest("pk"), who["at"]
    judged = {"claim": claim, "status": Status.REFUTED, "rationale": "It cannot be.", "by": checker, "at": at}
    send_back(assessment=assess_claim(**judged), reason="Why not?", by=editor, at=at)
    sign_off(assessment=assess_claim(**judged), by=editor, at=at)
    revise_claim(claim=claim, version=2, text="The army ordered it and hid it", **who)


def _compared(claim, army, fact_checker, who):
    """The army counts fewer: a contradiction that somebody dismissed, and a relation."""
    figure = FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.UP_TO, maximum=10)
    fewer = ClaimDraft(incident=claim.incident, question=claim.question, text="Ten at most", figures=[figure])
    record_utterance(claimants=[army], claims=[fewer], **who)
    other = Claim.objects.latest("id")
    relate_claims(claim=other, kind=ClaimRelationKind.RESPONDS_TO, other=claim, reason="", **who)
    pair = {"claim": claim, "other": other, "discrepancy": Discrepancy.DISJOINT_FIGURES}
    dismiss_contradiction(**pair, reason="Counted before the second strike", by=fact_checker, at=who["at"])
