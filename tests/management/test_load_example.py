"""The example is what one report has, and nothing that real parties did not say."""

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.test import RequestFactory
from django.utils import timezone

from claims.actions.flags import raise_flags
from claims.models import (
    Allegation,
    Answer,
    Change,
    CommentRequest,
    DigestSubscription,
    Flag,
    Incident,
    Membership,
    Newsroom,
    Party,
)
from claims.vocabulary import FlagKind, Role

pytestmark = pytest.mark.django_db

REAL = (
    "CSP-DPA",
    "Mali’s army",
    "Wagner group",
    "Russian defence ministry",
    "Burkina Faso’s government",
    "Tuareg rebels",
)


@pytest.fixture
def loaded(db: None) -> None:
    call_command("load_example", password="correct horse battery", verbosity=0)


def test_loading_twice_changes_nothing(loaded, snapshot):
    before = snapshot()

    call_command("load_example", password="another password", verbosity=0)

    assert snapshot() == before


def test_without_a_password_nobody_can_sign_in_and_nothing_is_loaded(snapshot):
    before = snapshot()

    with pytest.raises(CommandError, match="DEMO_PASSWORD"):
        call_command("load_example", password="", verbosity=0)

    assert snapshot() == before


def test_there_is_one_person_per_role_with_the_password(loaded):
    assert sorted(Membership.objects.values_list("role", flat=True)) == sorted(Role.values)
    request = RequestFactory().post("/")
    user = authenticate(request, username="checker@demo.example", password="correct horse battery")
    assert user is not None


def test_nothing_is_asked_of_or_answered_by_a_real_party(loaded):
    real = Party.objects.filter(name__in=REAL)

    assert real.count() == len(REAL)
    assert not CommentRequest.objects.filter(party__in=real).exists()
    assert not Answer.objects.filter(allegation__accused__in=real).exists()


NOT_IN_THE_EXAMPLE = {
    FlagKind.ONE_ROUTE,
    FlagKind.ALLEGATION_ADDED,
    FlagKind.WAIVER_UNAPPROVED,
    FlagKind.CHECK_OLD,
}


def test_the_loaded_data_hold_no_flags_and_the_clock_raises_some_at_once(loaded):
    assert not Flag.objects.exists()

    raise_flags(now=timezone.now())

    assert set(Flag.objects.values_list("kind", flat=True)) == set(FlagKind.values) - NOT_IN_THE_EXAMPLE
    accused = Flag.objects.filter(incident__title__startswith="Drone").values_list(
        "allegation__accused__name", flat=True
    )
    assert set(accused) == {"Mali’s army", "Wagner group", "Burkina Faso’s government"}


def test_one_utterance_carries_six_claims_and_three_allegations(loaded):
    incident = Incident.objects.get(title__startswith="Drone")
    utterances = {
        link.utterance_id for claim in incident.claims.exclude(hedge="reportedly") for link in claim.links.all()
    }

    assert len(utterances) == 1
    assert incident.claims.exclude(hedge="reportedly").count() == 6
    assert Allegation.objects.filter(claim__incident=incident).count() == 3


def test_the_two_real_incidents_are_related(loaded):
    fighting = Incident.objects.get(title__startswith="Heavy fighting")

    assert [relation.other.title for relation in fighting.relations.all()] == ["Drone strikes on Tinzaouaten"]


def test_the_exercise_says_that_it_is_one(loaded):
    exercise = Incident.objects.get(exercise=True)

    assert exercise.title.startswith("TRAINING EXERCISE")
    assert not exercise.claims.filter(allegations__accused__name__in=REAL).exists()


def test_every_row_is_on_the_record(loaded):
    recorded = set(Change.objects.values_list("subject_type", "subject_id"))
    newsroom = Newsroom.objects.get(slug="demo")

    for model in (Incident, Party, CommentRequest, Allegation, Answer, Membership):
        for row in model.objects.filter(newsroom=newsroom):
            assert (model._meta.model_name, row.pk) in recorded


def test_editor_and_admin_get_the_weekly_digest(loaded):
    subscriptions = DigestSubscription.objects.filter(due_at__isnull=False)

    assert {each.membership.role for each in subscriptions} == {Role.EDITOR, Role.ADMIN}
