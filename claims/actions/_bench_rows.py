"""The rows of a newsroom to measure on, table by table in the order in which they are written."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import models

from claims.actions._bench_words import Words
from claims.models import (
    Allegation,
    Carriage,
    Claim,
    ClaimUtterance,
    Evidence,
    Figure,
    Hop,
    Incident,
    Party,
    PartyAlias,
    Question,
    Source,
    Utterance,
    UtteranceClaimant,
)
from claims.rules.reference import LETTERS
from claims.vocabulary import (
    AccusedRole,
    Basis,
    Bearing,
    DatePrecision,
    Directness,
    HopActor,
    Metric,
    PartyKind,
    Qualifier,
    QuestionKind,
    RootKind,
    SourceKind,
    Terms,
)

Rows = Iterable[tuple[Any, ...]]
Table = tuple[type[models.Model], tuple[str, ...], Rows]
SAID_IN = ("en", "en", "en", "en", "en", "fr", "fr", "fr", "ar", "ar")
CLAIMS_OF_AN_UTTERANCE = 2
PEOPLE = 5
# One of so many claims has a figure, an allegation.
FIGURES, ALLEGATIONS = 3, 4


def rows_of(
    newsroom: int, *, incidents: int, claims: int, at: datetime, ids: Callable[[type[models.Model], int], list[int]]
) -> Iterator[Table]:
    """Per table its columns and rows. `ids` reserves keys."""
    words = Words()
    chance = words.chance
    places = [words.place() for _n in range(max(incidents // 3, 20))]
    parties = ids(Party, max(incidents // PEOPLE, 20))
    from_where = [chance.choice(places) for _each in parties]
    yield from _parties(newsroom, parties, from_where, words, at)
    sources = ids(Source, max(claims // 5, 20))
    outlets = [parties[chance.randrange(len(parties))] if n % 2 else None for n in range(len(sources))]
    yield (
        Source,
        ("id", "newsroom_id", "kind", "title", "outlet_id", "url", "language", "added_at"),
        (
            (
                key,
                newsroom,
                SourceKind.VIDEO if n % 10 == 0 else SourceKind.ARTICLE,
                words.sentence((language := chance.choice(SAID_IN)), chance.choice(places))[:300],
                outlets[n],
                f"https://{chance.choice(places).lower()}.example/{n}",
                language,
                at,
            )
            for n, key in enumerate(sources)
        ),
    )
    happened = ids(Incident, incidents)
    here = [chance.choice(places) for _each in happened]
    columns = ("id", "newsroom_id", "reference", "title", "summary", "place_name", "country", "opened_at")
    dated = ("occurred_on", "occurred_precision", "restricted")
    yield (
        Incident,
        (*columns, *dated),
        (
            (
                key,
                newsroom,
                _reference(n),
                words.sentence("en", here[n])[:200],
                " ".join(words.sentence("en", here[n]) + "." for _each in range(2)),
                here[n],
                "ML",
                at - timedelta(minutes=incidents - n),
                (at - timedelta(days=n % 900)).date(),
                DatePrecision.DAY,
                n % 100 == 7,
            )
            for n, key in enumerate(happened)
        ),
    )
    questions = ids(Question, incidents)
    yield (
        Question,
        ("id", "newsroom_id", "incident_id", "kind", "text", "position"),
        (
            (key, newsroom, happened[n], QuestionKind.COUNT, f"How many were killed in {here[n]}?", 1)
            for n, key in enumerate(questions)
        ),
    )
    yield from _said(newsroom, happened, here, questions, parties, sources, claims, words, at, ids)


def _parties(newsroom: int, parties: list[int], where: list[str], words: Words, at: datetime) -> Iterator[Table]:
    kinds = (PartyKind.NGO, PartyKind.MEDIA, PartyKind.ARMED_GROUP, PartyKind.MINISTRY, PartyKind.COMPANY)
    yield (
        Party,
        ("id", "newsroom_id", "name", "kind", "country", "added_at"),
        (
            (key, newsroom, f"{words.body(where[n])} {n}", kinds[n % len(kinds)], "ML", at)
            for n, key in enumerate(parties)
        ),
    )
    yield (
        PartyAlias,
        ("newsroom_id", "party_id", "name"),
        ((newsroom, key, f"{words.place()} {where[n]}"[:200]) for n, key in enumerate(parties) if n % 3),
    )


def _said(
    newsroom: int,
    happened: list[int],
    here: list[str],
    questions: list[int],
    parties: list[int],
    sources: list[int],
    claims: int,
    words: Words,
    at: datetime,
    ids: Callable[[type[models.Model], int], list[int]],
) -> Iterator[Table]:
    chance, incidents = words.chance, len(happened)
    spoken = ids(Utterance, -(-claims // CLAIMS_OF_AN_UTTERANCE))

    def of(n: int) -> int:
        """The incident of the nth claim; those of one utterance are of one incident."""
        return n // CLAIMS_OF_AN_UTTERANCE % incidents

    columns = ("id", "newsroom_id", "words", "language", "translation", "translated_by", "terms", "background_as")
    yield (
        Utterance,
        (*columns, "said_on", "said_precision", "recorded_at"),
        (_utterance(n, key, newsroom, here[n % incidents], words, at) for n, key in enumerate(spoken)),
    )
    speakers = [parties[(n % incidents * 3 + n // incidents) % len(parties)] for n in range(len(spoken))]
    yield (
        UtteranceClaimant,
        ("newsroom_id", "utterance_id", "party_id"),
        ((newsroom, key, speakers[n]) for n, key in enumerate(spoken)),
    )
    said = ids(Claim, claims)
    yield (
        Claim,
        ("id", "newsroom_id", "incident_id", "question_id", "text", "recorded_at"),
        (
            (
                key,
                newsroom,
                happened[of(n)],
                questions[of(n)] if n % 2 == 0 else None,
                words.sentence("fr" if n % 8 == 5 else "en", here[of(n)]),
                at - timedelta(seconds=claims - n),
            )
            for n, key in enumerate(said)
        ),
    )
    yield (
        ClaimUtterance,
        ("newsroom_id", "claim_id", "utterance_id"),
        ((newsroom, key, spoken[n // CLAIMS_OF_AN_UTTERANCE]) for n, key in enumerate(said)),
    )
    yield (
        Figure,
        ("newsroom_id", "claim_id", "metric", "qualifier", "minimum"),
        (
            (newsroom, key, Metric.KILLED, Qualifier.AT_LEAST, n % 60 + 1)
            for n, key in enumerate(said)
            if n % FIGURES == 0
        ),
    )
    yield (
        Allegation,
        ("newsroom_id", "claim_id", "accused_id", "role", "at"),
        (
            (newsroom, key, parties[(n + 7) % len(parties)], AccusedRole.CARRIED_OUT, at)
            for n, key in enumerate(said)
            if n % ALLEGATIONS == 0
        ),
    )
    carried = ids(Carriage, len(spoken))
    yield (
        Carriage,
        ("id", "newsroom_id", "utterance_id", "source_id", "passage", "added_at"),
        (
            (key, newsroom, spoken[n], sources[n % len(sources)], words.sentence("en", here[n % incidents]), at)
            for n, key in enumerate(carried)
        ),
    )
    yield (
        Hop,
        ("newsroom_id", "carriage_id", "position", "actor_kind", "party_id", "verb", "directness"),
        (
            (newsroom, key, 1, HopActor.PARTY, speakers[n], "said", Directness.ON_THE_RECORD)
            for n, key in enumerate(carried)
        ),
    )
    roots = ("root_kind", "root_party_id", "basis", "added_at")
    yield (
        Evidence,
        ("newsroom_id", "claim_id", "source_id", "bearing", *roots),
        (
            (
                newsroom,
                key,
                sources[chance.randrange(len(sources))],
                Bearing.CONTRADICTS if n % 7 == 0 else Bearing.SUPPORTS,
                RootKind.PARTY,
                parties[chance.randrange(len(parties))],
                Basis.SAW_IT,
                at,
            )
            for n, key in enumerate(said)
            if n % 2 == 0
        ),
    )


def _utterance(n: int, key: int, newsroom: int, place: str, words: Words, at: datetime) -> tuple[Any, ...]:
    language = words.chance.choice(SAID_IN)
    translated = language != "en"
    terms = Terms.OFF_THE_RECORD if n % 400 == 9 else Terms.ON_THE_RECORD
    return (
        key,
        newsroom,
        ". ".join(words.sentence(language, place) for _each in range(2)),
        language,
        words.sentence("en", place) if translated else "",
        "a colleague" if translated else "",
        terms,
        "",
        (at - timedelta(days=n % 900)).date(),
        DatePrecision.DAY,
        at,
    )


def _reference(n: int) -> str:
    """As references look, and each once."""
    letters = ""
    for _place in range(6):
        n, place = divmod(n, len(LETTERS))
        letters = LETTERS[place] + letters
    return f"{letters[:3]}-{letters[3:]}"
