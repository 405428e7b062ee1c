"""Pictures: drawn by the server, told in words, with nothing in them that the table does not have."""

import re
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from claims.actions.drafts import ClaimDraft, FigureDraft
from claims.actions.utterances import record_utterance
from claims.models import Party
from claims.models.ranges import claimed_ranges
from claims.vocabulary import Metric, Population, Qualifier

AT_LEAST_21 = {"qualifier": Qualifier.AT_LEAST, "minimum": 21}


def drawn(incident, actor, language="en") -> str:
    with translation.override(language):
        told = {"ranges": claimed_ranges(incident, actor=actor), "LANGUAGE_BIDI": translation.get_language_bidi()}
        return render_to_string("pictures/ranges.html", told)


def svg_of(page: str) -> ElementTree.Element:
    (found,) = re.findall(r'<svg class="dumbbells".*</svg>(?=\s*<figcaption)', page, re.DOTALL)
    return ElementTree.fromstring(found)


@pytest.fixture
def say(question, reporter, now):
    def saying(party: Party, **figure):
        claim = ClaimDraft(
            incident=question.incident,
            question=question,
            text="It was so many",
            figures=[FigureDraft(metric=Metric.KILLED, **figure)],
        )
        return record_utterance(claimants=[party], claims=[claim], by=reporter, at=now)

    return saying


@pytest.mark.django_db
def test_an_end_is_closed_by_a_dot_and_left_open_by_an_arrow(say, coalition, incident, viewer):
    say(coalition, **AT_LEAST_21)
    picture = svg_of(drawn(incident, viewer))
    circles = [each.get("cx") for each in picture.iter("circle")]
    arrows = [each.get("class") for each in picture.iter("path")]
    assert (len(circles), len(arrows)) == (1, 1)
    words = ["".join(each.itertext()) for each in picture.iter("text")]
    assert [each.split(" · ")[0] for each in words if " · " in each] == ["21", "21 or more"]
    assert all(f"\u2068{coalition.name[:20]}" in each for each in words if " · " in each)
    assert "People killed" in words
    assert "lowest 21" in picture.findtext("desc")


@pytest.mark.django_db
def test_where_nobody_names_a_number_nothing_is_drawn(say, coalition, incident, viewer):
    assert drawn(incident, viewer).strip() == ""
    say(coalition, qualifier=Qualifier.IN_WORDS, wording="several")
    assert "<svg" not in drawn(incident, viewer)


@pytest.mark.django_db
def test_it_is_mirrored_where_one_reads_from_the_right(say, coalition, army, incident, viewer):
    say(coalition, **AT_LEAST_21)
    say(army, qualifier=Qualifier.EXACTLY, minimum=3, maximum=3)
    places = {
        language: [
            float(each.get("cx").rstrip("%")) for each in svg_of(drawn(incident, viewer, language)).iter("circle")
        ]
        for language in ("en", "ar")
    }
    assert places["ar"] == [pytest.approx(100 - place) for place in places["en"]]


@pytest.mark.django_db
def test_names_are_text_and_the_picture_asks_the_database_nothing(
    say, incident, viewer, newsroom, now, django_assert_num_queries
):
    party = Party.objects.create(newsroom=newsroom, name="A & B <b>", kind="ngo", added_at=now)
    say(party, population=Population.CHILDREN, qualifier=Qualifier.ABOUT, minimum=1000, maximum=1200)
    ranges = claimed_ranges(incident, actor=viewer)
    with django_assert_num_queries(0):
        page = render_to_string("pictures/ranges.html", {"ranges": ranges})
    assert "A &amp; B &lt;b&gt;" in page
    assert svg_of(page).findtext("desc").startswith("Children killed")
