"""Which parties have a side in an incident; loads what `rules.belligerents` judges, in three queries."""

from collections.abc import Iterable, Mapping

from claims.models.allegation import Allegation
from claims.models.incident import Incident
from claims.models.party import Party, PartyRelation
from claims.rules.allegations import in_force
from claims.rules.belligerents import involvement
from claims.rules.bodies import BELONGS, Bodies
from claims.rules.utterances import Said
from claims.vocabulary import DatePrecision, Involvement, PartyKind, Standing


def involved(incident: Incident, parties: Iterable[Party]) -> Mapping[int, Involvement]:
    """Party id → why it counts as a belligerent, for those of the parties (merges resolved) that do."""
    wanted = {party.pk for party in parties}
    allegations = Allegation.objects.current().filter(claim__incident=incident, claim__standing=Standing.LIVE)
    ends = allegations.values_list("accused_id", "accused__merged_into_id")
    accused = {merged or party for party, merged in ends}
    bodies = Bodies(_belongs(incident))
    above = set().union(wanted, *(bodies.above(party) for party in wanted))
    kinds = {pk: PartyKind(kind) for pk, kind in Party.objects.filter(pk__in=above).values_list("pk", "kind")}
    found = {party: involvement(party, kinds=kinds, accused=accused, bodies=bodies) for party in wanted}
    return {party: why for party, why in found.items() if why is not None}


def _belongs(incident: Incident) -> list[tuple[int, int]]:
    """What was part of what on any day that the incident can have happened; all that ever was, if nobody knows when."""
    days = Said(incident.occurred_on, incident.occurred_at, DatePrecision(incident.occurred_precision)).days()
    rows = PartyRelation.objects.filter(newsroom_id=incident.newsroom_id, kind__in=BELONGS)
    ends = rows.values_list("party_id", "party__merged_into_id", "other_id", "other__merged_into_id", "since", "until")
    return [
        (party_into or party, other_into or other)
        for party, party_into, other, other_into, since, until in ends
        if days is None or in_force(days, since, until)
    ]
