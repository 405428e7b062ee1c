"""What the line of an incident is made of, read for print in a fixed number of queries; `rules.line` words it.

Whoever asks, it is read as for something that leaves the newsroom: terms, embargoes and protected people hold. What
that keeps out is listed beside it as far as the one who asks may see it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import F

from claims.models.carriage import Carriage
from claims.models.claim import Claim, ClaimUtterance
from claims.models.claim_parts import load_parts
from claims.models.figure import figure_fact
from claims.models.incident import Incident
from claims.models.judgements import judged
from claims.models.line_asking import Asking, asking_in
from claims.models.matrix import claimants_of, described_as, disputes_among
from claims.models.newsroom import Newsroom
from claims.models.support import attested_and_supported
from claims.rules.actor import Actor, outward
from claims.rules.line import Line, LineFacts, Omission, Reason, line_of_facts, told_status
from claims.rules.line_said import Account, AnsweredFact, ClaimFact
from claims.rules.roots import Support
from claims.rules.sentences import Language
from claims.vocabulary import (
    Certainty,
    ClaimKind,
    Position,
    SignOffState,
    SourceKind,
    Stance,
    Standing,
    Status,
    Terms,
)

# What tells what others said: we have a statement “according to” it where we have it from nothing else.
REPORTING = frozenset({SourceKind.ARTICLE, SourceKind.BROADCAST})
OF_STANDING = {
    Standing.SUPERSEDED: Reason.SUPERSEDED,
    Standing.RETRACTED: Reason.RETRACTED,
    Standing.MISATTRIBUTED: Reason.MISATTRIBUTED,
    Standing.DUPLICATE: Reason.DUPLICATE,
}
OF_TERMS = {Terms.OFF_THE_RECORD: Reason.OFF_THE_RECORD, Terms.NOT_FOR_ATTRIBUTION: Reason.NOT_FOR_ATTRIBUTION}


def line_of(
    incident: Incident,
    language: Language,
    *,
    newsroom: Newsroom,
    actor: Actor,
    now: datetime,
    supports: Mapping[int, Support] | None = None,
) -> Line:
    """The line of an incident that the actor may see. `supports` saves counting again what was counted already."""
    reader = outward(actor)
    rows = Claim.objects.visible_to(reader).filter(incident=incident, standing__in=[Standing.LIVE, Standing.RETRACTED])
    said = list(rows.order_by(F("question__position").asc(nulls_last=True), "id"))
    load_parts(said, reader)
    live = [claim for claim in said if claim.standing == Standing.LIVE]
    printed = [claim for claim in live if not _holds_background(claim)]
    known = attested_and_supported(printed) if supports is None else supports
    told = _Told(printed, said, reader, known)
    answering = Asking(incident, newsroom, told.accounts, {claim.pk: claim for claim in printed}, actor, now)
    asking = asking_in(answering)
    facts = LineFacts(
        claims=told.facts,
        taken_back=_taken_back(said, live, told.accounts),
        replies=asking.replies,
        asked=asking.asked,
        silences=asking.silences,
        looked=asking.looked,
        exercise=incident.exercise,
    )
    omissions = [*_left_out(incident, printed, live, actor, now), *told.unsaid, *asking.omissions]
    return line_of_facts(facts, language, now=now, omissions=omissions)


def account_of(claim: Claim, reports: Iterable[str]) -> Account:
    """Who says it, as far as the reader for whom it was loaded is told."""
    return Account(
        speakers=tuple(party.name for party in claimants_of(claim)),
        described=described_as(claim),
        protected=any(link.utterance.speaker_identity_id is not None for link in claim.links.all()),
        reports=tuple(reports),
    )


class _Told:
    """The claims as they may be told."""

    def __init__(self, printed: list[Claim], said: list[Claim], reader: Actor, known: Mapping[int, Support]) -> None:
        reports = _reports(said, reader)
        self.accounts = {claim.pk: account_of(claim, reports[claim.pk]) for claim in said}
        self.known = known
        self.unsaid: list[Omission] = []
        self._printed = {claim.pk: claim for claim in printed}
        self._disputes = disputes_among(printed)
        self.facts = [self._fact(claim) for claim in printed]

    def _fact(self, claim: Claim) -> ClaimFact:
        support, own = self.known[claim.pk], claimants_of(claim)
        status, why = self._status(claim, support)
        if why is not None:
            self.unsaid.append(Omission(why, claim=claim.pk, claim_text=claim.text))
        return ClaimFact(
            id=claim.pk,
            question=claim.question_id,
            text=claim.text,
            account=self.accounts[claim.pk],
            stance=Stance(claim.stance),
            certainty=Certainty(claim.certainty),
            hedge=claim.hedge,
            figures=tuple(figure_fact(each) for each in claim.figures.all() if each.withdrawn_at is None),
            answers=self._answers(claim),
            disputed_by=tuple(party.name for party in self._disputes[claim.pk] if party not in own),
            told_status=status,
            documents=support.documents,
            known_roots=support.known_roots,
            supported_by=support.firm_roots,
        )

    def _status(self, claim: Claim, support: Support) -> tuple[Status | None, Reason | None]:
        whole = judged(claim)
        state = SignOffState.VOID if whole.voidings else whole.state
        return told_status(ClaimKind(claim.kind), Status(claim.status), state, firm=support.firm_roots)

    def _answers(self, claim: Claim) -> tuple[AnsweredFact, ...]:
        return tuple(
            AnsweredFact(Position(answer.position), self.accounts[other.pk], other.text)
            for answer in sorted(claim.answers.all(), key=lambda answer: answer.pk)
            if answer.withdrawn_at is None
            and (other := self._printed.get(answer.allegation.claim_id)) is not None
            and answer.allegation.withdrawn_at is None
        )


def _reports(claims: list[Claim], reader: Actor) -> dict[int, list[str]]:
    """Claim id → the outlet of each report that carries it, where nothing but reports does."""
    rows = Carriage.objects.told_to(reader).filter(utterance__links__claim__in=[claim.pk for claim in claims])
    carried: dict[int, dict[int, tuple[str, str]]] = defaultdict(dict)
    columns = ("utterance__links__claim", "source_id", "source__kind")
    names = ("source__outlet__name", "source__outlet__merged_into__name")
    for claim, source, kind, name, merged in rows.order_by("id").values_list(*columns, *names):
        carried[claim][source] = (kind, merged or name or "")
    found: dict[int, list[str]] = defaultdict(list)
    for claim, sources in carried.items():
        if all(kind in REPORTING for kind, _name in sources.values()):
            found[claim] = [name for _kind, name in sources.values()]
    return found


def _holds_background(claim: Claim) -> bool:
    return any(each.withdrawn_at is None and not each.for_publication for each in claim.allegations.all())


def _taken_back(
    said: list[Claim], live: list[Claim], accounts: Mapping[int, Account]
) -> list[tuple[int | None, Account]]:
    """Who took a statement back, on which question, unless a retraction of theirs there says so itself."""
    retracting = {(claim.question_id, accounts[claim.pk].speakers) for claim in live if claim.stance == Stance.RETRACTS}
    back = {
        (claim.question_id, accounts[claim.pk]): None
        for claim in said
        if claim.standing == Standing.RETRACTED and not _holds_background(claim)
    }
    named = [each for each in back if each[1].speakers or each[1].described]
    return [each for each in named if (each[0], each[1].speakers) not in retracting]


def _left_out(
    incident: Incident, printed: list[Claim], live: list[Claim], actor: Actor, now: datetime
) -> list[Omission]:
    """The claims that the actor sees and the line does not hold, with the reason."""
    inside = {claim.pk for claim in printed}
    background = {claim.pk for claim in live} - inside
    rows = [
        claim
        for claim in Claim.objects.visible_to(actor).filter(incident=incident).order_by("id")
        if claim.pk not in inside
    ]
    terms: dict[int, list[tuple[str, datetime | None]]] = defaultdict(list)
    links = ClaimUtterance.objects.told_to(actor).filter(claim__in=[claim.pk for claim in rows])
    for claim_id, code, until in links.values_list("claim_id", "utterance__terms", "utterance__embargo_until"):
        terms[claim_id].append((code, until))
    return [
        Omission(_reason(claim, terms[claim.pk], claim.pk in background, now), claim=claim.pk, claim_text=claim.text)
        for claim in rows
    ]


def _reason(claim: Claim, terms: list[tuple[str, datetime | None]], background: bool, now: datetime) -> Reason:
    if claim.standing != Standing.LIVE:
        return OF_STANDING[Standing(claim.standing)]
    if background:
        return Reason.ALLEGATION_NOT_FOR_PUBLICATION
    kept = [OF_TERMS[Terms(code)] for code, _until in terms if code in OF_TERMS]
    return kept[0] if kept else Reason.EMBARGOED
