"""What terms and embargoes withhold is worked out once, in the database, and leaves nothing out."""

from datetime import timedelta

import pytest
from django.db import connection

from claims.models import (
    Allegation,
    Carriage,
    Change,
    Claim,
    ClaimUtterance,
    Evidence,
    Flag,
    ReportedSilence,
    Utterance,
    UtteranceClaimant,
)
from claims.rules.actor import outward
from claims.rules.utterances import may_leave
from claims.vocabulary import Terms
from tests.factories import NOW
from tests.models.conftest import OWNED

pytestmark = pytest.mark.django_db

# Rows that name something withheld where they need not, and are withheld with it all the same.
BESIDES = {"flag", "reportedsilence", "use", "answer"}


def withheld(newsroom_id: int) -> set[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT subject, id FROM claims_withheld(%s) WHERE NOT only_recorded", [newsroom_id])
        return set(cursor.fetchall())


def subjects_in_the_function() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'claims_withheld'")
        (source,) = cursor.fetchone()
    return {model._meta.model_name for model in OWNED if f"SELECT '{model._meta.model_name}'," in source}


@pytest.mark.parametrize("terms", list(Terms))
@pytest.mark.parametrize("embargo", [None, NOW - timedelta(days=1), NOW + timedelta(days=36500)])
def test_the_database_lets_out_what_the_rule_lets_out(terms, embargo):
    with connection.cursor() as cursor:
        cursor.execute("SELECT claims_leaves(%s, %s), now()", [terms, embargo])
        leaves, now = cursor.fetchone()
    assert leaves == may_leave(terms, embargo, now=now)


def test_whatever_must_hang_on_something_withheld_is_withheld_with_it():
    covered = subjects_in_the_function()
    hanging = {
        model._meta.model_name
        for model in OWNED
        for field in model._meta.concrete_fields
        if field.is_relation and not field.null and field.related_model._meta.model_name in covered
    }
    assert hanging - covered == set()
    assert covered >= BESIDES


def test_all_that_hangs_on_words_off_the_record_is_withheld(full, an_utterance, newsroom):
    assert withheld(newsroom.pk) == set()
    Utterance.objects.all().update(terms=Terms.OFF_THE_RECORD)
    gone = withheld(newsroom.pk)
    for model in (Utterance, UtteranceClaimant, Carriage, ClaimUtterance, Claim, Evidence, Allegation):
        name, rows = model._meta.model_name, set(model.objects.values_list("pk", flat=True))
        assert {key for subject, key in gone if subject == name} == rows, name
    must = subjects_in_the_function() - BESIDES - {"reply", "correction", "replyhandled", "usehandled"}
    assert must - {subject for subject, _key in gone} == set()


def test_viewers_and_what_leaves_the_newsroom_are_told_nothing_of_it(full, a_claim, viewer, reporter, editor, admin):
    Utterance.objects.all().update(terms=Terms.NOT_FOR_ATTRIBUTION)
    for actor in (reporter, editor, admin):
        assert Claim.objects.visible_to(actor).contains(a_claim)
        assert not Claim.objects.visible_to(outward(actor)).exists()
    for model in (Claim, Utterance, Allegation):
        assert not model.objects.visible_to(viewer).exists(), model
    # That a request runs past its deadline, or a reply waits, says nothing of what was asked.
    told = Flag.objects.visible_to(viewer)
    for subject in ("allegation", "claim", "use", "waiver"):
        assert not told.filter(**{f"{subject}__isnull": False}).exists(), subject
    assert ReportedSilence.objects.visible_to(viewer).filter(allegation__isnull=False).count() == 0
    held = {"claim", "figure", "allegation", "utterance", "hop", "carriage", "evidence", "assessment", "flag"}
    recorded = Change.objects.visible_to(viewer).filter(subject_type__in=held)
    assert not recorded.exclude(subject_type="flag", subject_id__in=told.values("pk")).exists()
    assert Change.objects.visible_to(reporter).filter(subject_type="claim").exists()


def test_one_open_utterance_is_enough_to_tell_a_claim(full, an_utterance, a_claim, viewer, newsroom):
    again = Utterance.objects.create(newsroom=newsroom, recorded_at=NOW, terms=Terms.OFF_THE_RECORD, words="again")
    ClaimUtterance.objects.create(newsroom=newsroom, claim=a_claim, utterance=again)
    assert Claim.objects.visible_to(viewer).contains(a_claim)
    (told,) = Claim.objects.visible_to(viewer).with_parts(viewer).filter(pk=a_claim.pk)
    assert [link.utterance for link in told.links.all()] == [an_utterance]
    assert not Claim.objects.visible_to(viewer).matching("again", viewer).exists()


def test_on_background_everything_is_told_but_who_it_was(full, an_utterance, a_claim, coalition, viewer, reporter):
    Utterance.objects.filter(pk=an_utterance.pk).update(terms=Terms.ON_BACKGROUND, background_as="an official")
    said = Utterance.objects.visible_to(viewer).with_claimants(viewer).get(pk=an_utterance.pk)
    assert (said.words, list(said.claimants.all()), said.speaker_withheld) == (an_utterance.words, [], True)
    assert not Carriage.objects.visible_to(viewer).filter(utterance=an_utterance).exists()
    assert Claim.objects.visible_to(viewer).contains(a_claim)
    assert not Claim.objects.made_by(coalition, viewer).contains(a_claim)
    assert Claim.objects.made_by(coalition, reporter).contains(a_claim)
    told = Utterance.objects.visible_to(reporter).with_claimants(reporter).get(pk=an_utterance.pk)
    assert (len(told.claimants.all()), told.speaker_withheld) == (1, False)
