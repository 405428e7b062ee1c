"""The panel on a claim's page that asks whether it is true: assessments, the proposal that waits, what is suggested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from claims.errors import RuleBroken
from claims.models import Assessment, Claim, SendBack, SignOff, Voiding
from claims.models.judgements import Judged, facts_of, judged, proposal_of, send_back_of, sign_off_of, voidings_of
from claims.rules.actor import Actor
from claims.rules.assessments import Facts, missing_for
from claims.rules.roles import May, may
from claims.rules.roots import Support
from claims.rules.sign_offs import SECOND_PERSON, check_second_person, check_unchanged
from claims.rules.suggestions import suggest
from claims.vocabulary import ClaimKind, SignOffState, Standing, Status
from claims.web.doors import sentence
from claims.web.forms.judgements import AssessmentForm, SignOffForm


@dataclass(frozen=True)
class Told:
    """One assessment with what came of it. `replaced`: another took its place before anybody signed it."""

    assessment: Assessment
    state: SignOffState | None
    signed: SignOff | None
    returned: SendBack | None
    voidings: list[Voiding]
    revised_since: bool

    @property
    def replaced(self) -> bool:
        return self.state is None

    @property
    def awaiting(self) -> bool:
        return self.state == SignOffState.AWAITING


@dataclass(frozen=True)
class Lacking:
    """A status, the sentences that say what the record lacks for it, and whether a second person signs it."""

    status: Status
    missing: list[str]
    second_person: bool


def panel_of(claim: Claim, support: Support, actor: Actor) -> dict[str, Any]:
    """The template's context. The claim is loaded `with_parts`."""
    whole = judged(claim)
    context: dict[str, Any] = {
        "judged": whole,
        "assessments": [_told(each, claim, whole) for each in reversed(whole.assessments)],
        "form": AssessmentForm(initial={"status": claim.status}, actor=actor),
        "assess_url": reverse("claim-assess", args=[claim.pk]),
    }
    if whole.proposal:
        context |= _decision(whole.proposal, claim, whole, actor)
    if claim.kind == ClaimKind.FACT and claim.standing == Standing.LIVE:
        context |= suggested(facts_of([claim], {claim.pk: support})[claim.pk])
    return context


def suggested(facts: Facts) -> dict[str, Any]:
    """The status that the record suggests, in words, and what it lacks for the others."""
    suggestion = suggest(facts)
    others = [status for status in Status if status not in (Status.NOT_ASSESSED, suggestion.status)]
    return {
        "suggestion": suggestion,
        "reasons": [gettext(each.message) % each.params for each in suggestion.reasons],
        "lacking": [
            Lacking(status, [sentence(each) for each in missing_for(status, facts)], status in SECOND_PERSON)
            for status in others
        ],
    }


def why_not(assessment: Assessment, claim: Claim, whole: Judged, actor: Actor) -> str:
    """Why the actor may not sign it, in words; "" if it may."""
    if not may(actor, May.SIGN_OFF):
        return gettext("An editor or an admin signs it off.")
    proposal = proposal_of(assessment, whole)
    try:
        check_second_person(proposal, by=actor)
        check_unchanged(proposal, claim.version)
    except RuleBroken as refusal:
        return sentence(refusal)
    return ""


def _decision(proposal: Assessment, claim: Claim, whole: Judged, actor: Actor) -> dict[str, Any]:
    refused = why_not(proposal, claim, whole, actor)
    theirs = may(actor, May.SIGN_OFF) and proposal.proposer_id != actor.user_id
    return {
        "why_not": refused,
        "may_sign": not refused,
        "may_send_back": theirs,
        "sign_form": SignOffForm(actor=actor),
    }


def _told(assessment: Assessment, claim: Claim, whole: Judged) -> Told:
    state, signed = whole.state_of(assessment), sign_off_of(assessment)
    # What takes effect raises the claim's version; a proposal leaves it.
    version = assessment.claim_version + (0 if state == SignOffState.AWAITING else 1)
    told_of = (whole.proposal, whole.in_effect)
    return Told(
        assessment=assessment,
        state=state,
        signed=signed,
        returned=send_back_of(assessment),
        voidings=voidings_of(signed),
        revised_since=assessment in told_of and claim.version > version,
    )
