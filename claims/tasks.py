"""What Celery beat calls: each task is a name and one call. What is due is read from the database."""

from celery import shared_task
from django.utils import timezone

from claims.actions import clock, numbering, once, record_checks, sealing
from claims.delivery import digests, notices, password_resets, record_heads


@shared_task(name="claims.raise_flags", ignore_result=True)
def raise_flags() -> None:
    clock.run_flags(now=timezone.now())


@shared_task(name="claims.number_changes", ignore_result=True)
def number_changes() -> None:
    numbering.number_changes()


@shared_task(name="claims.send_password_resets", ignore_result=True)
def send_password_resets() -> None:
    password_resets.send_due(now=timezone.now())


@shared_task(name="claims.send_notices", ignore_result=True)
def send_notices() -> None:
    notices.send_due(now=timezone.now())


@shared_task(name="claims.seal_record", ignore_result=True)
def seal_record() -> None:
    sealing.seal_record(now=timezone.now())
    record_heads.write_missing()


@shared_task(name="claims.check_records", ignore_result=True)
def check_records() -> None:
    record_checks.run_record_checks(clock=timezone.now)


@shared_task(name="claims.forget_answers", ignore_result=True)
def forget_answers() -> None:
    once.forget_answers(now=timezone.now())


@shared_task(name="claims.send_digests", ignore_result=True)
def send_digests() -> None:
    digests.send_due(clock=timezone.now)
