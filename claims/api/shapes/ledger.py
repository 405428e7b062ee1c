"""The entries of an incident's ledger: what was done about its right of reply."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from claims.api.shapes.brief import ByShape, PartyBriefShape, SourceBriefShape, by_of
from claims.models import (
    Attempt,
    ChannelCheck,
    CommentRequest,
    Correction,
    DeadlineExtension,
    Reply,
    ReportedSilence,
    Use,
    UseHandled,
    Waiver,
    WaiverDecision,
)
from claims.models.ledger import Entry, first_deadline
from claims.vocabulary import (
    ActorKind,
    Channel,
    CheckResult,
    CorrectedField,
    DatePrecision,
    LedgerKind,
    Outcome,
    Position,
    Reached,
    ReplyKind,
    SilenceKind,
    Terms,
    UseKind,
    UseOutcome,
)


class PointShape(serializers.Serializer):
    """An allegation, in the words of its claim."""

    allegation = serializers.IntegerField()
    claim = serializers.IntegerField()
    text = serializers.CharField()
    accused = PartyBriefShape()
    role = serializers.CharField()


class AskedShape(serializers.Serializer):
    """What was asked, with the exact text."""

    contact_point = serializers.CharField(help_text="Its address; empty: none was given.")
    nature = serializers.CharField(help_text="What the piece is, as the party was told.")
    text = serializers.CharField()
    language = serializers.CharField()
    allegations = PointShape(many=True)
    questions = serializers.ListField(child=serializers.CharField())
    deadline = serializers.DateTimeField(allow_null=True, help_text="As the request stated it, before any extension.")
    deadline_zone = serializers.CharField()
    withdrawn_reason = serializers.CharField()


class TriedShape(serializers.Serializer):
    channel = serializers.ChoiceField(choices=Channel.choices)
    reached = serializers.ChoiceField(choices=Reached.choices)
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    contact_point = serializers.CharField(help_text="Its address; empty: none was given.")
    note = serializers.CharField()


class ExtendedShape(serializers.Serializer):
    earlier = serializers.DateTimeField()
    earlier_zone = serializers.CharField(help_text="In which the earlier one was stated.")
    deadline = serializers.DateTimeField()
    deadline_zone = serializers.CharField()
    reason = serializers.CharField()


class AnsweredShape(serializers.Serializer):
    allegation = serializers.IntegerField()
    position = serializers.ChoiceField(choices=Position.choices)


class RepliedShape(serializers.Serializer):
    """As it reads with its corrections, which are entries of their own and keep what stood there before."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=ReplyKind.choices)
    speaks_for = PartyBriefShape()
    speaker_label = serializers.CharField(help_text="Empty to those who are not told who spoke.")
    words = serializers.CharField()
    language = serializers.CharField()
    translation = serializers.CharField()
    translated_by = serializers.CharField()
    machine_translated = serializers.BooleanField()
    terms = serializers.ChoiceField(choices=Terms.choices)
    background_as = serializers.CharField()
    corrected = serializers.ListField(child=serializers.ChoiceField(choices=CorrectedField.choices))
    answers = AnsweredShape(many=True)


class CorrectedShape(serializers.Serializer):
    reply = serializers.IntegerField()
    field = serializers.ChoiceField(choices=CorrectedField.choices)
    before = serializers.CharField()
    after = serializers.CharField()
    reason = serializers.CharField()


class LookedShape(serializers.Serializer):
    channels = serializers.CharField()
    result = serializers.ChoiceField(choices=CheckResult.choices)
    source = SourceBriefShape(allow_null=True)
    note = serializers.CharField()


class SilentShape(serializers.Serializer):
    """A source's own claim; it changes no request of ours."""

    kind = serializers.ChoiceField(choices=SilenceKind.choices)
    source = SourceBriefShape()
    wording = serializers.CharField()
    asked_by = PartyBriefShape(allow_null=True)
    allegation = serializers.IntegerField(allow_null=True)
    reported_on = serializers.DateField(allow_null=True)
    reported_precision = serializers.ChoiceField(choices=DatePrecision.choices)


class WaivedShape(serializers.Serializer):
    waiver = serializers.IntegerField()
    about = PointShape()
    reason = serializers.CharField()


class PrintedShape(serializers.Serializer):
    use = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=UseKind.choices)
    claim = serializers.IntegerField(allow_null=True)
    address = serializers.CharField()
    words = serializers.CharField()
    outcome = serializers.ChoiceField(choices=UseOutcome.choices, allow_null=True)
    note = serializers.CharField()


class EntryShape(serializers.Serializer):
    """One thing that was done or is due. Of the last parts at most one is not null: the one that its kind brings."""

    number = serializers.IntegerField(help_text="Counted through the file.")
    kind = serializers.ChoiceField(choices=LedgerKind.choices)
    at = serializers.DateTimeField(help_text="When it happened or is due; of a reported silence perhaps the day alone.")
    ahead = serializers.BooleanField(help_text="Still to come.")
    by = ByShape(allow_null=True, help_text="Null: it comes by itself.")
    recorded_at = serializers.DateTimeField(allow_null=True, help_text="When the database kept it.")
    comment_request = serializers.IntegerField(allow_null=True)
    zone = serializers.CharField(help_text="Of a deadline: in which it was stated.")
    request = AskedShape(allow_null=True)
    attempt = TriedShape(allow_null=True)
    extension = ExtendedShape(allow_null=True)
    reply = RepliedShape(allow_null=True)
    correction = CorrectedShape(allow_null=True)
    check = LookedShape(allow_null=True)
    silence = SilentShape(allow_null=True)
    waiver = WaivedShape(allow_null=True)
    printed = PrintedShape(allow_null=True)


PARTS = ("request", "attempt", "extension", "reply", "correction", "check", "silence", "waiver", "printed")


def entry_data(number: int, entry: Entry) -> dict[str, Any]:
    """The entry as it is sent."""
    change = entry.recorded
    name, part = _part(entry)
    return {
        "number": number,
        "kind": entry.kind,
        "at": entry.at,
        "ahead": entry.ahead,
        "by": _by(entry),
        "recorded_at": change.recorded_at if change else None,
        "comment_request": entry.request.pk if entry.request else None,
        "zone": entry.zone,
        **dict.fromkeys(PARTS),
        **({name: part} if name else {}),
    }


def _by(entry: Entry) -> dict[str, Any] | None:
    change = entry.recorded
    if change is None:
        return by_of(getattr(entry.row, "by_user", None), getattr(entry.row, "by_token", None))
    known = by_of(change.by_user, change.by_token)
    return known or {"kind": ActorKind(change.by_kind), "id": None, "name": change.by_name}


def _part(entry: Entry) -> tuple[str, Any]:
    """The part that the entry brings, by its row. The text of a request comes once it was sent, or with the draft."""
    for model, (name, told) in TOLD.items():
        if isinstance(entry.row, model):
            return name, told(entry.row)
    request = entry.request
    if request is None or entry.row is not request:
        return "", None
    tells = LedgerKind.REQUEST_SENT if request.sent_at else LedgerKind.REQUEST_DRAFTED
    return ("request", _asked(request)) if entry.kind in (tells, LedgerKind.REQUEST_WITHDRAWN) else ("", None)


def _asked(row: CommentRequest) -> dict[str, Any]:
    deadline, zone = first_deadline(row)
    return {
        "contact_point": row.contact_point.address if row.contact_point else "",
        "allegations": [point_data(each.allegation) for each in row.asked.all()],
        "questions": [question.text for question in row.questions.all()],
        "deadline": deadline,
        "deadline_zone": zone,
        **_columns(row, "nature", "text", "language", "withdrawn_reason"),
    }


def point_data(allegation: Any) -> dict[str, Any]:
    """An allegation with its claim and accused loaded."""
    return {
        "allegation": allegation.pk,
        "claim": allegation.claim_id,
        "text": allegation.claim.text,
        "accused": allegation.accused,
        "role": allegation.role_label or allegation.role,
    }


def _tried(row: Attempt) -> dict[str, Any]:
    point = row.contact_point.address if row.contact_point else ""
    return {"contact_point": point, **_columns(row, "channel", "reached", "outcome", "note")}


def _replied(row: Reply) -> dict[str, Any]:
    said = ("id", "kind", "speaks_for", "language", "machine_translated", "corrected")
    texts = {field.value: row.read(field) for field in CorrectedField if field != CorrectedField.SPEAKER_LABEL}
    answers = [{"allegation": each.allegation_id, "position": each.position} for each in row.answers.all()]
    speaker = "" if row.speaker_withheld else row.read(CorrectedField.SPEAKER_LABEL)
    return {"speaker_label": speaker, "answers": answers, **texts, **_columns(row, *said, "terms", "background_as")}


def _silent(row: ReportedSilence) -> dict[str, Any]:
    told = ("kind", "source", "wording", "asked_by", "reported_on", "reported_precision")
    return {"allegation": row.allegation_id, **_columns(row, *told)}


def _waived(row: Waiver) -> dict[str, Any]:
    return {"waiver": row.pk, "about": point_data(row.allegation), "reason": row.reason}


def _printed(row: Use, outcome: str | None = None, note: str = "") -> dict[str, Any]:
    told = _columns(row, "kind", "address", "words")
    return {"use": row.pk, "claim": row.claim_id, "outcome": outcome, "note": note, **told}


def _columns(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


TOLD: dict[type[Any], tuple[str, Any]] = {
    Attempt: ("attempt", _tried),
    DeadlineExtension: (
        "extension",
        lambda row: _columns(row, "earlier", "deadline", "deadline_zone", "reason") | {"earlier_zone": row.zone_before},
    ),
    Reply: ("reply", _replied),
    Correction: (
        "correction",
        lambda row: {"reply": row.reply_id, **_columns(row, "field", "before", "after", "reason")},
    ),
    ChannelCheck: ("check", lambda row: _columns(row, "channels", "result", "source", "note")),
    ReportedSilence: ("silence", _silent),
    Waiver: ("waiver", _waived),
    WaiverDecision: ("waiver", lambda row: {**_waived(row.waiver), "reason": row.reason}),
    Use: ("printed", _printed),
    UseHandled: ("printed", lambda row: _printed(row.use, row.outcome, row.note)),
}
