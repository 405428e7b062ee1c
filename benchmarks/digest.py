"""One newsroom, 500 changes in the week, 10,000 readers: how long a digest takes, and what grows with the readers."""

from datetime import datetime, timedelta
from resource import RUSAGE_SELF, getrusage
from time import perf_counter

from django.utils import timezone

from benchmarks.data import make_incident, make_reporter
from benchmarks.mail_sink import taking_all
from claims.actions.numbering import number_changes
from claims.delivery._digest_letter import rendered_whole
from claims.delivery.digest_links import links_of
from claims.delivery.digest_making import delivered
from claims.delivery.digest_view import view_of
from claims.delivery.digests import send_due
from claims.models import Change, DigestBlock, DigestDelivery, DigestSubscription, Membership, User
from claims.rules.digests import edition_hour
from claims.vocabulary import DeliveryState, Role

FEW, ALL = 1_000, 10_000
LETTERS = 20


def run() -> None:
    at = timezone.now() - timedelta(days=3)
    by = make_reporter(at, "digest")
    make_incident(by, at, parties=30, questions=10, claims=90)
    number_changes()
    changes = Change.objects.filter(newsroom=by.newsroom_id).count()
    now = edition_hour(timezone.now()) + timedelta(hours=2)
    with taking_all():
        _make_readers(by.newsroom_id, at, now, FEW)
        few, memory = _sent(now), _memory()
        _make_readers(by.newsroom_id, at, now, ALL - FEW, first=FEW)
        rest, grown = _sent(now), _memory() - memory
    sent = DigestDelivery.objects.filter(newsroom=by.newsroom_id, state=DeliveryState.SENT).count()
    blocks = DigestBlock.objects.filter(newsroom=by.newsroom_id).count()
    each = rest / (ALL - FEW)
    print(
        f"digests of {changes:,} changes to {sent:,} readers: {1000 * few / FEW:.1f} ms each for {FEW:,},"
        f" {1000 * each:.1f} ms for the others; common part built {blocks} time(s); {grown} MB more memory"
    )
    fixed = _fixed_letter(by.newsroom_id)
    print(f"a letter of one fixed text laid out by its templates: {1000 * fixed:.1f} ms, ratio {each / fixed:.2f}")


def _sent(now: datetime) -> float:
    """Seconds until nobody is left to write to."""
    start = perf_counter()
    while send_due(clock=lambda: now):
        pass
    return perf_counter() - start


def _memory() -> int:
    return int(getrusage(RUSAGE_SELF).ru_maxrss) // 1024


def _make_readers(newsroom_id: int, at: datetime, now: datetime, many: int, *, first: int = 0) -> None:
    numbers = range(first, first + many)
    users = User.objects.bulk_create(
        [User(email=f"reader-{number}@digest.example", name=f"Reader {number}") for number in numbers], batch_size=1000
    )
    own = {"newsroom_id": newsroom_id}
    members = Membership.objects.bulk_create(
        [Membership(user=user, role=Role.REPORTER, joined_at=at, **own) for user in users], batch_size=1000
    )
    wishes = {"weekday": now.weekday(), "hour": now.hour, "time_zone": "UTC", "language": "en", "start_position": 0}
    DigestSubscription.objects.bulk_create(
        [DigestSubscription(membership=member, due_at=now, **wishes, **own) for member in members], batch_size=1000
    )


def _fixed_letter(newsroom_id: int) -> float:
    """Seconds to lay out and inline the letter of one reader, nothing of it remembered."""
    delivery = DigestDelivery.objects.with_parts().filter(newsroom=newsroom_id).latest("pk")
    told = delivered(delivery, delivery.subscription.membership.reader())
    assert told is not None
    view, links = view_of(told, site="https://bench.example"), links_of(delivery.subscription)
    start = perf_counter()
    for _letter in range(LETTERS):
        rendered_whole(view, links=links, language="en")
    return (perf_counter() - start) / LETTERS
