"""Parties: the list, a party's page, and the forms that add, revise, merge, relate and give contact points."""

from datetime import timedelta

import pytest
from django.urls import reverse

from claims.actions.comment_requests import draft_comment_request
from claims.actions.drafts import AnswerDraft
from claims.actions.incidents import open_incident, restrict_incident
from claims.actions.parties import add_contact_point, add_party, merge_parties, relate_parties, revise_party
from claims.actions.replies import record_reply
from claims.actions.silences import record_channel_check, record_reported_silence
from claims.models import ContactPoint, Party, PartyRelation
from claims.vocabulary import (
    AnswerState,
    Channel,
    CheckResult,
    PartyKind,
    PartyRelationKind,
    Position,
    ReplyKind,
    SilenceKind,
)
from claims.web import party_record
from tests.web.conftest import Browser
from tests.web.pages import read

pytestmark = pytest.mark.django_db


def page_of(party: Party) -> str:
    return reverse("party", args=[party.pk])


def listed(answer) -> list[str]:
    return [party.name for party in answer.context["page"]]


@pytest.fixture
def ministry(reporter, army, now):
    """The ministry that answers for the army."""
    ministry = add_party(name="Ministry of Defence", kind=PartyKind.MINISTRY, by=reporter, at=now)
    relate_parties(party=ministry, kind=PartyRelationKind.ANSWERS_FOR, other=army, basis="By law", by=reporter, at=now)
    return ministry


def test_the_list_is_searched_by_name_and_alias_and_narrowed(as_viewer: Browser, army, coalition, reporter, now):
    revise_party(party=army, version=1, aliases=["Malian forces"], by=reporter, at=now)

    assert listed(as_viewer.get("/parties/")) == ["Army of the republic", "Northern coalition"]
    assert listed(as_viewer.get("/parties/", {"q": "malian"})) == ["Army of the republic"]
    assert listed(as_viewer.get("/parties/", {"kind": "rebel_coalition"})) == ["Northern coalition"]
    assert listed(as_viewer.get("/parties/", {"country": "ML"})) == ["Army of the republic"]
    assert "No party matches" in as_viewer.get("/parties/", {"q": "nobody"}).content.decode()


@pytest.mark.parametrize("query", [{"q": "\0"}, {"kind": "x"}, {"country": "XX"}, {"page": "x"}])
def test_odd_filters_do_no_harm(as_viewer: Browser, army, query):
    assert as_viewer.get("/parties/", query).status_code == 200


def test_the_list_comes_in_pages_with_as_many_queries_whatever_its_length(
    as_viewer: Browser, reporter, now, django_assert_num_queries, django_assert_max_num_queries
):
    add_party(name="A first", kind=PartyKind.NGO, by=reporter, at=now)
    with django_assert_max_num_queries(15) as few:
        as_viewer.get("/parties/")
    for number in range(30):
        add_party(name=f"Party {number}", kind=PartyKind.NGO, aliases=[f"P{number}"], by=reporter, at=now)
    with django_assert_num_queries(len(few)):
        assert len(listed(as_viewer.get("/parties/"))) == 25


def test_a_party_that_occurs_only_in_a_restricted_incident_is_nowhere(as_reporter: Browser, a_claim, army, editor, now):
    restrict_incident(incident=a_claim.incident, by=editor, at=now)

    assert listed(as_reporter.get("/parties/")) == []
    assert as_reporter.get(page_of(army)).status_code == 404


def test_a_party_is_added_with_its_aliases(as_reporter: Browser):
    page = read(as_reporter, "/parties/new/").send(
        name="Écoute", kind="ngo", country="FR", time_zone="Europe/Paris", aliases="Ecoute\r\n\r\n  استمع  "
    )
    shown = page.follow()

    party = Party.objects.get()
    assert [alias.name for alias in party.aliases.order_by("pk")] == ["Ecoute", "استمع"]
    assert (party.country, party.time_zone) == ("FR", "Europe/Paris")
    assert "استمع" in shown.text


@pytest.mark.parametrize(
    "typed",
    [
        {"name": ""},
        {"name": "x" * 201},
        {"name": "<script>alert(1)</script>"},
        {"name": "Good\u202ename"},
        {"name": "Good\0name"},
        {"kind": ""},
        {"kind": "cabal"},
        {"country": "XX"},
        {"time_zone": "Mars/Olympus"},
        {"aliases": "one\ntwo\n" + "x" * 201},
        {"name": "Army of the republic", "kind": "state_forces", "country": "ML"},
    ],
)
def test_a_bad_party_is_refused_leaves_no_trace_and_keeps_what_was_typed(as_reporter: Browser, army, snapshot, typed):
    before = snapshot()
    good = {"name": "A name", "kind": "ngo", "description": "What was typed already"}
    page = read(as_reporter, "/parties/new/").send(**good | typed)

    assert page.status == 422
    assert page.errors
    assert page.fields["description"] == "What was typed already"
    assert snapshot() == before


def test_markup_in_names_is_shown_as_text(as_viewer: Browser, army, newsroom):
    Party.objects.filter(pk=army.pk).update(name="<b>Army</b>")

    text = as_viewer.get(page_of(army)).content.decode()
    assert "&lt;b&gt;Army&lt;/b&gt;" in text
    assert "<b>Army</b>" not in text


def test_the_page_shows_what_it_says_and_what_is_alleged_against_it(as_viewer: Browser, a_claim, coalition, army):
    assert "at least 21 people killed" in as_viewer.get(page_of(coalition)).content.decode()

    text = as_viewer.get(page_of(army)).content.decode()
    assert "The army killed at least 21 people" in text
    assert "said by" in text
    assert "Not asked" in text


def test_relations_are_told_from_both_ends(as_viewer: Browser, ministry, army):
    assert "answers for" in as_viewer.get(page_of(ministry)).content.decode()

    text = as_viewer.get(page_of(army)).content.decode()
    assert "is answered for by" in text
    assert "By law" in text


def test_who_answers_for_the_accused_sees_the_allegation_on_its_page(as_viewer: Browser, a_claim, ministry):
    text = as_viewer.get(page_of(ministry)).content.decode()

    assert "Alleged against those it answers for" in text
    assert "The army killed at least 21 people" in text


def test_the_page_takes_as_many_queries_whatever_hangs_on_the_party(
    as_editor: Browser,
    army,
    a_request,
    reporter,
    now,
    allegation,
    django_assert_num_queries,
    django_assert_max_num_queries,
):
    address = page_of(army)
    as_editor.get(address)
    with django_assert_max_num_queries(35) as few:
        as_editor.get(address)
    for number in range(8):
        add_contact_point(party=army, channel=Channel.PHONE, address=f"+22320{number:06}", by=reporter, at=now)
        other = add_party(name=f"Party {number}", kind=PartyKind.NGO, by=reporter, at=now)
        relate_parties(party=army, kind=PartyRelationKind.ALLIED_WITH, other=other, by=reporter, at=now)
        draft_comment_request(incident=a_request.incident, party=army, text="Once more", by=reporter, at=now)
    with django_assert_num_queries(len(few)):
        as_editor.get(address)


def test_a_revision_touches_only_what_was_changed(as_reporter: Browser, army, reporter, now):
    page = read(as_reporter, reverse("party-revise", args=[army.pk]))
    revise_party(party=army, version=1, description="A colleague's words", by=reporter, at=now)
    page.send(name="Army of the Republic of Mali", aliases="The army").follow()

    army.refresh_from_db()
    assert (army.name, army.description) == ("Army of the Republic of Mali", "A colleague's words")
    assert [alias.name for alias in army.aliases.all()] == ["The army"]


def test_two_who_change_the_same_field_see_both_and_choose(as_reporter: Browser, army, reporter, now):
    page = read(as_reporter, reverse("party-revise", args=[army.pk]))
    revise_party(party=army, version=1, description="Theirs", by=reporter, at=now)
    stale = page.press(description="Mine", aliases="The army")

    assert stale.status == 409
    assert "Theirs" in stale.text
    assert "Mine" in stale.text
    stale.press(**{"choose:description": "mine"}).follow()
    army.refresh_from_db()
    assert army.description == "Mine"
    assert [alias.name for alias in army.aliases.all()] == ["The army"]


def test_merging_names_what_follows_and_needs_a_reason_and_a_tick(as_editor: Browser, army, coalition, snapshot):
    before = snapshot()
    page = read(as_editor, reverse("party-merge", args=[army.pk]))
    assert "What follows" in page.text
    for typed in (
        {"into": coalition.name, "reason": "", "understood": "on"},
        {"into": coalition.name, "reason": "The same"},
        {"into": "Nobody", "reason": "The same", "understood": "on"},
        {"into": army.name, "reason": "The same", "understood": "on"},
    ):
        assert page.send(**typed).status == 422
    assert snapshot() == before


def test_the_page_of_a_merged_party_leads_to_the_one_that_stands_for_it(as_editor: Browser, army, coalition):
    page = read(as_editor, reverse("party-merge", args=[army.pk]))
    shown = page.press(into=coalition.name, reason="One and the same", understood="on").follow()

    assert shown.address == page_of(coalition)
    assert as_editor.get(page_of(army)).headers["Location"] == page_of(coalition)
    assert as_editor.get(reverse("party-revise", args=[army.pk])).headers["Location"] == page_of(coalition)
    assert listed(as_editor.get("/parties/")) == [coalition.name]
    assert "Army of the republic" in shown.text


def test_reporters_cannot_merge(as_reporter: Browser, army, coalition, snapshot):
    before = snapshot()
    address = reverse("party-merge", args=[army.pk])

    assert as_reporter.get(address).status_code == 403
    assert as_reporter.post(address, {"into": coalition.name, "reason": "x", "understood": "on"}).status_code == 403
    assert snapshot() == before


def test_a_relation_may_name_a_party_that_is_new(as_reporter: Browser, army):
    page = read(as_reporter, reverse("party-relate", args=[army.pk]))
    page.press(kind="part_of", other="Government", other_kind="government", basis="Its constitution").follow()

    relation = PartyRelation.objects.get()
    assert (relation.party, relation.other.name) == (army, "Government")


@pytest.mark.parametrize(
    "typed",
    [
        {"other": "Somebody new"},
        {"other": "Army of the republic"},
        {"since": "2026-05-01", "until": "2026-04-01"},
        {"kind": "enemy_of"},
        {"since": "3026-05-01"},
        {"basis": "x" * 1001},
    ],
)
def test_a_bad_relation_is_refused_and_leaves_no_trace(as_reporter: Browser, army, coalition, snapshot, typed):
    before = snapshot()
    good = {"kind": "allied_with", "other": coalition.name}
    page = read(as_reporter, reverse("party-relate", args=[army.pk])).press(**good | typed)

    assert page.status == 422
    assert page.errors
    assert snapshot() == before


def test_a_contact_point_is_added(as_reporter: Browser, army):
    page = read(as_reporter, reverse("contact-point-add", args=[army.pk]))
    shown = page.press(channel="email", address="press@army.example", label="press office").follow()

    assert ContactPoint.objects.get().party == army
    assert "press@army.example" in shown.text


@pytest.mark.parametrize(
    "typed", [{"channel": "email", "address": "nobody"}, {"channel": "phone", "address": "call me"}, {"channel": "x"}]
)
def test_a_bad_contact_point_is_refused_and_leaves_no_trace(as_reporter: Browser, army, snapshot, typed):
    before = snapshot()
    good = {"channel": "email", "address": "press@army.example"}
    page = read(as_reporter, reverse("contact-point-add", args=[army.pk])).press(**good | typed)

    assert page.status == 422
    assert page.errors
    assert snapshot() == before


@pytest.mark.parametrize("name", ["party", "party-revise", "party-merge", "party-relate", "contact-point-add"])
def test_another_newsrooms_party_is_404(as_stranger: Browser, army, name):
    assert as_stranger.get(reverse(name, args=[army.pk])).status_code == 404


def test_viewers_see_no_button_and_no_form(as_viewer: Browser, army):
    text = as_viewer.get(page_of(army)).content.decode()

    assert "party-revise" not in text
    assert reverse("party-revise", args=[army.pk]) not in text
    assert as_viewer.get(reverse("party-revise", args=[army.pk])).status_code == 403


def test_a_merged_partys_claims_and_allegations_are_the_survivors(
    as_viewer: Browser, a_claim, army, editor, reporter, now
):
    forces = add_party(name="Armed forces", kind=PartyKind.STATE_FORCES, by=reporter, at=now)
    merge_parties(party=army, into=forces, reason="The same", by=editor, at=now)

    assert "The army killed at least 21 people" in as_viewer.get(page_of(forces)).content.decode()


def test_nothing_is_said_of_a_silence_that_nobody_looked_for(
    as_viewer: Browser, allegation, army, source, reporter, now, time_machine
):
    def shown() -> str:
        return as_viewer.get(page_of(army)).content.decode()

    incident = allegation.claim.incident
    assert "no comment recorded by us" in shown()

    look = {"incident": incident, "party": army, "channels": "its website", "result": CheckResult.FOUND_NOTHING}
    record_channel_check(**look, by=reporter, at=now)
    assert "its own channels were checked: no comment found" in shown()
    time_machine.move_to(now + timedelta(hours=49))
    assert "no comment recorded by us" in shown()

    told = {"source": source, "kind": SilenceKind.YET_TO_COMMENT, "wording": "has yet to comment"}
    record_reported_silence(incident=incident, party=army, **told, by=reporter, at=now)
    assert "a source reports that it had not commented" in shown()


def test_the_page_goes_incident_by_incident_the_newest_first(
    as_viewer: Browser, a_request, allegation, army, coalition, source, reporter, now, monkeypatch
):
    answers = [AnswerDraft(allegation=allegation, position=Position.PARTLY)]
    partial = {"kind": ReplyKind.PARTIAL, "words": "Not all of it", "answers": answers}
    record_reply(comment_request=a_request, **partial, by=reporter, at=now)
    later = open_incident(title="A shooting in the capital", by=reporter, at=now + timedelta(minutes=1))
    told = {"source": source, "kind": SilenceKind.DECLINED, "wording": "declined to comment"}
    record_reported_silence(incident=later, party=army, **told, by=reporter, at=now)
    answer = as_viewer.get(page_of(army))
    first, second = answer.context["groups"]

    assert (first.incident, second.incident) == (later, a_request.incident)
    assert [each.wording for each in first.silences] == ["declined to comment"]
    assert first.requests == first.against == []
    assert [(each.state, len(each.request.replies.all())) for each in second.requests] == [(AnswerState.PARTLY, 1)]
    assert "Not all of it" in answer.content.decode()
    assert [group.incident for group in as_viewer.get(page_of(coalition)).context["groups"]] == [a_request.incident]

    monkeypatch.setattr(party_record, "INCIDENTS_SHOWN", 1)
    (only,) = as_viewer.get(page_of(army), {"page": 2}).context["groups"]
    assert only.incident == a_request.incident


def test_a_party_of_which_nothing_is_known_says_so(as_viewer: Browser, army):
    assert "Nothing is on record about this party yet." in as_viewer.get(page_of(army)).content.decode()
