from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions.drafts import AllegationDraft, CarriageDraft, ClaimDraft, FigureDraft, HopDraft
from claims.actions.parties import add_party, merge_parties
from claims.actions.utterances import record_claims, record_utterance, revise_utterance
from claims.errors import NotPermitted, NotVisible, RuleBroken, StaleEdit
from claims.models import (
    Allegation,
    Carriage,
    Change,
    Claim,
    ClaimUtterance,
    Figure,
    Hop,
    Utterance,
    UtteranceClaimant,
)
from claims.vocabulary import (
    AccusedRole,
    Certainty,
    DatePrecision,
    Directness,
    HopActor,
    Metric,
    PartyKind,
    Population,
    Qualifier,
    Scope,
    Verb,
)

KILLED = FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.AT_LEAST, minimum=21)


@pytest.fixture
def six_claims(question, army, coalition, reporter, now):
    """What the coalition's spokesperson said, with four figures and three allegations."""
    fighters = add_party(name="Hired company", kind=PartyKind.PRIVATE_MILITARY_COMPANY, by=reporter, at=now)
    neighbour = add_party(name="Neighbouring government", kind=PartyKind.GOVERNMENT, by=reporter, at=now)
    claim = ClaimDraft(incident=question.incident, text="-")
    return [
        replace(claim, text="At least 21 people were killed", question=question, figures=[KILLED]),
        replace(
            claim,
            text="11 children and the manager of a pharmacy were among them",
            question=question,
            figures=[
                replace(KILLED, qualifier=Qualifier.EXACTLY, minimum=11, maximum=11, population=Population.CHILDREN),
                replace(KILLED, minimum=1, scope=Scope.PART, scope_label="in the pharmacy", side=coalition),
            ],
        ),
        replace(
            claim,
            text="The army and the company carried out the strikes",
            allegations=[
                AllegationDraft(accused=army, role=AccusedRole.CARRIED_OUT),
                AllegationDraft(accused=fighters, role=AccusedRole.CARRIED_OUT),
            ],
        ),
        replace(
            claim,
            text="The neighbouring government operated the drone",
            allegations=[AllegationDraft(accused=neighbour, role=AccusedRole.OPERATED)],
            certainty=Certainty.SUSPECTED,
            hedge="we have reason to believe",
        ),
        replace(claim, text="The strikes hit a pharmacy"),
        replace(
            claim,
            text="Many more were hurt",
            figures=[FigureDraft(metric=Metric.INJURED, qualifier=Qualifier.IN_WORDS, wording="dozens")],
        ),
    ]


@pytest.fixture
def carriage(source, coalition):
    return CarriageDraft(
        source=source,
        passage="a spokesperson said",
        hops=[
            HopDraft(actor_kind=HopActor.OUTLET, actor_label="the outlet", verb="reports"),
            HopDraft(
                actor_kind=HopActor.PARTY,
                party=coalition,
                verb="says",
                directness=Directness.ON_THE_RECORD,
                said_on=date(2024, 8, 25),
                said_precision=DatePrecision.DAY,
            ),
        ],
    )


def test_record_utterance_with_six_claims_in_one_go(six_claims, carriage, coalition, reporter, now):
    utterance = record_utterance(
        claimants=[coalition],
        claims=six_claims,
        carriage=carriage,
        speaker_label="a spokesperson",
        said_on=date(2024, 8, 25),
        said_precision=DatePrecision.DAY,
        inferred={"said_on": "The report says Sunday; the Sunday before it was published"},
        by=reporter,
        at=now,
    )
    claims = Claim.objects.filter(links__utterance=utterance).order_by("id")
    assert [claim.text for claim in claims] == [draft.text for draft in six_claims]
    assert [row.party for row in utterance.claimants.all()] == [coalition]
    assert list(Figure.objects.order_by("id").values_list("minimum", "maximum", "population")) == [
        (21, None, "people"),
        (11, 11, "children"),
        (1, None, "people"),
        (None, None, "people"),
    ]
    assert Allegation.objects.filter(claim=claims[2], at=now).count() == 2
    assert claims[3].hedge == "we have reason to believe"
    assert list(Hop.objects.values_list("position", "verb")) == [(1, "reports"), (2, "says")]
    assert utterance.said_on == date(2024, 8, 25)


def test_everything_written_is_on_the_record(six_claims, carriage, coalition, reporter, now):
    before = Change.objects.latest("id").pk
    utterance = record_utterance(claimants=[coalition], claims=six_claims, carriage=carriage, by=reporter, at=now)
    changes = Change.objects.filter(pk__gt=before).order_by("id")
    models = (Utterance, UtteranceClaimant, Claim, ClaimUtterance, Figure, Allegation, Carriage, Hop)
    for model in models:
        of_model = changes.filter(subject_type=model._meta.model_name)
        rows = model.objects.order_by("pk").values_list("pk", flat=True)
        assert list(of_model.order_by("subject_id").values_list("subject_id", flat=True)) == list(rows), model
    assert not changes.exclude(subject_type__in=[model._meta.model_name for model in models]).exists()
    figure = changes.filter(subject_type="figure").earliest("id")
    assert (figure.verb, figure.incident_id) == (Verb.CLAIM_RECORDED, six_claims[0].incident.pk)
    assert (figure.after or {})["claim_id"] == Claim.objects.earliest("id").pk
    assert changes.get(subject_type="utterance").utterance_id == utterance.pk
    # Parts come before the claim that they belong to: the base of a later edit is rebuilt from that order.
    last_part = changes.filter(subject_type__in=["figure", "allegation", "answer"]).latest("id")
    assert last_part.pk < changes.filter(subject_type="claim").earliest("id").pk


def test_record_utterance_takes_the_same_queries_for_one_claim_and_for_six(
    six_claims, carriage, coalition, reporter, now
):
    one = replace(six_claims[2], figures=[KILLED], question=six_claims[0].question)
    with CaptureQueriesContext(
        connection,
    ) as for_one:
        record_utterance(claimants=[coalition], claims=[one], carriage=carriage, by=reporter, at=now)
    with CaptureQueriesContext(connection) as for_six:
        record_utterance(claimants=[coalition], claims=six_claims, carriage=carriage, by=reporter, at=now)
    assert len(for_six) == len(for_one)
    assert len(for_six) <= 28


def test_nobody_named_is_unattributed_and_several_speak_jointly(simple, army, coalition, reporter, now):
    nobody = record_utterance(claimants=[], claims=[simple], by=reporter, at=now)
    both = record_utterance(claimants=[army, coalition], claims=[simple], by=reporter, at=now)
    assert not nobody.claimants.exists()
    assert both.claimants.count() == 2
    assert Claim.objects.unattributed(reporter).count() == 1


def test_a_merged_party_is_kept_as_the_one_that_stands_for_it(question, army, coalition, source, reporter, editor, now):
    old = add_party(name="Armed forces", kind=PartyKind.STATE_FORCES, by=reporter, at=now)
    merge_parties(party=old, into=army, reason="The same", by=editor, at=now)
    draft = ClaimDraft(
        incident=question.incident,
        text="The army did it",
        figures=[replace(KILLED, side=old)],
        allegations=[AllegationDraft(accused=old, role=AccusedRole.ORDERED)],
    )
    hops = [HopDraft(actor_kind=HopActor.PARTY, party=old)]
    carried = CarriageDraft(source=source, hops=hops)
    said = record_utterance(claimants=[coalition], claims=[draft], carriage=carried, speaker=old, by=reporter, at=now)
    assert said.speaker == army
    assert Allegation.objects.get().accused == army
    assert Figure.objects.get().side == army
    assert Hop.objects.get().party == army
    said = record_utterance(
        claimants=[old], claims=[ClaimDraft(incident=question.incident, text="No")], by=reporter, at=now
    )
    assert said.claimants.get().party == army


def test_both_names_of_a_merged_party_are_one_claimant(simple, army, reporter, editor, now, snapshot):
    old = add_party(name="Armed forces", kind=PartyKind.STATE_FORCES, by=reporter, at=now)
    merge_parties(party=old, into=army, reason="The same", by=editor, at=now)
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        record_utterance(claimants=[army, old], claims=[simple], by=reporter, at=now)
    assert refused.value.field == "claimants.1"
    assert snapshot() == before


def test_revise_utterance_merges_what_only_one_touched(an_utterance, reporter, fact_checker, now):
    revise_utterance(utterance=an_utterance, version=1, words="At least 21.", by=fact_checker, at=now)
    mine = revise_utterance(utterance=an_utterance, version=1, speaker_label="its spokesman", by=reporter, at=now)
    assert (mine.words, mine.speaker_label, mine.version) == ("At least 21.", "its spokesman", 3)
    with pytest.raises(StaleEdit) as stale:
        revise_utterance(utterance=an_utterance, version=1, words="21, at least.", by=reporter, at=now)
    assert stale.value.fields == {"words": ("At least 21 people were killed.", "At least 21.", "21, at least.")}


def test_a_date_is_merged_whole(an_utterance, reporter, fact_checker, now, snapshot):
    sunday = {"said_on": date(2024, 8, 25), "said_at": None, "said_precision": DatePrecision.DAY}
    base = revise_utterance(utterance=an_utterance, version=1, by=reporter, at=now, **sunday)
    monday = {**sunday, "said_on": date(2024, 8, 26)}
    revise_utterance(utterance=base, version=2, by=fact_checker, at=now, **monday)
    noon = {"said_on": None, "said_at": datetime(2024, 8, 25, 12, tzinfo=UTC), "said_precision": DatePrecision.INSTANT}
    before = snapshot()
    with pytest.raises(StaleEdit) as stale:
        revise_utterance(utterance=base, version=2, by=reporter, at=now, **noon)
    assert {"said_on", "said_at", "said_precision"} >= stale.value.fields.keys()
    assert snapshot() == before


def test_revise_utterance_that_changes_nothing_leaves_no_trace(an_utterance, reporter, viewer, stranger, now, snapshot):
    before = snapshot()
    revise_utterance(utterance=an_utterance, version=1, words=an_utterance.words, by=reporter, at=now)
    with pytest.raises(NotPermitted):
        revise_utterance(utterance=an_utterance, version=1, words="Other", by=viewer, at=now)
    with pytest.raises(NotVisible):
        revise_utterance(utterance=an_utterance, version=1, words="Other", by=stranger, at=now)
    with pytest.raises(RuleBroken) as refused:
        revise_utterance(utterance=an_utterance, version=7, words="Other", by=reporter, at=now)
    assert refused.value.code == "unknown_version"
    with pytest.raises(TypeError):
        revise_utterance(utterance=an_utterance, version=1, version_note="x", by=reporter, at=now)
    assert snapshot() == before


def test_record_claims_hangs_more_on_an_utterance(
    an_utterance, simple, coalition, army, reporter, stranger, now, snapshot
):
    accused = replace(simple, allegations=[AllegationDraft(accused=army, role=AccusedRole.ORDERED)])
    claims = record_claims(utterance=an_utterance, claims=[simple, accused], by=reporter, at=now)
    assert ClaimUtterance.objects.filter(utterance=an_utterance).count() == 3
    assert [claim.version for claim in claims] == [1, 1]
    before = snapshot()
    own = replace(simple, allegations=[AllegationDraft(accused=coalition, role=AccusedRole.ORDERED)])
    with pytest.raises(RuleBroken) as refused:
        record_claims(utterance=an_utterance, claims=[simple, own], by=reporter, at=now)
    assert (refused.value.code, refused.value.field) == ("accuses_itself", "claims.1.allegations.0.accused")
    with pytest.raises(RuleBroken):
        record_claims(utterance=an_utterance, claims=[], by=reporter, at=now)
    with pytest.raises(NotVisible):
        record_claims(utterance=an_utterance, claims=[simple], by=stranger, at=now)
    assert snapshot() == before
