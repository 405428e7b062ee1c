"""Reported silences and channel checks."""

from datetime import timedelta

import pytest

from claims.actions.silences import record_channel_check, record_reported_silence
from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.models import Change, ChannelCheck, ReportedSilence
from claims.models.answering import answer_states
from claims.vocabulary import CheckResult, DatePrecision, SilenceKind, Verb

HOUR = timedelta(hours=1)


@pytest.fixture
def silent(incident, army, source, reporter, now):
    return {
        "incident": incident,
        "party": army,
        "source": source,
        "kind": SilenceKind.YET_TO_COMMENT,
        "wording": "has yet to comment",
        "by": reporter,
        "at": now,
    }


@pytest.fixture
def looking(incident, army, reporter, now):
    return {
        "incident": incident,
        "party": army,
        "channels": "Own site; own page on the social network",
        "result": CheckResult.FOUND_NOTHING,
        "by": reporter,
        "at": now,
    }


def test_a_reported_silence_keeps_wording_source_and_on_what(silent, allegation, coalition, source, now):
    record_reported_silence(
        **silent,
        allegation=allegation,
        asked_by=coalition,
        reported_on=now.date(),
        reported_precision=DatePrecision.DAY,
    )

    silence = ReportedSilence.objects.get()
    assert (silence.wording, silence.source, silence.allegation) == ("has yet to comment", source, allegation)
    assert (silence.asked_by, silence.reported_on) == (coalition, now.date())
    assert Change.objects.about(silence).get().verb == Verb.SILENCE_REPORTED


def test_a_reported_silence_changes_no_state_of_our_own_request(silent, a_request, allegation, now):
    def states():
        return [
            (owed.party, owed.state) for owed in answer_states(a_request.incident, actor=silent["by"], now=now + HOUR)
        ]

    before = states()
    record_reported_silence(**silent | {"kind": SilenceKind.DECLINED, "wording": "declined to comment"})

    a_request.refresh_from_db()
    assert states() == before
    assert a_request.version == 2


@pytest.mark.parametrize(
    ("but", "code", "field"),
    [
        ({"wording": " "}, "required", "wording"),
        ({"wording": "x" * 501}, "too_long", "wording"),
        ({"kind": "shy"}, "unknown_choice", "kind"),
        ({"reported_precision": DatePrecision.DAY}, "date_needed", "reported_on"),
    ],
)
def test_a_silence_without_its_wording_or_date_is_refused(silent, snapshot, but, code, field):
    before = snapshot()

    with pytest.raises(RuleBroken) as refusal:
        record_reported_silence(**silent | but)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert snapshot() == before


def test_a_silence_on_an_allegation_of_another_incident_is_refused(silent, allegation, elsewhere, snapshot):
    before = snapshot()

    with pytest.raises(RuleBroken) as refusal:
        record_reported_silence(**silent | {"incident": elsewhere, "allegation": allegation})
    assert refusal.value.code == "allegation_of_other_incident"
    assert snapshot() == before


def test_a_channel_check_keeps_where_was_looked_when_and_what_was_found(looking, reporter, now):
    record_channel_check(**looking, note="Nothing since Sunday", checked_at=now - HOUR)

    look = ChannelCheck.objects.get()
    assert (look.result, look.at, look.by_user_id) == (CheckResult.FOUND_NOTHING, now - HOUR, reporter.id)
    assert Change.objects.about(look).get().verb == Verb.CHANNELS_CHECKED


@pytest.mark.parametrize(
    ("but", "code", "field"),
    [
        ({"channels": ""}, "required", "channels"),
        ({"result": "found_gold"}, "unknown_choice", "result"),
        ({"note": "<i>x</i>"}, "markup", "note"),
    ],
)
def test_a_look_at_nowhere_is_refused(looking, snapshot, but, code, field):
    before = snapshot()

    with pytest.raises(RuleBroken) as refusal:
        record_channel_check(**looking | but)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert snapshot() == before


def test_nobody_has_looked_tomorrow(looking, now, snapshot):
    before = snapshot()

    with pytest.raises(RuleBroken) as refusal:
        record_channel_check(**looking, checked_at=now + HOUR)
    assert (refusal.value.code, refusal.value.field) == ("not_yet", "checked_at")
    assert snapshot() == before


def test_viewers_and_strangers_record_neither(silent, looking, viewer, stranger, snapshot):
    before = snapshot()

    for action, given in ((record_reported_silence, silent), (record_channel_check, looking)):
        with pytest.raises(NotPermitted):
            action(**given | {"by": viewer})
        with pytest.raises(NotVisible):
            action(**given | {"by": stranger})
    assert snapshot() == before
