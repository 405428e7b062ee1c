"""A newsroom with people everyone knows, and the first things on its record."""

import gc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from psycopg import sql

from claims.actions.drafts import AllegationDraft, CarriageDraft, ClaimDraft, FigureDraft
from claims.actions.incidents import open_incident
from claims.actions.parties import add_party
from claims.actions.questions import raise_question
from claims.actions.sources import add_source
from claims.actions.utterances import record_utterance
from claims.models import Allegation, Claim, Incident, Membership, Newsroom, Party, Question, Source, User, Utterance
from claims.rules.actor import Actor
from claims.vocabulary import AccusedRole, Metric, PartyKind, Qualifier, QuestionKind, Role, SourceKind
from tests.chromium import browser, chromium
from tests.factories import NOW, MembershipFactory, NewsroomFactory, UserFactory, actor_of

__all__ = ["browser", "chromium"]

# The longest first, so that no worker is left with one of them while the others have nothing to do.
LONG = ("journey", "walk")

# A busy machine is slow, not broken.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

Call = Callable[[], Any]
Snapshot = dict[str, tuple[int, str]]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: [item.get_closest_marker(mark) is None for mark in LONG])


def pytest_collection_finish() -> None:
    """What has been imported by now stays. Looking through it for garbage again and again took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _nobody_is_slowed_down(settings):
    """Tests of rates say which hold (tests/api/test_rates.py)."""
    settings.API_RATES = {}


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def newsroom(db: None) -> Newsroom:
    return NewsroomFactory.create(slug="desk", name="The Desk")


@pytest.fixture
def members(newsroom: Newsroom) -> dict[Role, Membership]:
    """One member of the newsroom in each role. Nearly every test asks for them: two statements write them all."""
    people = [UserFactory.build(email=f"{role}@desk.example", name=str(role.label)) for role in Role]
    User.objects.bulk_create(people)
    rows = [
        MembershipFactory.build(newsroom=newsroom, role=role, user=user)
        for role, user in zip(Role, people, strict=True)
    ]
    return {Role(row.role): row for row in Membership.objects.bulk_create(rows)}


@pytest.fixture
def users(members: dict[Role, Membership]) -> dict[Role, User]:
    return {role: membership.user for role, membership in members.items()}


@pytest.fixture
def viewer(members: dict[Role, Membership]) -> Actor:
    return actor_of(members[Role.VIEWER])


@pytest.fixture
def reporter(members: dict[Role, Membership]) -> Actor:
    return actor_of(members[Role.REPORTER])


@pytest.fixture
def fact_checker(members: dict[Role, Membership]) -> Actor:
    return actor_of(members[Role.FACT_CHECKER])


@pytest.fixture
def editor(members: dict[Role, Membership]) -> Actor:
    return actor_of(members[Role.EDITOR])


@pytest.fixture
def admin(members: dict[Role, Membership]) -> Actor:
    return actor_of(members[Role.ADMIN])


@pytest.fixture
def stranger_user(db: None) -> User:
    """The user behind `stranger`."""
    return UserFactory.create(email="editor@elsewhere.example", name="Editor elsewhere")


@pytest.fixture
def stranger(stranger_user: User) -> Actor:
    """An editor of another newsroom."""
    elsewhere = NewsroomFactory.create(slug="elsewhere", name="Elsewhere")
    return actor_of(MembershipFactory.create(newsroom=elsewhere, user=stranger_user, role=Role.EDITOR))


@pytest.fixture
def incident(reporter: Actor, now: datetime) -> Incident:
    return open_incident(title="Drone strikes on a border town", by=reporter, at=now)


@pytest.fixture
def army(reporter: Actor, now: datetime) -> Party:
    return add_party(name="Army of the republic", kind=PartyKind.STATE_FORCES, country="ML", by=reporter, at=now)


@pytest.fixture
def coalition(reporter: Actor, now: datetime) -> Party:
    return add_party(name="Northern coalition", kind=PartyKind.REBEL_COALITION, by=reporter, at=now)


@pytest.fixture
def source(reporter: Actor, now: datetime) -> Source:
    return add_source(title="Report on the strikes", kind=SourceKind.ARTICLE, by=reporter, at=now)


@pytest.fixture
def question(incident: Incident, reporter: Actor, now: datetime) -> Question:
    return raise_question(incident=incident, kind=QuestionKind.COUNT, text="How many were killed?", by=reporter, at=now)


@pytest.fixture
def an_utterance(
    question: Question, coalition: Party, army: Party, source: Source, reporter: Actor, now: datetime
) -> Utterance:
    """The coalition's spokesperson, as the source carries it; `a_claim` hangs on it."""
    killed = ClaimDraft(
        incident=question.incident,
        question=question,
        text="The army killed at least 21 people",
        figures=[FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.AT_LEAST, minimum=21)],
        allegations=[AllegationDraft(accused=army, role=AccusedRole.CARRIED_OUT)],
    )
    return record_utterance(
        claimants=[coalition],
        claims=[killed],
        carriage=CarriageDraft(source=source, passage="at least 21 people were killed"),
        speaker_label="a spokesperson",
        words="At least 21 people were killed.",
        by=reporter,
        at=now,
    )


@pytest.fixture
def a_claim(an_utterance: Utterance) -> Claim:
    """The coalition's claim that the army killed at least 21 people."""
    return Claim.objects.get(links__utterance=an_utterance)


@pytest.fixture
def allegation(a_claim: Claim) -> Allegation:
    """The claim's allegation against the army."""
    return Allegation.objects.get(claim=a_claim)


@pytest.fixture
def overlapping(transactional_db: None) -> Callable[[Call, Call], tuple[Any, Any]]:
    """Two writes at the same time, over two real connections. It makes the test's database a committing one."""
    return run_overlapping


def run_overlapping(first: Call, second: Call) -> tuple[Any, Any]:
    """Begin `first`, begin `second` before the first commits, and let both end; what each returned or raised."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            one = first()
            other = pool.submit(_in_own_connection, second)
            wait([other], timeout=0.4)  # by then it stands before a lock of the first, or is through without one
        return one, other.exception() or other.result()


def _in_own_connection(call: Call) -> Any:
    try:
        return call()
    finally:
        connection.close()


@pytest.fixture
def snapshot(db: None) -> Callable[[], Snapshot]:
    """`assert snapshot() == before`: no row of ours came, went or changed (bookkeeping and secrets apart)."""
    return take_snapshot


def take_snapshot() -> Snapshot:
    """Of every table of ours: how many rows there are, and a digest of what stands in them."""
    with connection.cursor() as cursor:
        # Planning a statement over so many tables takes longer than running it. A rollback may forget the plan.
        cursor.execute("SELECT FROM pg_prepared_statements WHERE name = 'every_row'")
        if not cursor.rowcount:
            cursor.execute(sql.SQL("PREPARE every_row AS {}").format(every_row()))
        cursor.execute("EXECUTE every_row")
        return {table: (count, digest) for table, count, digest in cursor.fetchall()}


def every_row() -> sql.Composed:
    models = [model for model in apps.get_app_config("claims").get_models() if model._meta.managed]
    one_table = sql.SQL(
        "SELECT {name}, count(*), coalesce(md5(string_agg(row::text, ',' ORDER BY row::text)), '')"
        " FROM (SELECT to_jsonb(t) - {hidden}::text[] AS row FROM {table} t) AS rows"
    )
    return sql.SQL(" UNION ALL ").join(
        one_table.format(
            name=sql.Literal(model._meta.db_table),
            hidden=sql.Literal(list(getattr(model, "UNRECORDED", ()))),
            table=sql.Identifier(model._meta.db_table),
        )
        for model in models
    )
