"""How figures, dates, places and names are worded."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.template import Context, Template
from django.utils import timezone, translation

from claims.models import Figure, Incident, Party
from claims.templatetags._dates import dated_words, local_time
from claims.templatetags._figures import counted_words, figure_words, number
from claims.templatetags.on_record import country_name, degrees, gathered, names, quoted, word
from claims.vocabulary import DatePrecision, Metric, Population, Qualifier, Scope

NOON = datetime(2024, 8, 25, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"qualifier": Qualifier.AT_LEAST, "minimum": 21}, "at least 21 people killed"),
        ({"qualifier": Qualifier.EXACTLY, "minimum": 0, "maximum": 0}, "0 people killed"),
        ({"qualifier": Qualifier.UP_TO, "maximum": 9}, "up to 9 people killed"),
        ({"qualifier": Qualifier.ABOUT, "minimum": 50, "maximum": 50}, "about 50 people killed"),
        ({"qualifier": Qualifier.ABOUT, "minimum": 50, "maximum": 60}, "about 50 to 60 people killed"),
        ({"qualifier": Qualifier.BETWEEN, "minimum": 5, "maximum": 6}, "between 5 and 6 people killed"),
        ({"qualifier": Qualifier.IN_WORDS, "wording": "dozens of"}, "“dozens of” people killed"),
        (
            {"qualifier": Qualifier.MORE_THAN, "minimum": 130, "population": Population.SOLDIERS_AND_FIGHTERS},
            "more than 130 soldiers and fighters killed",
        ),
        (
            {"qualifier": Qualifier.AT_LEAST, "minimum": 9, "side": Party(name="The army")},
            "at least 9 people killed on the side of The army",
        ),
        (
            {"qualifier": Qualifier.AT_LEAST, "minimum": 9, "scope": Scope.PART, "scope_label": "in one hospital"},
            "at least 9 people killed (in one hospital only)",
        ),
        ({"qualifier": Qualifier.AT_LEAST, "minimum": 3, "metric": Metric.STRIKES}, "at least 3 strikes"),
        (
            {"qualifier": Qualifier.AT_LEAST, "minimum": 3, "metric": Metric.OTHER, "metric_label": "wells poisoned"},
            "at least 3 wells poisoned",
        ),
    ],
)
def test_a_figure_is_worded_as_it_was_said(columns, words):
    assert figure_words(Figure(**{"metric": Metric.KILLED, **columns})) == words


def test_what_is_counted_may_be_in_our_own_words():
    figure = Figure(metric=Metric.MISSING, population=Population.OTHER, population_label="fishermen")
    assert counted_words(figure) == "fishermen missing"


@pytest.mark.parametrize(
    ("precision", "words"),
    [
        (DatePrecision.INSTANT, "25 August 2024, 12:00"),
        (DatePrecision.DAY, "25 August 2024"),
        (DatePrecision.WEEK, "the week of 19 August 2024"),
        (DatePrecision.MONTH, "August 2024"),
        (DatePrecision.YEAR, "2024"),
        (DatePrecision.UNKNOWN, "date unknown"),
    ],
)
def test_a_date_is_no_more_exact_than_it_is_known(precision, words):
    known = precision != DatePrecision.UNKNOWN
    incident = Incident(
        occurred_precision=precision, occurred_on=date(2024, 8, 25) if known else None, occurred_at=NOON
    )
    assert dated_words(incident, "occurred") == words


def test_an_instant_is_in_the_readers_zone_with_utc_beside():
    with timezone.override("Asia/Tokyo"):
        assert local_time(NOON) == (
            '<time datetime="2024-08-25T12:00:00.000+00:00" title="2024-08-25 12:00 UTC">25 August 2024, 21:00</time>'
        )
    assert local_time(None) == "—"


def test_the_hour_that_comes_twice_is_told_apart_by_utc():
    with timezone.override("Europe/Paris"), time_machine.travel(NOON, tick=False):
        first, second = (local_time(datetime(2024, 10, 27, hour, 30, tzinfo=UTC)) for hour in (0, 1))
    assert "02:30</time>" in first
    assert "02:30</time>" in second
    assert first != second


@pytest.mark.parametrize(("value", "words"), [(None, ""), (9999, "9999"), (10000, "10,000"), (0, "0")])
def test_a_number_has_its_thousands_set_apart_where_there_are_many(value, words):
    assert number(value) == words


def test_coordinates_are_read_with_their_hemisphere():
    assert degrees(Incident(latitude=Decimal("19.950000"), longitude=Decimal("-2.500000"))) == "19.95° N, 2.5° W"
    assert degrees(Incident(latitude=Decimal("-10.000000"), longitude=Decimal("100.000000"))) == "10° S, 100° E"
    assert degrees(Incident()) == ""


def test_codes_and_countries_are_words():
    assert word("could_not_be_verified", "Status") == "Could not be verified"
    assert word("", "Reliability") == ""
    assert (country_name("BO"), country_name("ML"), country_name("")) == ("Bolivia", "Mali", "")


def test_a_merged_party_goes_by_the_name_that_stands_for_it():
    stands = Party(pk=1, name="The coalition")
    assert names([Party(pk=2, name="An old name", merged_into=stands), Party(pk=3, name="The army")]) == (
        "The coalition and The army"
    )


@pytest.mark.django_db
def test_what_was_done_in_one_gesture_stands_once_in_the_history(a_claim, incident):
    changes = list(incident.changes.select_related("by_user", "by_token").order_by("-id"))
    told = {str(change.verb): times for change, times in gathered(changes)}

    assert len(changes) > 3  # the claim, its link, its figure, its allegation
    assert told["claim.recorded"] == 1


def test_marks_are_hidden_from_screen_readers():
    shown = Template('{% load on_record %}{% icon "flag" %}').render(Context())
    assert 'aria-hidden="true"' in shown
    assert "icons.svg#flag" in shown


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "“<bdi>a &lt;b&gt; %</bdi>”"),
        ("fr", "«\N{NO-BREAK SPACE}<bdi>a &lt;b&gt; %</bdi>\N{NO-BREAK SPACE}»"),
        ("ar", "«<bdi>a &lt;b&gt; %</bdi>»"),
    ],
)
def test_what_somebody_said_stands_in_the_quotation_marks_of_the_language(language: str, shown: str):
    with translation.override(language):
        assert quoted("a <b> %") == shown
