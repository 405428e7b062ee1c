"""What a sign-off rested on goes: it is void, with every cause. A bare denial changes nothing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions._voiding import recheck_sign_offs, void_for_lost_evidence, void_sign_offs
from claims.actions.assessments import assess_claim
from claims.actions.claim_relations import confirm_contradiction, relate_claims
from claims.actions.claims import revise_claim
from claims.actions.drafts import AllegationDraft, AnswerDraft, ClaimDraft, FigureDraft
from claims.actions.evidence import add_evidence, withdraw_evidence
from claims.actions.independence import state_independence, withdraw_independence
from claims.actions.parties import add_party, merge_parties, relate_parties
from claims.actions.replies import record_reply
from claims.actions.sign_offs import sign_off
from claims.actions.source_checks import record_source_check
from claims.actions.sources import add_source, derive_source, revise_source
from claims.actions.standing import mark_misattributed, retract_claim
from claims.actions.utterances import record_claims, record_utterance, revise_utterance
from claims.errors import RuleBroken
from claims.models import Change, Claim, Evidence, Party, PartyRelation, Utterance, Voiding
from claims.models.judgements import judged
from claims.rules.actor import command
from claims.rules.ties import DISCREDITING
from claims.vocabulary import (
    AccusedRole,
    Basis,
    Bearing,
    Certainty,
    CheckAspect,
    ClaimRelationKind,
    DatePrecision,
    Discrepancy,
    Metric,
    PartyKind,
    PartyRelationKind,
    Position,
    Qualifier,
    ReplyKind,
    RootKind,
    SignOffState,
    SourceKind,
    Stance,
    Status,
    Verb,
    Verdict,
    VoidingCause,
)

HOUR = timedelta(hours=1)
PART = {"metric": Metric.KILLED, "qualifier": Qualifier.AT_LEAST}


def state_of(claim: Claim) -> SignOffState | None:
    return judged(Claim.objects.with_parts(command("test", claim.newsroom_id)).get(pk=claim.pk)).state


def causes() -> list[str]:
    return list(Voiding.objects.order_by("pk").values_list("cause", flat=True))


@pytest.fixture
def established(a_claim, add_root, signed, now):
    """`a_claim`, established on two roots."""
    add_root("The hospital")
    add_root("The mayor")
    signed()
    return Claim.objects.get(pk=a_claim.pk)


def revised(claim, by, at, **changes):
    return revise_claim(claim=claim, version=Claim.objects.get(pk=claim.pk).version, by=by, at=at, **changes)


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"text": "The army killed 22 people"}, VoidingCause.CLAIM_CHANGED),
        ({"stance": Stance.ACCEPTS}, VoidingCause.CLAIM_CHANGED),
        ({"certainty": Certainty.LIKELY, "hedge": "probably"}, VoidingCause.CLAIM_CHANGED),
        ({"figures": [FigureDraft(**PART, minimum=27)]}, VoidingCause.FIGURES_CHANGED),
        ({"figures": []}, VoidingCause.FIGURES_CHANGED),
        ({"allegations": []}, VoidingCause.ALLEGATIONS_CHANGED),
        ({"question": None}, None),
        ({"answers": []}, None),
        ({"figures": [FigureDraft(**PART, minimum=21)]}, None),
    ],
)
def test_a_revision_of_what_was_signed_voids_the_sign_off(established, reporter, now, changes, cause):
    after = revised(established, reporter, now + HOUR, **changes)

    assert causes() == ([cause] if cause else [])
    assert after.status == Status.ESTABLISHED
    state = state_of(established)
    assert state == (SignOffState.VOID if cause else SignOffState.SIGNED)


def test_every_cause_is_kept_once_and_it_is_void_since_the_first(established, reporter, fact_checker, now):
    revised(established, reporter, now + HOUR, text="The army killed 22 people", figures=[])
    revised(established, reporter, now + 2 * HOUR, text="The army killed 23 people")
    withdraw_evidence(
        evidence=Evidence.objects.filter(claim=established)[0],
        reason="No longer online",
        by=fact_checker,
        at=now + 3 * HOUR,
    )
    assert causes() == [VoidingCause.CLAIM_CHANGED, VoidingCause.FIGURES_CHANGED, VoidingCause.EVIDENCE_LOST]
    whole = judged(Claim.objects.with_parts(command("test", established.newsroom_id)).get(pk=established.pk))
    assert [each.at for each in whole.voidings] == [now + HOUR, now + HOUR, now + 3 * HOUR]


def test_another_accused_voids_it_too(established, coalition, army, reporter, now):
    drafts = [AllegationDraft(accused=army, role=role) for role in (AccusedRole.CARRIED_OUT, AccusedRole.ORDERED)]
    revised(established, reporter, now, allegations=drafts)
    assert causes() == [VoidingCause.ALLEGATIONS_CHANGED]


def test_a_voiding_is_recorded_with_the_incident_and_who_caused_it(established, incident, reporter, now):
    revised(established, reporter, now + HOUR, text="The army killed 22 people")
    change = Change.objects.get(verb=Verb.SIGN_OFF_VOIDED)
    assert (change.subject_type, change.incident_id, change.by_user_id) == ("voiding", incident.pk, reporter.id)
    assert ((change.after or {})["cause"], change.at) == (VoidingCause.CLAIM_CHANGED, now + HOUR)


def test_assessed_anew_the_claim_can_be_signed_again(established, reporter, propose, editor, now):
    revised(established, reporter, now, text="The army killed 22 people")
    again = propose(at=now + HOUR)
    assert state_of(established) == SignOffState.AWAITING
    sign_off(assessment=again, by=editor, at=now + HOUR)
    assert state_of(established) == SignOffState.SIGNED
    revised(established, reporter, now + HOUR, figures=[])
    assert causes() == [VoidingCause.CLAIM_CHANGED, VoidingCause.FIGURES_CHANGED]


def test_evidence_that_was_there_when_it_was_signed_was_relied_on(established, add_root, fact_checker, now):
    later = add_root("The prefect", at=now + HOUR)
    withdraw_evidence(evidence=later, reason="Never was there", by=fact_checker, at=now + 2 * HOUR)
    assert causes() == []
    first = Evidence.objects.order_by("pk")[0]
    withdraw_evidence(evidence=first, reason="Another hospital", by=fact_checker, at=now + 2 * HOUR)
    assert causes() == [VoidingCause.EVIDENCE_LOST]


def test_a_refutation_rests_on_what_contradicts(a_claim, add_root, signed, fact_checker, reporter, now):
    one, other = (add_root(name, Bearing.CONTRADICTS) for name in ("The prefect", "The satellite"))
    signed(Status.REFUTED)
    relate_parties(party=one.root_party, kind=PartyRelationKind.PART_OF, other=other.root_party, by=reporter, at=now)
    assert causes() == [VoidingCause.ROOTS_LOST]
    assert Claim.objects.get(pk=a_claim.pk).status == Status.REFUTED


@pytest.mark.parametrize("kind", [each for each in PartyRelationKind if each != PartyRelationKind.ANSWERS_FOR])
def test_two_roots_that_turn_out_to_be_one_void_it(established, reporter, now, kind):
    one, other = Party.objects.filter(name__in=["The hospital", "The mayor"])
    relate_parties(party=one, kind=kind, other=other, by=reporter, at=now)
    assert causes() == [VoidingCause.ROOTS_LOST]


def test_who_answers_for_whom_says_nothing_of_roots(established, reporter, now):
    one, other = Party.objects.filter(name__in=["The hospital", "The mayor"])
    relate_parties(party=one, kind=PartyRelationKind.ANSWERS_FOR, other=other, by=reporter, at=now)
    assert causes() == []


def test_a_root_that_hangs_on_the_claimant_voids_it(established, coalition, reporter, now):
    hospital = Party.objects.get(name="The hospital")
    relate_parties(party=hospital, kind=PartyRelationKind.ALLIED_WITH, other=coalition, by=reporter, at=now)
    assert causes() == [VoidingCause.ROOTS_LOST]


def test_merged_roots_void_it(established, editor, now):
    one, other = Party.objects.filter(name__in=["The hospital", "The mayor"])
    merge_parties(party=one, into=other, reason="The same", by=editor, at=now)
    assert causes() == [VoidingCause.ROOTS_LOST]


@pytest.fixture
def on_two_recordings(a_claim, source, reporter, signed, now):
    """`a_claim`, established on two recordings."""
    recordings = [
        add_source(title=title, kind=SourceKind.VIDEO, by=reporter, at=now) for title in ("A video", "A photograph")
    ]
    for recording in recordings:
        known = {"root_kind": RootKind.SOURCE, "root_source": recording, "basis": Basis.EXAMINED_MATERIAL}
        add_evidence(claim=a_claim, source=source, bearing=Bearing.SUPPORTS, **known, by=reporter, at=now)
    signed()
    return recordings


def test_two_recordings_that_derive_from_one_another_void_it(on_two_recordings, reporter, now):
    video, photograph = on_two_recordings
    derive_source(source=photograph, origin=video, basis="A still", by=reporter, at=now)
    assert causes() == [VoidingCause.ROOTS_LOST]


def test_two_recordings_of_one_outlet_void_it(on_two_recordings, reporter, now):
    outlet = add_party(name="A channel", kind=PartyKind.MEDIA, by=reporter, at=now)
    for recording in on_two_recordings:
        assert causes() == []
        revise_source(source=recording, version=1, outlet=outlet, by=reporter, at=now)
    assert causes() == [VoidingCause.ROOTS_LOST]


@pytest.fixture
def admitted(army, allegation, accept, signed):
    """The army's acceptance, on which alone `a_claim` was established."""
    answer = accept(army, allegation)
    signed()
    return answer


@pytest.mark.parametrize("end", [retract_claim, mark_misattributed])
def test_an_admission_that_no_longer_stands_voids_it(admitted, fact_checker, now, end):
    end(claim=admitted, reason="Forged", by=fact_checker, at=now)
    assert causes() == [VoidingCause.ADMISSION_LOST]


@pytest.mark.parametrize(
    "changes",
    [
        {"answers": []},
        {"stance": Stance.PARTLY_ACCEPTS, "answers": "partly"},
        {"stance": Stance.CLAIMS_RESPONSIBILITY},
    ],
)
def test_an_admission_taken_back_voids_it(admitted, allegation, reporter, now, changes):
    if changes.get("answers"):
        changes = {**changes, "answers": [AnswerDraft(allegation=allegation, position=Position.PARTLY)]}
    revised(admitted, reporter, now, **changes)
    assert causes() == [VoidingCause.ADMISSION_LOST]


def test_an_admission_by_one_who_never_answered_for_the_accused_is_none(
    ministry, army, allegation, accept, signed, reporter, now
):
    accept(ministry, allegation)
    signed()
    relation = PartyRelation.objects.get(kind=PartyRelationKind.ANSWERS_FOR)
    ended = now.date() - timedelta(days=3)
    relate_parties(party=ministry, kind=relation.kind, other=army, until=ended, basis="Dissolved", by=reporter, at=now)
    assert causes() == [VoidingCause.ADMISSION_LOST]


def test_an_admission_that_was_said_after_it_answered_for_the_accused_voids_it(
    ministry, army, allegation, accept, signed, reporter, now
):
    said = Utterance.objects.get(links__claim=accept(ministry, allegation))
    ended = now.date() + timedelta(days=1)
    relation = {"kind": PartyRelationKind.ANSWERS_FOR, "other": army, "until": ended, "basis": "Dissolved"}
    relate_parties(party=ministry, **relation, by=reporter, at=now)
    signed()
    later = {"said_on": ended + timedelta(days=1), "said_precision": DatePrecision.DAY}
    revise_utterance(utterance=said, version=1, **later, by=reporter, at=now + timedelta(days=9))
    assert causes() == [VoidingCause.ADMISSION_LOST]


def test_an_admission_in_a_reply_counts(a_request, allegation, signed, reporter, now):
    accepts = [AnswerDraft(allegation=allegation, position=Position.ACCEPTS)]
    record_reply(
        comment_request=a_request, kind=ReplyKind.STATEMENT, answers=accepts, words="Yes.", by=reporter, at=now
    )
    assert signed().admissions == 1


@pytest.mark.parametrize("position", [each for each in Position if each != Position.ACCEPTS])
def test_only_accepting_is_an_admission(a_request, allegation, propose, reporter, now, position):
    answers = [AnswerDraft(allegation=allegation, position=position)]
    record_reply(comment_request=a_request, kind=ReplyKind.STATEMENT, answers=answers, words="…", by=reporter, at=now)
    with pytest.raises(RuleBroken) as refused:
        propose()
    assert refused.value.code == "grounds_missing"


def test_claiming_responsibility_is_no_admission(army, allegation, accept, propose, snapshot):
    accept(army, allegation, stance=Stance.CLAIMS_RESPONSIBILITY)
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        propose()
    assert refused.value.code == "grounds_missing"
    assert snapshot() == before


def test_a_bare_denial_voids_nothing(established, army, allegation, incident, reporter, now):
    denial = ClaimDraft(
        incident=incident,
        question=established.question,
        text="We did not do this",
        stance=Stance.DENIES,
        answers=[AnswerDraft(allegation=allegation, position=Position.DENIES)],
    )
    record_utterance(claimants=[army], claims=[denial], words="We did not.", by=reporter, at=now + HOUR)
    assert recheck_sign_offs(by=reporter, at=now + HOUR) == []
    assert causes() == []


def test_a_cause_voids_its_claims_and_leaves_claims_without_a_sign_off_alone(established, an_utterance, reporter, now):
    draft = ClaimDraft(incident=established.incident, text="Another claim")
    other = record_claims(utterance=an_utterance, claims=[draft], by=reporter, at=now)[0]
    voided = void_sign_offs([established, other], VoidingCause.CONTRADICTED, by=reporter, at=now)
    assert [each.cause for each in voided] == [VoidingCause.CONTRADICTED]
    assert void_sign_offs([established, other], VoidingCause.CONTRADICTED, by=reporter, at=now) == []


def test_a_discredited_source_takes_its_evidence_from_the_sign_off(established, reporter, now):
    relied = Evidence.objects.filter(claim=established)
    void_for_lost_evidence(relied, VoidingCause.SOURCE_DISCREDITED, by=reporter, at=now)
    assert causes() == [VoidingCause.SOURCE_DISCREDITED]
    assert void_for_lost_evidence([], by=reporter, at=now) == []


def test_a_recheck_takes_as_many_queries_for_many_claims_as_for_one(
    established, an_utterance, incident, army, source, fact_checker, editor, reporter, now, django_assert_num_queries
):
    def another(number: int) -> None:
        draft = ClaimDraft(incident=incident, text=f"Claim {number}")
        claim = record_claims(utterance=an_utterance, claims=[draft], by=reporter, at=now)[0]
        judged_ = assess_claim(claim=claim, status=Status.REFUTED, rationale="No", by=fact_checker, at=now)
        sign_off(assessment=judged_, by=editor, at=now)

    another(0)
    with CaptureQueriesContext(connection) as few:
        recheck_sign_offs(by=reporter, at=now)
    for number in range(1, 5):
        another(number)
    with django_assert_num_queries(len(few)):
        recheck_sign_offs(by=reporter, at=now)


def test_sign_offs_of_another_newsroom_are_none_of_ours(established, stranger, now):
    assert recheck_sign_offs(by=stranger, at=now) == []
    assert void_sign_offs([established], VoidingCause.CONTRADICTED, by=stranger, at=now) == []
    assert causes() == []


def test_a_sign_off_and_a_merge_at_once_do_not_miss_each_other(
    a_claim, add_root, propose, editor, admin, now, overlapping
):
    one, other = (add_root(name).root_party for name in ("The hospital", "The mayor"))
    proposed = propose()
    overlapping(
        lambda: sign_off(assessment=proposed, by=editor, at=now),
        lambda: merge_parties(party=one, into=other, reason="The same", by=admin, at=now),
    )
    assert causes() == [VoidingCause.ROOTS_LOST]


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_recording_that_is_not_what_it_seemed_voids_it(on_two_recordings, fact_checker, now, verdict):
    found = {"aspect": CheckAspect.AUTHENTICITY, "verdict": verdict, "how": "Compared with the original."}
    record_source_check(source=on_two_recordings[0], **found, by=fact_checker, at=now + HOUR)
    assert causes() == ([VoidingCause.SOURCE_DISCREDITED] if verdict in DISCREDITING else [])


def test_two_that_no_longer_count_separately_void_it(a_claim, add_root, signed, reporter, fact_checker, now):
    one, other = (add_root(name).root_party for name in ("The hospital", "The mayor"))
    relate_parties(party=one, kind=PartyRelationKind.PART_OF, other=other, by=reporter, at=now)
    who = {"by": fact_checker, "at": now}
    separate = state_independence(party=one, other_party=other, reason="Two staffs.", **who)
    signed()
    withdraw_independence(independence=separate, reason="One staff.", **who)
    assert causes() == [VoidingCause.ROOTS_LOST]


@pytest.mark.parametrize("material", [True, False])
def test_a_material_contradiction_voids_it(established, army, fact_checker, reporter, now, material):
    fewer = ClaimDraft(incident=established.incident, question=established.question, text="Ten at most")
    record_utterance(claimants=[army], claims=[fewer], by=reporter, at=now)
    told = {"kind": ClaimRelationKind.CONTRADICTS, "material": material, "reason": "Both cannot be."}
    relate_claims(claim=Claim.objects.latest("pk"), other=established, **told, by=fact_checker, at=now)
    assert causes() == ([VoidingCause.CONTRADICTED] if material else [])


def test_a_contradiction_that_was_found_voids_it_once_it_is_confirmed(established, army, fact_checker, reporter, now):
    figure = FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.UP_TO, maximum=10)
    fewer = ClaimDraft(
        incident=established.incident, question=established.question, text="Ten at most", figures=[figure]
    )
    record_utterance(claimants=[army], claims=[fewer], by=reporter, at=now)
    assert causes() == []
    judged_so = {"discrepancy": Discrepancy.DISJOINT_FIGURES, "material": True, "reason": ""}
    other = Claim.objects.latest("pk")
    confirm_contradiction(claim=established, other=other, **judged_so, by=fact_checker, at=now)
    assert causes() == [VoidingCause.CONTRADICTED]
