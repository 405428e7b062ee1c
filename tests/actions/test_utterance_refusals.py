from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from claims.actions.drafts import AllegationDraft, AnswerDraft, CarriageDraft, ClaimDraft, FigureDraft, HopDraft
from claims.actions.incidents import open_incident, restrict_incident
from claims.actions.parties import add_party
from claims.actions.questions import raise_question
from claims.actions.sources import add_source
from claims.actions.utterances import record_utterance, revise_utterance
from claims.errors import NotPermitted, RuleBroken
from claims.models import Allegation, Party
from claims.vocabulary import (
    AccusedRole,
    Certainty,
    HopActor,
    Metric,
    PartyKind,
    Position,
    Qualifier,
    QuestionKind,
    Scope,
    SourceKind,
    Stance,
    Terms,
)

KILLED = FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.AT_LEAST, minimum=21)

BAD_FIELDS = [
    ({"terms": Terms.ON_BACKGROUND}, "background_as_missing", "background_as"),
    ({"background_as": "an official"}, "background_as_not_taken", "background_as"),
    ({"translated_by": "an agency"}, "translation_missing", "translation"),
    ({"machine_translated": True}, "translation_missing", "translation"),
    ({"words": "x" * 10_001}, "too_long", "words"),
    ({"words": "21\x00 killed"}, "control_character", "words"),
    ({"words": "21 \u202ekilled"}, "reordering_character", "words"),
    ({"words": "<script>alert(1)</script>"}, "markup", "words"),
    ({"speaker_label": "<b>loud</b>"}, "markup", "speaker_label"),
    ({"language": "klingon"}, "unknown_language", "language"),
    ({"language": "qq"}, "unknown_language", "language"),
    ({"terms": "whispered"}, "unknown_choice", "terms"),
    ({"said_on": date(2030, 1, 1), "said_at": None, "said_precision": "day"}, "date_in_future", "said_on"),
    ({"said_on": date(1700, 1, 1), "said_at": None, "said_precision": "day"}, "date_too_early", "said_on"),
    ({"said_on": None, "said_at": None, "said_precision": "day"}, "date_needed", "said_on"),
    ({"said_on": None, "said_at": None, "said_precision": "instant"}, "instant_needed", "said_at"),
    ({"embargo_until": datetime(2040, 1, 1, tzinfo=UTC)}, "date_too_far_ahead", "embargo_until"),
    ({"inferred": {"colour": "green"}}, "unknown_field", "inferred"),
]


@pytest.mark.parametrize(("fields", "code", "field"), BAD_FIELDS)
def test_record_utterance_refused_leaves_no_trace(fields, code, field, simple, coalition, reporter, now, snapshot):
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        record_utterance(claimants=[coalition], claims=[simple], by=reporter, at=now, **fields)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert str(refused.value)
    assert snapshot() == before


BAD_CLAIMS = [
    ({"text": " "}, "required", "text"),
    ({"text": "x" * 1001}, "too_long", "text"),
    ({"text": "killed \u202e12"}, "reordering_character", "text"),
    ({"kind": "rumour"}, "unknown_choice", "kind"),
    ({"certainty": Certainty.LIKELY}, "hedge_missing", "hedge"),
    ({"hedge": "probably"}, "hedge_in_flat_claim", "certainty"),
    ({"figures": [replace(KILLED, minimum=-1)]}, "figure_out_of_range", "figures.0.minimum"),
    ({"figures": [KILLED, replace(KILLED, minimum=10**12)]}, "figure_out_of_range", "figures.1.minimum"),
    (
        {"figures": [replace(KILLED, qualifier=Qualifier.BETWEEN, minimum=30, maximum=20)]},
        "figure_bounds_reversed",
        "figures.0.minimum",
    ),
    ({"figures": [replace(KILLED, minimum=None)]}, "figure_bound_missing", "figures.0.minimum"),
    ({"figures": [replace(KILLED, maximum=30)]}, "figure_bound_not_taken", "figures.0.maximum"),
    ({"figures": [replace(KILLED, metric=Metric.OTHER)]}, "figure_label_missing", "figures.0.metric_label"),
    ({"figures": [replace(KILLED, scope=Scope.PART)]}, "figure_label_missing", "figures.0.scope_label"),
    ({"figures": [replace(KILLED, wording="<i>21</i>")]}, "markup", "figures.0.wording"),
    ({"figures": [KILLED] * 51}, "too_many_parts", "figures"),
]


@pytest.mark.parametrize(("changes", "code", "field"), BAD_CLAIMS)
def test_a_claim_that_breaks_a_rule_takes_the_whole_utterance_with_it(
    changes, code, field, simple, coalition, source, reporter, now, snapshot
):
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        record_utterance(
            claimants=[coalition],
            claims=[simple, replace(simple, **changes)],
            carriage=CarriageDraft(source=source),
            by=reporter,
            at=now,
        )
    assert (refused.value.code, refused.value.field) == (code, f"claims.1.{field}")
    assert snapshot() == before


def test_an_utterance_without_claims_is_refused(coalition, reporter, now, snapshot):
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        record_utterance(claimants=[coalition], claims=[], by=reporter, at=now)
    assert (refused.value.code, refused.value.field) == ("no_claims", "claims")
    assert snapshot() == before


def test_a_question_of_another_incident_is_refused(simple, coalition, reporter, now, snapshot):
    other = open_incident(title="Fighting a month earlier", by=reporter, at=now)
    elsewhere = raise_question(incident=other, kind=QuestionKind.COUNT, text="How many soldiers?", by=reporter, at=now)
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        record_utterance(claimants=[coalition], claims=[replace(simple, question=elsewhere)], by=reporter, at=now)
    assert (refused.value.code, refused.value.field) == ("question_of_other_incident", "claims.0.question")
    assert snapshot() == before


BAD_ALLEGATIONS = [
    ([("army", AccusedRole.OTHER, "")], "role_label_missing", "allegations.0.role_label"),
    ([("army", AccusedRole.ORDERED, "shouted")], "role_label_not_taken", "allegations.0.role_label"),
    (
        [("army", AccusedRole.ORDERED, ""), ("army", AccusedRole.ORDERED, "")],
        "allegation_twice",
        "allegations.1.accused",
    ),
    ([("coalition", AccusedRole.ORDERED, "")], "accuses_itself", "allegations.0.accused"),
]


@pytest.mark.parametrize(("accusations", "code", "field"), BAD_ALLEGATIONS)
def test_bad_allegations_are_refused(accusations, code, field, simple, army, coalition, reporter, now, snapshot):
    parties = {"army": army, "coalition": coalition}
    drafts = [
        AllegationDraft(accused=parties[accused], role=role, role_label=label) for accused, role, label in accusations
    ]
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        record_utterance(claimants=[coalition], claims=[replace(simple, allegations=drafts)], by=reporter, at=now)
    assert (refused.value.code, refused.value.field) == (code, f"claims.0.{field}")
    assert snapshot() == before


def test_claiming_responsibility_is_no_allegation_but_may_accuse_an_accomplice(simple, army, coalition, reporter, now):
    owning = replace(simple, stance=Stance.CLAIMS_RESPONSIBILITY)
    own = AllegationDraft(accused=coalition, role=AccusedRole.CARRIED_OUT)
    with pytest.raises(RuleBroken) as refused:
        record_utterance(claimants=[coalition], claims=[replace(owning, allegations=[own])], by=reporter, at=now)
    assert refused.value.code == "responsibility_is_no_allegation"
    helped = AllegationDraft(accused=army, role=AccusedRole.SUPPLIED)
    record_utterance(claimants=[coalition], claims=[replace(owning, allegations=[helped])], by=reporter, at=now)
    assert Allegation.objects.get().accused == army


def test_rows_of_another_newsroom_do_not_exist(simple, army, coalition, source, reporter, stranger, now, snapshot):
    their_party = add_party(name="Theirs", kind=PartyKind.NGO, by=stranger, at=now)
    their_incident = open_incident(title="Theirs", by=stranger, at=now)
    their_question = raise_question(incident=their_incident, kind=QuestionKind.FACT, text="What?", by=stranger, at=now)
    accused = AllegationDraft(accused=their_party, role=AccusedRole.ORDERED)
    their_source = add_source(title="Theirs", kind=SourceKind.POST, by=stranger, at=now)
    hops = [HopDraft(actor_kind=HopActor.UNKNOWN, source=their_source)]
    theirs = ClaimDraft(incident=their_incident, text="Theirs", allegations=[accused])
    record_utterance(claimants=[], claims=[theirs], by=stranger, at=now)
    answers = [AnswerDraft(allegation=Allegation.objects.get(), position=Position.DENIES)]
    refusals: list[tuple[list[Party], ClaimDraft, dict[str, Any], str]] = [
        ([coalition, their_party], simple, {}, "claimants.1"),
        ([coalition], replace(simple, incident=their_incident, question=None), {}, "claims.0.incident"),
        ([coalition], replace(simple, question=their_question), {}, "claims.0.question"),
        ([coalition], replace(simple, figures=[replace(KILLED, side=their_party)]), {}, "claims.0.figures.0.side"),
        ([coalition], replace(simple, allegations=[accused]), {}, "claims.0.allegations.0.accused"),
        ([coalition], replace(simple, answers=answers), {}, "claims.0.answers.0.allegation"),
        ([coalition], simple, {"speaker": their_party}, "speaker"),
        ([coalition], simple, {"carriage": CarriageDraft(source=their_source)}, "carriage.source"),
        ([coalition], simple, {"carriage": CarriageDraft(source=source, hops=hops)}, "carriage.hops.0.source"),
    ]
    before = snapshot()
    for claimants, claim, more, field in refusals:
        with pytest.raises(RuleBroken) as refused:
            record_utterance(claimants=claimants, claims=[claim], by=reporter, at=now, **more)
        assert (refused.value.code, refused.value.field) == ("unknown_reference", field)
    assert snapshot() == before


def test_what_hangs_on_a_restricted_incident_is_not_there_for_others(simple, army, coalition, reporter, editor, now):
    hidden = open_incident(title="Hidden", by=editor, at=now)
    restrict_incident(incident=hidden, by=editor, at=now)
    with pytest.raises(RuleBroken) as refused:
        record_utterance(
            claimants=[coalition], claims=[replace(simple, incident=hidden, question=None)], by=reporter, at=now
        )
    assert refused.value.field == "claims.0.incident"


def test_viewers_record_nothing(simple, coalition, viewer, now, snapshot):
    before = snapshot()
    with pytest.raises(NotPermitted):
        record_utterance(claimants=[coalition], claims=[simple], by=viewer, at=now)
    assert snapshot() == before


@pytest.mark.parametrize(("fields", "code", "field"), BAD_FIELDS)
def test_revise_utterance_refused_leaves_no_trace(fields, code, field, an_utterance, reporter, now, snapshot):
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        revise_utterance(utterance=an_utterance, version=1, by=reporter, at=now, **fields)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert snapshot() == before
