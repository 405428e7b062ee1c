"""Checks of a source, what counts separately, and what stands behind a claim: the pages."""

from typing import Any

import pytest

from claims.actions.evidence import add_evidence
from claims.actions.parties import add_party, relate_parties
from claims.actions.sources import add_source, derive_source
from claims.models import Derivation, Evidence, Independence, ProtectedIdentity, Source, SourceCheck
from claims.vocabulary import Basis, Bearing, PartyKind, PartyRelationKind, RootKind, SourceKind
from tests.web.pages import read


@pytest.fixture
def video(reporter, army, now) -> Source:
    return add_source(title="A video from a rooftop", kind=SourceKind.VIDEO, outlet=army, by=reporter, at=now)


@pytest.fixture
def copy(reporter, video, now) -> Source:
    source = add_source(title="Stills in a paper", kind=SourceKind.ARTICLE, by=reporter, at=now)
    derive_source(source=source, origin=video, basis="Credits it.", by=reporter, at=now)
    return source


def supports(claim, source, by, at, **root: Any) -> Evidence:
    fields = {"basis": Basis.EXAMINED_MATERIAL, **root}
    return add_evidence(claim=claim, source=source, bearing=Bearing.SUPPORTS, by=by, at=at, **fields)


def test_a_check_is_recorded_and_shown_wherever_the_source_is_evidence(as_checker, video, a_claim, reporter, now):
    supports(a_claim, video, reporter, now, root_kind=RootKind.SOURCE, root_source=video)
    page = read(as_checker, f"/sources/{video.pk}/check/")
    typed = {"aspect": "authenticity", "verdict": "staged", "how": "The same smoke as in an older one."}
    page = page.press(**typed, established_by="Imagery lab", established_by_kind="research_body").follow()
    assert "Staged" in page.text
    assert "established by Imagery lab" in page.text
    claim = read(as_checker, f"/claims/{a_claim.pk}/")
    assert "verdict-staged" in claim.text
    assert "0 known roots, 1 discredited" in " ".join(claim.text.split())
    place = {"aspect": "place", "place": "The old market", "place_precision": "vicinity", "how": "On foot."}
    page = read(as_checker, f"/sources/{video.pk}/check/").press(**place).follow()
    again = {"aspect": "authenticity", "verdict": "authentic", "how": "The older one was the copy."}
    page = read(as_checker, f"/sources/{video.pk}/check/").press(**again).follow()
    assert "3 checks in all" in page.text
    assert "Vicinity" in page.text
    assert SourceCheck.objects.count() == 3


@pytest.mark.parametrize(
    ("wrong", "marked"),
    [
        ({"verdict": ""}, "verdict"),
        ({"aspect": ""}, "aspect"),
        ({"how": ""}, "how"),
        ({"place": "Here"}, "place"),
        ({"aspect": "time", "verdict": ""}, "taken"),
        ({"latitude": "91"}, "latitude"),
        ({"established_by": "Nobody we know"}, "established_by"),
    ],
)
def test_a_bad_check_is_refused_beside_its_field_and_leaves_no_trace(as_checker, video, snapshot, wrong, marked):
    before = snapshot()
    typed = {"aspect": "authenticity", "verdict": "staged", "how": "Looked.", **wrong}
    page = read(as_checker, f"/sources/{video.pk}/check/").press(**typed)
    assert page.status == 422
    assert f'id="id_{marked}' in page.text
    assert page.errors
    assert snapshot() == before


def test_a_text_is_not_offered_for_checking(as_checker, as_reporter, source, video):
    assert "Record a check" not in read(as_checker, f"/sources/{source.pk}/").text
    assert "Record a check" not in read(as_reporter, f"/sources/{video.pk}/").text
    refused = read(as_checker, f"/sources/{source.pk}/check/").press(
        aspect="time", how="Looked.", taken_on="2026-11-01"
    )
    assert (refused.status, SourceCheck.objects.count()) == (422, 0)


def test_a_source_is_said_to_count_separately_and_it_is_taken_back(as_checker, as_viewer, copy, video):
    assert "counted separately" not in read(as_viewer, f"/sources/{copy.pk}/").text
    page = read(as_checker, f"/sources/{copy.pk}/independent/?of=origin-{video.pk}")
    page = page.press(reason="It had a photographer there.").follow()
    assert "It had a photographer there." in page.text
    assert "It had a photographer there." in read(as_viewer, f"/sources/{copy.pk}/").text
    cut = Independence.objects.get()
    again = read(as_checker, f"/sources/{copy.pk}/independent/").press(of=f"origin-{video.pk}", reason="Twice.")
    assert (again.status, len(again.errors)) == (422, 1)
    page = read(as_checker, f"/independences/{cut.pk}/withdraw/").press(reason="It did not.").follow()
    assert "counted separately:" not in page.text
    assert "took back that two count separately" in page.text


def test_a_source_is_said_to_count_separately_from_its_outlet(as_checker, video, army):
    page = read(as_checker, f"/sources/{video.pk}/independent/").press(of="outlet", reason="A private recording.")
    assert "counted separately from its outlet" in page.follow().text
    cut = Independence.objects.get()
    assert (cut.source, cut.party, cut.origin) == (video, army, None)


def test_two_parties_are_said_to_count_separately(as_checker, army, coalition, reporter, now):
    relate_parties(party=army, kind=PartyRelationKind.FORMERLY, other=coalition, by=reporter, at=now)
    page = read(as_checker, f"/parties/{army.pk}/independent/?other={coalition.pk}").press(reason="They are at war.")
    assert "They are at war." in page.follow().text
    assert "They are at war." in read(as_checker, f"/parties/{coalition.pk}/").text
    unchosen = read(as_checker, f"/parties/{army.pk}/independent/").press(reason="Because.")
    assert unchosen.status == 422


def test_how_a_source_derives_is_chosen_and_shown(as_reporter, source, video):
    page = read(as_reporter, f"/sources/{source.pk}/derive/").press(origin=video.title, kind="analyses").follow()
    assert Derivation.objects.get().kind == "analyses"
    assert "analyses <a" in " ".join(page.text.split())


def test_a_protected_person_is_chosen_as_root_by_pseudonym(as_reporter, a_claim, source, reporter, now):
    nurse = ProtectedIdentity.objects.create(
        newsroom_id=reporter.newsroom_id, pseudonym="The nurse", name="Her name", added_at=now
    )
    typed = {"source": source.title, "bearing": "supports", "root_kind": "protected", "basis": "saw_it"}
    page = read(as_reporter, f"/claims/{a_claim.pk}/evidence/new/")
    assert "Her name" not in page.text
    page = page.press(**typed, root_identity=str(nurse.pk)).follow()
    assert Evidence.objects.get().root_identity == nurse
    assert "The nurse" in page.text
    assert "Her name" not in page.text


def test_what_stands_behind_a_claim_says_why_documents_count_as_one(
    as_viewer, a_claim, source, copy, video, army, reporter, now
):
    other = add_source(title="Harbour blog", kind=SourceKind.POST, by=reporter, at=now)
    garrison = add_party(name="The garrison", kind=PartyKind.STATE_FORCES, by=reporter, at=now)
    relate_parties(party=garrison, kind=PartyRelationKind.PART_OF, other=army, by=reporter, at=now)
    supports(a_claim, video, reporter, now, root_kind=RootKind.SOURCE, root_source=video)
    supports(a_claim, copy, reporter, now, root_kind=RootKind.SOURCE, root_source=copy)
    supports(a_claim, source, reporter, now, root_kind=RootKind.PARTY, root_party=garrison)
    supports(a_claim, other, reporter, now, root_kind=RootKind.UNKNOWN)

    for address in (f"/claims/{a_claim.pk}/", f"/claims/{a_claim.pk}/roots/"):
        text = " ".join(read(as_viewer, address).text.split())
        assert "4 documents, 1 known root, 1 unknown" in text
        assert "“Stills in a paper” carries a copy of “A video from a rooftop”" in text
        assert "“A video from a rooftop” was published by Army of the republic" in text
        assert "The garrison is part of Army of the republic" in text
        assert "3 pieces of evidence" in text
    fragment = as_viewer.get(f"/claims/{a_claim.pk}/roots/", headers={"HX-Request": "true"}).content.decode()
    assert "Harbour blog" in fragment
    assert "<html" not in fragment


def test_who_only_cite_one_another_are_named_once_around(as_viewer, a_claim, source, copy, reporter, now):
    supports(a_claim, source, reporter, now, root_kind=RootKind.SOURCE, root_source=copy)
    supports(a_claim, copy, reporter, now, root_kind=RootKind.SOURCE, root_source=source)

    text = read(as_viewer, f"/claims/{a_claim.pk}/roots/").text
    assert "2 circular" in text
    assert "“Report on the strikes” cites “Stills in a paper” cites “Report on the strikes”" in text
