import threading

import pytest
from django.db import connection

from claims.actions.drafts import ClaimDraft
from claims.actions.incidents import open_incident
from claims.actions.standing import mark_duplicate, mark_misattributed, retract_claim, supersede_claim
from claims.actions.utterances import record_utterance
from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.models import Change, Claim
from claims.vocabulary import Standing, Verb


@pytest.fixture
def two_more(incident, coalition, reporter, now):
    """Two further claims of the coalition."""
    drafts = [ClaimDraft(incident=incident, text=f"At least {count} people were killed") for count in (27, 30)]
    utterance = record_utterance(claimants=[coalition], claims=drafts, by=reporter, at=now)
    return list(Claim.objects.filter(links__utterance=utterance).order_by("id"))


WITH_ANOTHER = [
    (supersede_claim, Standing.SUPERSEDED, Verb.CLAIM_SUPERSEDED),
    (mark_duplicate, Standing.DUPLICATE, Verb.CLAIM_DUPLICATED),
]
ALONE = [
    (retract_claim, Standing.RETRACTED, Verb.CLAIM_RETRACTED),
    (mark_misattributed, Standing.MISATTRIBUTED, Verb.CLAIM_MISATTRIBUTED),
]


@pytest.mark.parametrize(("action", "standing", "verb"), WITH_ANOTHER)
def test_another_claim_takes_its_place(action, standing, verb, a_claim, two_more, fact_checker, now):
    claim = action(claim=a_claim, other=two_more[0], reason="A later count", by=fact_checker, at=now)
    claim.refresh_from_db()
    assert (claim.standing, claim.standing_other, claim.version) == (standing, two_more[0], 2)
    change = Change.objects.about(claim).latest("id")
    assert (change.verb, change.reason) == (verb, "A later count")
    assert (change.after or {})["standing"] == standing


@pytest.mark.parametrize(("action", "standing", "verb"), ALONE)
def test_a_claim_stops_standing(action, standing, verb, a_claim, fact_checker, now):
    claim = action(claim=a_claim, reason="The spokesperson took it back", by=fact_checker, at=now)
    assert (claim.standing, claim.standing_other, claim.version) == (standing, None, 2)
    assert Change.objects.about(claim).latest("id").verb == verb


@pytest.mark.parametrize("action", [action for action, _standing, _verb in ALONE])
def test_standing_refused_leaves_no_trace(action, a_claim, reporter, fact_checker, stranger, now, snapshot):
    before = snapshot()
    for reason, code in [("", "required"), ("x" * 2001, "too_long"), ("a\x00b", "control_character")]:
        with pytest.raises(RuleBroken) as refused:
            action(claim=a_claim, reason=reason, by=fact_checker, at=now)
        assert (refused.value.code, refused.value.field) == (code, "reason")
    with pytest.raises(NotPermitted):
        action(claim=a_claim, reason="Taken back", by=reporter, at=now)
    with pytest.raises(NotVisible):
        action(claim=a_claim, reason="Taken back", by=stranger, at=now)
    assert snapshot() == before
    action(claim=a_claim, reason="Taken back", by=fact_checker, at=now)
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        action(claim=a_claim, reason="Taken back", by=fact_checker, at=now)
    assert refused.value.code == "claim_not_live"
    assert snapshot() == before


@pytest.mark.parametrize("action", [action for action, _standing, _verb in WITH_ANOTHER])
def test_what_takes_its_place_is_another_visible_claim(
    action, a_claim, two_more, fact_checker, reporter, stranger, now, snapshot
):
    incident = open_incident(title="Theirs", by=stranger, at=now)
    draft = ClaimDraft(incident=incident, text="Theirs")
    utterance = record_utterance(claimants=[], claims=[draft], by=stranger, at=now)
    theirs = Claim.objects.get(links__utterance=utterance)
    before = snapshot()
    for other, code in [(a_claim, "claim_is_its_own_other"), (theirs, "unknown_reference")]:
        with pytest.raises(RuleBroken) as refused:
            action(claim=a_claim, other=other, reason="A later count", by=fact_checker, at=now)
        assert (refused.value.code, refused.value.field) == (code, "other")
    with pytest.raises(RuleBroken) as refused:
        action(claim=a_claim, other=two_more[0], reason=" ", by=fact_checker, at=now)
    assert refused.value.field == "reason"
    with pytest.raises(NotPermitted):
        action(claim=a_claim, other=two_more[0], reason="A later count", by=reporter, at=now)
    with pytest.raises(NotVisible):
        action(claim=theirs, other=two_more[0], reason="A later count", by=fact_checker, at=now)
    assert snapshot() == before


def test_claims_do_not_take_each_others_place_in_a_circle(a_claim, two_more, fact_checker, now, snapshot):
    second, third = two_more
    supersede_claim(claim=a_claim, other=second, reason="A later count", by=fact_checker, at=now)
    mark_duplicate(claim=second, other=third, reason="The same", by=fact_checker, at=now)
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        supersede_claim(claim=third, other=a_claim, reason="Round and round", by=fact_checker, at=now)
    assert (refused.value.code, refused.value.field) == ("standing_in_circle", "other")
    assert snapshot() == before


@pytest.mark.django_db(transaction=True)
def test_two_claims_never_take_each_others_place_at_the_same_moment(a_claim, two_more, fact_checker, editor, now):
    other = two_more[0]
    barrier = threading.Barrier(2)
    refusals = []

    def supersede(claim, by_which, actor):
        try:
            barrier.wait(timeout=20)
            supersede_claim(claim=claim, other=by_which, reason="A later count", by=actor, at=now)
        except RuleBroken as refused:
            refusals.append(refused.code)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=supersede, args=(a_claim, other, fact_checker)),
        threading.Thread(target=supersede, args=(other, a_claim, editor)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert refusals == ["standing_in_circle"]
    assert Claim.objects.filter(standing=Standing.SUPERSEDED).count() == 1
