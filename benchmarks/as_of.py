"""The matrix of a 200-claim incident in an archive of 10,000 claims, as known at an instant, against today's.

Twice: at an instant since which little was recorded, and at one before nearly everything else was.
"""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.archive import make_archive
from benchmarks.data import make_incident, make_reporter
from benchmarks.timing import compare
from claims.actions.numbering import number_changes
from claims.actions.questions import raise_question
from claims.models.as_of import as_known_at
from claims.models.matrix import matrix_of
from claims.vocabulary import QuestionKind


def run() -> None:
    now = timezone.now()
    by = make_reporter(now, slug="archive")
    incident = make_incident(by, now, parties=20, questions=10, claims=200)
    early = timezone.now()
    make_archive(by, now, claims=9_800, carriages=20_000, evidence=20_000)
    late = timezone.now()
    raise_question(incident=incident, kind=QuestionKind.OTHER, text="Raised later?", by=by, at=now)
    number_changes()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    def today() -> None:
        matrix_of(incident, actor=by, now=now)

    def past(instant: datetime) -> Callable[..., None]:
        def read(*watching: Any) -> None:
            with as_known_at(by.newsroom_id, instant), ExitStack() as stack:
                for each in watching:  # it comes after the shadows, and sees what they make of a statement
                    stack.enter_context(connection.execute_wrapper(each))
                matrix_of(incident, actor=by, now=instant)

        return read

    for words, instant in (("a moment ago", late), ("before 98% of the record", early)):
        with CaptureQueriesContext(connection) as captured:
            past(instant)()
        title = f"matrix, 200 of 10,000 claims, as known {words}, {len(captured)} queries"
        compare(f"{title}; reference: today's", past(instant), today)
        compare(f"{title}; reference: the same SQL without Django", past(instant), bare(past(instant)))


def bare(read: Callable[..., None]) -> Callable[[], None]:
    """The statements that `read` sends, shadows and all, sent again as they are."""
    sent: list[tuple[str, Any]] = []

    def keep(execute: Any, statement: str, params: Any, many: bool, context: Any) -> Any:
        sent.append((statement, params))
        return execute(statement, params, many, context)

    read(keep)

    def again() -> None:
        with connection.cursor() as cursor:
            for statement, params in sent:
                cursor.execute(statement, params)
                cursor.fetchall()

    return again
