"""Names are found however they are spelt, in Latin letters or not; database and rules take words apart alike."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.actions.incidents import open_incident
from claims.actions.parties import add_party
from claims.models import Incident, Party
from claims.rules.bones import bones_of, folded
from claims.vocabulary import PartyKind

pytestmark = pytest.mark.django_db

# Places and people as the press writes them. Each is to be found by every other of its row.
PLACES = [
    ("Tinzaouaten", "Tinzawatène", "Tin Zaouatine", "Tin-Zaouatène", "Tinzawaten", "تين زواتين"),
    ("Kidal", "Kidel", "كيدال", "كِيدَال"),
    ("Timbuktu", "Tombouctou", "Tinbuktu", "تمبكتو"),
    ("Ménaka", "Menaka", "Minaka", "مينكا"),
    ("Tessalit", "Tesalit", "Tessalite", "تساليت"),
    ("Aguelhok", "Aguelhoc", "Agelhok"),
    ("Azawad", "Azaouad", "Azawād", "أزواد"),
    ("N'Djamena", "Ndjamena", "Njamena"),
    ("Taoudenni", "Taoudenné", "Tawdenni"),
]
PEOPLE = [
    ("Muammar Gaddafi", "Mouammar Kadhafi", "Moammar Qadhafi", "معمر القذافي"),
    ("Mohamed", "Mohammed", "Muhammad", "محمد"),
    ("Khalifa Haftar", "Khalifa Hafter", "خليفة حفتر"),
]


@pytest.mark.parametrize("row", PLACES + PEOPLE, ids=lambda row: row[0])
def test_a_name_is_found_in_all_its_spellings_by_each_of_them(row, reporter, now):
    for name in row:
        open_incident(title=f"Reports from {name}", by=reporter, at=now)
    other = open_incident(title="Elections in the capital", by=reporter, at=now)
    seen = Incident.objects.visible_to(reporter)
    for typed in row:
        assert not seen.filter(pk=other.pk).matching(typed).exists(), typed
        missed = [each for each in seen.exclude(pk=other.pk) if not seen.filter(pk=each.pk).matching(typed)]
        assert missed == [], typed


@pytest.mark.parametrize(("typed", "name"), [("Kidel", "Kidal"), ("Agense Presse Afrika", "Agence Presse Afrique")])
def test_a_party_is_found_by_an_alias_that_is_nearly_what_was_typed(typed, name, reporter, now):
    found = add_party(name="Some body", kind=PartyKind.NGO, aliases=[name], by=reporter, at=now)
    add_party(name="Some other body", kind=PartyKind.NGO, by=reporter, at=now)
    assert list(Party.objects.visible_to(reporter).matching(typed)) == [found]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(alphabet="aeioubcdfghjklmnpqrstvwxyz'- éèçñśāḥقذافيالمهوخغشتىأةـًّ١٢", max_size=40))
def test_the_database_and_the_rule_take_words_apart_alike(words, db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT claims_words(%s), claims_skeleton(claims_words(%s))", [words, words])
        assert cursor.fetchone() == (folded(words), bones_of(words))


def test_letters_that_are_taken_for_one_another_are_so_on_both_sides(db):
    letters = "".join(chr(point) for point in range(0x20, 0x2500) if chr(point).isprintable())
    with connection.cursor() as cursor:
        cursor.execute("SELECT claims_words(%s)", [letters])
        assert cursor.fetchone() == (folded(letters),)
