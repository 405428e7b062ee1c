"""Tokens: issued once in the clear, kept as a digest, revoked; and the two writes that leave no Change."""

from datetime import timedelta

import pytest
from django.conf import settings

from claims.actions.bookkeeping import tick_finished, token_seen
from claims.actions.incidents import restrict_incident
from claims.actions.tokens import issue_token, revoke_token, rotate_token
from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.models import ApiToken, Change, Incident, IncidentPerson, Tick
from claims.rules.actor import Actor, command
from claims.rules.tokens import proves, split_token
from claims.vocabulary import ActorKind, Role, TokenScope, Verb


@pytest.fixture
def issued(admin, now):
    return issue_token(label="Wire import", role=Role.REPORTER, scopes=[TokenScope.WRITE], by=admin, at=now)


def test_an_issued_token_can_be_proved_and_only_its_digest_is_kept(issued, admin, now):
    token, text = issued
    presented = split_token(text)
    assert presented.prefix == token.prefix
    assert proves(presented.secret, token.digest, pepper=settings.TOKEN_PEPPER)
    assert settings.TOKEN_PEPPER
    change = Change.objects.about(token).get()
    assert (change.verb, change.by_user_id) == (Verb.TOKEN_ISSUED, admin.id)
    assert "digest" not in change.after
    assert presented.secret not in str(change.after)


def test_the_command_line_issues_tokens_by_nobody(newsroom, now):
    token, _text = issue_token(
        label="x", role=Role.VIEWER, scopes=[TokenScope.READ], by=command("issue_token", newsroom.pk), at=now
    )
    assert token.issued_by is None


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"label": ""}, "required", "label"),
        ({"label": "x" * 121}, "too_long", "label"),
        ({"label": "a\x00b"}, "control_character", "label"),
        ({"role": Role.EDITOR}, "token_role_too_high", "role"),
        ({"role": Role.ADMIN}, "token_role_too_high", "role"),
        ({"role": "boss"}, "unknown_choice", "role"),
        ({"scopes": ["everything"]}, "unknown_choice", "scopes"),
        ({"scopes": []}, "scopes_missing", "scopes"),
        ({"expires_in": timedelta(0)}, "expires_in_past", "expires_at"),
        ({"expires_in": timedelta(days=-1)}, "expires_in_past", "expires_at"),
        ({"expires_in": timedelta(days=1000)}, "date_too_far_ahead", "expires_at"),
    ],
)
def test_issue_token_refused_leaves_no_trace(admin, now, snapshot, fields, code, field):
    if "expires_in" in fields:
        fields = {"expires_at": now + fields["expires_in"]}
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        issue_token(**{"label": "x", "role": Role.VIEWER, "scopes": [TokenScope.READ], **fields}, by=admin, at=now)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert snapshot() == before


def test_a_revoked_or_expired_token_is_valid_no_more(issued, admin, now):
    token, _text = issued
    brief, _text = issue_token(
        label="brief", role=Role.VIEWER, scopes=[TokenScope.READ], expires_at=now + timedelta(hours=1), by=admin, at=now
    )
    assert set(ApiToken.objects.valid_at(now)) == {token, brief}
    assert set(ApiToken.objects.valid_at(now + timedelta(hours=1))) == {token}
    revoke_token(token=token, by=admin, at=now)
    assert set(ApiToken.objects.valid_at(now)) == {brief}


def test_revoking_twice_is_revoking_once(issued, admin, now, snapshot):
    token, _text = issued
    revoke_token(token=token, by=admin, at=now)
    before = snapshot()
    assert revoke_token(token=token, by=admin, at=now + timedelta(days=1)).revoked_at == now
    assert snapshot() == before


def test_only_an_admin_manages_tokens_and_a_token_never_does(issued, editor, stranger, newsroom, now, snapshot):
    token, _text = issued
    tool = Actor(ActorKind.TOKEN, newsroom.pk, Role.ADMIN, token.pk)
    before = snapshot()
    for by in (editor, tool):
        with pytest.raises(NotPermitted):
            issue_token(label="x", role=Role.VIEWER, scopes=[TokenScope.READ], by=by, at=now)
        with pytest.raises(NotPermitted):
            revoke_token(token=token, by=by, at=now)
    with pytest.raises(NotVisible):
        revoke_token(token=token, by=command("x", stranger.newsroom_id), at=now)
    assert snapshot() == before


def test_a_token_is_seen_at_most_once_in_five_minutes(issued, now, snapshot):
    token, _text = issued
    before = snapshot()
    for minutes, seen in ((0, 0), (4, 0), (5, 5), (9, 5), (30, 30)):
        token_seen(token=token, at=now + timedelta(minutes=minutes))
        token.refresh_from_db()
        assert token.last_used_at == now + timedelta(minutes=seen)
    assert snapshot() == before


def test_a_tick_is_kept_once_per_task(db, now):
    for minutes in (0, 1, 2):
        tick_finished(name="claims.raise_flags", at=now + timedelta(minutes=minutes))
    tick_finished(name="claims.number_changes", at=now)
    assert dict(Tick.objects.values_list("name", "at")) == {
        "claims.raise_flags": now + timedelta(minutes=2),
        "claims.number_changes": now,
    }
    assert not Change.objects.exists()


def token_actor(token: ApiToken) -> Actor:
    return Actor(ActorKind.TOKEN, token.newsroom_id, Role(token.role), token.pk, token.label)


def test_a_rotated_token_may_and_sees_the_same_and_the_old_one_goes_on_for_a_while(
    issued, admin, editor, incident, now
):
    old, _text = issued
    restrict_incident(incident=incident, by=editor, at=now)
    IncidentPerson.objects.create(newsroom=incident.newsroom, incident=incident, token=old, named_at=now)
    new, text = rotate_token(token=old, overlap_hours=24, by=admin, at=now)
    presented = split_token(text)
    old.refresh_from_db()

    assert presented is not None
    assert presented.prefix == new.prefix != old.prefix
    assert (new.label, new.role, new.scopes, new.replaces, new.expires_at) == (*_same(old), old, None)
    assert old.expires_at == now + timedelta(days=1)
    assert [each.verb for each in Change.objects.about(new)] == [Verb.TOKEN_ROTATED]
    for token in (old, new):
        assert Incident.objects.visible_to(token_actor(token)).count() == 1


def _same(token: ApiToken) -> tuple:
    return token.label, token.role, token.scopes


def test_an_overlap_never_lengthens_the_life_of_the_old_token(admin, now):
    soon = now + timedelta(hours=2)
    old, _text = issue_token(label="x", role=Role.VIEWER, scopes=[TokenScope.READ], expires_at=soon, by=admin, at=now)
    rotate_token(token=old, overlap_hours=24, by=admin, at=now)

    assert ApiToken.objects.get(pk=old.pk).expires_at == soon


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"overlap_hours": -1}, "overlap_out_of_range"),
        ({"overlap_hours": 721}, "overlap_out_of_range"),
        ({"expires_at": -timedelta(hours=1)}, "expires_in_past"),
        ({"revoked": True}, "token_over"),
        ({"later": timedelta(days=2)}, "token_over"),
    ],
)
def test_rotate_token_refused_leaves_no_trace(admin, now, snapshot, given, code):
    token, _text = issue_token(
        label="x",
        role=Role.VIEWER,
        scopes=[TokenScope.READ],
        expires_at=now + timedelta(days=1),
        by=admin,
        at=now,
    )
    if given.pop("revoked", False):
        revoke_token(token=token, by=admin, at=now)
    at = now + given.pop("later", timedelta(0))
    if "expires_at" in given:
        given["expires_at"] += now
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        rotate_token(token=token, **{"overlap_hours": 1, **given}, by=admin, at=at)

    assert refusal.value.code == code
    assert snapshot() == before


def test_only_an_admin_rotates_and_only_in_the_own_newsroom(issued, editor, stranger, now, snapshot):
    before = snapshot()
    for by in (editor, stranger):
        with pytest.raises((NotPermitted, NotVisible)):
            rotate_token(token=issued[0], overlap_hours=0, by=by, at=now)
    assert snapshot() == before
