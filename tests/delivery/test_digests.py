"""The digest against a real SMTP server: once to whoever wants it, at their hour, and nothing lost or repeated."""

import re
import threading
from datetime import UTC, date, datetime, timedelta
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.db import connection

from claims.actions.clock import run_flags
from claims.actions.digests import (
    claim_deliveries,
    delivery_sent,
    give_up_lost_deliveries,
    keep_subscription,
    send_again,
    unsubscribe,
)
from claims.actions.incidents import open_incident, restrict_incident
from claims.actions.members import deactivate
from claims.actions.newsrooms import revise_newsroom
from claims.actions.numbering import number_changes
from claims.delivery import mail
from claims.delivery.digests import send_due as send
from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.models import DigestBlock, DigestDelivery, DigestEdition, DigestSubscription, MailPace
from claims.rules.actor import Actor
from claims.rules.digests import SPREAD_OVER
from claims.vocabulary import DeliveryState, DigestItemKind, DigestSection, Role
from tests.actions.conftest import a_draft, a_request
from tests.factories import MembershipFactory, UserFactory, actor_of

__all__ = ["a_draft", "a_request"]

pytestmark = pytest.mark.django_db

MINUTE, HOUR, DAY, WEEK = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(days=7)
S = DeliveryState


def send_due(now) -> int:
    return send(clock=lambda: now)


@pytest.fixture
def monday():
    """A Monday noon to come: what a window holds goes by the database's clock, which no test sets."""
    day = datetime.now(tz=UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    return day + timedelta(days=14 - day.weekday())


@pytest.fixture
def subscribe(members, monday):
    """Somebody wants it every Monday at 12:00 UTC, from the beginning of the record."""

    def subscribed(role: Role = Role.EDITOR, at=None, **wishes) -> DigestSubscription:
        member = members[role]
        given = {"weekday": 0, "hour": 12, "time_zone": "UTC", "language": "en"}
        by = {"by": actor_of(member), "at": at or monday - 3 * DAY}
        row = keep_subscription(membership=member, **(given | wishes), **by)
        DigestSubscription.objects.filter(pk=row.pk).update(start_position=0)
        return row

    return subscribed


@pytest.fixture
def due(monday):
    """By then every letter of Monday noon is to go out."""
    return monday + SPREAD_OVER


@pytest.fixture
def news(incident):
    number_changes()
    return incident


def texts(mailroom) -> list[str]:
    return [" ".join(letter.get_body(("plain",)).get_content().split()) for letter in mailroom.letters]


def by_reader(mailroom) -> dict[str, str]:
    whose = [str(letter["To"].addresses[0].addr_spec) for letter in mailroom.letters]
    return dict(zip(whose, texts(mailroom), strict=True))


def kinds(block: DigestBlock) -> list[str]:
    return [item["kind"] for item in block.body["items"]]


def the_delivery() -> DigestDelivery:
    return DigestDelivery.objects.get()


def test_one_letter_in_words_and_in_time(mailroom, subscribe, news, monday, due):
    subscribe()
    assert [send_due(monday - MINUTE), send_due(due), send_due(due), send_due(due + HOUR)] == [0, 1, 0, 0]

    (letter,) = mailroom.letters
    assert str(letter["To"]) == "Editor <editor@desk.example>"
    assert "1 new incident" in str(letter["Subject"])
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/digest/unsubscribe/" in str(letter["List-Unsubscribe"])
    assert letter.get_body(("html",)) is not None
    assert "Drone strikes on a border town" in texts(mailroom)[0]
    delivery = the_delivery()
    assert (delivery.state, delivery.edition.hour) == (S.SENT, monday)
    assert delivery.subscription.start_position == delivery.edition.end_position > 0


def test_every_link_of_the_html_is_in_the_text_and_leads_somewhere(mailroom, subscribe, a_request, users, client, due):
    number_changes()
    subscribe()
    send_due(due)
    (letter,) = mailroom.letters
    text = letter.get_body(("plain",)).get_content()
    links = set(re.findall(r'href="([^"]+)"', letter.get_body(("html",)).get_content()))
    assert len(links) > 5
    assert {unescape(link) for link in links} == set(re.findall(r"https?://\S+", text))

    signed = {link for link in links if "/digest/" in link}
    assert len(signed) == 2
    assert {client.get(urlsplit(link).path, secure=True).status_code for link in signed} == {200}
    assert DigestSubscription.objects.get().due_at is not None
    client.force_login(users[Role.EDITOR], backend="django.contrib.auth.backends.ModelBackend")
    assert {client.get(urlsplit(link).path, secure=True).status_code for link in links} == {200}


def test_a_second_edition_goes_on_where_the_first_ended(mailroom, subscribe, news, reporter, due):
    subscribe()
    send_due(due)
    open_incident(title="Fighting in the hills", by=reporter, at=due)
    number_changes()
    assert send_due(due + WEEK) == 1

    first, second = DigestBlock.objects.order_by("pk")
    assert second.start_position == first.edition.end_position
    assert "Fighting in the hills" in texts(mailroom)[1]
    assert DigestItemKind.INCIDENT_OPENED in kinds(second)
    assert len([item for item in second.body["items"] if item["kind"] == DigestItemKind.INCIDENT_OPENED]) == 1


def test_weeks_that_were_missed_come_in_one(mailroom, subscribe, news, reporter, due):
    subscribe()
    for week in range(3):
        open_incident(title=f"Incident {week}", by=reporter, at=due)
    number_changes()
    assert [send_due(due + 3 * WEEK + HOUR), send_due(due + 3 * WEEK + 2 * HOUR)] == [1, 0]

    assert DigestEdition.objects.count() == 1
    assert all(f"Incident {week}" in texts(mailroom)[0] for week in range(3))


def test_nothing_to_tell_is_kept_and_not_sent_unless_somebody_asked_for_that(mailroom, subscribe, newsroom, due):
    subscribe(Role.EDITOR)
    subscribe(Role.VIEWER, even_if_empty=True)
    assert send_due(due) == 1

    assert str(mailroom.letters[0]["To"].addresses[0].addr_spec) == "viewer@desk.example"
    states = dict(DigestDelivery.objects.values_list("subscription__membership__role", "state"))
    assert states == {Role.EDITOR: S.EMPTY, Role.VIEWER: S.SENT}


def test_readers_of_one_hour_share_an_edition_and_what_it_tells(mailroom, subscribe, news, due):
    for role in (Role.EDITOR, Role.VIEWER, Role.REPORTER):
        subscribe(role)
    assert send_due(due) == 3

    assert DigestEdition.objects.count() == DigestBlock.objects.count() == 1
    assert len({str(letter["Message-ID"]) for letter in mailroom.letters}) == 3


def test_what_needs_a_reader_stands_in_theirs_alone(mailroom, subscribe, a_request, monday, due):
    run_flags(now=monday)
    number_changes()
    subscribe(Role.REPORTER)
    subscribe(Role.VIEWER)
    assert send_due(due) == 2

    said = {
        str(letter["To"].addresses[0].addr_spec): text
        for letter, text in zip(mailroom.letters, texts(mailroom), strict=True)
    }
    assert "What needs you" in said["reporter@desk.example"]
    assert "What needs you" not in said["viewer@desk.example"]
    assert "asked once, by mail" in said["viewer@desk.example"]


def test_what_was_restricted_meanwhile_is_not_in_it(mailroom, subscribe, news, editor, due):
    subscribe(Role.VIEWER, even_if_empty=True)
    restrict_incident(incident=news, by=editor, at=due)
    assert send_due(due) == 1

    assert "Drone strikes" not in str(mailroom.raw[0])
    assert "withheld" in texts(mailroom)[0]


def test_a_section_that_is_off_and_what_is_not_followed_stay_out(mailroom, subscribe, news, reporter, due):
    other = open_incident(title="Fighting in the hills", by=reporter, at=due)
    number_changes()
    subscribe(Role.EDITOR, everything=False, incidents=[other])
    subscribe(Role.VIEWER, sections_off=[DigestSection.CHANGED])
    assert send_due(due) == 1

    assert "Fighting in the hills" in texts(mailroom)[0]
    assert "Drone strikes" not in texts(mailroom)[0]
    assert DigestDelivery.objects.get(state=S.EMPTY).subscription.membership.role == Role.VIEWER


def test_a_pause_loses_nothing(mailroom, subscribe, news, monday, due):
    subscribe(paused_until=monday.date() + DAY)
    assert send_due(due) == 0
    assert not DigestDelivery.objects.exists()
    assert send_due(due + WEEK) == 1
    assert "Drone strikes" in texts(mailroom)[0]


def test_whom_no_mail_goes_to_is_passed_over_and_nothing_counts_as_told(
    mailroom, subscribe, news, newsroom, members, admin, due
):
    subscribe(Role.EDITOR)
    subscribe(Role.VIEWER)
    unsubscribe(subscription=subscribe(Role.REPORTER), at=due)
    revise_newsroom(newsroom=newsroom, notices_by_mail=False, by=admin, at=due)
    assert send_due(due) == 0
    revise_newsroom(newsroom=newsroom, notices_by_mail=True, by=admin, at=due)
    deactivate(membership=members[Role.VIEWER], by=admin, at=due)
    number_changes()
    assert send_due(due + WEEK) == 1

    assert "Drone strikes" in texts(mailroom)[0]


@pytest.mark.parametrize(
    ("answer", "state", "again"),
    [
        ({"rcpt": "550 no such user"}, S.FAILED, DAY),
        ({"rcpt": "450 later"}, S.FAILED, 5 * MINUTE),
        ({"data": "451 later"}, S.FAILED, 5 * MINUTE),
        ({"data": "drop"}, S.UNCERTAIN, None),
    ],
)
def test_what_became_of_it_is_kept_and_the_others_still_go_out(mailroom, subscribe, news, due, answer, state, again):
    subscribe(Role.EDITOR)
    subscribe(Role.VIEWER)
    for step, words in answer.items():
        getattr(mailroom, step)["editor@desk.example"] = words
    assert send_due(due) == 1
    mine = DigestDelivery.objects.get(subscription__membership__role=Role.EDITOR)
    assert (mine.state, mine.retry_at) == (state, again and due + again)
    mailroom.rcpt.clear()
    mailroom.data.clear()

    assert send_due(due + (again or DAY)) == (1 if again else 0)
    mine.refresh_from_db()
    assert mine.state == (S.SENT if again else S.UNCERTAIN)
    assert len(mailroom.letters) == (2 if again else 1)


def test_a_failed_one_gives_its_window_to_the_next_edition(mailroom, subscribe, news, reporter, due):
    subscribe()
    mailroom.rcpt["editor@desk.example"] = "550 no such user"
    send_due(due)
    open_incident(title="Fighting in the hills", by=reporter, at=due)
    number_changes()
    DigestDelivery.objects.update(retry_at=due + 2 * WEEK)
    mailroom.rcpt.clear()
    assert send_due(due + WEEK) == 1

    assert "Drone strikes" in texts(mailroom)[0]
    assert "Fighting in the hills" in texts(mailroom)[0]
    assert send_due(due + 2 * WEEK - HOUR) == 0
    assert list(DigestDelivery.objects.order_by("pk").values_list("state", "retry_at")) == [
        (S.FAILED, None),
        (S.SENT, None),
    ]


def test_a_dead_mail_server_loses_nothing(mailroom, subscribe, news, settings, due):
    for role in (Role.EDITOR, Role.VIEWER, Role.REPORTER):
        subscribe(role)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    assert send_due(due) == 0
    assert set(DigestDelivery.objects.values_list("state", flat=True)) == {S.FAILED}

    settings.EMAIL_PORT = port
    assert send_due(due + 5 * MINUTE) == 3
    assert set(DigestDelivery.objects.values_list("state", flat=True)) == {S.SENT}


def test_those_whose_turn_does_not_come_wait_for_the_next_tick(mailroom, subscribe, news, settings, due):
    for role in (Role.EDITOR, Role.VIEWER, Role.REPORTER):
        subscribe(role)
    settings.EMAIL_LETTERS_PER_MINUTE = 3
    taken = MailPace.objects.create(server=settings.EMAIL_HOST, free_at=datetime.now(tz=UTC) + DAY)
    assert send_due(due) == 0
    assert set(DigestDelivery.objects.values_list("state", "retry_at")) == {(S.FAILED, due)}

    taken.delete()
    settings.EMAIL_LETTERS_PER_MINUTE = 0
    assert [send_due(due + 2 * MINUTE), send_due(due + 4 * MINUTE)] == [3, 0]
    assert len(mailroom.letters) == 3


def test_a_server_that_hangs_leaves_it_uncertain(mailroom, subscribe, news, settings, due):
    subscribe(Role.EDITOR)
    subscribe(Role.VIEWER)
    settings.EMAIL_TIMEOUT = 0.5
    mailroom.data["editor@desk.example"] = "hang"
    assert send_due(due) == 1

    states = dict(DigestDelivery.objects.values_list("subscription__membership__role", "state"))
    assert states == {Role.EDITOR: S.UNCERTAIN, Role.VIEWER: S.SENT}


def test_one_that_was_claimed_and_never_settled_is_uncertain_until_an_admin_has_it_sent_again(
    mailroom, subscribe, news, admin, editor, stranger, due
):
    subscribe()
    (claimed,) = claim_deliveries(now=due, most=5)
    assert [send_due(due + MINUTE), send_due(due + HOUR), send_due(due + DAY)] == [0, 0, 0]
    assert the_delivery().state == S.UNCERTAIN
    for nobody in (editor, stranger):
        with pytest.raises((NotPermitted, NotVisible)):
            send_again(delivery=claimed, by=nobody, at=due + DAY)

    send_again(delivery=claimed, by=admin, at=due + DAY)
    assert [send_due(due + DAY), send_due(due + DAY)] == [1, 0]
    assert the_delivery().state == S.SENT
    with pytest.raises(RuleBroken) as refusal:
        send_again(delivery=claimed, by=admin, at=due + DAY)
    assert refusal.value.code == "not_in_trouble"


def test_sent_again_it_is_the_same_letter(mailroom, subscribe, news, admin, due):
    subscribe()
    mailroom.data["editor@desk.example"] = "drop"
    send_due(due)
    mailroom.data.clear()
    send_again(delivery=the_delivery(), by=admin, at=due + HOUR)
    send_due(due + HOUR)
    send_again_key = str(mailroom.letters[0]["Message-ID"])

    DigestDelivery.objects.update(state=S.UNCERTAIN)
    send_again(delivery=the_delivery(), by=admin, at=due + 2 * HOUR)
    send_due(due + 2 * HOUR)
    assert str(mailroom.letters[1]["Message-ID"]) == send_again_key


def test_a_worker_that_was_given_up_and_comes_back_is_believed(subscribe, news, due):
    subscribe()
    (claimed,) = claim_deliveries(now=due, most=5)
    assert give_up_lost_deliveries(now=due + HOUR) == 1
    DigestDelivery.objects.update(block=None)
    body = DigestBlock.objects.create(
        newsroom=news.newsroom, edition=claimed.edition, start_position=9, start_at=due, built_at=due, body={}
    )
    DigestDelivery.objects.update(block=body)
    delivery_sent(delivery=claimed, at=due + HOUR)

    assert the_delivery().state == S.SENT


def test_one_that_cannot_be_made_keeps_no_other_from_going_out(mailroom, subscribe, news, monday, due):
    broken = subscribe(Role.EDITOR)
    subscribe(Role.VIEWER)
    DigestSubscription.objects.filter(pk=broken.pk).update(start_position=1)
    owned = {"newsroom": news.newsroom}
    edition = DigestEdition.objects.create(hour=monday, end_position=2, made_at=due, **owned)
    unreadable = {"start_position": 1, "start_at": monday, "built_at": due, "body": {"items": "none of ours"}}
    DigestBlock.objects.create(edition=edition, **unreadable, **owned)
    assert send_due(due) == 1

    states = dict(DigestDelivery.objects.values_list("subscription__membership__role", "state"))
    assert states == {Role.EDITOR: S.FAILED, Role.VIEWER: S.SENT}


def test_newsrooms_are_never_mixed(mailroom, subscribe, news, stranger, due):
    theirs = MembershipFactory.create(
        newsroom_id=stranger.newsroom_id, role=Role.EDITOR, user=UserFactory.create(email="other@elsewhere.example")
    )
    subscribe()
    wishes = {"weekday": 0, "hour": 12, "time_zone": "UTC", "language": "en", "even_if_empty": True}
    keep_subscription(membership=theirs, **wishes, by=actor_of(theirs), at=due - DAY)
    open_incident(title="Elsewhere alone", by=stranger, at=due)
    number_changes()
    DigestSubscription.objects.update(start_position=0)
    assert send_due(due) == 2

    said = {
        str(letter["To"].addresses[0].addr_spec): text
        for letter, text in zip(mailroom.letters, texts(mailroom), strict=True)
    }
    assert "Elsewhere alone" in said["other@elsewhere.example"]
    assert "Drone strikes" not in said["other@elsewhere.example"]
    assert "Elsewhere alone" not in said["editor@desk.example"]


@pytest.mark.parametrize(
    ("wishes", "code"),
    [
        ({"weekday": 7}, "no_weekday"),
        ({"hour": 24}, "no_hour"),
        ({"sections_off": list(DigestSection)}, "nothing_left"),
        ({"everything": False}, "follows_nothing"),
        ({"everything": False, "countries": ["XX"]}, "unknown_country"),
        ({"paused_until": date(2020, 1, 1)}, "pause_over"),
        ({"time_zone": "Mars/Olympus"}, "unknown_zone"),
        ({"language": "tlh"}, "unknown_language"),
    ],
)
def test_keep_subscription_refused_leaves_no_trace(subscribe, snapshot, wishes, code):
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        subscribe(**wishes)
    assert refusal.value.code == code
    assert snapshot() == before


def test_nobody_subscribes_another_or_follows_what_they_may_not_see(members, news, editor, viewer, monday, snapshot):
    restrict_incident(incident=news, by=editor, at=monday)
    wishes = {"weekday": 0, "hour": 9, "time_zone": "UTC", "language": "en", "at": monday}
    before = snapshot()
    with pytest.raises(NotVisible):
        keep_subscription(membership=members[Role.VIEWER], **wishes, by=editor)
    with pytest.raises(RuleBroken):
        keep_subscription(membership=members[Role.VIEWER], **wishes, everything=False, incidents=[news], by=viewer)
    assert snapshot() == before


def test_a_token_has_no_digest(members, newsroom, monday):
    tool = Actor("token", newsroom.pk, Role.REPORTER, 1, "tool")
    with pytest.raises(NotVisible):
        keep_subscription(
            membership=members[Role.EDITOR],
            weekday=0,
            hour=9,
            time_zone="UTC",
            language="en",
            by=tool,
            at=monday,
        )


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one_letter_outside_any_transaction(mailroom, subscribe, news, due, monkeypatch):
    for role in (Role.EDITOR, Role.VIEWER, Role.REPORTER):
        subscribe(role)
    together, seen = threading.Barrier(2), []
    kept = mail.Post.send
    monkeypatch.setattr(mail.Post, "send", lambda *given: seen.append(connection.in_atomic_block) or kept(*given))

    def work() -> None:
        try:
            together.wait(20)
            send_due(due)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _n in range(2)]
    for each in workers:
        each.start()
    for each in workers:
        each.join(60)

    assert sorted(str(letter["To"].addresses[0].addr_spec) for letter in mailroom.letters) == [
        "editor@desk.example",
        "reporter@desk.example",
        "viewer@desk.example",
    ]
    assert DigestEdition.objects.count() == DigestBlock.objects.count() == 1
    assert seen == [False] * 3
