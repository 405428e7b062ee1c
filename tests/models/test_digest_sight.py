"""Who is told what of a digest: judged when it is told, however long ago it was made."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.actions.incidents import restrict_incident
from claims.actions.named_people import name_person
from claims.actions.numbering import number_changes
from claims.actions.parties import revise_party
from claims.models import Change, ChangePosition, Claim, ProtectedIdentity, Utterance
from claims.models.as_of import as_known_at
from claims.models.digest_needs import needs_of
from claims.models.digest_rows import rows_of
from claims.models.digest_sight import sight, sight_key, sight_keys
from claims.models.digest_window import build_body
from claims.rules.digest_items import Item
from claims.vocabulary import DigestItemKind, Role, Terms
from tests.factories import NOW, actor_of

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=9)


def end() -> int:
    number_changes()
    return ChangePosition.objects.count()


def body_of_all(newsroom):
    return build_body(newsroom.pk, 0, end(), now=LATER)


def seen(newsroom, body, reader):
    return sight(newsroom.pk, body.items, body.tallies, reader)


def test_everybody_reads_what_is_open(full, newsroom, members):
    body = body_of_all(newsroom)
    assert len({item.kind for item in body.items}) >= 6
    for member in members.values():
        told = seen(newsroom, body, actor_of(member))
        assert (told.items, told.tallies, told.withheld) == (list(body.items), list(body.tallies), 0)


def test_an_incident_that_is_restricted_later_vanishes_from_what_was_told(full, newsroom, members, editor, now):
    body = body_of_all(newsroom)
    restrict_incident(incident=full, reason="A source is in danger", by=editor, at=now)
    within = [item for item in body.items if item.incident == full.pk]

    told = seen(newsroom, body, actor_of(members[Role.REPORTER]))
    assert {item.incident for item in told.items} == {item.incident for item in body.items} - {full.pk}
    assert (told.withheld, told.tallies) == (len(within), [])
    # The named person and editors read on.
    for role in (Role.FACT_CHECKER, Role.EDITOR):
        assert seen(newsroom, body, actor_of(members[role])).withheld == 0


@pytest.mark.parametrize(
    "withheld",
    [{"terms": Terms.OFF_THE_RECORD}, {"embargo_until": NOW + timedelta(days=36500)}],
    ids=["off the record", "embargo"],
)
def test_terms_and_embargo_hold_for_everybody_and_for_what_was_told(full, newsroom, an_utterance, members, withheld):
    before = body_of_all(newsroom)
    Utterance.objects.filter(pk=an_utterance.pk).update(**withheld)
    claims = set(Claim.objects.filter(links__utterance=an_utterance).values_list("pk", flat=True))

    for body in (before, body_of_all(newsroom)):
        for member in members.values():
            told = seen(newsroom, body, actor_of(member))
            assert told.withheld
            assert claims.isdisjoint(row for item in told.items for row in [item.rows.get("claim")])
            assert claims.isdisjoint(
                Change.objects.filter(pk__in=[each.change for each in told.tallies], subject_type="claim").values_list(
                    "subject_id", flat=True
                )
            )
    # What is open now is not even kept.
    kinds = {DigestItemKind.ONE_ROOT, DigestItemKind.YET_TO_ANSWER}
    assert not [item for item in body_of_all(newsroom).items if item.kind in kinds]


def test_on_background_nobody_reads_whose_claim_it_is(full, newsroom, an_utterance, a_claim, coalition):
    assert rows_of(newsroom.pk, body_of_all(newsroom).items, end()).claimants_of(a_claim.pk) == [coalition.pk]
    Utterance.objects.filter(pk=an_utterance.pk).update(terms=Terms.ON_BACKGROUND, background_as="an official")

    body = body_of_all(newsroom)
    about = [item for item in body.items if item.rows.get("claim") == a_claim.pk]
    assert about
    assert all(coalition.pk not in item.rows.values() for item in about if item.kind != DigestItemKind.SILENCE_REPORTED)
    assert rows_of(newsroom.pk, body.items, end()).claimants_of(a_claim.pk) == ()


def test_protected_people_are_never_read(full, newsroom):
    body = body_of_all(newsroom)
    assert ProtectedIdentity.objects.exists()
    assert not [name for item in body.items for name in item.rows if "identity" in name]
    assert not [noun for noun, _id in rows_of(newsroom.pk, body.items, end()).values if "identity" in noun]


def test_readers_with_the_same_key_see_the_same(full, newsroom, members, users, editor, now, django_assert_num_queries):
    restrict_incident(incident=full, by=editor, at=now)
    with django_assert_num_queries(1):
        keys = sight_keys(newsroom.pk)
        by_role = {role: keys(actor_of(member)) for role, member in members.items()}
    assert by_role[Role.EDITOR] == by_role[Role.ADMIN] != by_role[Role.FACT_CHECKER]
    assert by_role[Role.REPORTER] == by_role[Role.VIEWER] != by_role[Role.FACT_CHECKER]

    name_person(incident=full, user=users[Role.VIEWER], by=editor, at=now)
    assert sight_key(actor_of(members[Role.VIEWER])) == by_role[Role.FACT_CHECKER]


def test_rows_read_as_the_record_had_them(full, newsroom, army, a_claim, reporter, fact_checker, now):
    items = [Item(DigestItemKind.STATUS_MOVED, full.pk, {"claim": a_claim.pk, "party": army.pk})]
    before = end()
    revise_party(party=army, version=army.version + 1, name="Another name", by=reporter, at=now)
    rows = rows_of(newsroom.pk, items, before)
    assert rows.of("party", army.pk)["name"] == army.name
    assert rows_of(newsroom.pk, items, end()).of("party", army.pk)["name"] == "Another name"
    assert rows.of("incident", full.pk)["title"] == full.title
    assert rows.of("party", 0) == {}


def test_what_was_destroyed_reads_so_in_every_digest(full, newsroom, source):
    items = [Item(DigestItemKind.SILENCE_REPORTED, full.pk, {"source": source.pk})]
    # The fixture redacted the title of the source.
    assert rows_of(newsroom.pk, items, end()).of("source", source.pk)["title"] == "[redacted]"


def test_the_past_is_told_with_the_same_queries(full, newsroom, members, viewer):
    upto = end()
    with as_known_at(newsroom.pk, timezone.now()):
        body = build_body(newsroom.pk, 0, upto, now=LATER)
        told = sight(newsroom.pk, body.items, body.tallies, viewer)
        rows = rows_of(newsroom.pk, told.items, upto)
        assert needs_of(list(members.values()), now=LATER)
    assert body == body_of_all(newsroom)
    assert rows.values == rows_of(newsroom.pk, told.items, upto).values
