"""Writing any number of claims in one go: checked first, then one statement per table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from claims.actions._answering import Answering, Grounds, grounds_for, said_of
from claims.actions._changes import record_changes
from claims.actions._fields import checked
from claims.actions._parts import (
    Content,
    Surroundings,
    allegation_contents,
    answer_contents,
    answered_by,
    figure_contents,
    parties_of,
)
from claims.actions._references import seen, standing_parties, under
from claims.actions.drafts import ClaimDraft
from claims.models import (
    Allegation,
    Answer,
    Claim,
    ClaimUtterance,
    Figure,
    Incident,
    Party,
    Question,
    Utterance,
)
from claims.rules.actor import Actor
from claims.rules.claims import check_certainty, check_question
from claims.rules.utterances import check_claim_count
from claims.vocabulary import Stance, Verb


@dataclass(frozen=True)
class Named:
    """The rows that the drafts name, looked up once for all of them."""

    incidents: Mapping[int, Incident]
    questions: Mapping[int, Question]
    parties: Mapping[int, Party]
    grounds: Grounds


@dataclass(frozen=True)
class Checked:
    """One claim, not yet stored, with the utterance that it hangs on and what its parts will hold."""

    claim: Claim
    utterance: Utterance
    figures: Sequence[Content]
    allegations: Sequence[Content]
    answers: Sequence[Content]


def check_claims(
    drafts: Sequence[ClaimDraft], utterance: Utterance, claimants: Mapping[int, Party], *, by: Actor, at: datetime
) -> list[Checked]:
    """The claims as they will be stored; RuleBroken on the first that breaks a rule. The utterance may be unsaved."""
    check_claim_count(len(drafts))
    named = look_up({f"claims.{place}": draft for place, draft in enumerate(drafts)}, claimants, by)
    result = []
    for place, draft in enumerate(drafts):
        with under(f"claims.{place}"):
            result.append(check_one(draft, named, utterance, claimants, by, at))
    return result


def write_claims(claims: Sequence[Checked], *, by: Actor, at: datetime) -> list[Claim]:
    """Store and record the checked claims, each hanging on its utterance, which is stored: one statement per table."""
    own = {"newsroom_id": by.newsroom_id}
    rows = Claim.objects.bulk_create([each.claim for each in claims])
    links = ClaimUtterance.objects.bulk_create(
        [ClaimUtterance(claim=each.claim, utterance=each.utterance, **own) for each in claims]
    )
    figures = Figure.objects.bulk_create(
        [Figure(claim=each.claim, **own, **content) for each in claims for content in each.figures]
    )
    allegations = Allegation.objects.bulk_create(
        [Allegation(claim=each.claim, at=at, **own, **content) for each in claims for content in each.allegations]
    )
    answers = Answer.objects.bulk_create(
        [Answer(claim=each.claim, at=at, **own, **content) for each in claims for content in each.answers]
    )
    record_changes(Verb.CLAIM_RECORDED, figures, by=by, at=at)
    record_changes(Verb.CLAIM_RECORDED, allegations, by=by, at=at)
    record_changes(Verb.ANSWER_RECORDED, answers, by=by, at=at)
    record_changes(Verb.CLAIM_RECORDED, links, by=by, at=at)
    record_changes(Verb.CLAIM_RECORDED, rows, by=by, at=at)
    return rows


def look_up(drafts: Mapping[str, ClaimDraft], claimants: Mapping[int, Party], by: Actor) -> Named:
    """What the drafts name, each by the path at which it stands, in a fixed number of queries."""
    places = list(drafts.items())
    incidents = seen(Incident, ((f"{path}.incident", draft.incident) for path, draft in places), by)
    questions = seen(Question, ((f"{path}.question", draft.question) for path, draft in places), by)
    parties = standing_parties(
        chain.from_iterable(parties_of(draft.figures, draft.allegations, f"{path}.") for path, draft in places), by
    )
    allegations = seen(
        Allegation,
        chain.from_iterable(answered_by(draft.answers, f"{path}.") for path, draft in places),
        by,
        related=["claim", "accused__merged_into"],
    )
    return Named(incidents, questions, parties, grounds_for(allegations, claimants, by))


def check_one(
    draft: ClaimDraft, named: Named, utterance: Utterance, claimants: Mapping[int, Party], by: Actor, at: datetime
) -> Checked:
    """The claim as it will be stored; RuleBroken if it breaks a rule."""
    values = checked(Claim, dict(_own_fields(draft)), now=at)
    check_certainty(values["certainty"], values["hedge"])
    question = named.questions[draft.question.pk] if draft.question else None
    check_question(draft.incident.pk, question.incident_id if question else None)
    claim = Claim(
        newsroom_id=by.newsroom_id,
        incident=named.incidents[draft.incident.pk],
        question=question,
        recorded_at=at,
        **values,
    )
    answering = Answering(named.grounds, claimants, draft.incident.pk, [said_of(utterance)], at)
    around = Surroundings(Stance(claim.stance), claimants, named.parties, answering, at)
    return Checked(
        claim=claim,
        utterance=utterance,
        figures=figure_contents(draft.figures, around, "figures"),
        allegations=allegation_contents(draft.allegations, around, "allegations"),
        answers=answer_contents(draft.answers, around, "answers"),
    )


def _own_fields(draft: ClaimDraft) -> Iterator[tuple[str, Any]]:
    for name in ("text", "kind", "stance", "certainty", "hedge"):
        yield name, getattr(draft, name)
