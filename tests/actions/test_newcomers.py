"""Parties, sources and questions named for the first time are added once each, and refused with the path to them."""

import pytest

from claims.actions.drafts import AllegationDraft, CarriageDraft, ClaimDraft, HopDraft
from claims.actions.newcomers import add_newcomers
from claims.errors import NotPermitted, RuleBroken
from claims.models import Party, Question, Source
from claims.vocabulary import AccusedRole, HopActor, PartyKind, QuestionKind, SourceKind


def accusing(incident, *accused: Party) -> ClaimDraft:
    allegations = [AllegationDraft(accused=party, role=AccusedRole.ORDERED) for party in accused]
    return ClaimDraft(incident=incident, text="They ordered it", allegations=allegations)


def test_what_is_known_stays_as_it_is(incident, army, reporter, now, snapshot):
    before = snapshot()
    given = {"claimants": [army], "claims": [accusing(incident, army)], "words": "…", "carriage": None}
    assert add_newcomers(given=given, by=reporter, at=now) == given
    assert snapshot() == before


def test_one_named_twice_is_added_once_and_needs_its_kind_once(incident, reporter, now):
    claims = [accusing(incident, Party(name="Hired men", kind=PartyKind.ARMED_GROUP), Party(name="HIRED MEN"))]
    given = add_newcomers(given={"claims": claims, "claimants": [Party(name="Hired Men")]}, by=reporter, at=now)
    party = Party.objects.get()
    assert given["claimants"] == [party]
    assert [each.accused for each in given["claims"][0].allegations] == [party, party]
    assert party.kind == PartyKind.ARMED_GROUP


def test_a_source_comes_with_its_outlet(reporter, now):
    outlet = Party(name="The Post", kind=PartyKind.MEDIA)
    source = Source(title="Report", kind=SourceKind.ARTICLE, outlet=outlet, url="https://example.org/")
    hop = HopDraft(actor_kind=HopActor.OUTLET, party=Party(name="The Post"))
    given = add_newcomers(given={"carriage": CarriageDraft(source=source, hops=[hop])}, by=reporter, at=now)
    kept = Source.objects.get()
    assert (kept.outlet, kept.url) == (Party.objects.get(), "https://example.org/")
    assert (given["carriage"].source, given["carriage"].hops[0].party) == (kept, kept.outlet)


def test_a_question_is_raised_in_its_incident(incident, reporter, now):
    question = Question(incident=incident, text="Who ordered it?", kind=QuestionKind.RESPONSIBILITY)
    given = add_newcomers(given={"question": question}, by=reporter, at=now)
    assert given["question"] == incident.questions.get()


@pytest.mark.parametrize(
    ("names", "code", "path"),
    [
        ([("Hired men", "")], "newcomer_without_kind", "claims.0.allegations.0.accused.kind"),
        ([("A", "media"), ("a", "court")], "newcomer_of_two_kinds", "claims.0.allegations.1.accused.kind"),
        ([("A", "media"), ("<b>", "court")], "markup", "claims.0.allegations.1.accused.name"),
        ([("A", "media"), ("B", "choir")], "unknown_choice", "claims.0.allegations.1.accused.kind"),
    ],
)
def test_a_refusal_names_the_path_and_leaves_no_trace(incident, reporter, now, snapshot, names, code, path):
    before = snapshot()
    claims = [accusing(incident, *(Party(name=name, kind=kind) for name, kind in names))]
    with pytest.raises(RuleBroken) as refused:
        add_newcomers(given={"claims": claims}, by=reporter, at=now)
    assert (refused.value.code, refused.value.field) == (code, path)
    assert snapshot() == before


def test_a_viewer_adds_nobody(viewer, now, snapshot):
    before = snapshot()
    with pytest.raises(NotPermitted):
        add_newcomers(given={"speaker": Party(name="A", kind=PartyKind.WITNESS)}, by=viewer, at=now)
    assert snapshot() == before
