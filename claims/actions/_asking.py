"""Who may be asked about what: loads in a fixed number of queries what `rules.comment_requests` judges."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q

from claims.actions._references import seen
from claims.models import Allegation, ContactPoint, Party, PartyRelation
from claims.models.answering import resolved
from claims.rules.actor import Actor
from claims.rules.allegations import in_force
from claims.rules.comment_requests import Askable, check_askable, check_contact_point, check_no_repeats
from claims.vocabulary import Channel


def askable(
    allegations: Sequence[Allegation], *, party: Party, incident_id: int, on: date, by: Actor
) -> list[Allegation]:
    """The allegations as they are now, or a refusal of the first that cannot be put to the party (merges resolved)."""
    check_no_repeats([each.pk for each in allegations], field="allegations")
    named = [(f"allegations.{place}", each) for place, each in enumerate(allegations)]
    found = seen(Allegation, named, by, related=["claim", "accused__merged_into"])
    answering = answering_parties(found.values(), on=on)
    for path, allegation in named:
        check_askable(
            askable_of(found[allegation.pk], answering, incident_id),
            party=party.pk,
            party_name=party.name,
            field=path,
        )
    return [found[each.pk] for each in allegations]


def askable_of(allegation: Allegation, answering: dict[int, frozenset[int]], incident_id: int) -> Askable:
    """What the rule needs to know of one allegation (with claim and accused)."""
    accused = resolved(allegation.accused)
    return Askable(
        same_incident=allegation.claim.incident_id == incident_id,
        withdrawn=allegation.withdrawn_at is not None,
        accused=accused.name,
        answering=answering[accused.pk],
    )


def answering_parties(allegations: Iterable[Allegation], *, on: date) -> dict[int, frozenset[int]]:
    """Accused party id → itself and the parties that answer for it on the day; all ids with merges resolved."""
    accused = {resolved(each.accused).pk for each in allegations}
    found: dict[int, set[int]] = defaultdict(set, {party: {party} for party in accused})
    relations = (
        PartyRelation.objects.answering_for()
        .filter(Q(other__in=accused) | Q(other__merged_into__in=accused))
        .values_list("party_id", "party__merged_into_id", "other_id", "other__merged_into_id", "since", "until")
    )
    for party, party_merged, other, other_merged, since, until in relations:
        if in_force((on, on), since, until):
            found[other_merged or other].add(party_merged or party)
    return {party: frozenset(answering) for party, answering in found.items()}


def usable_contact_point(
    contact_point: ContactPoint | None, *, party: Party, by: Actor, channel: Channel | None
) -> None:
    """Refuse a contact point that is unseen, another party's, retired, or of another channel (None: any will do)."""
    if contact_point is None:
        return
    named = [("contact_point", contact_point)]
    point = seen(ContactPoint, named, by, related=["party__merged_into"])[contact_point.pk]
    check_contact_point(
        same_party=resolved(point.party).pk == party.pk,
        retired=point.retired_at is not None,
        channel_fits=channel is None or point.channel == channel,
    )
