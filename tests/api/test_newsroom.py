"""The newsroom, its members, invitations and tokens over the API."""

from datetime import timedelta

import pytest
import time_machine

from claims.models import ApiToken
from tests.api.conftest import Caller, refusal
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_the_newsrooms_settings_are_read_by_all_and_changed_by_an_admin(by_viewer, by_admin):
    changed = by_admin.patch("newsroom/", {"not_asked_after_hours": 48, "time_zone": "Africa/Bamako"})

    assert changed.status_code == 200
    shown = by_viewer.get("newsroom/").json()
    assert shown == changed.json()
    assert (shown["slug"], shown["not_asked_after_hours"], shown["time_zone"]) == ("desk", 48, "Africa/Bamako")


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"not_asked_after_hours": 0}, 422, "not_asked_after_hours"),
        ({"not_asked_after_hours": 2**40}, 422, "not_asked_after_hours"),
        ({"channel_check_holds_hours": -1}, 422, "channel_check_holds_hours"),
        ({"time_zone": "Mars"}, 422, "time_zone"),
        ({"slug": "other"}, 400, "slug"),
        ({"name": " "}, 422, "name"),
    ],
)
def test_bad_settings_are_refused(by_admin, snapshot, body, status, field):
    before = snapshot()

    assert list(refusal(by_admin.patch("newsroom/", body), status)[1]) == [field]

    assert snapshot() == before


def test_members_are_known_by_name_and_to_admins_by_address(by_viewer, by_admin, members):
    seen, told = (call.get("members/?active=true").json()["results"] for call in (by_viewer, by_admin))

    assert len(seen) == len(told) == len(members)
    assert {row["email"] for row in seen} == {None}
    assert "admin@desk.example" in {row["email"] for row in told}


def test_an_admin_changes_a_role_and_ends_a_membership(by_admin, by_reporter, members):
    key = members["reporter"].pk

    assert by_admin.patch(f"members/{key}/", {"role": "editor"}).json()["role"] == "editor"
    assert by_admin.post(f"members/{key}/deactivate/").json()["deactivated_at"] == "2026-11-20T13:00:00Z"
    assert refusal(by_reporter.get("me/"), 403)[0] == "no_membership"


def test_the_last_admin_stays(by_admin, members, snapshot):
    before = snapshot()

    refusal(by_admin.post(f"members/{members['admin'].pk}/deactivate/"), 422)
    refusal(by_admin.patch(f"members/{members['admin'].pk}/", {"role": "viewer"}), 422)

    assert snapshot() == before


def test_somebody_is_invited_and_the_secret_is_shown_once(by_admin):
    invited = by_admin.post("invitations/", {"email": "new@desk.example", "role": "reporter"})

    assert invited.status_code == 201
    shown = invited.json()
    assert len(shown.pop("secret")) > 20
    assert by_admin.get("invitations/").json()["results"] == [shown]
    assert refusal(by_admin.post("invitations/", {"email": "not an address", "role": "reporter"}), 422)[1]


def test_a_token_is_issued_used_and_revoked(by_admin, incident):
    issued = by_admin.post("tokens/", {"label": "Wire desk", "role": "reporter", "scopes": ["write"]})
    assert issued.status_code == 201
    call = Caller(token=issued.json()["token"])

    assert call.get("me/").json()["by"] == {"kind": "token", "id": issued.json()["id"], "name": "Wire desk"}
    (listed,) = by_admin.get("tokens/").json()["results"]
    assert "token" not in listed
    assert "digest" not in listed
    assert listed["last_used_at"] == "2026-11-20T13:00:00Z"

    assert by_admin.post(f"tokens/{listed['id']}/revoke/").status_code == 200
    assert refusal(call.get("me/"), 401)[0] == "token_not_valid"


def test_a_token_is_rotated_and_may_come_from_its_networks_alone(by_admin, incident):
    body = {"label": "Wire desk", "role": "reporter", "scopes": ["read"], "networks": ["127.0.0.1", "2001:db8::/32"]}
    old = by_admin.post("tokens/", body).json()
    assert old["networks"] == ["127.0.0.1/32", "2001:db8::/32"]
    rotated = by_admin.post(f"tokens/{old['id']}/rotate/", {"overlap_hours": 1})
    assert rotated.status_code == 201
    new = rotated.json()

    assert (new["replaces"], new["networks"], new["expires_at"]) == (old["id"], old["networks"], None)
    for token in (old["token"], new["token"]):
        assert Caller(token=token).get("me/").status_code == 200
        elsewhere = Caller(token=token, REMOTE_ADDR="203.0.113.7").get("me/")
        assert refusal(elsewhere, 403)[0] == "token_elsewhere"
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        assert refusal(Caller(token=old["token"]).get("me/"), 401)[0] == "token_not_valid"
        assert Caller(token=new["token"]).get("me/").status_code == 200


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"networks": ["192.0.2.1/24"]}, 422, "networks"),
        ({"networks": ["somewhere"]}, 422, "networks"),
        ({"role": "editor"}, 422, "role"),
        ({"scopes": ["everything"]}, 400, "scopes.0"),
        ({"scopes": []}, 422, "scopes"),
        ({"expires_at": "2026-11-20T12:59:59Z"}, 422, "expires_at"),
        ({"label": ""}, 422, "label"),
    ],
)
def test_a_token_has_its_bounds(by_admin, body, status, field):
    whole = {"label": "A tool", "role": "reporter", "scopes": ["read"]} | body

    assert list(refusal(by_admin.post("tokens/", whole), status)[1]) == [field]

    assert not ApiToken.objects.exists()
