"""Sources: added, revised, derived from one another but never in a circle."""

from datetime import date, timedelta

import pytest

from claims.actions.parties import add_party, merge_parties
from claims.actions.sources import add_source, derive_source, revise_source
from claims.errors import NotPermitted, NotVisible, RuleBroken, StaleEdit
from claims.models import Change, Derivation, Source
from claims.vocabulary import DatePrecision, DerivationKind, PartyKind, Reliability, SourceKind, Verb


def add(title, by, at, **fields):
    return add_source(title=title, kind=SourceKind.ARTICLE, by=by, at=at, **fields)


def test_an_added_source_is_on_the_record_with_its_whole_row(army, reporter, now):
    source = add(
        "Report",
        reporter,
        now,
        outlet=army,
        url="https://news.example/1",
        language="fr",
        published_on=date(2026, 11, 15),
        published_at=None,
        published_precision=DatePrecision.DAY,
        reliability=Reliability.B,
        inferred={"published_on": "the day after the Sunday it speaks of"},
    )
    change = Change.objects.about(source).get()
    assert (change.verb, change.source_id) == (Verb.SOURCE_ADDED, source.pk)
    assert change.after.keys() == {field.column for field in Source._meta.concrete_fields}
    assert change.after["outlet_id"] == army.pk


BAD = [
    ({"title": ""}, "required", "title"),
    ({"title": "x" * 301}, "too_long", "title"),
    ({"title": "a\x00b"}, "control_character", "title"),
    ({"title": "<h1>x</h1>"}, "markup", "title"),
    ({"title": "x\u2067"}, "reordering_character", "title"),
    ({"kind": "rumour"}, "unknown_choice", "kind"),
    ({"url": "news.example"}, "bad_address", "url"),
    ({"url": "javascript:alert(1)"}, "bad_address", "url"),
    ({"url": "https://news.example/" + "x" * 2000}, "too_long", "url"),
    ({"language": "French"}, "unknown_language", "language"),
    ({"language": "x" * 13}, "too_long", "language"),
    ({"reliability": "G"}, "unknown_choice", "reliability"),
    ({"author": "x" * 201}, "too_long", "author"),
    ({"note": "x" * 5001}, "too_long", "note"),
    ({"inferred": {"weather": "guess"}}, "unknown_field", "inferred"),
    (
        {
            "published_on": date(2027, 1, 1),
            "published_at": None,
            "published_precision": DatePrecision.DAY,
        },
        "date_in_future",
        "published_on",
    ),
    ({"published_on": None, "published_at": None, "published_precision": "day"}, "date_needed", "published_on"),
    ({"published_precision": "hour"}, "unknown_choice", "published_precision"),
]


@pytest.mark.parametrize(("fields", "code", "field"), BAD)
def test_add_source_refused_leaves_no_trace(reporter, now, snapshot, fields, code, field):
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        add_source(**{"title": "Report", "kind": SourceKind.ARTICLE, **fields}, by=reporter, at=now)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert str(refusal.value)
    assert snapshot() == before


@pytest.mark.parametrize(("fields", "code", "field"), BAD)
def test_revise_source_refused_leaves_no_trace(source, reporter, now, snapshot, fields, code, field):
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        revise_source(source=source, version=1, **fields, by=reporter, at=now)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert snapshot() == before


def test_an_outlet_of_another_newsroom_is_refused_and_leaves_no_trace(source, reporter, stranger, now, snapshot):
    foreign = add_party(name="Elsewhere Daily", kind=PartyKind.MEDIA, by=stranger, at=now)
    before = snapshot()
    for write in (
        lambda: add("Report", reporter, now, outlet=foreign),
        lambda: revise_source(source=source, version=1, outlet=foreign, by=reporter, at=now),
    ):
        with pytest.raises(RuleBroken) as refusal:
            write()
        assert (refusal.value.code, refusal.value.field) == ("unknown_reference", "outlet")
    assert snapshot() == before


def test_of_a_merged_outlet_the_one_that_stands_for_it_is_kept(army, coalition, editor, reporter, now):
    merge_parties(party=army, into=coalition, reason="same", by=editor, at=now)
    assert add("Report", reporter, now, outlet=army).outlet == coalition


def test_edits_of_different_fields_at_once_are_merged(overlapping, source, army, reporter, editor, now):
    overlapping(
        lambda: revise_source(source=source, version=1, outlet=army, by=reporter, at=now),
        lambda: revise_source(source=source, version=1, author="A. Writer", by=editor, at=now),
    )
    source.refresh_from_db()
    assert (source.outlet, source.author, source.version) == (army, "A. Writer", 3)


def test_edits_of_the_same_field_are_given_back_and_keep_theirs(
    source, army, coalition, reporter, editor, now, snapshot
):
    revise_source(source=source, version=1, outlet=army, by=reporter, at=now)
    before = snapshot()
    with pytest.raises(StaleEdit) as stale:
        revise_source(source=source, version=1, outlet=coalition, by=editor, at=now)
    assert stale.value.fields == {"outlet": (None, army.pk, coalition.pk)}
    assert snapshot() == before


def test_inferred_values_are_compared_as_one(source, reporter, editor, now):
    revise_source(source=source, version=1, inferred={"url": "found by search"}, by=reporter, at=now)
    with pytest.raises(StaleEdit):
        revise_source(source=source, version=1, inferred={"author": "by style"}, by=editor, at=now)
    revise_source(source=source, version=2, inferred={"url": "found by search"}, author="A.", by=editor, at=now)
    source.refresh_from_db()
    assert (source.inferred, source.author) == ({"url": "found by search"}, "A.")


def test_a_derivation_said_again_replaces_its_basis(source, reporter, now, snapshot):
    agency = add("Agency", reporter, now)
    derivation = derive_source(source=source, origin=agency, basis="credits it", by=reporter, at=now)
    before = snapshot()
    derive_source(source=source, origin=agency, basis="credits it", by=reporter, at=now)
    assert snapshot() == before
    derive_source(source=source, origin=agency, basis="same words", by=reporter, at=now)
    assert Derivation.objects.get().basis == "same words"
    changes = Change.objects.about(derivation).values_list("verb", "source_id")
    assert list(changes) == [(Verb.SOURCE_DERIVED, source.pk)] * 2


def test_a_source_carries_a_copy_of_another_or_analyses_it(source, reporter, now, snapshot):
    video = add("Video", reporter, now)
    derivation = derive_source(source=source, origin=video, by=reporter, at=now)
    assert derivation.kind == DerivationKind.COPIES
    derive_source(source=source, origin=video, kind=DerivationKind.ANALYSES, by=reporter, at=now)
    derivation.refresh_from_db()
    assert derivation.kind == DerivationKind.ANALYSES
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        derive_source(source=source, origin=video, kind="mocks", by=reporter, at=now)
    assert (refusal.value.code, refusal.value.field) == ("unknown_choice", "kind")
    assert snapshot() == before


def test_a_circle_of_derivations_is_refused_by_name_and_leaves_no_trace(source, reporter, now, snapshot):
    agency, blog = add("Agency", reporter, now), add("Blog", reporter, now)
    derive_source(source=source, origin=agency, by=reporter, at=now)
    derive_source(source=agency, origin=blog, by=reporter, at=now)
    before = snapshot()
    with pytest.raises(RuleBroken) as refusal:
        derive_source(source=blog, origin=source, by=reporter, at=now)
    assert (refusal.value.code, refusal.value.field) == ("derivation_circle", "origin")
    assert "“Blog” → “Report on the strikes” → “Agency” → “Blog”" in str(refusal.value)
    assert snapshot() == before


def test_a_source_may_derive_from_several_that_share_an_origin(source, reporter, now):
    agency, one, two = (add(title, reporter, now) for title in ("Agency", "One", "Two"))
    for derived, origin in ((one, agency), (two, agency), (source, one), (source, two), (source, agency)):
        derive_source(source=derived, origin=origin, by=reporter, at=now)
    assert Derivation.objects.count() == 5


def test_a_derivation_that_cannot_be_is_refused_and_leaves_no_trace(source, reporter, viewer, stranger, now, snapshot):
    foreign = add("Elsewhere", stranger, now)
    agency = add("Agency", reporter, now)
    before = snapshot()
    for fields, code, field in (
        ({"origin": source}, "derives_from_itself", "origin"),
        ({"origin": foreign}, "unknown_reference", "origin"),
        ({"basis": "x" * 1001}, "too_long", "basis"),
        ({"basis": "a\x00b"}, "control_character", "basis"),
    ):
        with pytest.raises(RuleBroken) as refusal:
            derive_source(**{"source": source, "origin": agency, **fields}, by=reporter, at=now)
        assert (refusal.value.code, refusal.value.field) == (code, field)
    with pytest.raises(NotVisible):
        derive_source(source=foreign, origin=agency, by=reporter, at=now)
    with pytest.raises(NotPermitted):
        derive_source(source=source, origin=agency, by=viewer, at=now)
    assert snapshot() == before


def test_two_derivations_at_once_close_no_circle(overlapping, source, reporter, editor, now):
    agency = add("Agency", reporter, now)
    _first, second = overlapping(
        lambda: derive_source(source=source, origin=agency, by=reporter, at=now),
        lambda: derive_source(source=agency, origin=source, by=editor, at=now),
    )
    assert isinstance(second, RuleBroken)
    assert second.code == "derivation_circle"


def test_a_viewer_cannot_add_or_revise_sources_and_leaves_no_trace(source, viewer, now, snapshot):
    before = snapshot()
    with pytest.raises(NotPermitted):
        add("New", viewer, now)
    with pytest.raises(NotPermitted):
        revise_source(source=source, version=1, title="New", by=viewer, at=now)
    assert snapshot() == before


def test_a_date_far_in_the_future_is_refused(reporter, now):
    with pytest.raises(RuleBroken) as refusal:
        add(
            "Report",
            reporter,
            now,
            published_on=None,
            published_at=now + timedelta(days=400_000),
            published_precision=DatePrecision.INSTANT,
        )
    assert refusal.value.code == "date_in_future"
