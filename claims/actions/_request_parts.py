"""The allegations and questions of a draft request: rows of their own, edited as one list each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import models

from claims.actions._changes import record_changes
from claims.actions._edits import change_at_version
from claims.errors import StaleEdit
from claims.models import Change, CommentRequest, RequestedAllegation, RequestedQuestion
from claims.rules.actor import Actor
from claims.rules.comment_requests import check_question_count
from claims.rules.text import clean_text
from claims.vocabulary import Verb

# What a person sees of the parts: allegation ids in ascending order, questions in the order in which they are put.
Parts = dict[str, list[Any]]
LONGEST_QUESTION = 1000


def checked_questions(questions: Sequence[str]) -> list[str]:
    """The questions as they will be stored."""
    check_question_count(len(questions))
    return [
        clean_text(question, field=f"questions.{place}", longest=LONGEST_QUESTION, required=True)
        for place, question in enumerate(questions)
    ]


def parts_of(request: CommentRequest) -> Parts:
    """As they are now."""
    return {
        "allegations": sorted(request.asked.values_list("allegation_id", flat=True)),
        "questions": list(request.questions.values_list("text", flat=True)),
    }


def merged_parts(request: CommentRequest, version: int, mine: Parts) -> Parts:
    """Of `mine`, the lists that are to be written; like `_edits.merged`, with one list for one field."""
    theirs = parts_of(request)
    base = theirs if version == request.version else _parts_at(request, version)
    conflicts = {
        name: (base[name], theirs[name], wanted)
        for name, wanted in mine.items()
        if theirs[name] != base[name] and wanted != base[name] and wanted != theirs[name]
    }
    if conflicts:
        raise StaleEdit(conflicts, request.version)
    return {name: wanted for name, wanted in mine.items() if wanted not in (base[name], theirs[name])}


def write_parts(request: CommentRequest, parts: Parts, verb: Verb, *, by: Actor, at: datetime) -> None:
    """Let the request ask these allegations and questions, of each list given, and no others."""
    if "allegations" in parts:
        wanted = [{"allegation_id": allegation} for allegation in parts["allegations"]]
        _replace(RequestedAllegation, request, wanted, verb, by=by, at=at)
    if "questions" in parts:
        wanted = [{"position": place, "text": text} for place, text in enumerate(parts["questions"], start=1)]
        _replace(RequestedQuestion, request, wanted, verb, by=by, at=at)


def _replace(
    model: type[models.Model],
    request: CommentRequest,
    wanted: list[dict[str, Any]],
    verb: Verb,
    *,
    by: Actor,
    at: datetime,
) -> None:
    manager = model._default_manager
    there = list(manager.filter(comment_request=request).order_by("pk"))
    dropped = [row for row in there if not any(_is(row, content) for content in wanted)]
    added = [
        model(newsroom_id=request.newsroom_id, comment_request=request, **content)
        for content in wanted
        if not any(_is(row, content) for row in there)
    ]
    record_changes(verb, dropped, by=by, at=at, gone=True)
    manager.filter(pk__in=[row.pk for row in dropped]).delete()
    record_changes(verb, manager.bulk_create(added), by=by, at=at)


def _is(row: models.Model, content: dict[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in content.items())


def _parts_at(request: CommentRequest, version: int) -> Parts:
    change = change_at_version(request, version)
    allegations = _recorded(RequestedAllegation, request, before=change)
    questions = _recorded(RequestedQuestion, request, before=change)
    return {
        "allegations": sorted(row["allegation_id"] for row in allegations),
        "questions": [row["text"] for row in sorted(questions, key=lambda row: int(row["position"]))],
    }


def _recorded(model: type[models.Model], request: CommentRequest, *, before: Change) -> list[dict[str, Any]]:
    """As the record keeps them before a Change: parts are recorded before the request whose version they raise."""
    recorded = Change.objects.filter(
        incident=request.incident_id, subject_type=model._meta.model_name, pk__lt=before.pk
    ).order_by("pk")
    present: dict[int, dict[str, Any]] = {}
    for subject, after in recorded.values_list("subject_id", "after"):
        if after is None:
            present.pop(subject, None)
        elif after["comment_request_id"] == request.pk:
            present[subject] = after
    return list(present.values())
