"""A worker killed while the mail server has the digest and has not answered: uncertain, and nobody gets it twice."""

import subprocess
import sys
from datetime import timedelta

import pytest

from claims.actions.digests import send_again
from claims.actions.numbering import number_changes
from claims.models import DigestDelivery
from claims.vocabulary import DeliveryState
from tests.delivery.test_digests import due, monday, subscribe
from tests.delivery.test_digests import send_due as send_at
from tests.processes import mailing

__all__ = ["due", "monday", "subscribe"]

WORK = """
import django
django.setup()
from datetime import datetime
from claims.delivery.digests import send_due
now = datetime.fromisoformat("{now}")
send_due(clock=lambda: now)
"""


@pytest.mark.django_db(transaction=True)
def test_a_killed_workers_digest_is_uncertain_until_an_admin_has_it_sent_again(
    mailroom, subscribe, incident, admin, due, settings
):
    number_changes()
    subscribe()
    mailroom.data["editor@desk.example"] = "hang"
    process = subprocess.Popen([sys.executable, "-c", WORK.format(now=due.isoformat())], env=mailing(settings))
    try:
        assert mailroom.got_all.wait(90)
    finally:
        process.kill()
        process.wait(30)
    assert DigestDelivery.objects.get().state == DeliveryState.CLAIMED
    mailroom.data.clear()

    assert [send_at(due + timedelta(minutes=minutes)) for minutes in (1, 16, 90)] == [0, 0, 0]
    assert DigestDelivery.objects.get().state == DeliveryState.UNCERTAIN
    assert mailroom.letters == []

    send_again(delivery=DigestDelivery.objects.get(), by=admin, at=due + timedelta(hours=2))
    assert [send_at(due + timedelta(hours=2)) for _n in range(2)] == [1, 0]
    assert DigestDelivery.objects.get().state == DeliveryState.SENT
