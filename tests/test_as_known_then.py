"""Whatever is done in whatever order: what was known at an instant is what the API answered at that instant.

After some actions of a random history (after each with TEST_FULL), every table and the API's answers are kept with the
instant at which they held; at the end all of them are asked for again as of their instants.
"""

import os
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from claims.actions import (
    assessments,
    attempts,
    claim_relations,
    claims,
    comment_requests,
    deadlines,
    evidence,
    incidents,
    parties,
    protected_identities,
    questions,
    replies,
    reply_trail,
    sign_offs,
    silences,
    source_checks,
    sources,
    standing,
    uses,
    utterances,
    waivers,
)
from claims.actions.drafts import AllegationDraft, AnswerDraft, CarriageDraft, ClaimDraft, FigureDraft, HopDraft
from claims.actions.flags import raise_flags
from claims.actions.numbering import number_changes
from claims.errors import RuleBroken
from claims.models import (
    Allegation,
    Assessment,
    Change,
    Claim,
    ClaimRelation,
    CommentRequest,
    Evidence,
    Incident,
    Party,
    ProtectedIdentity,
    Question,
    Reply,
    Source,
    Use,
    Utterance,
    Waiver,
)
from claims.models._shadows import fixed_of, shadowed, todays_of
from claims.models.as_of import as_known_at
from claims.vocabulary import (
    AccusedRole,
    Basis,
    Bearing,
    Channel,
    CheckAspect,
    ClaimRelationKind,
    Directness,
    HopActor,
    Metric,
    Outcome,
    PartyKind,
    PartyRelationKind,
    Position,
    Qualifier,
    QuestionKind,
    Reached,
    ReplyKind,
    Role,
    RootKind,
    SilenceKind,
    SourceKind,
    Stance,
    Status,
    UseKind,
    UseOutcome,
    Verdict,
)
from tests.api.conftest import Caller

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

FULL = bool(os.environ.get("TEST_FULL"))
ANY = st.integers(0, 10_000)
# What is said to have been done lies in the past, so that deadlines may have passed since.
AGO = timedelta(days=10)
DAY = timedelta(days=1)
# One in so many instants is looked at again.
EVERY = 1 if FULL else 4
MOST = {Incident: 2, Claim: 5, Party: 5, Source: 4, CommentRequest: 2, ProtectedIdentity: 1}


def clock() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def tables() -> dict[str, Any]:
    """Every row of every table that the record keeps, without what is judged today or never recorded."""
    parts = []
    for table, model in shadowed().items():
        without = ", ".join(f"'{name}'" for name in (*getattr(model, "UNRECORDED", ()), *todays_of(model)))
        row = f"to_jsonb(t) - ARRAY[{without}]::text[]"
        parts.append(f"SELECT '{table}', jsonb_agg({row} ORDER BY t.id) FROM {table} t")
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return dict(cursor.fetchall())


class History(RuleBasedStateMachine):
    """Actions in a random order. One that a rule refuses is no step."""

    editor: Any
    # Who decides on what the editor proposed.
    second: Any
    call: Caller

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[tuple[datetime, dict[str, Any], dict[str, Any]]] = []
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.at = clock() - AGO
        self.steps = 0

    @property
    def who(self) -> dict[str, Any]:
        return {"by": self.editor, "at": self.at}

    def pick(self, model: Any, number: int) -> Any:
        rows = list(model.objects.order_by("pk"))
        return rows[number % len(rows)] if rows else None

    def tried(self, action: Any, **values: Any) -> Any:
        if any(value is None for value in values.values()):
            return None
        try:
            with transaction.atomic():
                return action(**self.who | values)
        except RuleBroken:
            return None

    def room(self, model: Any) -> bool:
        return bool(model.objects.count() < MOST[model])

    @initialize(first=st.integers(0, EVERY - 1))
    def begin(self, first: int) -> None:
        self.steps = first
        self.tried(incidents.open_incident, title="Strikes on a border town")
        for name, kind in (("The army", PartyKind.STATE_FORCES), ("The coalition", PartyKind.REBEL_COALITION)):
            self.tried(parties.add_party, name=name, kind=kind)
        self.tried(sources.add_source, title="A report", kind=SourceKind.ARTICLE)
        self.says(0, 0, 1, 0, Stance.ASSERTS)
        self.says(1, 0, 0, 1, Stance.ASSERTS)

    @rule(n=ANY)
    def open(self, n: int) -> None:
        if self.room(Incident):
            self.tried(incidents.open_incident, title=f"Incident {n}")

    @rule(n=ANY, verb=st.sampled_from(["revise", "close", "reopen", "restrict", "lift", "ask"]))
    def around(self, n: int, verb: str) -> None:
        incident = self.pick(Incident, n)
        if verb == "revise":
            self.tried(incidents.revise_incident, incident=incident, version=incident.version, title=f"Title {n}")
        elif verb == "ask":
            self.tried(questions.raise_question, incident=incident, kind=QuestionKind.FACT, text=f"Question {n}?")
        else:
            action = {
                "close": incidents.close_incident,
                "reopen": incidents.reopen_incident,
                "restrict": incidents.restrict_incident,
                "lift": incidents.lift_restriction,
            }[verb]
            self.tried(action, incident=incident)

    @rule(n=ANY)
    def add_party(self, n: int) -> None:
        if self.room(Party):
            self.tried(parties.add_party, name=f"Party {n}", kind=PartyKind.NGO, aliases=[f"Alias {n}"])

    @rule(n=ANY, m=ANY, kind=st.sampled_from(PartyRelationKind))
    def relate(self, n: int, m: int, kind: PartyRelationKind) -> None:
        one, other = self.pick(Party, n), self.pick(Party, m)
        self.tried(parties.relate_parties, party=one, kind=kind, other=other, basis="It says so.")

    @rule(n=ANY, m=ANY)
    def merge(self, n: int, m: int) -> None:
        self.tried(parties.merge_parties, party=self.pick(Party, n), into=self.pick(Party, m), reason="The same.")

    @rule(n=ANY, aliases=st.lists(st.sampled_from(["A", "B", "C"]), unique=True))
    def rename(self, n: int, aliases: list[str]) -> None:
        party = self.pick(Party, n)
        self.tried(parties.revise_party, party=party, version=party.version, name=f"Name {n}", aliases=aliases)

    @rule(n=ANY, m=ANY)
    def source(self, n: int, m: int) -> None:
        if self.room(Source):
            added = self.tried(
                sources.add_source, title=f"Source {n}", kind=SourceKind.VIDEO, outlet=self.pick(Party, m)
            )
            self.tried(sources.derive_source, source=added, origin=self.pick(Source, m))

    @rule(n=ANY, m=ANY, speaker=ANY, accused=ANY, stance=st.sampled_from([Stance.ASSERTS, Stance.DENIES]))
    def says(self, n: int, m: int, speaker: int, accused: int, stance: Stance) -> None:
        if not self.room(Claim):
            return
        incident = self.pick(Incident, m)
        asked = list(incident.questions.all())
        answered = self.pick(Allegation, n) if stance == Stance.DENIES else None
        draft = ClaimDraft(
            incident=incident,
            question=asked[n % len(asked)] if asked else None,
            text=f"Claim {n}",
            stance=stance,
            figures=[FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.AT_LEAST, minimum=n)],
            allegations=[AllegationDraft(accused=self.pick(Party, accused), role=AccusedRole.CARRIED_OUT)],
            answers=[AnswerDraft(allegation=answered, position=Position.DENIES)] if answered else [],
        )
        hop = HopDraft(actor_kind=HopActor.OUTLET, actor_label="An agency", directness=Directness.ON_THE_RECORD)
        self.tried(
            utterances.record_utterance,
            claimants=[self.pick(Party, speaker)],
            claims=[draft],
            carriage=CarriageDraft(source=self.pick(Source, n), hops=[hop]),
            words=f"Words {n}",
        )

    @rule(n=ANY, m=ANY)
    def carry(self, n: int, m: int) -> None:
        carried = CarriageDraft(source=self.pick(Source, m), passage=f"Passage {n}")
        self.tried(utterances.add_carriage, utterance=self.pick(Utterance, n), carriage=carried)

    @rule(n=ANY, keep=st.booleans(), accused=ANY)
    def revise(self, n: int, keep: bool, accused: int) -> None:
        claim = self.pick(Claim, n)
        figures = [FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.EXACTLY, minimum=n, maximum=n)]
        accusing = [AllegationDraft(accused=self.pick(Party, accused), role=AccusedRole.ORDERED)]
        self.tried(
            claims.revise_claim,
            claim=claim,
            version=claim.version if claim else None,
            text=f"Revised {n}",
            figures=figures if keep else [],
            allegations=accusing if keep else [],
        )

    @rule(n=ANY, status=st.sampled_from([Status.CONTESTED, Status.CORROBORATED, Status.ESTABLISHED, Status.REFUTED]))
    def assess(self, n: int, status: Status) -> None:
        self.tried(assessments.assess_claim, claim=self.pick(Claim, n), status=status, rationale="Looked at.")

    @rule(n=ANY, signed=st.booleans())
    def decide(self, n: int, signed: bool) -> None:
        self.assess(n, Status.REFUTED)
        if (latest := Assessment.objects.order_by("pk").last()) is None:
            return
        if signed:
            self.tried(sign_offs.sign_off, assessment=latest, by=self.second)
        else:
            self.tried(sign_offs.send_back, assessment=latest, reason="Too early.", by=self.second)

    @rule(n=ANY, m=ANY, kind=st.sampled_from(ClaimRelationKind))
    def tie(self, n: int, m: int, kind: ClaimRelationKind) -> None:
        material = {"material": bool(n % 2)} if kind == ClaimRelationKind.CONTRADICTS else {}
        one, other = self.pick(Claim, n), self.pick(Claim, m)
        self.tried(claim_relations.relate_claims, claim=one, kind=kind, other=other, reason="It says so.", **material)

    @precondition(lambda self: ClaimRelation.objects.exists())
    @rule(n=ANY)
    def untie(self, n: int) -> None:
        self.tried(claim_relations.unrelate_claims, relation=self.pick(ClaimRelation, n), reason="It does not.")

    @rule(n=ANY)
    def print_it(self, n: int) -> None:
        claim = self.pick(Claim, n)
        printed = {"address": f"https://ours.example/{n}", "words": f"Printed {n}", "printed_at": self.at}
        self.tried(uses.record_use, incident=claim.incident, kind=UseKind.CLAIM, claim=claim, **printed)

    @precondition(lambda self: Use.objects.exists())
    @rule(n=ANY, outcome=st.sampled_from(UseOutcome))
    def put_right(self, n: int, outcome: UseOutcome) -> None:
        self.tried(uses.handle_use, use=self.pick(Use, n), outcome=outcome, note="Looked at.")

    @rule(n=ANY, verdict=st.sampled_from(Verdict))
    def check_source(self, n: int, verdict: Verdict) -> None:
        found = {"aspect": CheckAspect.AUTHENTICITY, "verdict": verdict, "how": "Compared with the original."}
        self.tried(source_checks.record_source_check, source=self.pick(Source, n), **found)

    @rule(n=ANY)
    def protect(self, n: int) -> None:
        if self.room(ProtectedIdentity):
            self.tried(protected_identities.protect_identity, pseudonym=f"Witness {n}", name="Somebody")
        else:
            identity = self.pick(ProtectedIdentity, n)
            changed = {"version": identity.version, "pseudonym": f"Witness {n}"}
            self.tried(protected_identities.revise_identity, identity=identity, **changed)

    @precondition(lambda self: Evidence.objects.exists())
    @rule(n=ANY)
    def unprove(self, n: int) -> None:
        self.tried(evidence.withdraw_evidence, evidence=self.pick(Evidence, n), reason="Mistaken for another.")

    @rule(n=ANY, m=ANY, bearing=st.sampled_from(Bearing))
    def prove(self, n: int, m: int, bearing: Bearing) -> None:
        self.tried(
            evidence.add_evidence,
            claim=self.pick(Claim, n),
            source=self.pick(Source, m),
            bearing=bearing,
            root_kind=RootKind.PARTY,
            root_party=self.pick(Party, m),
            basis=Basis.SAW_IT,
        )

    @rule(n=ANY, m=ANY, how=st.sampled_from([standing.supersede_claim, standing.mark_duplicate]))
    def replace(self, n: int, m: int, how: Any) -> None:
        self.tried(how, claim=self.pick(Claim, n), other=self.pick(Claim, m), reason="A later one.")

    @rule(n=ANY, how=st.sampled_from([standing.retract_claim, standing.mark_misattributed]))
    def take_back(self, n: int, how: Any) -> None:
        self.tried(how, claim=self.pick(Claim, n), reason="It says so.")

    @rule(n=ANY, m=ANY, passed=st.booleans())
    def ask(self, n: int, m: int, passed: bool) -> None:
        if not self.room(CommentRequest) or (allegation := self.pick(Allegation, n)) is None:
            return
        self.tried(
            comment_requests.draft_comment_request,
            incident=allegation.claim.incident,
            party=allegation.accused,
            text="What do you say?",
            allegations=[allegation],
            questions=["Who?", "When?"],
            deadline=self.at + (DAY if passed else AGO + DAY),
            nature="a news report",
            deadline_zone="UTC",
        )

    @rule(n=ANY, channel=st.sampled_from([Channel.EMAIL, Channel.PHONE]))
    def send(self, n: int, channel: Channel) -> None:
        request = self.pick(CommentRequest, n)
        self.tried(comment_requests.send_comment_request, comment_request=request, channel=channel)

    @precondition(lambda self: CommentRequest.objects.exists())
    @rule(n=ANY, drop=st.booleans())
    def redraft(self, n: int, drop: bool) -> None:
        request = self.pick(CommentRequest, n)
        self.tried(
            comment_requests.revise_comment_request,
            comment_request=request,
            version=request.version,
            questions=[] if drop else [f"Question {n}?"],
        )

    @rule(n=ANY)
    def withdraw(self, n: int) -> None:
        self.tried(comment_requests.withdraw_comment_request, comment_request=self.pick(CommentRequest, n))

    @rule(n=ANY, outcome=st.sampled_from(Outcome), reached=st.sampled_from(Reached))
    def attempt(self, n: int, outcome: Outcome, reached: Reached) -> None:
        request = self.pick(CommentRequest, n)
        self.tried(
            attempts.record_attempt, comment_request=request, channel=Channel.EMAIL, reached=reached, outcome=outcome
        )

    @precondition(lambda self: CommentRequest.objects.exists())
    @rule(n=ANY, position=st.sampled_from(Position))
    def reply(self, n: int, position: Position) -> None:
        request = self.pick(CommentRequest, n)
        asked = [AnswerDraft(allegation=row.allegation, position=position) for row in request.asked.all()]
        kind = ReplyKind.DENIAL if position == Position.DENIES else ReplyKind.STATEMENT
        self.tried(replies.record_reply, comment_request=request, kind=kind, answers=asked, words="It was not us.")

    @precondition(lambda self: CommentRequest.objects.exists())
    @rule(n=ANY, hours=st.integers(1, 60))
    def extend(self, n: int, hours: int) -> None:
        until = {"deadline": self.at + hours * DAY, "deadline_zone": "UTC", "reason": "It asked for more time."}
        self.tried(deadlines.extend_deadline, comment_request=self.pick(CommentRequest, n), **until)

    @precondition(lambda self: Reply.objects.exists())
    @rule(n=ANY, m=ANY, correct=st.booleans())
    def after_a_reply(self, n: int, m: int, correct: bool) -> None:
        reply = self.pick(Reply, n)
        if correct:
            self.tried(reply_trail.correct_reply, reply=reply, words=f"Not us, {m}.", reason="A slip.")
        else:
            self.tried(reply_trail.handle_reply, reply=reply, utterance=self.pick(Utterance, m))

    @rule(n=ANY, m=ANY)
    def silence(self, n: int, m: int) -> None:
        self.tried(
            silences.record_reported_silence,
            incident=self.pick(Incident, n),
            party=self.pick(Party, m),
            source=self.pick(Source, n),
            kind=SilenceKind.YET_TO_COMMENT,
            wording="has yet to comment",
        )

    @rule(n=ANY, m=ANY)
    def waive(self, n: int, m: int) -> None:
        allegation = self.pick(Allegation, n)
        party = allegation.accused if allegation else None
        self.tried(waivers.waive, allegation=allegation, party=party, reason="Asked otherwise.")

    @precondition(lambda self: Waiver.objects.exists())
    @rule(n=ANY, approve=st.booleans())
    def decide_waiver(self, n: int, approve: bool) -> None:
        decided = {"waiver": self.pick(Waiver, n), "by": self.second}
        if approve:
            self.tried(waivers.approve_waiver, **decided)
        else:
            self.tried(waivers.refuse_waiver, reason="Asked all the same.", **decided)

    @rule()
    def tick(self) -> None:
        raise_flags(now=self.at + 2 * DAY)

    @rule()
    def number(self) -> None:
        number_changes()

    @invariant()
    def keep(self) -> None:
        """What is known and answered, with an instant at which that holds."""
        self.steps += 1
        if self.steps % EVERY:
            return
        answers = {address: self.answer(address) for address in self.addresses()}
        self.kept.append((clock(), tables(), answers))

    def addresses(self) -> list[str]:
        """Two at a time, all in turn: every one of them each time would take long."""
        stem = f"incidents/{self.pick(Incident, len(self.kept)).pk}/"
        parts = ("owed-answers/", "", "ranges/")
        others = [stem + part for part in parts] + [f"claims/{Claim.objects.latest('pk').pk}/"]
        return [f"{stem}matrix/", others[len(self.kept) % len(others)]]

    def answer(self, address: str) -> Any:
        response = self.call.get(address)
        assert response.status_code == 200, (address, response.content)
        answer = response.json()
        answer.pop("restricted", None)  # who may see it is judged today
        return answer

    def teardown(self) -> None:
        try:
            for instant, rows, answers in self.kept:
                with as_known_at(self.editor.newsroom_id, instant):
                    known = tables()
                assert known == rows
                asked = f"?as_of={instant.isoformat().replace('+00:00', 'Z')}"
                assert {address: self.answer(address + asked) for address in answers} == answers
            self.what_is_fixed_never_changed()
        finally:
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    def what_is_fixed_never_changed(self) -> None:
        for model in shadowed().values():
            fixed = [name for name in fixed_of(model) if name != "id"]
            seen: dict[int, list[Any]] = {}
            for change in Change.objects.filter(subject_type=model._meta.model_name, after__isnull=False):
                values = [change.after[name] for name in fixed]
                assert seen.setdefault(change.subject_id, values) == values, model


def test_what_was_known_then_is_what_was_answered_then(editor, admin, users, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    ours = type("OurHistory", (History,), {"editor": editor, "second": admin, "call": Caller(users[Role.EDITOR])})
    run_state_machine_as_test(ours, settings=THOROUGHLY)
    assert not Question.objects.exists()


THOROUGHLY = settings(
    max_examples=200 if FULL else 10,
    stateful_step_count=20 if FULL else 11,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
