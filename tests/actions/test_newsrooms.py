"""Newsrooms: created from the command line, their settings changed by an admin."""

import pytest

from claims.actions.newsrooms import create_newsroom, revise_newsroom
from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.models import Change, Newsroom
from claims.rules.actor import command
from claims.vocabulary import ActorKind, Verb


def test_a_newsroom_is_created_and_is_the_first_thing_on_its_own_record(db, now):
    newsroom = create_newsroom(
        slug="north", name="North", time_zone="Africa/Bamako", language="fr", by=command("create_newsroom"), at=now
    )
    change = Change.objects.get()
    assert (change.newsroom, change.verb, change.by_kind, change.by_name) == (
        newsroom,
        Verb.NEWSROOM_CREATED,
        ActorKind.COMMAND,
        "create_newsroom",
    )
    assert change.after["not_asked_after_hours"] == 24


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"slug": ""}, "required", "slug"),
        ({"slug": "North Desk"}, "bad_slug", "slug"),
        ({"slug": "-north"}, "bad_slug", "slug"),
        ({"slug": "x" * 41}, "too_long", "slug"),
        ({"slug": "desk"}, "slug_taken", "slug"),
        ({"name": ""}, "required", "name"),
        ({"name": "<b>North</b>"}, "markup", "name"),
        ({"time_zone": "Bamako"}, "unknown_zone", "time_zone"),
        ({"time_zone": ""}, "required", "time_zone"),
        ({"language": "xx"}, "unknown_language", "language"),
    ],
)
def test_create_newsroom_refused_leaves_no_trace(newsroom, now, snapshot, fields, code, field):
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        create_newsroom(**{"slug": "north", "name": "North", **fields}, by=command("create_newsroom"), at=now)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert snapshot() == before


def test_no_admin_of_a_newsroom_can_create_another(admin, now, snapshot):
    before = snapshot()
    with pytest.raises(NotPermitted):
        create_newsroom(slug="north", name="North", by=admin, at=now)
    assert snapshot() == before


def test_settings_are_changed_and_on_the_record(newsroom, admin, now, snapshot):
    revise_newsroom(newsroom=newsroom, name="The Night Desk", not_asked_after_hours=48, by=admin, at=now)
    newsroom = Newsroom.objects.get(pk=newsroom.pk)
    assert (newsroom.name, newsroom.not_asked_after_hours, newsroom.time_zone) == ("The Night Desk", 48, "UTC")
    change = Change.objects.get()
    assert (change.verb, change.after["name"]) == (Verb.NEWSROOM_REVISED, "The Night Desk")
    before = snapshot()
    revise_newsroom(newsroom=newsroom, name="The Night Desk", by=admin, at=now)
    assert snapshot() == before


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": ""}, "required"),
        ({"name": "a\x00b"}, "control_character"),
        ({"time_zone": "Bamako"}, "unknown_zone"),
        ({"language": "xx"}, "unknown_language"),
        ({"not_asked_after_hours": 0}, "hours_out_of_range"),
        ({"not_asked_after_hours": -5}, "hours_out_of_range"),
        ({"not_asked_after_hours": 24 * 90 + 1}, "hours_out_of_range"),
        ({"not_asked_after_hours": None}, "required"),
        ({"channel_check_holds_hours": 10**12}, "hours_out_of_range"),
    ],
)
def test_revise_newsroom_refused_leaves_no_trace(newsroom, admin, now, snapshot, fields, code):
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        revise_newsroom(newsroom=newsroom, **fields, by=admin, at=now)
    assert (refusal.value.code, refusal.value.field) == (code, next(iter(fields)))
    assert snapshot() == before


def test_only_its_own_admin_changes_a_newsroom_s_settings(newsroom, editor, stranger, admin, now, snapshot):
    elsewhere = Newsroom.objects.get(pk=stranger.newsroom_id)
    before = snapshot()
    with pytest.raises(NotPermitted):
        revise_newsroom(newsroom=newsroom, name="Mine", by=editor, at=now)
    with pytest.raises(NotVisible):
        revise_newsroom(newsroom=elsewhere, name="Mine", by=admin, at=now)
    assert snapshot() == before
