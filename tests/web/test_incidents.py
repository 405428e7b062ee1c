"""The list of incidents, the page with the matrix, and what can be done to one as a whole."""

import pytest
from django.urls import reverse

from claims.actions.drafts import ClaimDraft, FigureDraft
from claims.actions.incidents import close_incident, open_incident, relate_incident, restrict_incident
from claims.actions.questions import raise_question
from claims.actions.silences import record_reported_silence
from claims.actions.standing import supersede_claim
from claims.actions.utterances import record_utterance
from claims.models import ApiToken, Claim, Incident, IncidentPerson, IncidentRelation
from claims.vocabulary import (
    Certainty,
    IncidentRelationKind,
    Metric,
    Qualifier,
    QuestionKind,
    Role,
    Scope,
    SilenceKind,
    Stance,
    WorkState,
)
from tests.api.conftest import token_of
from tests.web.conftest import Browser
from tests.web.pages import read

__all__ = ["token_of"]

pytestmark = pytest.mark.django_db


def page_of(incident: Incident) -> str:
    return reverse("incident", args=[incident.reference])


def titles(answer) -> list[str]:
    return [entry[0].title for entry in answer.context["entries"]]


def test_an_empty_newsroom_is_told_what_an_incident_is(as_reporter: Browser, as_viewer: Browser):
    assert "Open the first one" in as_reporter.get("/incidents/").content.decode()
    assert "Open the first one" not in as_viewer.get("/incidents/").content.decode()


def test_the_list_is_searched_and_narrowed(as_viewer: Browser, incident, reporter, editor, now):
    fire = open_incident(title="Fire in the harbour", country="DZ", by=reporter, at=now)
    close_incident(incident=fire, by=editor, at=now)

    assert titles(as_viewer.get("/incidents/")) == ["Fire in the harbour", "Drone strikes on a border town"]
    assert titles(as_viewer.get("/incidents/", {"q": "HARBOUR"})) == ["Fire in the harbour"]
    assert titles(as_viewer.get("/incidents/", {"q": incident.reference})) == [incident.title]
    assert titles(as_viewer.get("/incidents/", {"work_state": "closed"})) == ["Fire in the harbour"]
    assert titles(as_viewer.get("/incidents/", {"country": "DZ"})) == ["Fire in the harbour"]
    assert titles(as_viewer.get("/incidents/", {"restricted": "yes"})) == []
    assert "Nothing matches" in as_viewer.get("/incidents/", {"q": "nowhere"}).content.decode()


@pytest.mark.parametrize("query", [{"q": "\0"}, {"work_state": "x"}, {"country": "XX"}, {"page": "-7"}, {"page": "x"}])
def test_odd_filters_do_no_harm(as_viewer: Browser, incident, query):
    assert as_viewer.get("/incidents/", query).status_code == 200


def test_the_list_shows_in_which_answers_are_outstanding(as_viewer: Browser, a_claim, reporter, now):
    open_incident(title="Nothing is alleged here", by=reporter, at=now)
    answer = as_viewer.get("/incidents/", {"owed": "on"})

    assert titles(answer) == ["Drone strikes on a border town"]
    assert "answer-not_asked" in answer.content.decode()
    assert titles(as_viewer.get("/incidents/", {"answer_state": "not_asked"})) == ["Drone strikes on a border town"]
    assert titles(as_viewer.get("/incidents/", {"answer_state": "no_reply"})) == []


def test_the_list_comes_in_pages_with_as_many_queries_whatever_its_length(
    as_viewer: Browser, reporter, now, django_assert_num_queries, django_assert_max_num_queries
):
    open_incident(title="The first", by=reporter, at=now)
    with django_assert_max_num_queries(20) as few:
        as_viewer.get("/incidents/")
    for number in range(30):
        open_incident(title=f"Incident {number}", by=reporter, at=now)
    with django_assert_num_queries(len(few)):
        answer = as_viewer.get("/incidents/")

    assert len(titles(answer)) == 25
    assert titles(as_viewer.get("/incidents/", {"page": 2}))[-1] == "The first"


def test_a_restricted_incident_is_in_nobody_elses_list(as_reporter: Browser, as_editor: Browser, incident, editor, now):
    restrict_incident(incident=incident, by=editor, at=now)

    assert titles(as_reporter.get("/incidents/")) == []
    assert "Restricted" in as_editor.get("/incidents/").content.decode()


def test_an_incident_is_opened_with_what_is_known_and_how_exactly(as_reporter: Browser):
    page = read(as_reporter, reverse("incident-new")).press(
        title="Strikes near the border",
        occurred_on="2026-11-15",
        inferred_occurred_on="The report says “Sunday”.",
        place_name="Tinzaouaten",
        country="ML",
        place_precision="locality",
        latitude="19.951234567",
        longitude="2.97",
    )
    shown = page.follow().text
    incident = Incident.objects.get()

    assert (incident.occurred_precision, str(incident.latitude)) == ("day", "19.951235")
    assert incident.inferred == {"occurred_on": "The report says “Sunday”."}
    assert "15 November 2026" in shown
    assert "inferred:" in shown
    assert "19.951235° N, 2.97° E" in shown


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "<script>alert(1)</script>"}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": "a\u202eb"}, "title"),
        ({"title": "a\0b"}, "title"),
        ({"occurred_on": "2031-01-01"}, "occurred"),
        ({"occurred_on": "yesterday"}, "occurred"),
        ({"occurred_precision": "day"}, "occurred"),
        ({"occurred_precision": "unknown", "occurred_on": "2026-11-01"}, "occurred"),
        ({"country": "XX"}, "country"),
        ({"latitude": "91", "longitude": "0"}, "latitude"),
        ({"latitude": "NaN", "longitude": "0"}, "latitude"),
        ({"latitude": "9"}, "longitude"),
        ({"place_precision": "disputed"}, "place_wording"),
        ({"place_precision": "nearby"}, "place_precision"),
        ({"inferred_place_name": "x" * 1001}, "inferred_place_name"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_leaves_no_trace(as_reporter: Browser, snapshot, typed, field):
    before = snapshot()
    page = read(as_reporter, reverse("incident-new")).press(**{"title": "Strikes", **typed})

    assert page.status == 422
    assert page.errors
    assert f'id="id_{field}_error"' in page.text
    assert snapshot() == before


def test_the_matrix_is_a_table_of_questions_and_parties(as_reporter: Browser, a_claim, incident, question, coalition):
    page = as_reporter.get(page_of(incident)).content.decode()

    assert 'scope="row"' in page
    heads = page.partition("<thead>")[2].partition("</thead>")[0]
    assert heads.count('scope="col"') == 1 + 2  # the corner, the coalition, the army
    assert f'id="cell-{question.pk}-{coalition.pk}"' in page
    assert "at least 21 people killed" in page
    assert "Not assessed" in page
    assert "attested by 0" in page


def test_an_empty_cell_leads_to_a_claim_with_party_and_question_filled_in(
    as_reporter: Browser, as_viewer: Browser, a_claim, incident, question, army, reporter, now
):
    where = raise_question(incident=incident, kind=QuestionKind.PLACE, text="Where?", by=reporter, at=now)
    adding = f"{reverse('utterance-new', args=[incident.reference])}?party={army.pk}&amp;question={where.pk}"

    assert adding in as_reporter.get(page_of(incident)).content.decode()
    assert adding not in as_viewer.get(page_of(incident)).content.decode()


def test_a_cell_says_how_a_claim_is_put_and_what_is_denied(
    as_viewer: Browser, a_claim, incident, question, army, coalition, reporter, now
):
    denial = ClaimDraft(incident=incident, question=question, text="Nobody was killed", stance=Stance.DENIES)
    guess = ClaimDraft(
        incident=incident,
        question=question,
        text="There may be more",
        certainty=Certainty.POSSIBLE,
        hedge="may",
        figures=[FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.MORE_THAN, minimum=12000)],
    )
    record_utterance(claimants=[army], claims=[denial], by=reporter, at=now)
    record_utterance(claimants=[army, coalition], claims=[guess], by=reporter, at=now)
    page = as_viewer.get(page_of(incident)).content.decode()

    assert "disputed by Army of the republic" in page
    assert '<tr class="disputed">' in page
    assert "as possible (“<bdi>may</bdi>”)" in page
    assert "more than 12,000 people killed" in page
    assert "jointly with Northern coalition" in page


def test_a_cell_says_who_was_asked_and_whose_silence_is_reported(
    as_editor: Browser, a_claim, incident, army, source, reporter, now
):
    record_reported_silence(
        incident=incident,
        party=army,
        source=source,
        kind=SilenceKind.YET_TO_COMMENT,
        wording="has yet to comment",
        by=reporter,
        at=now,
    )
    page = as_editor.get(page_of(incident)).content.decode()

    assert page.count("answer answer-not_asked") == 2  # in its cell and among those owed an answer
    assert "had yet to comment, says" in page
    assert "“<bdi>has yet to comment</bdi>”" in page
    assert f"{reverse('request-new', args=[incident.reference])}?party={army.pk}" in page


def test_claimed_ranges_say_who_gives_which_end(as_viewer: Browser, a_claim, incident):
    page = as_viewer.get(page_of(incident)).content.decode()

    assert '<span class="bound">21</span>' in page
    assert '<span class="bound">21 or more</span> <span class="open-end">open end</span>' in page
    voice = f'<li><a href="{reverse("claim", args=[a_claim.pk])}"><bdi>Northern coalition</bdi>'
    assert page.count(voice) == 2
    assert "a party to the fighting" in page


def test_words_parts_and_earlier_positions_stand_beside_the_range(
    as_viewer: Browser, a_claim, incident, question, coalition, army, reporter, fact_checker, now
):
    words = FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.IN_WORDS, wording="dozens")
    part = FigureDraft(
        metric=Metric.KILLED, qualifier=Qualifier.AT_LEAST, minimum=3, scope=Scope.PART, scope_label="in one hospital"
    )
    later = FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.AT_LEAST, minimum=27)
    draft = ClaimDraft(incident=incident, question=question, text="27 by now", figures=[words, part, later])
    record_utterance(claimants=[coalition], claims=[draft], by=reporter, at=now)
    other = Claim.objects.latest("id")
    supersede_claim(claim=a_claim, other=other, reason="A later count", by=fact_checker, at=now)
    page = as_viewer.get(page_of(incident)).content.decode()

    for told in (
        "In words, not in the range:",
        "“dozens” people killed – 12 in ACLED’s table",
        "at least 3 people killed (in one hospital only)",
        "Earlier positions, replaced or taken back since:",
        "at least 21 people killed",
        "1 earlier position",
        "earlier: recorded",
        "tens 10, dozens 12, hundreds 100",
    ):
        assert told in page, told


def test_user_text_is_escaped_and_keeps_its_direction(as_viewer: Browser, reporter, now):
    incident = open_incident(title="5 < 6 & قصف “x”", summary="a & b", by=reporter, at=now)
    page = as_viewer.get(page_of(incident)).content.decode()

    assert '<h1 dir="auto">5 &lt; 6 &amp; قصف “x”</h1>' in page


def test_the_page_takes_as_many_queries_whatever_the_size_of_the_matrix(
    as_editor: Browser,
    a_claim,
    incident,
    coalition,
    army,
    reporter,
    now,
    django_assert_num_queries,
    django_assert_max_num_queries,
):
    def grow(name: str) -> None:
        question = raise_question(incident=incident, kind=QuestionKind.FACT, text=name, by=reporter, at=now)
        killed = FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.AT_LEAST, minimum=1, side=army)
        claims = [ClaimDraft(incident=incident, question=question, text=name, figures=[killed])]
        for party in (coalition, army):
            record_utterance(claimants=[party], claims=claims, by=reporter, at=now)

    grow("The first?")
    with django_assert_max_num_queries(75) as before:
        as_editor.get(page_of(incident))
    for number in range(4):
        grow(f"Another {number}?")
    with django_assert_num_queries(len(before)):
        as_editor.get(page_of(incident))


def test_related_incidents_read_right_from_both_ends(as_viewer: Browser, incident, reporter, now):
    before = open_incident(title="Heavy fighting", by=reporter, at=now)
    relate_incident(incident=incident, kind=IncidentRelationKind.FOLLOWS, other=before, by=reporter, at=now)

    assert '<span class="quiet">Follows</span>' in as_viewer.get(page_of(incident)).content.decode()
    assert '<span class="quiet">Precedes</span>' in as_viewer.get(page_of(before)).content.decode()


def test_an_incident_is_closed_and_reopened_with_a_reason_in_its_history(as_editor: Browser, incident):
    closed = read(as_editor, reverse("incident-close", args=[incident.reference])).press(reason="All said.").follow()
    assert Incident.objects.get().work_state == WorkState.CLOSED
    assert "All said." in closed.text

    read(as_editor, reverse("incident-reopen", args=[incident.reference])).press().follow()
    assert Incident.objects.get().work_state == WorkState.OPEN


def test_closing_twice_is_refused_in_words(as_editor: Browser, incident, editor, now, snapshot):
    close_incident(incident=incident, by=editor, at=now)
    before = snapshot()
    page = read(as_editor, reverse("incident-close", args=[incident.reference])).press()

    assert page.status == 422
    assert "cannot become" in page.text
    assert snapshot() == before


def test_a_restricted_incident_opens_to_those_named(as_editor: Browser, as_reporter: Browser, incident, members, users):
    read(as_editor, reverse("incident-restrict", args=[incident.reference])).press(reason="A source is at risk")
    assert as_reporter.get(page_of(incident)).status_code == 404
    named = read(as_editor, reverse("incident-name-person", args=[incident.reference]))
    page = named.press(user=str(members[Role.REPORTER].pk)).follow()

    assert "<bdi>Reporter</bdi>" in page.text
    assert as_reporter.get(page_of(incident)).status_code == 200
    assert "people/" not in as_reporter.get(page_of(incident)).content.decode()
    person = IncidentPerson.objects.get()
    taken_off = read(as_editor, reverse("incident-unname", args=[person.pk]))
    assert "gone from their lists" in taken_off.text
    assert "only editors and admins see this incident" in taken_off.press(understood="on").follow().text
    assert as_reporter.get(page_of(incident)).status_code == 404
    read(as_editor, reverse("incident-lift", args=[incident.reference])).press()
    assert Incident.objects.get().restricted is False


def test_a_tool_is_named_by_its_token(as_editor: Browser, incident, token_of):
    token_of()
    token = ApiToken.objects.get()
    read(as_editor, reverse("incident-restrict", args=[incident.reference])).press()
    named = read(as_editor, reverse("incident-name-token", args=[incident.reference]))

    assert f"onrec_{token.prefix}" in named.press(token=str(token.pk)).follow().text


def test_nobody_of_another_newsroom_can_be_named(as_editor: Browser, incident, stranger, stranger_user, snapshot):
    before = snapshot()
    page = read(as_editor, reverse("incident-name-person", args=[incident.reference]))
    answer = page.press(user=str(stranger_user.memberships.get().pk))

    assert answer.status == 422
    assert IncidentPerson.objects.count() == 0
    assert snapshot() == before


def test_incidents_are_related_by_form_but_not_to_another_newsrooms(
    as_reporter: Browser, incident, stranger, reporter, now
):
    mine = open_incident(title="Before", by=reporter, at=now)
    other = open_incident(title="Elsewhere", by=stranger, at=now)
    address = reverse("incident-relate", args=[incident.reference])

    assert read(as_reporter, address).press(kind="follows", other=str(other.pk)).status == 422
    assert read(as_reporter, address).press(kind="follows", other=str(incident.pk)).status == 422
    read(as_reporter, address).press(kind="follows", other=str(mine.pk)).follow()
    assert IncidentRelation.objects.get().other == mine
