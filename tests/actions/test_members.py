"""Members: invited or added, given another role, deactivated; a newsroom keeps an admin."""

from datetime import timedelta

import pytest

from claims.actions.members import accept_invitation, add_member, change_role, deactivate, invite
from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.models import Change, Invitation, Membership, User
from claims.rules.actor import Actor, command
from claims.vocabulary import ActorKind, Role, Verb
from tests.factories import PASSWORD, MembershipFactory, UserFactory, actor_of

GOOD = "three small donkeys graze"


def test_an_accepted_invitation_makes_a_user_who_joins_by_themselves(newsroom, admin, now):
    invitation, secret = invite(email="New@Desk.example", role=Role.FACT_CHECKER, by=admin, at=now)
    membership = accept_invitation(secret=secret, name="A. Checker", password=GOOD, at=now)
    assert (membership.newsroom, membership.role, membership.user.email) == (
        newsroom,
        Role.FACT_CHECKER,
        "new@desk.example",
    )
    assert membership.user.check_password(GOOD)
    joined = Change.objects.filter(verb=Verb.MEMBER_JOINED)
    assert {(change.subject_type, change.by_user_id) for change in joined} == {
        ("membership", membership.user_id),
        ("invitation", membership.user_id),
    }
    invitation.refresh_from_db()
    assert invitation.membership == membership


def test_the_secret_of_an_invitation_is_kept_nowhere(admin, now):
    invitation, secret = invite(email="new@desk.example", role=Role.VIEWER, by=admin, at=now)
    change = Change.objects.about(invitation).get()
    assert secret not in invitation.digest
    assert "digest" not in change.after


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"email": ""}, "required", "email"),
        ({"email": "editor"}, "bad_email", "email"),
        ({"email": "a@b.example\nBcc: c@d.example"}, "bad_email", "email"),
        ({"email": f"{'x' * 60}@{'y' * 200}.example"}, "too_long", "email"),
        ({"email": "a\x00@b.example"}, "control_character", "email"),
        ({"email": "VIEWER@desk.example"}, "already_member", "email"),
        ({"role": "owner"}, "unknown_choice", "role"),
    ],
)
def test_invite_refused_leaves_no_trace(admin, now, snapshot, fields, code, field):
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        invite(**{"email": "new@desk.example", "role": Role.VIEWER, **fields}, by=admin, at=now)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert snapshot() == before


def test_a_new_invitation_takes_the_place_of_the_one_before(admin, now):
    _first, mistaken = invite(email="new@desk.example", role=Role.ADMIN, by=admin, at=now)
    _second, secret = invite(email="NEW@desk.example", role=Role.VIEWER, by=admin, at=now)
    with pytest.raises(RuleBroken) as refusal:
        accept_invitation(secret=mistaken, name="N", password=GOOD, at=now)
    assert refusal.value.code == "invitation_expired"
    assert accept_invitation(secret=secret, name="N", password=GOOD, at=now).role == Role.VIEWER


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"name": ""}, "required", "name"),
        ({"name": "<b>N</b>"}, "markup", "name"),
        ({"name": "x" * 121}, "too_long", "name"),
        ({"password": "short"}, "weak_password", "password"),
        ({"password": "password123"}, "weak_password", "password"),
        ({"password": "new@desk.example"}, "weak_password", "password"),
        ({"password": "x" * 501}, "too_long", "password"),
        ({"password": "three small donkeys \ud83d"}, "broken_character", "password"),
    ],
)
def test_accept_invitation_refused_leaves_no_trace(admin, now, snapshot, fields, code, field):
    _invitation, secret = invite(email="new@desk.example", role=Role.VIEWER, by=admin, at=now)
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        accept_invitation(**{"secret": secret, "name": "N", "password": GOOD, **fields}, at=now)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert str(refusal.value)
    assert snapshot() == before


def test_an_invitation_opens_once_and_for_seven_days(admin, now, snapshot):
    _invitation, used = invite(email="one@desk.example", role=Role.VIEWER, by=admin, at=now)
    accept_invitation(secret=used, name="One", password=GOOD, at=now)
    _invitation, late = invite(email="two@desk.example", role=Role.VIEWER, by=admin, at=now)
    before = snapshot()
    for secret, at, code in ((used, now, "invitation_used"), (late, now + timedelta(days=7), "invitation_expired")):
        with pytest.raises(RuleBroken) as refusal:
            accept_invitation(secret=secret, name="Again", password=GOOD, at=at)
        assert refusal.value.code == code
    with pytest.raises(NotVisible):
        accept_invitation(secret="made up", name="Again", password=GOOD, at=now)
    assert snapshot() == before


def test_an_invitation_is_no_way_into_somebody_s_account(admin, stranger_user, now, snapshot):
    _invitation, secret = invite(email=stranger_user.email, role=Role.VIEWER, by=admin, at=now)
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        accept_invitation(secret=secret, name="Intruder", password=GOOD, at=now)
    assert (refusal.value.code, refusal.value.field) == ("wrong_password", "password")
    assert snapshot() == before
    membership = accept_invitation(secret=secret, name="Intruder", password=PASSWORD, at=now)
    assert (membership.user, User.objects.get(pk=stranger_user.pk).name) == (stranger_user, "Editor elsewhere")


def test_a_closed_account_does_not_join(admin, now):
    closed = UserFactory.create(is_active=False)
    _invitation, secret = invite(email=closed.email, role=Role.VIEWER, by=admin, at=now)
    with pytest.raises(RuleBroken):
        accept_invitation(secret=secret, name="N", password=PASSWORD, at=now)


def test_an_invitation_accepted_twice_at_once_makes_one_member(overlapping, admin, now):
    _invitation, secret = invite(email="new@desk.example", role=Role.VIEWER, by=admin, at=now)
    _first, second = overlapping(
        lambda: accept_invitation(secret=secret, name="N", password=GOOD, at=now),
        lambda: accept_invitation(secret=secret, name="N", password=GOOD, at=now),
    )
    assert isinstance(second, RuleBroken)
    assert second.code == "invitation_used"
    assert Membership.objects.filter(user__email="new@desk.example").count() == 1


def test_somebody_deactivated_comes_back_by_invitation_in_the_new_role(members, admin, now):
    deactivate(membership=members[Role.REPORTER], by=admin, at=now)
    _invitation, secret = invite(email="reporter@desk.example", role=Role.VIEWER, by=admin, at=now)
    membership = accept_invitation(secret=secret, name="", password=PASSWORD, at=now)
    assert membership == members[Role.REPORTER]
    assert (membership.role, membership.deactivated_at) == (Role.VIEWER, None)


def test_the_command_line_adds_members_and_leaves_accounts_alone(newsroom, stranger_user, now):
    by = command("create_newsroom")
    person = {"newsroom": newsroom, "name": "First", "role": Role.ADMIN, "by": by, "at": now}
    first = add_member(email="First@desk.example", password=GOOD, **person)
    assert (first.user.email, first.user.check_password(GOOD)) == ("first@desk.example", True)
    there = add_member(email=stranger_user.email.upper(), password=GOOD, **person)
    assert there.user == stranger_user
    assert User.objects.get(pk=stranger_user.pk).check_password(PASSWORD)
    unable = add_member(email="unable@desk.example", password=None, **person)
    assert not unable.user.has_usable_password()
    assert Change.objects.filter(verb=Verb.MEMBER_ADDED, by_kind=ActorKind.COMMAND).count() == 3


def test_add_member_refused_leaves_no_trace(newsroom, members, admin, stranger, now, snapshot):
    before = snapshot()
    for fields, code in (
        ({"email": "viewer@desk.example"}, "already_member"),
        ({"email": "nobody"}, "bad_email"),
        ({"name": ""}, "required"),
        ({"role": "owner"}, "unknown_choice"),
        ({"password": "short"}, "weak_password"),
        ({"by": admin}, "command_only"),
    ):
        person = {"email": "new@desk.example", "name": "New", "role": Role.VIEWER, "password": GOOD}
        with pytest.raises(RuleBroken) as refusal:
            add_member(**{"newsroom": newsroom, **person, "by": command("x"), "at": now, **fields})
        assert refusal.value.code == code
    with pytest.raises(NotVisible):
        add_member(newsroom=newsroom, **person, by=command("x", stranger.newsroom_id), at=now)
    assert snapshot() == before


def test_a_role_is_changed_and_on_the_record(members, admin, now, snapshot):
    membership = change_role(membership=members[Role.VIEWER], role=Role.REPORTER, by=admin, at=now)
    assert membership.role == Role.REPORTER
    change = Change.objects.about(membership).get()
    assert (change.verb, change.after["role"]) == (Verb.MEMBER_ROLE_CHANGED, Role.REPORTER)
    before = snapshot()
    change_role(membership=membership, role=Role.REPORTER, by=admin, at=now)
    assert snapshot() == before


def test_the_last_admin_stays_and_it_leaves_no_trace(members, admin, now, snapshot):
    before = snapshot()
    for write in (
        lambda: change_role(membership=members[Role.ADMIN], role=Role.EDITOR, by=admin, at=now),
        lambda: deactivate(membership=members[Role.ADMIN], by=admin, at=now),
    ):
        with pytest.raises(RuleBroken) as refusal:
            write()
        assert refusal.value.code == "last_admin"
    assert snapshot() == before


def test_an_admin_whose_account_is_closed_or_who_was_deactivated_does_not_count_as_remaining(
    newsroom, members, admin, now
):
    MembershipFactory.create(newsroom=newsroom, role=Role.ADMIN, user__is_active=False)
    MembershipFactory.create(newsroom=newsroom, role=Role.ADMIN, deactivated_at=now)
    with pytest.raises(RuleBroken):
        deactivate(membership=members[Role.ADMIN], by=admin, at=now)


def test_an_admin_may_go_when_another_stays(newsroom, members, admin, now):
    MembershipFactory.create(newsroom=newsroom, role=Role.ADMIN)
    assert deactivate(membership=members[Role.ADMIN], by=admin, at=now).deactivated_at == now


@pytest.mark.parametrize("write", ["deactivate", "demote"])
def test_of_two_admins_putting_each_other_out_at_once_one_stays(overlapping, newsroom, members, admin, now, write):
    other = MembershipFactory.create(newsroom=newsroom, role=Role.ADMIN)
    put_out = {
        "deactivate": lambda membership, by: deactivate(membership=membership, by=by, at=now),
        "demote": lambda membership, by: change_role(membership=membership, role=Role.VIEWER, by=by, at=now),
    }[write]
    _first, second = overlapping(lambda: put_out(other, admin), lambda: put_out(members[Role.ADMIN], actor_of(other)))
    assert isinstance(second, RuleBroken)
    assert second.code == "last_admin"
    assert Membership.objects.active().filter(role=Role.ADMIN).get() == members[Role.ADMIN]


def test_a_deactivated_member_is_given_no_role_and_deactivated_once(members, admin, now, snapshot):
    deactivate(membership=members[Role.VIEWER], by=admin, at=now)
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        change_role(membership=members[Role.VIEWER], role=Role.EDITOR, by=admin, at=now)
    assert refusal.value.code == "member_deactivated"
    deactivate(membership=members[Role.VIEWER], by=admin, at=now + timedelta(days=1))
    assert snapshot() == before


def test_only_an_admin_of_the_newsroom_manages_members_and_a_token_never_does(
    newsroom, members, editor, stranger, now, snapshot
):
    tool = Actor(ActorKind.TOKEN, newsroom.pk, Role.ADMIN, 1)
    foreign = MembershipFactory.create(newsroom_id=stranger.newsroom_id, role=Role.ADMIN)
    before = snapshot()
    for by in (editor, tool):
        for write in (
            lambda by: invite(email="new@desk.example", role=Role.VIEWER, by=by, at=now),
            lambda by: change_role(membership=members[Role.VIEWER], role=Role.ADMIN, by=by, at=now),
            lambda by: deactivate(membership=members[Role.VIEWER], by=by, at=now),
        ):
            with pytest.raises(NotPermitted):
                write(by)
    with pytest.raises(NotVisible):
        deactivate(membership=members[Role.VIEWER], by=actor_of(foreign), at=now)
    assert not Invitation.objects.exists()
    assert snapshot() == before
