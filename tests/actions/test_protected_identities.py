"""Protected people: who may see them, and that their names enter nothing."""

import pytest

from claims.actions.members import deactivate
from claims.actions.protected_identities import protect_identity, revise_identity, share_identity, unshare_identity
from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.models import Change, IdentityReader, ProtectedIdentity
from claims.rules.actor import Actor, command
from claims.vocabulary import ActorKind, Role, Verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def witness(reporter, now) -> ProtectedIdentity:
    return protect_identity(
        pseudonym="Witness 1", name="Real Person", contact="+223 00", note="Lives by the well", by=reporter, at=now
    )


def test_whoever_protects_a_person_is_the_first_who_may_see_them(witness, users):
    assert list(witness.readers.values_list("user", flat=True)) == [users[Role.REPORTER].pk]
    assert set(Change.objects.about(witness).values_list("verb", flat=True)) == {Verb.IDENTITY_PROTECTED}
    (shared,) = Change.objects.filter(subject_type="identityreader")
    assert shared.verb == Verb.IDENTITY_SHARED


def test_name_contact_and_note_enter_no_change(witness, reporter, now):
    revise_identity(identity=witness, version=1, name="Another Person", by=reporter, at=now)
    for change in Change.objects.about(witness):
        assert set(change.after) == {"id", "newsroom_id", "pseudonym", "version", "added_at"}


@pytest.mark.parametrize("kind", [ActorKind.TOKEN, ActorKind.COMMAND])
def test_only_people_protect_anybody(newsroom, now, kind, snapshot):
    by = Actor(kind, newsroom.pk, Role.FACT_CHECKER, 1) if kind == ActorKind.TOKEN else command("x", newsroom.pk)
    before = snapshot()
    with pytest.raises(NotPermitted) as refused:
        protect_identity(pseudonym="Witness 1", by=by, at=now)
    assert refused.value.code == "people_only"
    assert snapshot() == before


def test_a_viewer_protects_nobody(viewer, now):
    with pytest.raises(NotPermitted):
        protect_identity(pseudonym="Witness 1", by=viewer, at=now)


@pytest.mark.parametrize(
    ("pseudonym", "code"),
    [("", "required"), ("Our Person", "pseudonym_tells"), ("witness 1", "pseudonym_taken")],
)
def test_a_pseudonym_is_given_tells_nothing_and_is_its_own(witness, reporter, now, pseudonym, code, snapshot):
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        protect_identity(pseudonym=pseudonym, name="Real Person", by=reporter, at=now)
    assert (refused.value.code, refused.value.field) == (code, "pseudonym")
    assert snapshot() == before


@pytest.mark.parametrize("role", [Role.FACT_CHECKER, Role.EDITOR, Role.ADMIN])
def test_nobody_else_revises_or_shares_whatever_their_role(witness, members, users, now, role, snapshot):
    by = Actor(ActorKind.USER, witness.newsroom_id, role, users[role].pk)
    before = snapshot()
    for act in (
        lambda: revise_identity(identity=witness, version=1, name="Mine now", by=by, at=now),
        lambda: share_identity(identity=witness, user=users[role], by=by, at=now),
        lambda: unshare_identity(identity=witness, user=users[Role.REPORTER], by=by, at=now),
    ):
        with pytest.raises(NotPermitted) as refused:
            act()
        assert refused.value.code == "identity_not_shared"
    assert snapshot() == before


def test_sharing_twice_changes_nothing_and_who_was_named_shares_in_turn(witness, reporter, fact_checker, users, now):
    checker, editor = users[Role.FACT_CHECKER], users[Role.EDITOR]
    first = share_identity(identity=witness, user=checker, by=reporter, at=now)
    assert share_identity(identity=witness, user=checker, by=reporter, at=now) == first
    share_identity(identity=witness, user=editor, by=fact_checker, at=now)
    assert witness.readers.count() == 3


def test_it_is_shared_with_members_alone(witness, reporter, stranger_user, users, members, admin, now):
    deactivate(membership=members[Role.VIEWER], by=admin, at=now)
    for user in (stranger_user, users[Role.VIEWER]):
        with pytest.raises(RuleBroken) as refused:
            share_identity(identity=witness, user=user, by=reporter, at=now)
        assert refused.value.code == "not_a_member"


def test_somebody_always_goes_on_knowing(witness, reporter, fact_checker, members, users, admin, now):
    me, checker = users[Role.REPORTER], users[Role.FACT_CHECKER]
    with pytest.raises(RuleBroken) as refused:
        unshare_identity(identity=witness, user=me, by=reporter, at=now)
    assert refused.value.code == "last_reader"
    share_identity(identity=witness, user=checker, by=reporter, at=now)
    deactivate(membership=members[Role.FACT_CHECKER], by=admin, at=now)
    with pytest.raises(RuleBroken):
        unshare_identity(identity=witness, user=me, by=reporter, at=now)
    unshare_identity(identity=witness, user=checker, by=reporter, at=now)
    assert not IdentityReader.objects.filter(user=checker).exists()
    assert Change.objects.get(verb=Verb.IDENTITY_UNSHARED).after is None


def test_whoever_comes_second_reads_it_again(witness, reporter, now, snapshot):
    revise_identity(identity=witness, version=1, note="Moved", by=reporter, at=now)
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        revise_identity(identity=witness, version=1, note="Moved again", by=reporter, at=now)
    assert refused.value.code == "identity_changed"
    assert snapshot() == before


def test_a_stranger_finds_nobody(witness, stranger, stranger_user, now):
    with pytest.raises(NotVisible):
        share_identity(identity=witness, user=stranger_user, by=stranger, at=now)
