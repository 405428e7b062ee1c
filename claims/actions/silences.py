"""What is known of a party's silence. None of it changes the state of a request of ours."""

from datetime import date, datetime

from django.db import transaction

from claims.actions._changes import record_change
from claims.actions._fields import checked
from claims.actions._references import seen, standing_parties
from claims.actions._rows import lock, require_seen
from claims.models import Allegation, ChannelCheck, Incident, Party, ReportedSilence, Source
from claims.rules.actor import Actor
from claims.rules.deadlines import check_happened
from claims.rules.roles import May, require
from claims.rules.silences import check_same_incident
from claims.vocabulary import CheckResult, DatePrecision, SilenceKind, Verb


@transaction.atomic
def record_reported_silence(
    *,
    incident: Incident,
    party: Party,
    source: Source,
    kind: SilenceKind,
    wording: str,
    allegation: Allegation | None = None,
    asked_by: Party | None = None,
    reported_on: date | None = None,
    reported_at: datetime | None = None,
    reported_precision: DatePrecision = DatePrecision.UNKNOWN,
    by: Actor,
    at: datetime,
) -> ReportedSilence:
    """Record a source's own claim that a party did not answer it: its wording; on what and asked by whom, if stated."""
    require(by, May.RECORD)
    incident = lock(incident, by)
    stated = {
        "kind": kind,
        "wording": wording,
        "reported_on": reported_on,
        "reported_at": reported_at,
        "reported_precision": reported_precision,
    }
    values = checked(ReportedSilence, stated, now=at)
    parties = standing_parties([("party", party), ("asked_by", asked_by)], by)
    require_seen([source], by, field="source")
    if allegation is not None:
        about = seen(Allegation, [("allegation", allegation)], by, related=["claim"])[allegation.pk]
        check_same_incident(about.claim.incident_id == incident.pk)
    silence = ReportedSilence(
        newsroom_id=by.newsroom_id,
        incident=incident,
        party=parties[party.pk],
        source=source,
        allegation=allegation,
        asked_by=parties[asked_by.pk] if asked_by else None,
        recorded_at=at,
        **values,
    )
    silence.save(force_insert=True)
    record_change(Verb.SILENCE_REPORTED, silence, by=by, at=at)
    return silence


@transaction.atomic
def record_channel_check(
    *,
    incident: Incident,
    party: Party,
    channels: str,
    result: CheckResult,
    note: str = "",
    source: Source | None = None,
    checked_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> ChannelCheck:
    """Record a look at the party's own channels (now, unless `checked_at` says when): at which, and what was found."""
    require(by, May.RECORD)
    incident = lock(incident, by)
    checked_at = checked_at or at
    values = checked(ChannelCheck, {"channels": channels, "result": result, "note": note}, now=at)
    check_happened(checked_at, now=at, field="checked_at")
    parties = standing_parties([("party", party)], by)
    require_seen([source], by, field="source")
    look = ChannelCheck(
        newsroom_id=by.newsroom_id,
        incident=incident,
        party=parties[party.pk],
        source=source,
        by_user_id=by.user_id,
        at=checked_at,
        **values,
    )
    look.save(force_insert=True)
    record_change(Verb.CHANNELS_CHECKED, look, by=by, at=at)
    return look
