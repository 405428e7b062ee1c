"""What is searched for, who finds it, and from when on nobody does."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.actions.claims import revise_claim
from claims.actions.drafts import ClaimDraft
from claims.actions.incidents import open_incident, restrict_incident, revise_incident
from claims.actions.parties import add_party, merge_parties
from claims.actions.protected_identities import protect_identity
from claims.actions.redactions import approve_redaction, propose_redaction
from claims.actions.sources import add_source
from claims.actions.utterances import record_utterance
from claims.models import Claim, Party, Source, Utterance
from claims.models.search import search
from claims.rules.bones import words_of
from claims.vocabulary import Findable, PartyKind, SourceKind, Terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def say(incident, coalition, reporter, now):
    def said(text, where=None, **fields):
        draft = ClaimDraft(incident=where or incident, text=text)
        who = {"by": reporter, "at": now}
        utterance = record_utterance(claimants=[coalition], claims=[draft], **fields, **who)
        return Claim.objects.get(links__utterance=utterance)

    return said


def found(typed, actor, *kinds, **how):
    return [(hit.kind, hit.id) for hit in search(typed, actor=actor, kinds=kinds or tuple(Findable), limit=50, **how)]


def claims(typed, actor):
    by_list = set(Claim.objects.visible_to(actor).matching(typed, actor).values_list("pk", flat=True))
    assert {key for _kind, key in found(typed, actor, Findable.CLAIM)} == by_list
    return by_list


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Drones struck a pharmacy", "pharmacies"),
        ("Drones struck a pharmacy", "strike drone"),
        ("Drones struck a pharmacy", "PHARM"),
        ("Drones struck a pharmacy", '"struck a pharmacy"'),
        ("Drones struck a pharmacy", "pharmacy -school"),
        ("Drones struck a pharmacy", "school or pharmacy"),
        ("Les frappes ont touché l’école", "ecole frappe"),
        ("قُتِل أحد عشر طفلا في الأســواق", "قتل اسواق"),
        ("قُتِل أحد عشر طفلا في الأســواق", "طفل"),
        ("It was ٢١ people 🙂", "21 people"),
        ("It was the one", "the"),
        ("See https://example.org/a-story?x=1", "example.org/a-story"),
    ],
)
def test_a_claim_is_found_by_what_it_says(text, typed, say, reporter):
    claim = say(text)
    say("Nothing of the kind happened anywhere, says a ministry")
    if typed == "the":
        assert claim.pk in claims(typed, reporter)
    elif typed == "strike drone":  # an irregular form is another word
        assert claims("drone", reporter) == {claim.pk}
    else:
        assert claims(typed, reporter) == {claim.pk}


@pytest.mark.parametrize("typed", ["", "  ", "!!!", "'':* & | ! <->", "%_%", "(((", "🙂", "-drones", '""', "\\", "or"])
def test_whatever_is_typed_breaks_nothing_and_finds_nothing(typed, say, reporter):
    say("Drones struck")
    assert claims(typed, reporter) == set()


@pytest.mark.parametrize("typed", ["drones -struck", '"struck drones"', "drones school", "dro school"])
def test_what_is_not_asked_for_is_not_found(typed, say, reporter):
    say("Drones struck")
    assert claims(typed, reporter) == set()


def test_a_claim_is_found_by_what_was_said_in_any_language_and_by_the_translation(say, reporter):
    french = say("One", words="Les écoles ont été frappées", language="fr", translation="Schools have been hit")
    arabic = say("Two", words="قُتل الأطفال في المدارس", language="ar")
    assert claims("école", reporter) == claims("school", reporter) == {french.pk}
    assert claims("المدرسة", reporter) | claims("مدارس", reporter) == {arabic.pk}


def test_every_kind_is_found_in_one_search_the_name_before_the_text(incident, say, reporter, now):
    who = {"by": reporter, "at": now}
    claim = say("They come from Anefif", words="We are in Anefif")
    party = add_party(name="Some body", kind=PartyKind.NGO, aliases=["Council of Anefif"], **who)
    outlet = add_party(name="Radio Anefif", kind=PartyKind.MEDIA, **who)
    source = add_source(title="A report", kind=SourceKind.ARTICLE, outlet=outlet, **who)
    titled = open_incident(title="Anefif", **who)
    told = open_incident(title="Fighting", summary="Around Anefif, on a long Sunday of which little is known", **who)
    hits = found("anéfif", reporter)
    assert set(hits) == {
        (Findable.CLAIM, claim.pk),
        (Findable.PARTY, party.pk),
        (Findable.PARTY, outlet.pk),
        (Findable.SOURCE, source.pk),
        (Findable.INCIDENT, titled.pk),
        (Findable.INCIDENT, told.pk),
    }
    assert hits.index((Findable.INCIDENT, titled.pk)) < hits.index((Findable.INCIDENT, told.pk))
    assert list(Source.objects.visible_to(reporter).matching("anefif")) == [source]
    assert found(titled.reference, reporter) == [(Findable.INCIDENT, titled.pk)]


def test_pages_go_on_where_the_last_ended_whatever_is_written_meanwhile(say, reporter):
    first = [say(f"Anefif {n}") for n in range(5)]
    whole = search("anefif", actor=reporter, limit=50)
    page = search("anefif", actor=reporter, limit=2)
    say("Anefif later")
    rest = search("anefif", actor=reporter, after=page[-1], limit=50)
    gone_on = [*page, *rest]
    assert len(gone_on) == len(set(gone_on))
    assert [hit for hit in gone_on if hit in whole] == whole
    assert {hit.id for hit in whole} == {claim.pk for claim in first}
    assert len(search("anefif", actor=reporter, each=1, limit=50)) == 1


def test_of_what_is_withheld_no_word_is_searched(say, a_claim, viewer, reporter, stranger, now):
    for n, terms in enumerate((Terms.OFF_THE_RECORD, Terms.NOT_FOR_ATTRIBUTION)):
        say(f"Claim {n}", words="Anefif", terms=terms)
    say("Claim 3", words="Anefif", embargo_until=now + timedelta(days=300))
    assert len(claims("anefif", reporter)) == 3
    assert claims("anefif", viewer) == claims("anefif", stranger) == set()
    # Nor is it told apart from nothing by what is found instead.
    near = say("Claim 4", words="Anefiff")
    assert claims("anefif", viewer) == {near.pk}


def test_what_hangs_on_a_restricted_incident_is_found_by_those_who_see_it(say, reporter, viewer, editor, now):
    who = {"by": reporter, "at": now}
    hidden = open_incident(title="Anefif", **who)
    source = add_source(title="From Anefif", kind=SourceKind.ARTICLE, **who)
    say("In Anefif", hidden, words="Anefif!")
    restrict_incident(incident=hidden, by=editor, at=now)
    assert {kind for kind, _key in found("anefif", editor)} == {Findable.INCIDENT, Findable.CLAIM, Findable.SOURCE}
    assert found("anefif", viewer) == [(Findable.SOURCE, source.pk)]  # it occurs nowhere yet


def test_who_is_protected_is_never_found(say, reporter, now):
    witness = protect_identity(pseudonym="Witness 9", name="Realname", contact="Realname", by=reporter, at=now)
    say("Somebody saw it", speaker_identity=witness)
    assert found("Realname", reporter) == []


def test_what_was_changed_or_redacted_is_not_found_from_then_on(say, incident, reporter, editor, admin, now):
    claim = say("They are in Anefif", words="Timetrine is quiet")
    revise_claim(claim=claim, version=claim.version, text="They are elsewhere", by=reporter, at=now)
    revise_incident(incident=incident, version=incident.version, title="Ikadewan", by=reporter, at=now)
    assert found("anefif", reporter) == []
    assert found("timetrine", reporter) == [(Findable.CLAIM, claim.pk)]
    said = Utterance.objects.get(links__claim=claim)
    proposal = propose_redaction(subject=said, field="words", reason="names a witness", by=editor, at=now)
    approve_redaction(redaction=proposal, by=admin, at=now)
    assert found("timetrine", reporter) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT search::text FROM claims_utterance WHERE id = %s", [said.pk])
        assert "tmtrn" not in cursor.fetchone()[0]


def test_the_record_keeps_no_index(say):
    claim = say("They are in Anefif")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM claims_change WHERE after ? 'search' OR after::text LIKE %s", ["%'anefif'%"]
        )
        assert cursor.fetchone() == (0,)
    assert claim.pk


def test_a_merged_party_is_found_as_the_one_that_stands_for_it(army, reporter, editor, now):
    twin = add_party(name="Garde d’Anefif", kind=army.kind, by=reporter, at=now)
    merge_parties(party=twin, into=army, reason="the same", by=editor, at=now)
    assert found("anefif", reporter) == [(Findable.PARTY, army.pk)]


EMOJI = "🙂"
WORDS = ["drone", "strike", "école", "القذافي", "قُتل", "Kidal", "Kidel", "the", "21", "pharmacy", "Tinzaouaten", EMOJI]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(TEXTS, TEXTS, st.sampled_from(list(Terms)[:3:2]), st.booleans()), min_size=1, max_size=4),
    typed=st.sampled_from(WORDS),
)
def test_what_is_found_is_seen_and_every_row_seen_that_holds_the_word_is_found(
    rows, typed, incident, say, viewer, reporter, editor, now
):
    with transaction.atomic():
        hidden = open_incident(title="Hidden", by=reporter, at=now)
        for text, words, terms, restricted in rows:
            say(text, hidden if restricted else incident, words=words, terms=terms)
        restrict_incident(incident=hidden, by=editor, at=now)
        for actor in (viewer, reporter):
            hits = claims(typed, actor)
            seen = Claim.objects.visible_to(actor)
            assert hits <= set(seen.values_list("pk", flat=True))
            assert {claim.pk for claim in seen if typed != EMOJI and stands_in(claim, typed, actor)} <= hits
        transaction.set_rollback(True)


def stands_in(claim, typed, actor):
    told = Utterance.objects.visible_to(actor).filter(links__claim=claim).values_list("words", flat=True)
    return any(set(words_of(typed)) <= set(words_of(text)) for text in [claim.text, *told])


def test_nothing_is_searched_in_another_newsroom(a_claim, army, stranger):
    assert found("army", stranger) == []
    assert not Party.objects.visible_to(stranger).matching("army").exists()
