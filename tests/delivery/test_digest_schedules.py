"""Whatever happens between ticks, in whatever order: each item is told to each reader once, and none is lost."""

import os
import re
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import chain

import pytest
from django.db import transaction
from django.db.models import QuerySet
from hypothesis import HealthCheck, example, given
from hypothesis import settings as example_settings
from hypothesis import strategies as st

from claims.actions.digests import claim_deliveries, send_again
from claims.actions.incidents import open_incident
from claims.actions.newsrooms import revise_newsroom
from claims.actions.numbering import number_changes
from claims.delivery import mail
from claims.errors import RuleBroken
from claims.models import DigestDelivery, DigestSubscription, Incident
from claims.models.digest_window import changes_between
from claims.vocabulary import DeliveryState, DigestItemKind, Role, Verb
from tests.delivery.test_digests import DAY, HOUR, MINUTE, WEEK, due, monday, send_due, subscribe

__all__ = ["due", "monday", "subscribe"]

pytestmark = pytest.mark.django_db

S = DeliveryState
FULL = os.environ.get("TEST_FULL") == "1"
TOLD = (S.SENT, S.EMPTY, S.UNCERTAIN)
TITLE = re.compile(r"Incident no\. \d\d")
READERS = (Role.EDITOR, Role.VIEWER)

waits = st.sampled_from([6 * MINUTE, HOUR, DAY, WEEK, WEEK, 3 * WEEK])
ticks = st.tuples(st.just("tick"), waits)
answers = st.sampled_from(["550 no", "450 later", "250 OK"])
steps = st.lists(
    st.one_of(
        st.tuples(st.just("news"), st.booleans()),
        ticks,
        ticks,
        ticks,
        st.tuples(st.just("killed"), waits),
        st.tuples(st.just("answer"), st.sampled_from(READERS), answers),
        st.tuples(st.just("drop"), st.sampled_from(READERS), st.booleans()),
        st.tuples(st.just("away"), st.booleans()),
        st.tuples(st.just("switch"), st.booleans()),
        st.tuples(st.just("pause"), st.sampled_from(READERS), st.integers(0, 20)),
        st.tuples(st.just("again"), st.sampled_from(READERS)),
    ),
    min_size=4,
    max_size=16,
)


class Desk:
    """A newsroom with two readers and a mail server, to which things happen."""

    def __init__(self, newsroom, reporter, admin, mailroom, mail_settings, now: datetime) -> None:
        self.newsroom, self.reporter, self.admin, self.now = newsroom, reporter, admin, now
        self.mailroom, self.mail_settings, self.port = mailroom, mail_settings, mail_settings.EMAIL_PORT

    def news(self, numbered: bool) -> None:
        open_incident(title=f"Incident no. {Incident.objects.count():02}", by=self.reporter, at=self.now)
        if numbered:
            number_changes()

    def tick(self, later: timedelta) -> None:
        self.now += later
        send_due(self.now)

    def killed(self, later: timedelta) -> None:
        """A worker claims what is due, and is never heard of again."""
        self.now += later
        claim_deliveries(now=self.now, most=5)

    def answer(self, role: Role, words: str) -> None:
        self.mailroom.rcpt[f"{role}@desk.example"] = words

    def drop(self, role: Role, drops: bool) -> None:
        self.mailroom.data[f"{role}@desk.example"] = "drop" if drops else "250 taken"

    def away(self, away: bool) -> None:
        self.mail_settings.EMAIL_PORT = 1 if away else self.port

    def switch(self, on: bool) -> None:
        revise_newsroom(newsroom=self.newsroom, notices_by_mail=on, by=self.admin, at=self.now)

    def pause(self, role: Role, days: int) -> None:
        until = self.now.date() + timedelta(days=days)
        DigestSubscription.objects.filter(membership__role=role).update(paused_until=until)

    def again(self, role: Role) -> None:
        late = DigestDelivery.objects.filter(subscription__membership__role=role).order_by("-pk").first()
        if late is not None:
            with suppress(RuleBroken):
                send_again(delivery=late, by=self.admin, at=self.now)

    def all_is_well(self) -> None:
        """Until everything is told that will be."""
        self.away(False)
        self.switch(True)
        self.mailroom.rcpt.clear()
        self.mailroom.data.clear()
        DigestSubscription.objects.update(paused_until=None)
        number_changes()
        for _week in range(2):
            self.tick(WEEK)
            self.tick(DAY)


@example_settings(
    max_examples=300 if FULL else 10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(happened=[("news", True), ("answer", Role.EDITOR, "550 no"), ("tick", DAY)])
@given(happened=steps)
def test_whatever_happens_each_item_is_told_once(
    newsroom, reporter, admin, mailroom, subscribe, settings, due, happened
):
    with transaction.atomic():
        mailroom.letters.clear()
        desk = Desk(newsroom, reporter, admin, mailroom, settings, due - DAY)
        for role in READERS:
            subscribe(role)
        for name, *given_to in happened:
            getattr(desk, name)(*given_to)
        desk.all_is_well()
        for role in READERS:
            told = list(_told_to(role))
            _goes_on_without_a_gap(told)
            assert Counter(chain.from_iterable(map(_opened, told))) == Counter(Incident.objects.all())
            for delivery in told:
                assert _letters(delivery, mailroom) == ([_titles(delivery)] if delivery.state == S.SENT else [])
        assert not DigestDelivery.objects.filter(state=S.CLAIMED).exists()
        transaction.set_rollback(True)


def _told_to(role: Role) -> QuerySet[DigestDelivery]:
    rows = DigestDelivery.objects.filter(subscription__membership__role=role, state__in=TOLD)
    return rows.select_related("edition", "block", "subscription__membership__user").order_by("edition__hour")


def _goes_on_without_a_gap(told: list[DigestDelivery]) -> None:
    """Each window begins where the one before ended, and the last one ends where the next will begin."""
    ends = [0, *(each.edition.end_position for each in told)]
    assert [each.start_position for each in told] == ends[:-1]
    assert told[-1].subscription.start_position == ends[-1]


def _opened(told: DigestDelivery) -> list[Incident]:
    """The incidents that were opened within its window. One whose worker was killed has nothing else to go by."""
    within = changes_between(told.newsroom_id, told.start_position, told.edition.end_position)
    opened = within.filter(verb=Verb.INCIDENT_OPENED).values_list("incident_id", flat=True)
    if told.block is not None:
        kept = [each["incident"] for each in told.block.body["items"] if each["kind"] == DigestItemKind.INCIDENT_OPENED]
        assert sorted(kept) == sorted(opened)
    return list(Incident.objects.filter(pk__in=opened))


def _titles(told: DigestDelivery) -> set[str]:
    return {each.title for each in _opened(told)}


def _letters(told: DigestDelivery, mailroom) -> list[set[str]]:
    """The titles in each letter that the mail server took of it: there should be one letter."""
    address = told.subscription.membership.user.email
    key = f"digest:{told.edition_id}:{told.subscription_id}"
    sent = mail.Letter(key, mail.Mailbox(address), "", "", told.claimed_at).message_id
    letters = [letter for letter in mailroom.letters if str(letter["Message-ID"]) == sent]
    assert {str(letter["To"].addresses[0].addr_spec) for letter in letters} <= {address}
    return [set(TITLE.findall(letter.get_body(("plain",)).get_content())) for letter in letters]
