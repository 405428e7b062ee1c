"""A digest of everything on the record, made row by row: how the clock makes it is tested elsewhere."""

from datetime import datetime, timedelta
from typing import Any

from claims.actions.digests import keep_subscription
from claims.actions.numbering import number_changes
from claims.models import ChangePosition, DigestBlock, DigestDelivery, DigestEdition, DigestSubscription, Membership
from claims.models.digest_window import build_body
from claims.vocabulary import DeliveryState
from tests.factories import NOW, actor_of


def subscribed(member: Membership, *, at: datetime = NOW, **wishes: Any) -> DigestSubscription:
    """Mondays at nine, everything, unless it is said otherwise."""
    given: dict[str, Any] = {"weekday": 0, "hour": 9, "time_zone": "UTC", "language": "en", "everything": True}
    given |= {"incidents": [], "parties": [], "countries": [], "sections_off": []}
    given |= {"even_if_empty": False, "paused_until": None}
    return keep_subscription(membership=member, **(given | wishes), by=actor_of(member), at=at)


def an_edition(newsroom: Any, *, hour: datetime = NOW) -> DigestBlock:
    """What all that is on record comes to."""
    number_changes()
    rows = ChangePosition.objects.filter(newsroom=newsroom).order_by("-position")
    end = rows.values_list("position", flat=True).first() or 0
    edition = DigestEdition.objects.create(newsroom=newsroom, hour=hour, end_position=end, made_at=hour)
    return DigestBlock.objects.create(
        newsroom=newsroom,
        edition=edition,
        start_position=0,
        start_at=hour - timedelta(days=7),
        built_at=hour,
        body=build_body(newsroom.pk, 0, end, now=hour).as_json(),
    )


def delivered(
    subscription: DigestSubscription, block: DigestBlock, state: DeliveryState = DeliveryState.SENT, **columns: Any
) -> DigestDelivery:
    """The edition, to this reader."""
    settled = None if state == DeliveryState.CLAIMED else block.built_at
    return DigestDelivery.objects.create(
        newsroom_id=block.newsroom_id,
        edition_id=block.edition_id,
        subscription=subscription,
        block=block,
        start_position=block.start_position,
        scope={"everything": True, "incidents": [], "parties": [], "countries": []},
        state=state,
        attempts=1,
        claimed_at=block.built_at,
        settled_at=settled,
        **columns,
    )
