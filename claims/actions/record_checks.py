"""Checks of a newsroom's whole record: asked for by an admin, done by the clock. Bookkeeping that leaves no Change."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from claims.actions._rows import lock_newsroom
from claims.models import RecordCheck
from claims.models.asked_check import kept
from claims.models.record_check import check_newsroom, trusted_keys
from claims.rules.actor import Actor
from claims.rules.record_check import Report, check_asked_by_a_person, check_none_under_way
from claims.rules.roles import May, require


class Overtaken(Exception):
    """This worker was taken for dead, and another began anew."""


@transaction.atomic
def ask_record_check(*, by: Actor, at: datetime) -> RecordCheck:
    """Have the newsroom's whole record computed again at the next tick. One check at a time."""
    require(by, May.MANAGE)
    check_asked_by_a_person(by.kind)
    assert by.user_id is not None
    lock_newsroom(by)
    check_none_under_way(RecordCheck.objects.open().filter(newsroom=by.newsroom_id).exists())
    return RecordCheck.objects.create(newsroom_id=by.newsroom_id, asked_by_id=by.user_id, asked_at=at)


def run_record_checks(*, clock: Callable[[], datetime]) -> int:
    """Do the checks that were asked for, one after another, and those whose worker was killed once more from the start.

    Returns how many were done. Whoever comes while another checks has nothing to do, so that however long a record is,
    it keeps one worker from the other ticks and no more. `clock` says the time: a check outlasts any one instant.
    """
    done = 0
    while check := _taken(clock()):
        done += _run(check, clock)
    return done


def _taken(now: datetime) -> RecordCheck | None:
    """The next check, for this worker alone."""
    if RecordCheck.objects.running(now).exists():
        return None
    for check in RecordCheck.objects.due(now).order_by("asked_at", "pk").select_related("newsroom"):
        begun = {"tries": check.tries + 1, "started_at": now, "heartbeat_at": now, "changes_checked": 0}
        if RecordCheck.objects.due(now).filter(pk=check.pk, tries=check.tries).update(**begun):
            check.tries += 1
            return check
    return None


def _run(check: RecordCheck, clock: Callable[[], datetime]) -> bool:
    def reached(checked: int, in_all: int) -> None:
        _keep(check, heartbeat_at=clock(), changes_checked=checked, changes_in_all=in_all)

    try:
        report = check_newsroom(check.newsroom, trusted=trusted_keys(), reached=reached)
        _keep_report(check, report, clock())
    except Overtaken:
        return False
    return True


def _keep_report(check: RecordCheck, report: Report, now: datetime) -> None:
    _keep(
        check,
        heartbeat_at=now,
        changes_checked=report.changes,
        sealed=report.sealed,
        seals=report.seals,
        redacted=report.redacted,
        waiting=report.waiting,
        findings=kept(report.findings),
        done_at=now,
    )


def _keep(check: RecordCheck, **values: object) -> None:
    """Written at once, beside whatever is being read: others see it while the check goes on."""
    if not RecordCheck.objects.open().filter(pk=check.pk, tries=check.tries).update(**values):
        raise Overtaken
