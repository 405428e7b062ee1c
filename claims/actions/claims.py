"""What can be done to a claim's own words and parts. Its standing and its status have files of their own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from claims.actions._changes import record_change
from claims.actions._claim_edits import ClaimEdit, PartDrafts, claimants_of, merged_claim, write_edited_parts
from claims.actions._edits import write
from claims.actions._references import seen
from claims.actions._rows import lock, lock_newsroom
from claims.actions._voiding import recheck_admitted_by, void_sign_offs
from claims.actions.drafts import AllegationDraft, AnswerDraft, FigureDraft
from claims.models import Claim, ClaimUtterance, Utterance, UtteranceClaimant
from claims.rules.actor import Actor
from claims.rules.claims import check_live, check_repeated
from claims.rules.roles import May, require
from claims.rules.sign_offs import voided_by_revision
from claims.vocabulary import Verb

REVISABLE = frozenset({"question", "kind", "stance", "certainty", "hedge", "text"})


@transaction.atomic
def revise_claim(
    *,
    claim: Claim,
    version: int,
    figures: Sequence[FigureDraft] | None = None,
    allegations: Sequence[AllegationDraft] | None = None,
    answers: Sequence[AnswerDraft] | None = None,
    by: Actor,
    at: datetime,
    **fields: Any,
) -> Claim:
    """Change the fields and lists given, prepared on `version`; merges with what others changed since, or StaleEdit.

    A list is given whole; None leaves it as it is, and what is missing from it is withdrawn, never deleted. A figure
    named by `id` is changed in place. An allegation never changes whom it accuses of what, because requests, answers,
    waivers and flags may hang on it: such an edit withdraws it and adds another, which is then owed an answer anew. So
    is an answer to another allegation. The claim's version rises when only its parts changed, too.

    What was signed is the claim as it was worded: the revision may void its sign-off, or one that rests on its answers.
    """
    require(by, May.RECORD)
    if unknown := fields.keys() - REVISABLE:
        raise TypeError(f"not fields of a claim that a person sets: {sorted(unknown)}")
    if answers is not None or "stance" in fields:
        lock_newsroom(by)  # what it answers may carry somebody's sign-off
    claim = lock(claim, by)
    drafts = PartDrafts(figures, allegations, answers)
    edit = merged_claim(claim, version, fields, drafts, by=by, at=at)
    if not edit.touched:
        return claim
    write_edited_parts(edit, claim, drafts, by=by, at=at)
    write(claim, dict(edit.values))
    record_change(Verb.CLAIM_REVISED, claim, by=by, at=at)
    _void_what_it_carried(claim, edit, by=by, at=at)
    return claim


@transaction.atomic
def repeat_claim(*, claim: Claim, utterance: Utterance, by: Actor, at: datetime) -> ClaimUtterance:
    """Hang the claim on a further utterance of the same claimants: they said it again."""
    require(by, May.RECORD)
    claim = lock(claim, by)
    check_live(claim.standing)
    seen(Utterance, [("utterance", utterance)], by)
    speaking = UtteranceClaimant.objects.filter(utterance=utterance).values_list("party_id", "party__merged_into_id")
    check_repeated(
        same_claimants={merged or party for party, merged in speaking} == claimants_of(claim).keys(),
        already=ClaimUtterance.objects.filter(claim=claim, utterance=utterance).exists(),
    )
    link = ClaimUtterance(newsroom_id=by.newsroom_id, claim=claim, utterance=utterance)
    link.save(force_insert=True)
    record_change(Verb.CLAIM_REPEATED, link, by=by, at=at)
    return link


def _void_what_it_carried(claim: Claim, edit: ClaimEdit, *, by: Actor, at: datetime) -> None:
    changed = {"figures": edit.figures.touched, "allegations": edit.allegations.touched}
    for cause in voided_by_revision(edit.values.keys(), **changed):
        void_sign_offs([claim], cause, by=by, at=at)
    if edit.answers.touched or "stance" in edit.values:
        recheck_admitted_by([claim], by=by, at=at)
