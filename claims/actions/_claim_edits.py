"""An edit of a claim as a whole: its own columns and its three lists, merged with what others changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims.actions._answering import Answering, grounds_for, occasions
from claims.actions._edits import merged
from claims.actions._fields import checked
from claims.actions._part_edits import ALLEGATIONS, ANSWERS, FIGURES, PartEdit, prepare
from claims.actions._part_writes import about_what, about_whom, check_ids, place_by, place_figures, write_parts
from claims.actions._parts import (
    Surroundings,
    allegation_contents,
    answer_contents,
    answered_by,
    figure_contents,
    parties_of,
)
from claims.actions._references import seen, standing_parties, under
from claims.actions.drafts import AllegationDraft, AnswerDraft, FigureDraft
from claims.errors import StaleEdit
from claims.models import Allegation, Claim, Party, Question, UtteranceClaimant
from claims.rules.actor import Actor
from claims.rules.allegations import check_accusation, check_position
from claims.rules.claims import check_certainty, check_kind, check_question
from claims.rules.versions import check_exact
from claims.vocabulary import Position, Stance


@dataclass(frozen=True)
class PartDrafts:
    """The three lists as the editor left them; None leaves a list as it is."""

    figures: Sequence[FigureDraft] | None
    allegations: Sequence[AllegationDraft] | None
    answers: Sequence[AnswerDraft] | None


@dataclass(frozen=True)
class ClaimEdit:
    """What the merge came to."""

    values: Mapping[str, Any]
    figures: PartEdit
    allegations: PartEdit
    answers: PartEdit

    @property
    def touched(self) -> bool:
        return bool(self.values) or any(part.touched for part in (self.figures, self.allegations, self.answers))


def merged_claim(
    claim: Claim, version: int, fields: Mapping[str, Any], drafts: PartDrafts, *, by: Actor, at: datetime
) -> ClaimEdit:
    """The edit of the locked claim; StaleEdit names every field and list that two people changed differently."""
    check_exact(version, claim.version)
    wanted = checked(Claim, dict(fields), now=at)
    seen(Question, [("question", wanted.get("question"))], by)
    claimants = claimants_of(claim)
    parts = _part_edits(claim, version, Stance(wanted.get("stance", claim.stance)), claimants, drafts, by, at)
    conflicts = {part.kind.field: part.shown() for part in parts if part.in_conflict}
    try:
        values = merged(claim, version, wanted)
    except StaleEdit as stale:
        raise StaleEdit({**stale.fields, **conflicts}, stale.current_version) from None
    if conflicts:
        raise StaleEdit(conflicts, claim.version)
    edit = ClaimEdit(values, *parts)
    _check_whole(claim, edit, claimants)
    return edit


def write_edited_parts(edit: ClaimEdit, claim: Claim, drafts: PartDrafts, *, by: Actor, at: datetime) -> None:
    """Store and record the lists that the edit touched."""
    if edit.figures.touched:
        write_parts(edit.figures, place_figures(edit.figures, drafts.figures or ()), claim, by=by, at=at)
    if edit.allegations.touched:
        write_parts(edit.allegations, place_by(edit.allegations, about_whom), claim, by=by, at=at)
    if edit.answers.touched:
        write_parts(edit.answers, place_by(edit.answers, about_what), claim, by=by, at=at)


def claimants_of(claim: Claim) -> dict[int, Party]:
    """Who made the claim, merges resolved."""
    rows = UtteranceClaimant.objects.filter(utterance__links__claim=claim).select_related("party__merged_into")
    return {row.party.merged_into_id or row.party_id: row.party.merged_into or row.party for row in rows}


def _part_edits(
    claim: Claim,
    version: int,
    stance: Stance,
    claimants: Mapping[int, Party],
    drafts: PartDrafts,
    by: Actor,
    at: datetime,
) -> tuple[PartEdit, PartEdit, PartEdit]:
    figures, allegations, answers = (prepare(kind, claim, version) for kind in (FIGURES, ALLEGATIONS, ANSWERS))
    around = Surroundings(
        stance=stance,
        claimants=claimants,
        parties=standing_parties(parties_of(drafts.figures or (), drafts.allegations or ()), by),
        answering=_answering(claim, claimants, answers, drafts.answers or (), by, at),
        at=at,
    )
    if drafts.figures is not None:
        figures = figures.to(figure_contents(drafts.figures, around, "figures"))
        check_ids(figures, [draft.id for draft in drafts.figures])
    if drafts.allegations is not None:
        allegations = allegations.to(allegation_contents(drafts.allegations, around, "allegations"))
        check_ids(allegations, [draft.id for draft in drafts.allegations])
    if drafts.answers is not None:
        answers = answers.to(answer_contents(drafts.answers, around, "answers"))
    return figures, allegations, answers


def _answering(
    claim: Claim,
    claimants: Mapping[int, Party],
    answers: PartEdit,
    drafts: Sequence[AnswerDraft],
    by: Actor,
    at: datetime,
) -> Answering:
    allegations = seen(Allegation, answered_by(drafts), by, related=["claim", "accused__merged_into"])
    return Answering(
        grounds=grounds_for(allegations, claimants, by),
        claimants=claimants,
        incident_id=claim.incident_id,
        said=occasions({claim.pk})[claim.pk] if allegations else [],
        at=at,
        already=frozenset(content["allegation_id"] for content in [*answers.base, *answers.theirs]),
    )


def _check_whole(claim: Claim, edit: ClaimEdit, claimants: Mapping[int, Party]) -> None:
    """What came of the merge has to hold together, whoever changed which half of it."""
    for name, value in edit.values.items():
        setattr(claim, name, value)
    check_certainty(claim.certainty, claim.hedge)
    check_question(claim.incident_id, claim.question.incident_id if claim.question else None)
    check_kind(claim.kind, claim.status)
    stance = Stance(claim.stance)
    accused = {content["accused_id"] for content in edit.allegations.result}
    with under("allegations"):
        for party in Party.objects.filter(pk__in=accused):
            check_accusation(stance, accused=party.name, by_itself=party.pk in claimants)
    with under("answers"):
        for content in edit.answers.result:
            check_position(stance, Position(content["position"]))
