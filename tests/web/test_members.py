"""Members, tokens and settings: what an admin manages."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from claims.actions.tokens import issue_token
from claims.models import ApiToken, Invitation, Membership
from claims.vocabulary import Role, TokenScope
from tests.web.conftest import Browser
from tests.web.pages import read

pytestmark = pytest.mark.django_db

ADDRESSES = ["members", "member-invite", "tokens", "token-issue", "newsroom-settings"]


@pytest.mark.parametrize("name", ADDRESSES)
def test_only_admins_manage(as_editor: Browser, as_admin: Browser, name):
    assert as_editor.get(reverse(name)).status_code == 403
    assert as_admin.get(reverse(name)).status_code == 200


def test_the_list_says_who_has_which_role_and_what_roles_mean(as_admin: Browser):
    text = as_admin.get("/members/").content.decode()

    assert "checker@" in text or "fact_checker@desk.example" in text
    assert "assesses claims" in text


def test_an_invitation_is_shown_once_and_opens_a_door(as_admin: Browser, as_nobody: Browser):
    page = read(as_admin, reverse("member-invite")).press(email="New@desk.example", role="reporter")

    assert page.status == 201
    assert page.response.headers["Cache-Control"] == "no-store"
    link = re.search(r'value="(https?://[^"]+/invitation/[^"]+)"', page.text)
    assert link is not None
    assert "new@desk.example" in as_nobody.get(link[1].partition("testserver")[2]).content.decode()
    assert link[1] not in as_admin.get("/members/").content.decode()
    assert "new@desk.example" in as_admin.get("/members/").content.decode()


@pytest.mark.parametrize(
    "typed", [{"email": ""}, {"email": "nobody"}, {"email": "viewer@desk.example"}, {"role": "owner"}, {"role": ""}]
)
def test_a_bad_invitation_is_refused_and_leaves_no_trace(as_admin: Browser, users, snapshot, typed):
    before = snapshot()
    page = read(as_admin, reverse("member-invite")).press(**{"email": "new@desk.example", "role": "viewer"} | typed)

    assert page.status == 422
    assert page.errors
    assert snapshot() == before
    assert not Invitation.objects.exists()


def test_a_role_is_changed(as_admin: Browser, members):
    read(as_admin, reverse("member-role", args=[members[Role.VIEWER].pk])).press(role="reporter").follow()

    assert Membership.objects.get(pk=members[Role.VIEWER].pk).role == Role.REPORTER


def test_the_last_admin_stays_admin(as_admin: Browser, members, snapshot):
    before = snapshot()
    last = members[Role.ADMIN].pk

    assert read(as_admin, reverse("member-role", args=[last])).press(role="editor").status == 422
    page = read(as_admin, reverse("member-deactivate", args=[last])).press(understood="on")
    assert page.status == 422
    assert "last admin" in page.text
    assert snapshot() == before


def test_a_deactivated_member_is_out_at_once(as_admin: Browser, as_viewer: Browser, members):
    page = read(as_admin, reverse("member-deactivate", args=[members[Role.VIEWER].pk]))
    assert "What follows" in page.text
    assert page.press().status == 422
    page.press(understood="on").follow()

    assert as_viewer.get("/parties/").status_code == 403
    assert "Deactivated" in as_admin.get("/members/").content.decode()


def test_another_newsrooms_members_and_tokens_are_404(as_admin: Browser, stranger):
    theirs = Membership.objects.get(newsroom_id=stranger.newsroom_id)

    assert as_admin.get(reverse("member-role", args=[theirs.pk])).status_code == 404
    assert as_admin.get(reverse("member-deactivate", args=[theirs.pk])).status_code == 404
    assert as_admin.get(reverse("token-revoke", args=[999999])).status_code == 404


def test_a_token_is_shown_once_and_revoked(as_admin: Browser):
    page = read(as_admin, reverse("token-issue")).press(label="CMS", role="reporter", scopes=["read", "write"])

    assert page.status == 201
    assert page.response.headers["Cache-Control"] == "no-store"
    secret = re.search(r'value="(onrec_[^"]+)"', page.text)
    assert secret is not None
    token = ApiToken.objects.get()
    shown = as_admin.get(reverse("tokens")).content.decode()
    assert token.prefix in shown
    assert secret[1] not in shown

    read(as_admin, reverse("token-revoke", args=[token.pk])).press(understood="on").follow()
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert "revoked" in as_admin.get(reverse("tokens")).content.decode()


def test_a_token_is_rotated_and_its_successor_shown_once(as_admin: Browser):
    networks = "192.0.2.0/24\n2001:db8::1"
    read(as_admin, reverse("token-issue")).press(
        label="CMS", role="reporter", scopes=["read", "write"], networks=networks
    )
    old = ApiToken.objects.get()
    page = read(as_admin, reverse("token-rotate", args=[old.pk])).press(overlap_hours="168")

    assert page.status == 201
    new = ApiToken.objects.get(replaces=old)
    assert f"onrec_{new.prefix}." in page.text
    assert new.networks == ["192.0.2.0/24", "2001:db8::1/128"]
    shown = as_admin.get(reverse("tokens")).content.decode()
    assert "in the place of" in shown
    assert "192.0.2.0/24, 2001:db8::1/128" in shown


@pytest.mark.parametrize(
    "typed",
    [
        {"label": ""},
        {"networks": "here"},
        {"label": "x" * 121},
        {"role": "editor"},
        {"scopes": ["all"]},
        {"scopes": []},
        {"expires_at": "2026-11-19T12:00"},
        {"expires_at": "never"},
    ],
)
def test_a_bad_token_is_refused_and_leaves_no_trace(as_admin: Browser, snapshot, typed):
    before = snapshot()
    good = {"label": "CMS", "role": "viewer", "scopes": ["read"]}
    page = read(as_admin, reverse("token-issue")).press(**good | typed)

    assert page.status == 422
    assert page.errors
    assert snapshot() == before


def test_tokens_that_ran_out_are_told_apart(as_admin: Browser, admin, now, time_machine):
    issue_token(
        label="Old", role=Role.VIEWER, scopes=[TokenScope.READ], expires_at=now + timedelta(days=1), by=admin, at=now
    )
    time_machine.move_to(now + timedelta(days=2))

    assert "ran out" in as_admin.get(reverse("tokens")).content.decode()


def test_the_settings_are_saved(as_admin: Browser, newsroom):
    read(as_admin, "/newsroom/").send(name="The Night Desk", not_asked_after_hours="12").follow()

    newsroom.refresh_from_db()
    assert (newsroom.name, newsroom.not_asked_after_hours) == ("The Night Desk", 12)


@pytest.mark.parametrize(
    "typed",
    [
        {"name": ""},
        {"name": "x" * 121},
        {"time_zone": "Mars/Olympus"},
        {"time_zone": ""},
        {"language": "tlh"},
        {"not_asked_after_hours": "0"},
        {"not_asked_after_hours": "99999"},
        {"channel_check_holds_hours": "-1"},
    ],
)
def test_bad_settings_are_refused_and_leave_no_trace(as_admin: Browser, newsroom, snapshot, typed):
    before = snapshot()
    page = read(as_admin, "/newsroom/").send(**typed)

    assert page.status == 422
    assert page.errors
    assert snapshot() == before
