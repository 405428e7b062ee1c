"""Void sign-offs, lapsed support and printed words: what SQL finds due is what the rules say, after any history."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.actions._due import all_of, due_at
from claims.actions._due_judged import ENDED
from claims.actions.assessments import assess_claim
from claims.actions.claims import revise_claim
from claims.actions.clock import run_flags
from claims.actions.drafts import AllegationDraft, AnswerDraft, ClaimDraft, FigureDraft
from claims.actions.evidence import add_evidence, withdraw_evidence
from claims.actions.parties import add_party, merge_parties
from claims.actions.sign_offs import send_back, sign_off
from claims.actions.standing import retract_claim
from claims.actions.uses import handle_use, record_use
from claims.actions.utterances import record_claims, record_utterance
from claims.errors import RuleBroken
from claims.models import Answer, Assessment, Change, Claim, Evidence, Figure, Flag, Use, Voiding
from claims.models.judgements import facts_of, judged
from claims.rules.actor import command
from claims.rules.flags import (
    SigningFact,
    SupportFact,
    UseFact,
    published_since,
    sign_off_void_since,
    support_lapsed_since,
)
from claims.rules.sign_offs import SIGNED_COLUMNS
from claims.vocabulary import (
    AccusedRole,
    Basis,
    Bearing,
    FlagKind,
    Metric,
    PartyKind,
    Position,
    Qualifier,
    RootKind,
    Stance,
    Standing,
    Status,
    UseKind,
    UseOutcome,
    Verb,
)

HOUR, MOMENT = timedelta(hours=1), timedelta(microseconds=1)
Due = set[tuple[str, int, datetime]]

claims = st.integers(0, 2)
steps = st.one_of(
    st.tuples(st.just("assess"), claims, st.sampled_from(sorted(Status))),
    st.tuples(st.just("propose"), claims, st.sampled_from([Status.ESTABLISHED, Status.REFUTED])),
    st.tuples(st.just("sign"), claims),
    st.tuples(st.just("sign"), claims),
    st.tuples(st.just("send_back"), claims),
    st.tuples(st.just("reword"), claims),
    st.tuples(st.just("recount"), claims),
    st.tuples(st.just("move"), claims),
    st.tuples(st.just("retract"), claims),
    st.tuples(st.just("deny"), claims),
    st.tuples(st.just("take_denial_back")),
    st.tuples(st.just("support"), claims),
    st.tuples(st.just("withdraw"), st.integers(0, 5)),
    st.tuples(st.just("merge_roots")),
    st.tuples(st.just("print"), st.none() | claims),
    st.tuples(st.just("handle"), st.integers(0, 3)),
    st.tuples(st.just("record")),
    st.tuples(st.just("tick")),
)


class World:
    """Three claims of one incident, the first two with roots enough for everything; every step an hour later."""

    def __init__(self, utterance, incident, army, people, at) -> None:
        self.utterance, self.incident, self.army, self.at = utterance, incident, army, at
        self.reporter, self.checker, self.editor = people
        self.denials: list[Claim] = []
        accused = AllegationDraft(accused=army, role=AccusedRole.ORDERED)
        drafts = [ClaimDraft(incident=incident, text=f"Claim {n}", allegations=[accused]) for n in range(3)]
        self.claims = record_claims(utterance=utterance, claims=drafts, by=self.reporter, at=at)
        self.roots = [add_party(name=f"Root {n}", kind=PartyKind.OTHER, by=self.reporter, at=at) for n in range(2)]
        self.source = utterance.carriages.get().source
        for place in (0, 1):
            for root in self.roots:
                self._evidence(place, root)

    def do(self, name: str, *how: Any) -> None:
        self.at += HOUR
        try:
            with transaction.atomic():
                getattr(self, name)(*how)
        except (RuleBroken, LookupError, ObjectDoesNotExist):
            pass

    def claim(self, place: int) -> Claim:
        return Claim.objects.get(pk=self.claims[place].pk)

    def assess(self, place: int, status: Status) -> None:
        assess_claim(claim=self.claim(place), status=status, rationale="We looked", by=self.checker, at=self.at)

    propose = assess

    def sign(self, place: int) -> None:
        sign_off(assessment=self._latest(place), by=self.editor, at=self.at)

    def send_back(self, place: int) -> None:
        send_back(assessment=self._latest(place), reason="No", by=self.editor, at=self.at)

    def reword(self, place: int) -> None:
        self._revise(place, text=f"Other words at {self.at}")

    def recount(self, place: int) -> None:
        counted = FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.AT_LEAST, minimum=self.at.hour + 1)
        self._revise(place, figures=[counted])

    def move(self, place: int) -> None:
        question = self.incident.questions.first() if self.claim(place).question is None else None
        self._revise(place, question=question)

    def retract(self, place: int) -> None:
        retract_claim(claim=self.claim(place), reason="Taken back", by=self.checker, at=self.at)

    def deny(self, place: int) -> None:
        answer = AnswerDraft(allegation=self.claim(place).allegations.get(), position=Position.DENIES)
        draft = ClaimDraft(incident=self.incident, text="No", stance=Stance.DENIES, answers=[answer])
        said = record_utterance(claimants=[self.army], claims=[draft], words="No.", by=self.reporter, at=self.at)
        self.denials.append(Claim.objects.get(links__utterance=said))

    def take_denial_back(self) -> None:
        retract_claim(claim=self.denials.pop(), reason="Forged", by=self.checker, at=self.at)

    def support(self, place: int) -> None:
        self._evidence(place, add_party(name=f"At {self.at}", kind=PartyKind.OTHER, by=self.reporter, at=self.at))

    def withdraw(self, place: int) -> None:
        evidence = Evidence.objects.filter(claim__in=self.claims).order_by("pk")[place]
        withdraw_evidence(evidence=evidence, reason="Wrong", by=self.checker, at=self.at)

    def merge_roots(self) -> None:
        one, other = self.roots
        merge_parties(party=one, into=other, reason="The same", by=self.editor, at=self.at)

    def print(self, place: int | None) -> None:
        record_use(
            incident=self.incident,
            kind=UseKind.LINE if place is None else UseKind.CLAIM,
            claim=None if place is None else self.claim(place),
            address="https://example.org/",
            words="Words",
            printed_at=self.at,
            by=self.reporter,
            at=self.at,
        )

    def handle(self, place: int) -> None:
        use = Use.objects.filter(incident=self.incident).order_by("pk")[place]
        handle_use(use=use, outcome=UseOutcome.UPDATED, by=self.reporter, at=self.at)

    def record(self) -> None:
        draft = ClaimDraft(incident=self.incident, text="A further claim")
        self.claims[2] = record_claims(utterance=self.utterance, claims=[draft], by=self.reporter, at=self.at)[0]

    def tick(self) -> None:
        run_flags(now=self.at)

    def _latest(self, place: int) -> Assessment:
        found = Assessment.objects.filter(claim=self.claims[place]).order_by("pk").last()
        if found is None:
            raise LookupError
        return found

    def _revise(self, place: int, **changes: Any) -> None:
        claim = self.claim(place)
        revise_claim(claim=claim, version=claim.version, **changes, by=self.reporter, at=self.at)

    def _evidence(self, place: int, root: Any) -> None:
        known = {"root_kind": RootKind.PARTY, "root_party": root, "basis": Basis.SAW_IT}
        add_evidence(
            claim=self.claims[place],
            source=self.source,
            bearing=Bearing.SUPPORTS,
            **known,
            by=self.reporter,
            at=self.at,
        )


def by_sql(now: datetime) -> Due:
    found: Due = set()
    with connection.cursor() as cursor:
        for subject in ("claim", "use"):
            cursor.execute(due_at(subject, all_of(subject), now))
            found |= {(kind, row, since) for row, kind, since in cursor.fetchall()}
    return found


def by_rules(now: datetime) -> Due:
    found: set[tuple[str, int, datetime | None]] = set()
    reader = command("test", Claim.objects.values_list("newsroom", flat=True).first() or 0)
    for claim in Claim.objects.with_parts(reader):
        whole, standing = judged(claim), Standing(claim.standing)
        voided = min((each.at for each in whole.voidings), default=None)
        found.add((FlagKind.SIGN_OFF_VOID, claim.pk, sign_off_void_since(SigningFact(standing, voided), now=now)))
        lost = [each.withdrawn_at for each in claim.evidence.all() if each.withdrawn_at]
        taken = whole.in_effect.at if whole.in_effect else claim.recorded_at
        fact = SupportFact(standing, facts_of([claim])[claim.pk], taken, max(lost, default=None))
        found.add((FlagKind.SUPPORT_LAPSED, claim.pk, support_lapsed_since(fact, now=now)))
    for use in Use.objects.prefetch_related("handled"):
        printed = Claim.objects.filter(pk=use.claim_id)
        if use.claim_id is None:
            printed = Claim.objects.filter(incident=use.incident_id, recorded_at__lte=use.printed_at)
        touched = [at for claim in printed for at in touching(claim)]
        handled = max((each.at for each in use.handled.all()), default=None)
        found.add((FlagKind.PUBLISHED, use.pk, published_since(UseFact(use.printed_at, handled, touched), now=now)))
    return {(kind, subject, since) for kind, subject, since in found if since is not None}


def touching(claim: Claim) -> list[datetime]:
    """The instants of everything that touches the claim once it is printed."""
    trail = list(Change.objects.about(claim).order_by("id"))
    ends = [change.at for change in trail if change.verb in ENDED]
    reworded = [
        later.at
        for earlier, later in pairwise(trail)
        if any((earlier.after or {})[name] != (later.after or {})[name] for name in SIGNED_COLUMNS)
    ]
    figures = [
        change.at
        for figure in Figure.objects.filter(claim=claim)
        for change in Change.objects.about(figure).filter(verb=Verb.CLAIM_REVISED)
    ]
    answers = [
        answer.at
        for answer in Answer.objects.current().filter(allegation__claim=claim, allegation__withdrawn_at__isnull=True)
        if answer.claim is None or answer.claim.standing == Standing.LIVE
    ]
    voidings = list(Voiding.objects.filter(sign_off__assessment__claim=claim).values_list("at", flat=True))
    lapses = Flag.objects.standing().filter(kind=FlagKind.SUPPORT_LAPSED, claim=claim)
    return [*ends, *reworded, *figures, *answers, *voidings, *lapses.values_list("raised_at", flat=True)]


@pytest.fixture
def compare_after(an_utterance, incident, army, reporter, fact_checker, editor, now) -> Callable[[list[Any]], set[str]]:
    """Live through the history, compare at many instants; the kinds that are due at its end."""

    def compare(history: list[Any]) -> set[str]:
        with transaction.atomic():
            world = World(an_utterance, incident, army, (reporter, fact_checker, editor), now)
            for name, *how in history:
                world.do(name, *how)
            instants = [now + HOUR * number for number in range(0, len(history) + 2, 3)]
            for instant in [*instants, world.at - MOMENT, world.at, world.at + MOMENT]:
                assert by_sql(instant) == by_rules(instant)
            kinds = {kind for kind, _subject, _since in by_sql(world.at)}
            transaction.set_rollback(True)
        return kinds

    return compare


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(steps, min_size=3, max_size=14))
def test_sql_and_rules_agree_on_judgements_and_printed_words(compare_after, history):
    compare_after(history)


def test_a_history_with_everything_in_it(compare_after):
    due = compare_after(
        [
            ("print", None),
            ("propose", 0, Status.ESTABLISHED),
            ("sign", 0),
            ("print", 0),
            ("assess", 1, Status.CORROBORATED),
            ("print", 1),
            ("tick",),
            ("reword", 0),
            ("merge_roots",),
            ("tick",),
            ("deny", 2),
            ("handle", 0),
            ("recount", 1),
            ("tick",),
            ("retract", 2),
        ]
    )
    assert due == {FlagKind.SIGN_OFF_VOID, FlagKind.SUPPORT_LAPSED, FlagKind.PUBLISHED}
