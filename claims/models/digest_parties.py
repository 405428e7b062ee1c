"""The parties that items speak of without naming them: whose claims they are, and whom these accuse."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import F
from django.db.models.functions import Coalesce

from claims.models._digest_answers import claimants_told
from claims.models.allegation import Allegation
from claims.rules.digest_items import PARTY, Item, noun_of

CLAIM = "claim"


def naming_parties(newsroom_id: int, items: Iterable[Item]) -> list[Item]:
    """The items with those parties among their rows, so that whoever follows one of them reads of it."""
    told = list(items)
    claims = {row for item in told for name, row in item.rows.items() if noun_of(name) == CLAIM}
    parties = claimants_told(newsroom_id, claims)
    for claim, accused in _accused(claims).items():
        parties[claim] = [*parties[claim], *accused]
    return [_naming(item, parties) for item in told]


def _accused(claims: Iterable[int]) -> dict[int, list[int]]:
    current = Allegation.objects.current().filter(claim__in=list(claims)).order_by("pk")
    found: dict[int, list[int]] = defaultdict(list)
    for claim, party in current.values_list("claim_id", Coalesce("accused__merged_into", F("accused"))):
        found[claim].append(party)
    return found


def _naming(item: Item, parties: dict[int, list[int]]) -> Item:
    named = {row for name, row in item.rows.items() if noun_of(name) == PARTY}
    claims = [row for name, row in item.rows.items() if noun_of(name) == CLAIM]
    others = dict.fromkeys(party for claim in claims for party in parties.get(claim, ()) if party not in named)
    if not others:
        return item
    return replace(item, rows={**item.rows, **{f"{PARTY}:{place}": party for place, party in enumerate(others, 1)}})
