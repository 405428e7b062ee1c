"""Which parties have a side in an incident: whom they belonged to when it happened."""

from datetime import date

import pytest

from claims.actions.incidents import revise_incident
from claims.actions.parties import add_party, relate_parties
from claims.models.belligerents import involved
from claims.vocabulary import DatePrecision, Involvement, PartyKind, PartyRelationKind

pytestmark = pytest.mark.django_db

HAPPENED = date(2026, 8, 25)


@pytest.mark.parametrize(
    ("dates", "precision", "why"),
    [
        ({}, DatePrecision.DAY, Involvement.BELONGS),
        ({"since": HAPPENED, "until": HAPPENED}, DatePrecision.DAY, Involvement.BELONGS),
        ({"until": date(2026, 8, 24)}, DatePrecision.DAY, None),
        ({"since": date(2026, 8, 26)}, DatePrecision.DAY, None),
        ({"since": date(2026, 8, 26)}, DatePrecision.MONTH, Involvement.BELONGS),
        ({"since": date(2026, 9, 1)}, DatePrecision.MONTH, None),
        ({"until": date(2020, 1, 1)}, DatePrecision.UNKNOWN, Involvement.BELONGS),
    ],
)
def test_a_party_belongs_to_what_it_was_part_of_when_it_happened(incident, army, reporter, now, dates, precision, why):
    office = add_party(name="Press office", kind=PartyKind.MEDIA, by=reporter, at=now)
    kind = PartyRelationKind.PART_OF
    relate_parties(party=office, kind=kind, other=army, basis="Its site says so.", **dates, by=reporter, at=now)
    known = precision != DatePrecision.UNKNOWN
    when = {"occurred_on": HAPPENED if known else None, "occurred_at": None, "occurred_precision": precision}
    incident = revise_incident(incident=incident, version=incident.version, **when, by=reporter, at=now)

    assert involved(incident, [office]) == ({office.pk: why} if why else {})
