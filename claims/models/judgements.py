"""What a claim's assessments come to, and what a further one would go by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count

from claims.models.admissions import admissions_to
from claims.models.assessment import Assessment
from claims.models.claim import Claim
from claims.models.evidence import Evidence
from claims.models.sign_off import SendBack, SignOff, Voiding
from claims.models.support import attested_and_supported
from claims.rules.assessments import Facts
from claims.rules.roots import Support
from claims.rules.sign_offs import JudgementFact, ProposalFact, in_effect, state_of, state_of_claim
from claims.vocabulary import Bearing, SignOffState, Status


@dataclass(frozen=True)
class Judged:
    """A claim's assessments in their order. `state` is how far the judging has come."""

    assessments: list[Assessment]

    @cached_property
    def state(self) -> SignOffState:
        return state_of_claim([fact_of(each) for each in self.assessments])

    @property
    def latest(self) -> Assessment | None:
        return self.assessments[-1] if self.assessments else None

    @property
    def proposal(self) -> Assessment | None:
        """The assessment that awaits its sign-off."""
        return self.latest if self.state == SignOffState.AWAITING else None

    @cached_property
    def in_effect(self) -> Assessment | None:
        """The assessment that gave the claim its status."""
        place = in_effect([fact_of(each) for each in self.assessments])
        return None if place is None else self.assessments[place]

    @property
    def voidings(self) -> list[Voiding]:
        """What voided the sign-off under the claim's status, in the order of time."""
        return voidings_of(sign_off_of(self.in_effect) if self.in_effect else None)

    def state_of(self, assessment: Assessment) -> SignOffState | None:
        """How far one of them has come; None if another took its place before it was signed."""
        return state_of(fact_of(assessment), latest=assessment == self.latest)


def judged(claim: Claim) -> Judged:
    """What its assessments come to. Needs `with_parts`, or the prefetch `assessed`."""
    return Judged(list(claim.assessments.all()))


def sign_off_of(assessment: Assessment) -> SignOff | None:
    """Its sign-off, if it has one; loaded by `with_signing`."""
    return getattr(assessment, "sign_off", None)


def send_back_of(assessment: Assessment) -> SendBack | None:
    return getattr(assessment, "send_back", None)


def voidings_of(sign_off: SignOff | None) -> list[Voiding]:
    """What voided it, in the order of time; nothing if it holds."""
    return list(sign_off.voidings.all()) if sign_off else []


def fact_of(assessment: Assessment) -> JudgementFact:
    """What the rules need to know of one assessment (loaded `with_signing`)."""
    signed = sign_off_of(assessment)
    return JudgementFact(
        status=Status(assessment.status),
        signed=signed is not None,
        sent_back=send_back_of(assessment) is not None,
        void=bool(voidings_of(signed)),
    )


def proposal_of(assessment: Assessment, whole: Judged) -> ProposalFact:
    """The assessment as it is put before a second person."""
    return ProposalFact(
        status=Status(assessment.status),
        state=whole.state_of(assessment),
        proposer=assessment.proposer_id,
        by_token=assessment.by_token_id is not None,
        claim_version=assessment.claim_version,
    )


def facts_of(claims: Iterable[Claim], supports: Mapping[int, Support] | None = None) -> dict[int, Facts]:
    """What a judgement on each claim goes by, by claim id, in a fixed number of queries. All of one newsroom."""
    wanted = list(claims)
    known = attested_and_supported(wanted) if supports is None else supports
    admitted = admissions_to(wanted)
    undecided = _undecided([claim.pk for claim in wanted])
    return {
        claim.pk: Facts(
            now=Status(claim.status),
            support=known[claim.pk],
            admitted_by=[party.name for party in admitted[claim.pk]],
            undecided=undecided.get(claim.pk, 0),
        )
        for claim in wanted
    }


def _undecided(claim_ids: list[int]) -> dict[int, int]:
    rows = Evidence.objects.current().filter(claim__in=claim_ids, bearing=Bearing.COULD_NOT_VERIFY)
    return dict(rows.values("claim_id").annotate(count=Count("pk")).order_by().values_list("claim_id", "count"))
