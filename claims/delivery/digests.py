"""The weekly digest by mail: claimed by one worker, built, and sent outside any transaction."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from claims.actions.bookkeeping import tick_finished
from claims.actions.digests import (
    claim_deliveries,
    delivery_empty,
    delivery_failed,
    delivery_put_off,
    delivery_sent,
    delivery_uncertain,
    give_up_lost_deliveries,
    keep_contents,
)
from claims.delivery import mail
from claims.delivery._digest_batch import Made, Maker
from claims.delivery.pace import Pace, at_once
from claims.models import DigestDelivery

log = logging.getLogger(__name__)

DIGESTS = "send_digests"
# Few enough that the last of them is sent long before somebody takes its worker for dead.
A_BATCH = 20
# Then the next tick goes on, on whichever worker is free.
LONGEST_TICK = timedelta(minutes=5)
NOT_REACHED = "The mail server could not be reached."


def send_due(*, clock: Callable[[], datetime]) -> int:
    """Make and send every digest that is due, batch by batch. Returns how many went out.

    A mail server that is not there ends the tick, and so does one whose turns others have; what was claimed and not
    sent is tried again later. `clock` tells the time: each batch has its own, however long the one before took.
    """
    begun = now = clock()
    give_up_lost_deliveries(now=now)
    maker, sent = Maker(), 0
    with mail.post() as post:
        while batch := claim_deliveries(now=now, most=at_once(A_BATCH)):
            out, stopped = _send_batch(post, maker, batch, clock)
            sent += out
            now = clock()
            if stopped or now - begun >= LONGEST_TICK:
                break
    tick_finished(name=DIGESTS, at=now)
    return sent


def _send_batch(
    post: mail.Post, maker: Maker, batch: Sequence[DigestDelivery], clock: Callable[[], datetime]
) -> tuple[int, bool]:
    """How many of the batch went out, and whether to stop: the server is away, or others have its next turns."""
    sent, away, pace, put_off = 0, False, Pace(), False
    letters = list(maker.made(batch, now=clock()))
    keep_contents([made.contents for _delivery, made in letters if isinstance(made, Made)])
    for delivery, made in letters:
        if away:
            delivery_failed(delivery=delivery, said=NOT_REACHED, refused=False, at=clock())
            continue
        if isinstance(made, Made) and made.letter is not None and (put_off := put_off or not pace.my_turn()):
            delivery_put_off(delivery=delivery, at=clock())
            continue
        fate = _send(post, delivery, made, clock)
        sent += fate == mail.Fate.ACCEPTED
        away = fate == mail.Fate.UNAVAILABLE
    return sent, away or put_off


def _send(
    post: mail.Post, delivery: DigestDelivery, made: Made | Exception, clock: Callable[[], datetime]
) -> mail.Fate | None:
    """Send one and keep what became of it. One that could not be made keeps no other from going out."""
    if isinstance(made, Exception):
        delivery_failed(delivery=delivery, said=type(made).__name__, refused=True, at=clock())
        return None
    if made.letter is None:
        delivery_empty(delivery=delivery, at=clock())
        return None
    answer = post.send(made.letter)
    if answer.fate == mail.Fate.ACCEPTED:
        delivery_sent(delivery=delivery, at=clock())
    elif answer.fate == mail.Fate.UNCERTAIN:
        delivery_uncertain(delivery=delivery, said=answer.said, at=clock())
    else:
        refused = answer.fate == mail.Fate.REFUSED
        delivery_failed(delivery=delivery, said=answer.said, refused=refused, at=clock())
    return answer.fate
