"""Nobody establishes or refutes a claim alone, whoever tries and on whatever way."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from claims.actions.assessments import assess_claim
from claims.actions.evidence import withdraw_evidence
from claims.actions.sign_offs import send_back, sign_off
from claims.actions.standing import retract_claim
from claims.actions.tokens import issue_token
from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.models import ApiToken, Assessment, Change, Claim, SendBack, SignOff
from claims.models.judgements import judged
from claims.rules.actor import Actor, clock, command
from claims.rules.roles import RANK
from claims.rules.sign_offs import SECOND_PERSON
from claims.vocabulary import ActorKind, Bearing, Role, SignOffState, Status, TokenScope, Verb
from tests.factories import member

LATER = timedelta(hours=1)


def by_token(token: ApiToken) -> Actor:
    return Actor(
        kind=ActorKind.TOKEN, newsroom_id=token.newsroom_id, role=Role(token.role), id=token.pk, name=token.label
    )


@pytest.fixture
def token_of(now):
    """A token issued by the actor, as one who acts."""

    def issued(by: Actor, role: Role = Role.FACT_CHECKER) -> Actor:
        return by_token(issue_token(label="A tool", role=role, scopes=[TokenScope.WRITE], by=by, at=now)[0])

    return issued


def state(claim: Claim) -> SignOffState:
    return judged(Claim.objects.with_parts(command("test", claim.newsroom_id)).get(pk=claim.pk)).state


def test_a_proposal_leaves_the_claim_as_it_is(a_claim, add_root, propose, fact_checker):
    add_root("The hospital")
    proposed = propose()

    a_claim.refresh_from_db()
    assert (a_claim.status, a_claim.version) == (Status.NOT_ASSESSED, 1)
    assert (proposed.claim_version, proposed.by_user_id) == (1, fact_checker.id)
    assert state(a_claim) == SignOffState.AWAITING
    recorded = Change.objects.filter(verb=Verb.ASSESSMENT_PROPOSED)
    assert [change.subject_type for change in recorded] == ["assessment"]


@pytest.mark.parametrize("status", sorted(SECOND_PERSON))
def test_a_second_persons_signature_gives_the_status(a_claim, add_root, propose, editor, now, status):
    add_root("The hospital")
    add_root("The mayor")
    add_root("The prefect", Bearing.CONTRADICTS)
    signed = sign_off(assessment=propose(status), note="I called the hospital", by=editor, at=now + LATER)

    a_claim.refresh_from_db()
    assert (a_claim.status, a_claim.version, state(a_claim)) == (status, 2, SignOffState.SIGNED)
    assert (signed.by_user_id, signed.note, signed.at) == (editor.id, "I called the hospital", now + LATER)
    assert (signed.roots, signed.admissions) == (2 if status == Status.ESTABLISHED else 1, 0)
    recorded = Change.objects.filter(verb=Verb.ASSESSMENT_SIGNED_OFF).order_by("id")
    assert [change.subject_type for change in recorded] == ["signoff", "claim"]
    assert {change.incident_id for change in recorded} == {a_claim.incident_id}
    assert (recorded[1].after or {})["status"] == status


def test_an_admission_is_ground_enough_and_is_counted(a_claim, army, allegation, accept, signed):
    accept(army, allegation)
    assert (signed().roots, SignOff.objects.get().admissions) == (0, 1)
    assert Claim.objects.get(pk=a_claim.pk).status == Status.ESTABLISHED


def test_sent_back_the_claim_keeps_its_status_and_may_be_proposed_anew(a_claim, add_root, propose, editor, now):
    add_root("The hospital")
    proposed = propose()
    returned = send_back(assessment=proposed, reason="Call the hospital first.", by=editor, at=now)

    a_claim.refresh_from_db()
    assert (a_claim.status, a_claim.version, state(a_claim)) == (Status.NOT_ASSESSED, 1, SignOffState.SENT_BACK)
    assert (returned.by_user_id, returned.reason) == (editor.id, "Call the hospital first.")
    change = Change.objects.get(verb=Verb.ASSESSMENT_SENT_BACK)
    assert (change.subject_type, change.reason) == ("sendback", "Call the hospital first.")

    sign_off(assessment=propose(), by=editor, at=now)
    assert state(a_claim) == SignOffState.SIGNED


def test_a_later_assessment_takes_the_place_of_a_proposal(a_claim, add_root, propose, editor, now, snapshot):
    add_root("The hospital")
    replaced = propose()
    propose(Status.COULD_NOT_BE_VERIFIED)
    assert state(a_claim) == SignOffState.NOT_NEEDED
    before = snapshot()

    for decide in (
        lambda: sign_off(assessment=replaced, by=editor, at=now),
        lambda: send_back(assessment=replaced, reason="Too late", by=editor, at=now),
    ):
        with pytest.raises(RuleBroken) as refused:
            decide()
        assert refused.value.code == "not_awaiting"
    assert snapshot() == before


def test_what_was_decided_is_not_decided_again(a_claim, add_root, propose, editor, admin, now, snapshot):
    add_root("The hospital")
    proposed = propose()
    sign_off(assessment=proposed, by=editor, at=now)
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        sign_off(assessment=proposed, by=admin, at=now)
    assert str(refused.value) == "This assessment has been signed off already."
    with pytest.raises(RuleBroken):
        send_back(assessment=proposed, reason="After all", by=admin, at=now)
    assert snapshot() == before


def test_an_assessment_that_needs_no_signature_gets_none(propose, editor, now, snapshot):
    weak = propose(Status.COULD_NOT_BE_VERIFIED)
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        sign_off(assessment=weak, by=editor, at=now)
    assert str(refused.value) == "“Could not be verified” needs no sign-off."
    assert snapshot() == before


# Every status, with what it needs and without, by everybody.
NEED_MET = {
    Status.NOT_ASSESSED: False,
    Status.CORROBORATED: True,
    Status.ESTABLISHED: True,
    Status.CONTESTED: True,
    Status.REFUTED: True,
    Status.COULD_NOT_BE_VERIFIED: True,
}
# Without any root: what still has all it needs.
MET_BY_NOTHING = {Status.REFUTED, Status.COULD_NOT_BE_VERIFIED}


def _met(status: Status, roots: bool) -> bool:
    return NEED_MET[status] and (roots or status in MET_BY_NOTHING)


@pytest.fixture
def two_sides(add_root):
    add_root("The hospital")
    add_root("The mayor")
    add_root("The prefect", Bearing.CONTRADICTS)


@pytest.mark.parametrize("kind", [ActorKind.USER, ActorKind.TOKEN])
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("roots", [True, False])
@pytest.mark.parametrize("status", list(Status))
def test_no_status_that_needs_two_is_had_by_one(
    status, roots, role, kind, a_claim, request, newsroom, admin, token_of, now, snapshot
):
    if roots:
        request.getfixturevalue("two_sides")
    if kind == ActorKind.TOKEN:
        by = Actor(kind=kind, newsroom_id=newsroom.pk, role=role, id=token_of(admin).id, name="A tool")
    else:
        by = member(newsroom, role)
    may_assess = RANK[role] >= RANK[Role.FACT_CHECKER]
    before = snapshot()
    if not may_assess or not _met(status, roots):
        with pytest.raises(RuleBroken if may_assess else NotPermitted):
            assess_claim(claim=a_claim, status=status, rationale="We looked", by=by, at=now)
        assert snapshot() == before
        return
    made = assess_claim(claim=a_claim, status=status, rationale="We looked", by=by, at=now)
    expected = Status.NOT_ASSESSED if status in SECOND_PERSON else status
    assert Claim.objects.get(pk=a_claim.pk).status == expected
    if status not in SECOND_PERSON:
        return
    # Nor does the same one sign, nor whoever stands behind a token, nor the token itself.
    for signer in {by, admin} if kind == ActorKind.TOKEN else {by}:
        with pytest.raises(RuleBroken):
            sign_off(assessment=made, by=signer, at=now)
        with pytest.raises(RuleBroken):
            send_back(assessment=made, reason="No", by=signer, at=now)
    assert Claim.objects.get(pk=a_claim.pk).status == Status.NOT_ASSESSED
    assert not SignOff.objects.exists()
    assert not SendBack.objects.exists()


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("status", sorted(SECOND_PERSON))
def test_the_second_person_is_an_editor_or_an_admin(status, role, a_claim, two_sides, propose, newsroom, now, snapshot):
    proposed = propose(status)
    by = member(newsroom, role)
    before = snapshot()
    if RANK[role] >= RANK[Role.EDITOR]:
        sign_off(assessment=proposed, by=by, at=now)
        assert Claim.objects.get(pk=a_claim.pk).status == status
        return
    with pytest.raises(NotPermitted):
        sign_off(assessment=proposed, by=by, at=now)
    with pytest.raises(NotPermitted):
        send_back(assessment=proposed, reason="No", by=by, at=now)
    assert snapshot() == before


@pytest.mark.parametrize("role", list(Role))
def test_no_token_signs_whatever_its_role(role, two_sides, propose, admin, token_of, newsroom, now, snapshot):
    proposed = propose()
    by = Actor(kind=ActorKind.TOKEN, newsroom_id=newsroom.pk, role=role, id=token_of(admin).id, name="A tool")
    before = snapshot()
    with pytest.raises(NotPermitted) as refused:
        sign_off(assessment=proposed, by=by, at=now)
    assert "A token never does this" in str(refused.value)
    with pytest.raises(NotPermitted):
        send_back(assessment=proposed, reason="No", by=by, at=now)
    assert snapshot() == before


def test_a_command_neither_proposes_nor_signs_and_nor_does_the_clock(
    a_claim, two_sides, propose, newsroom, now, snapshot
):
    by = command("shell", newsroom.pk)
    proposed = propose()
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        assess_claim(claim=a_claim, status=Status.ESTABLISHED, rationale="Trust me", by=by, at=now)
    assert refused.value.code == "proposer_unknown"
    for machine in (by, clock(newsroom.pk)):
        with pytest.raises(NotPermitted):
            sign_off(assessment=proposed, by=machine, at=now)
    assert snapshot() == before


def test_a_token_of_nobodys_proposes_nothing_that_needs_two(a_claim, two_sides, newsroom, token_of, now, snapshot):
    by = token_of(command("shell", newsroom.pk))
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        assess_claim(claim=a_claim, status=Status.ESTABLISHED, rationale="Computed", by=by, at=now)
    assert refused.value.code == "proposer_unknown"
    assert snapshot() == before


def test_what_a_persons_token_proposed_another_person_signs(a_claim, two_sides, admin, editor, token_of, now):
    proposed = assess_claim(claim=a_claim, status=Status.ESTABLISHED, rationale="Computed", by=token_of(admin), at=now)
    with pytest.raises(RuleBroken) as refused:
        sign_off(assessment=proposed, by=admin, at=now)
    assert str(refused.value) == "A token that you issued proposed it; a second person decides."
    sign_off(assessment=proposed, by=editor, at=now)
    assert Claim.objects.get(pk=a_claim.pk).status == Status.ESTABLISHED


def test_a_changed_claim_is_proposed_anew(a_claim, two_sides, propose, revise, editor, now, snapshot):
    proposed = propose()
    revise(text="The army killed at least 22 people")
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        sign_off(assessment=proposed, by=editor, at=now)
    assert str(refused.value) == "The claim has changed since; propose it anew."
    assert snapshot() == before
    send_back(assessment=proposed, reason="It has changed.", by=editor, at=now)


def test_needs_are_looked_at_again_when_it_is_signed(add_root, propose, fact_checker, editor, now, snapshot):
    found = add_root("The hospital")
    proposed = propose()
    withdraw_evidence(evidence=found, reason="Another town's hospital", by=fact_checker, at=now)
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        sign_off(assessment=proposed, by=editor, at=now)
    assert (refused.value.code, refused.value.field) == ("grounds_missing", "")
    assert snapshot() == before


def test_a_claim_that_no_longer_stands_is_not_signed(a_claim, two_sides, propose, fact_checker, editor, now, snapshot):
    proposed = propose()
    retract_claim(claim=a_claim, reason="Taken back", by=fact_checker, at=now)
    assert not Assessment.objects.awaiting().exists()
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        sign_off(assessment=proposed, by=editor, at=now)
    assert refused.value.code == "claim_not_live"
    assert snapshot() == before


@pytest.mark.parametrize(("words", "code"), [("x" * 2001, "too_long"), ("<b>", "markup")], ids=["too long", "markup"])
def test_odd_notes_and_reasons_leave_no_trace(words, code, two_sides, propose, editor, now, snapshot):
    proposed = propose()
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        sign_off(assessment=proposed, note=words, by=editor, at=now)
    assert (refused.value.code, refused.value.field) == (code, "note")
    with pytest.raises(RuleBroken) as refused:
        send_back(assessment=proposed, reason=words, by=editor, at=now)
    assert (refused.value.code, refused.value.field) == (code, "reason")
    with pytest.raises(RuleBroken):
        send_back(assessment=proposed, reason=" ", by=editor, at=now)
    assert snapshot() == before


def test_a_stranger_decides_nothing(two_sides, propose, stranger, now, snapshot):
    proposed = propose()
    before = snapshot()
    with pytest.raises(NotVisible):
        sign_off(assessment=proposed, by=stranger, at=now)
    with pytest.raises(NotVisible):
        send_back(assessment=proposed, reason="No", by=stranger, at=now)
    assert snapshot() == before


def test_two_who_sign_at_once_leave_one_signature(a_claim, two_sides, propose, editor, admin, now, overlapping):
    proposed = propose()
    first, second = overlapping(
        lambda: sign_off(assessment=proposed, by=editor, at=now),
        lambda: sign_off(assessment=proposed, by=admin, at=now),
    )
    assert isinstance(first, SignOff)
    assert isinstance(second, RuleBroken)
    assert SignOff.objects.count() == 1


def test_those_who_may_sign_find_what_awaits_them(two_sides, propose, admin, editor, fact_checker, token_of, now):
    own = propose()
    awaiting = Assessment.objects.awaiting()
    assert list(awaiting.for_another_than(editor.id or 0)) == [own]
    assert list(awaiting.for_another_than(fact_checker.id or 0)) == []
    by_tool = propose(by=token_of(admin))
    assert list(awaiting) == [by_tool]
    assert list(awaiting.for_another_than(admin.id or 0)) == []
    assert list(awaiting.for_another_than(editor.id or 0)) == [by_tool]


def _refused_by_the_database(statement: str, *params: object) -> str:
    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, params)
    return str(refused.value)


SIGN = (
    "INSERT INTO claims_signoff (newsroom_id, assessment_id, by_user_id, note, roots, admissions, at)"
    " VALUES (%s, %s, %s, '', 1, 0, %s)"
)
SET_STATUS = "UPDATE claims_claim SET status = %s WHERE id = %s"


@pytest.mark.parametrize("status", sorted(SECOND_PERSON))
def test_not_even_raw_sql_gives_the_status_without_a_signature(status, a_claim, two_sides, propose):
    assert "second person" in _refused_by_the_database(SET_STATUS, status, a_claim.pk)
    propose(status)
    assert "second person" in _refused_by_the_database(SET_STATUS, status, a_claim.pk)


def test_not_even_raw_sql_signs_for_the_proposer(two_sides, propose, admin, editor, fact_checker, token_of, now):
    by_tool = propose(by=token_of(admin))
    own = propose()
    for assessment, signer in ((own, fact_checker), (by_tool, admin)):
        refused = _refused_by_the_database(SIGN, own.newsroom_id, assessment.pk, signer.id, now)
        assert "signed off by a second person" in refused


def test_not_even_raw_sql_signs_what_nobody_stands_behind_or_what_was_sent_back(
    a_claim, two_sides, propose, newsroom, editor, now
):
    nobodys = Assessment.objects.create(
        newsroom=newsroom, claim=a_claim, claim_version=1, status=Status.ESTABLISHED, rationale="?", at=now
    )
    refused = _refused_by_the_database(SIGN, newsroom.pk, nobodys.pk, editor.id, now)
    assert "second person" in refused
    returned = propose()
    send_back(assessment=returned, reason="No", by=editor, at=now)
    assert "sent back" in _refused_by_the_database(SIGN, newsroom.pk, returned.pk, editor.id, now)


def test_not_even_raw_sql_brings_an_old_status_back(a_claim, two_sides, signed, propose):
    signed()
    propose(Status.CORROBORATED)
    assert "second person" in _refused_by_the_database(SET_STATUS, Status.ESTABLISHED, a_claim.pk)


def test_signatures_are_neither_changed_nor_deleted(two_sides, signed):
    signed()
    for statement in ("UPDATE claims_signoff SET roots = 9", "DELETE FROM claims_signoff"):
        with pytest.raises(Exception, match="claims_signoff"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
