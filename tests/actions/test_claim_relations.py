"""Relating claims, and judging contradictions that were found between them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions.claim_relations import (
    confirm_contradiction,
    dismiss_contradiction,
    relate_claims,
    unrelate_claims,
)
from claims.actions.claims import revise_claim
from claims.actions.drafts import AllegationDraft, AnswerDraft, ClaimDraft, FigureDraft
from claims.actions.incidents import restrict_incident
from claims.actions.parties import add_party, merge_parties, relate_parties
from claims.actions.standing import retract_claim, supersede_claim
from claims.actions.utterances import record_utterance
from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.models import Change, Claim, ClaimRelation, Dismissal
from claims.models.contradictions import contradictions_in, contradictions_of
from claims.rules.actor import command
from claims.vocabulary import (
    AccusedRole,
    Discrepancy,
    Metric,
    PartyKind,
    PartyRelationKind,
    Position,
    Qualifier,
    Stance,
    Standing,
    Verb,
)
from claims.vocabulary import ClaimRelationKind as Kind


@pytest.fixture
def say(reporter, now):
    """One claim of a party, on record."""

    def said(incident, party, text="It was so.", **parts):
        draft = ClaimDraft(incident=incident, text=text, **parts)
        utterance = record_utterance(claimants=[party] if party else [], claims=[draft], by=reporter, at=now)
        return Claim.objects.get(links__utterance=utterance)

    return said


@pytest.fixture
def lower(say, question, army):
    """The army's claim that up to ten were killed."""
    figure = FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.UP_TO, maximum=10)
    return say(question.incident, army, "Ten at most", question=question, figures=[figure])


@pytest.fixture
def judged(a_claim, lower, fact_checker, now):
    """What a judgement of the two claims takes."""
    return {
        "claim": a_claim,
        "other": lower,
        "discrepancy": Discrepancy.DISJOINT_FIGURES,
        "by": fact_checker,
        "at": now,
    }


def found_in(incident, actor):
    return [
        (each.claim.pk, each.other.pk, each.discrepancy) for each in contradictions_in(incident, actor=actor).suggested
    ]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.CONTRADICTS])
def test_a_reporter_relates_two_claims(kind, a_claim, lower, reporter, now):
    relation = relate_claims(claim=lower, kind=kind, other=a_claim, reason="Seen side by side", by=reporter, at=now)

    assert (relation.claim, relation.kind, relation.other, relation.material) == (lower, kind, a_claim, None)
    assert (relation.by_user_id, relation.related_at) == (reporter.user_id, now)
    change = Change.objects.about(relation).get()
    assert (change.verb, change.reason, change.incident_id) == (
        Verb.CLAIM_RELATED,
        "Seen side by side",
        lower.incident_id,
    )
    a_claim.refresh_from_db()
    assert a_claim.standing == Standing.LIVE


def test_a_fact_checker_sees_a_contradiction_that_nothing_suggested(a_claim, say, army, fact_checker, now):
    other = say(a_claim.incident, army, "Nobody was there.")
    relation = relate_claims(
        claim=a_claim,
        kind=Kind.CONTRADICTS,
        other=other,
        material=True,
        reason="Both cannot be",
        by=fact_checker,
        at=now,
    )
    assert (relation.material, relation.discrepancy) == (True, "")


def test_a_relation_that_may_not_stand_leaves_no_trace(
    a_claim, lower, say, army, elsewhere, fact_checker, reporter, viewer, stranger, now, snapshot
):
    far = say(elsewhere, army)
    relate_claims(claim=a_claim, kind=Kind.SAME_AS, other=lower, reason="", by=reporter, at=now)
    relate_claims(claim=a_claim, kind=Kind.NARROWS, other=lower, reason="", by=reporter, at=now)
    before = snapshot()
    refusals = [
        (Kind.NARROWS, a_claim, None, "claim_relates_to_itself"),
        (Kind.NARROWS, far, None, "relation_across_incidents"),
        (Kind.NARROWS, lower, None, "claims_already_related"),
        (Kind.NARROWS, lower, True, "material_not_taken"),
        (Kind.CONTRADICTS, lower, None, "material_missing"),
    ]
    for kind, other, material, code in refusals:
        with pytest.raises(RuleBroken) as refused:
            relate_claims(
                claim=a_claim, kind=kind, other=other, material=material, reason="So", by=fact_checker, at=now
            )
        assert refused.value.code == code
    with pytest.raises(RuleBroken) as refused:
        relate_claims(claim=lower, kind=Kind.SAME_AS, other=a_claim, reason="", by=reporter, at=now)
    assert (refused.value.code, refused.value.field) == ("claims_already_related", "other")
    for by, kind, error in [
        (viewer, Kind.NARROWS, NotPermitted),
        (reporter, Kind.CONTRADICTS, NotPermitted),
        (stranger, Kind.NARROWS, RuleBroken),
    ]:
        with pytest.raises(error):
            relate_claims(claim=lower, kind=kind, other=a_claim, reason="So", by=by, at=now)
    with pytest.raises(RuleBroken) as refused:
        relate_claims(
            claim=lower, kind=Kind.CONTRADICTS, other=a_claim, material=True, reason=" ", by=fact_checker, at=now
        )
    assert (refused.value.code, refused.value.field) == ("required", "reason")
    assert snapshot() == before


@pytest.mark.parametrize("kind", [Kind.SAME_AS, Kind.CORROBORATES, Kind.RESPONDS_TO])
def test_some_relations_reach_into_another_incident_and_are_seen_with_both(
    kind, a_claim, say, army, elsewhere, reporter, viewer, editor, now
):
    far = say(elsewhere, army)
    relation = relate_claims(claim=a_claim, kind=kind, other=far, reason="", by=reporter, at=now)
    assert ClaimRelation.objects.visible_to(viewer).contains(relation)

    restrict_incident(incident=elsewhere, by=editor, at=now)
    assert not ClaimRelation.objects.visible_to(viewer).exists()
    assert not Change.objects.about(relation).visible_to(viewer).exists()
    with pytest.raises(NotVisible):
        unrelate_claims(relation=relation, reason="Wrong", by=reporter, at=now)
    with pytest.raises(RuleBroken) as refused:
        relate_claims(claim=a_claim, kind=Kind.SAME_AS, other=far, reason="", by=reporter, at=now)
    assert (refused.value.code, refused.value.field) == ("unknown_reference", "other")


def test_a_relation_is_taken_back_with_a_reason_and_may_be_set_again(a_claim, lower, reporter, now):
    given = {"claim": a_claim, "kind": Kind.NARROWS, "other": lower, "reason": "", "by": reporter, "at": now}
    relation = unrelate_claims(relation=relate_claims(**given), reason="A slip", by=reporter, at=now)

    assert relation.withdrawn_at == now
    assert not ClaimRelation.objects.current().exists()
    change = Change.objects.about(relation).latest("id")
    assert (change.verb, change.reason) == (Verb.CLAIM_UNRELATED, "A slip")
    relate_claims(**given)
    assert ClaimRelation.objects.current().count() == 1


def test_taking_back_refused_leaves_no_trace(judged, a_claim, lower, reporter, fact_checker, now, snapshot):
    relation = confirm_contradiction(**judged, material=True, reason="")
    narrows = relate_claims(claim=a_claim, kind=Kind.NARROWS, other=lower, reason="", by=reporter, at=now)
    unrelate_claims(relation=narrows, reason="A slip", by=reporter, at=now)
    before = snapshot()
    with pytest.raises(NotPermitted):
        unrelate_claims(relation=relation, reason="No", by=reporter, at=now)
    for row, reason, code in [(relation, "", "required"), (narrows, "Again", "relation_withdrawn")]:
        with pytest.raises(RuleBroken) as refused:
            unrelate_claims(relation=row, reason=reason, by=fact_checker, at=now)
        assert refused.value.code == code
    assert snapshot() == before


def test_two_who_relate_the_same_claims_from_either_end_do_so_once(overlapping, a_claim, lower, reporter, now):
    def from_end(one, other):
        return lambda: relate_claims(claim=one, kind=Kind.SAME_AS, other=other, reason="", by=reporter, at=now)

    first, second = overlapping(from_end(a_claim, lower), from_end(lower, a_claim))
    assert isinstance(first, ClaimRelation)
    assert isinstance(second, RuleBroken)


def test_figures_that_cannot_both_be_right_are_suggested_confirmed_and_suggested_again_when_taken_back(
    judged, a_claim, lower, fact_checker, viewer, now
):
    incident = a_claim.incident
    assert found_in(incident, viewer) == [(a_claim.pk, lower.pk, Discrepancy.DISJOINT_FIGURES)]

    relation = confirm_contradiction(**judged, material=True, reason="Looked at both")
    assert (relation.kind, relation.material, relation.discrepancy) == (
        Kind.CONTRADICTS,
        True,
        Discrepancy.DISJOINT_FIGURES,
    )
    change = Change.objects.about(relation).get()
    assert (change.verb, change.reason) == (Verb.CONTRADICTION_CONFIRMED, "Looked at both")
    known = contradictions_of(lower, actor=viewer)
    assert (known.confirmed, known.suggested, known.dismissed) == ([relation], [], [])

    unrelate_claims(relation=relation, reason="They count different things", by=fact_checker, at=now)
    assert len(found_in(incident, viewer)) == 1


def test_a_dismissal_is_remembered_until_the_facts_change(judged, a_claim, lower, reporter, viewer, now):
    incident = a_claim.incident
    dismissal = dismiss_contradiction(**{**judged, "claim": lower, "other": a_claim}, reason="Before and after")

    assert (dismissal.claim_id, dismissal.other_id) == (a_claim.pk, lower.pk)
    change = Change.objects.about(dismissal).get()
    assert (change.verb, change.reason) == (Verb.CONTRADICTION_DISMISSED, "Before and after")
    assert found_in(incident, viewer) == []
    assert [each.dismissal for each in contradictions_in(incident, actor=viewer).dismissed] == [dismissal]

    revise_claim(claim=lower, version=1, text="No more than ten", by=reporter, at=now)
    assert found_in(incident, viewer) == []
    figure = FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.UP_TO, maximum=12)
    revise_claim(claim=lower, version=2, figures=[figure], by=reporter, at=now)
    assert len(found_in(incident, viewer)) == 1


def test_a_judgement_refused_leaves_no_trace(judged, a_claim, lower, reporter, fact_checker, stranger, now, snapshot):
    before = snapshot()
    for by, error in [(reporter, NotPermitted), (stranger, RuleBroken)]:
        with pytest.raises(error):
            confirm_contradiction(**judged | {"by": by}, material=True, reason="")
        with pytest.raises(error):
            dismiss_contradiction(**judged | {"by": by}, reason="No")
    with pytest.raises(RuleBroken) as refused:
        dismiss_contradiction(**judged, reason="")
    assert (refused.value.code, refused.value.field) == ("required", "reason")
    for change, code in [
        ({"discrepancy": Discrepancy.ALLEGATION_DENIED}, "contradiction_not_found"),
        ({"other": a_claim}, "claim_relates_to_itself"),
    ]:
        with pytest.raises(RuleBroken) as refused:
            confirm_contradiction(**judged | change, material=True, reason="")
        assert refused.value.code == code
    assert snapshot() == before

    dismiss_contradiction(**judged, reason="Before and after")
    before = snapshot()
    for act in (
        lambda: confirm_contradiction(**judged, material=True, reason=""),
        lambda: dismiss_contradiction(**judged, reason="Again"),
    ):
        with pytest.raises(RuleBroken) as refused:
            act()
        assert refused.value.code == "contradiction_dismissed"
    assert snapshot() == before


def test_what_is_confirmed_is_neither_confirmed_again_nor_dismissed(judged, fact_checker, snapshot):
    confirm_contradiction(**judged, material=False, reason="")
    before = snapshot()
    for act in (
        lambda: confirm_contradiction(**judged, material=True, reason=""),
        lambda: dismiss_contradiction(**judged, reason="No"),
    ):
        with pytest.raises(RuleBroken) as refused:
            act()
        assert refused.value.code == "contradiction_confirmed"
    assert snapshot() == before


def test_a_claim_that_no_longer_stands_contradicts_nothing(judged, a_claim, lower, fact_checker, viewer, now):
    retract_claim(claim=lower, reason="Taken back", by=fact_checker, at=now)

    assert found_in(a_claim.incident, viewer) == []
    with pytest.raises(RuleBroken) as refused:
        confirm_contradiction(**judged, material=True, reason="")
    assert refused.value.code == "contradiction_not_found"
    assert not ClaimRelation.objects.exists()


def test_a_claimants_later_count_is_not_held_against_its_earlier_one(
    say, question, army, lower, reporter, fact_checker, viewer, now
):
    figure = FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.EXACTLY, minimum=14, maximum=14)
    later = say(question.incident, army, "14", question=question, figures=[figure])
    assert len(found_in(question.incident, viewer)) == 1
    relate_claims(claim=later, kind=Kind.SUPERSEDES, other=lower, reason="", by=reporter, at=now)
    assert found_in(question.incident, viewer) == []
    supersede_claim(claim=lower, other=later, reason="A later count", by=fact_checker, at=now)
    assert found_in(question.incident, viewer) == []


def test_part_figures_words_plans_and_denials_of_other_numbers_are_left_alone(say, a_claim, question, army, viewer):
    incident = question.incident
    part = FigureDraft(
        metric=Metric.KILLED,
        qualifier=Qualifier.EXACTLY,
        minimum=3,
        maximum=3,
        scope="part",
        scope_label="in the market",
    )
    words = FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.IN_WORDS, wording="dozens")
    few = FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.UP_TO, maximum=10)
    for figure, more in [
        (part, {}),
        (words, {}),
        (few, {"kind": "demand_or_intention"}),
        (few, {"stance": Stance.DENIES}),
        (few, {"stance": Stance.NO_POSITION}),
    ]:
        say(incident, army, question=question, figures=[figure], **more)
    assert found_in(incident, viewer) == []


def test_a_denial_in_answer_to_an_allegation_is_found(say, a_claim, allegation, army, viewer, reporter, now):
    answers = [AnswerDraft(allegation=allegation, position=Position.DENIES)]
    denial = say(a_claim.incident, army, "It was not us.", stance=Stance.DENIES, answers=answers)

    (found,) = contradictions_of(denial, actor=viewer).suggested
    assert (found.claim, found.other, found.discrepancy) == (a_claim, denial, Discrepancy.ALLEGATION_DENIED)
    assert found.denied == [allegation]
    revise_claim(claim=denial, version=1, answers=[], by=reporter, at=now)
    assert not contradictions_of(a_claim, actor=viewer).suggested


def test_another_party_blamed_is_found_whatever_its_names(
    say, question, a_claim, army, coalition, reporter, editor, viewer, now
):
    incident = question.incident
    who = {"by": reporter, "at": now}
    mercenaries = add_party(name="Mercenaries", kind=PartyKind.PRIVATE_MILITARY_COMPANY, **who)
    monitors = add_party(name="Monitors", kind=PartyKind.NGO, **who)
    brigade = add_party(name="First brigade", kind=PartyKind.STATE_FORCES, **who)
    relate_parties(party=brigade, kind=PartyRelationKind.PART_OF, other=army, **who)

    def blame(by_whom, whom):
        draft = AllegationDraft(accused=whom, role=AccusedRole.CARRIED_OUT)
        return say(incident, by_whom, f"{whom.name} did it", question=question, allegations=[draft])

    blame(monitors, brigade)
    assert found_in(incident, viewer) == []
    other = blame(army, mercenaries)
    (found, _and_the_brigade) = contradictions_in(incident, actor=viewer).suggested
    assert (found.claim, found.other, found.discrepancy) == (a_claim, other, Discrepancy.OTHER_PARTY_BLAMED)
    assert [(each.role, each.parties, each.others) for each in found.blamed] == [
        (AccusedRole.CARRIED_OUT, [army], [mercenaries])
    ]
    merge_parties(party=mercenaries, into=brigade, reason="The same", by=editor, at=now)
    assert found_in(incident, viewer) == []


def test_contradictions_are_read_in_a_fixed_number_of_queries(say, question, a_claim, reporter, viewer, now):
    def grow(rows):
        for _each in range(rows):
            party = add_party(name=f"Party {Claim.objects.count()}", kind=PartyKind.NGO, by=reporter, at=now)
            accused = AllegationDraft(accused=party, role=AccusedRole.ORDERED)
            number = Claim.objects.count()
            figure = FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.EXACTLY, minimum=number, maximum=number)
            speaker = add_party(name=f"Speaker {number}", kind=PartyKind.NGO, by=reporter, at=now)
            say(question.incident, speaker, question=question, figures=[figure], allegations=[accused])
        with CaptureQueriesContext(connection) as queries:
            known = contradictions_in(question.incident, actor=viewer)
            told = [(figure.side, other.side) for each in known.found for figure, other in each.figures]
            told += [(blame.parties, blame.others) for each in known.found for blame in each.blamed]
            assert told
        return len(queries)

    grow(2)
    assert grow(1) == grow(10) <= 20


def test_commands_sign_with_nobody(judged, newsroom, now):
    by = command("tidy", newsroom.pk)
    relation = confirm_contradiction(**judged | {"by": by}, material=False, reason="")
    assert (relation.by_user_id, relation.by_token_id) == (None, None)
    assert not Dismissal.objects.exists()
