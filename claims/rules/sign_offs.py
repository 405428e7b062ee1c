"""The second pair of eyes: who may sign what one person proposed, how far a judgement has come, and what voids it."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from claims.errors import NotPermitted, RuleBroken
from claims.errors import gettext_noop as _
from claims.rules.actor import Actor
from claims.rules.assessments import NEEDS, Facts, missing_for
from claims.rules.roots import Support
from claims.vocabulary import SignOffState, Status, VoidingCause

SECOND_PERSON = frozenset(status for status, needs in NEEDS.items() if needs.second_person)
# What is signed is the claim as it is worded; the question it is put under is not part of it.
SIGNED_COLUMNS = frozenset({"kind", "stance", "certainty", "hedge", "text"})


@dataclass(frozen=True)
class JudgementFact:
    """One assessment with what came of it."""

    status: Status
    signed: bool = False
    sent_back: bool = False
    void: bool = False


@dataclass(frozen=True)
class ProposalFact:
    """A proposed assessment as it is put before a second person.

    `proposer` is the person who proposed it, or who issued the token that did; `state` is None if a later assessment
    took its place.
    """

    status: Status
    state: SignOffState | None
    proposer: int | None
    by_token: bool
    claim_version: int


@dataclass(frozen=True)
class SignedFact:
    """What a sign-off rested on when it was given."""

    status: Status
    roots: int
    admissions: int


NOT_AWAITING = {
    SignOffState.NOT_NEEDED: _("“%(status)s” needs no sign-off."),
    SignOffState.SENT_BACK: _("This assessment was sent back. It can be proposed anew."),
    SignOffState.SIGNED: _("This assessment has been signed off already."),
    SignOffState.VOID: _("This sign-off is void. The claim has to be assessed anew."),
    None: _("A later assessment took the place of this one before anybody signed it."),
}


def state_of(judgement: JudgementFact, *, latest: bool) -> SignOffState | None:
    """How far one assessment has come; None if a later one took its place before it was signed or sent back."""
    if judgement.status not in SECOND_PERSON:
        return SignOffState.NOT_NEEDED
    if judgement.signed:
        return SignOffState.VOID if judgement.void else SignOffState.SIGNED
    if judgement.sent_back:
        return SignOffState.SENT_BACK
    return SignOffState.AWAITING if latest else None


def in_effect(judgements: Sequence[JudgementFact]) -> int | None:
    """The place of the assessment that gave the claim its status, among all of them in order; None if none did."""
    taken = [place for place, each in enumerate(judgements) if each.status not in SECOND_PERSON or each.signed]
    return taken[-1] if taken else None


def state_of_claim(judgements: Sequence[JudgementFact]) -> SignOffState:
    """How far the judging of a claim has come, given all its assessments in order.

    What waits comes first; a proposal that was sent back does not hide that the sign-off under the status is void.
    """
    if not judgements:
        return SignOffState.NOT_NEEDED
    state = state_of(judgements[-1], latest=True) or SignOffState.AWAITING
    standing = in_effect(judgements)
    if state == SignOffState.SENT_BACK and standing is not None and judgements[standing].void:
        return SignOffState.VOID
    return state


def check_proposer(status: Status, proposer: int | None) -> None:
    """What a second person is to sign has a first one: somebody who can be told from the second."""
    if status in SECOND_PERSON and proposer is None:
        raise RuleBroken(
            "proposer_unknown",
            _(
                "Only a person, or a token that a person issued, proposes “%(status)s”: of a command, or a token issued"
                " on the command line, nobody can say that the one who signs is another."
            ),
            field="status",
            status=status.label,
        )


def check_second_person(proposal: ProposalFact, *, by: Actor) -> None:
    """Refuse everybody but a person who had no hand in a proposal that still waits."""
    if by.user_id is None:
        raise NotPermitted("person_needed", _("Only a person signs an assessment off or sends it back."))
    if proposal.state != SignOffState.AWAITING:
        raise RuleBroken("not_awaiting", NOT_AWAITING[proposal.state], status=proposal.status.label)
    if proposal.proposer is None:
        raise RuleBroken("proposer_unknown", _("Nobody knows who proposed it: it has to be proposed anew."))
    if proposal.proposer == by.user_id:
        raise RuleBroken(
            "own_proposal",
            _("A token that you issued proposed it; a second person decides.")
            if proposal.by_token
            else _("You proposed it; a second person decides."),
        )


def check_unchanged(proposal: ProposalFact, version: int) -> None:
    """What is signed is what was proposed."""
    if proposal.claim_version != version:
        raise RuleBroken("claim_changed_since", _("The claim has changed since; propose it anew."))


def check_still_met(status: Status, facts: Facts) -> None:
    """Refuse a signature under a status whose needs are no longer met."""
    for missing in missing_for(status, facts):
        raise RuleBroken(missing.code, missing.message, **missing.params)


def roots_behind(status: Status, support: Support) -> int:
    """The distinct roots on the side that is signed."""
    return support.contradicted_by if status == Status.REFUTED else support.supported_by


def admissions_behind(status: Status, facts: Facts) -> int:
    """The admissions that the signed status rests on; only one that says that the claim is true can."""
    return len(facts.admitted_by) if NEEDS[status].grounds else 0


def voided_by_revision(columns: AbstractSet[str], *, figures: bool, allegations: bool) -> list[VoidingCause]:
    """Why a revision of the claim voids its sign-off, given the columns and lists that it changed."""
    changed = {
        VoidingCause.CLAIM_CHANGED: bool(columns & SIGNED_COLUMNS),
        VoidingCause.FIGURES_CHANGED: figures,
        VoidingCause.ALLEGATIONS_CHANGED: allegations,
    }
    return [cause for cause, true in changed.items() if true]


def voided_by_loss(signed: SignedFact, facts: Facts) -> list[VoidingCause]:
    """Why a sign-off no longer holds, given what stands behind the claim now."""
    lost = {
        VoidingCause.ROOTS_LOST: roots_behind(signed.status, facts.support) < signed.roots,
        VoidingCause.ADMISSION_LOST: admissions_behind(signed.status, facts) < signed.admissions,
    }
    return [cause for cause, true in lost.items() if true]
