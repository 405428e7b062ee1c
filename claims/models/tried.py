"""Where and how a party was tried before: what is proposed for the next try."""

from collections.abc import Sequence

from django.db.models import Q

from claims.models.attempt import Attempt
from claims.models.party import ContactPoint, Party
from claims.rules.actor import Actor
from claims.vocabulary import Channel, Outcome


def tries_at(party: Party, *, actor: Actor) -> list[Attempt]:
    """Every try at the party, in any incident that the actor may see, the latest last."""
    theirs = Q(comment_request__party=party) | Q(comment_request__party__merged_into=party)
    return list(Attempt.objects.visible_to(actor).filter(theirs).select_related("contact_point").order_by("at", "pk"))


def channels_of(tries: Sequence[Attempt]) -> list[tuple[Channel, Outcome]]:
    """The tries as the rule reads them."""
    return [(Channel(each.channel), Outcome(each.outcome)) for each in tries]


def usual_points(tries: Sequence[Attempt], points: Sequence[ContactPoint]) -> dict[Channel, ContactPoint]:
    """By channel, the contact point in use that was tried last, else the first on record."""
    in_use = {point.pk: point for point in points}
    found: dict[Channel, ContactPoint] = {}
    for point in reversed(points):
        found[Channel(point.channel)] = point
    for each in tries:
        if each.contact_point_id in in_use:
            found[Channel(each.channel)] = in_use[each.contact_point_id]
    return found
