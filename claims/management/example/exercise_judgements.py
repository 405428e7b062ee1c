"""How the exercise was judged: a proposal that waits, a sign-off void after print, support that lapsed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from claims.actions.assessments import assess_claim
from claims.actions.evidence import add_evidence, withdraw_evidence
from claims.actions.sign_offs import sign_off
from claims.actions.uses import record_use
from claims.management.example.people import Desk
from claims.models import Claim, Evidence, Incident, Party, Source
from claims.vocabulary import Basis, Bearing, RootKind, Status, UseKind


@dataclass(frozen=True)
class Bench:
    """Where the judging goes on."""

    incident: Incident
    parties: dict[str, Party]
    wire: Source
    desk: Desk
    now: datetime

    def ago(self, hours: int) -> datetime:
        return self.now - timedelta(hours=hours)

    def claim(self, text: str) -> Claim:
        return Claim.objects.get(incident=self.incident, text=text)

    def supported(self, claim: Claim, root: str, basis: Basis, hours: int) -> Evidence:
        """Evidence from one of the parties, as the wire carries it."""
        return add_evidence(
            claim=claim,
            source=self.wire,
            bearing=Bearing.SUPPORTS,
            root_kind=RootKind.PARTY,
            root_party=self.parties[root],
            basis=basis,
            by=self.desk.reporter,
            at=self.ago(hours),
        )


def load(bench: Bench) -> None:
    """All within the last two days, the latest two hours ago."""
    _awaiting(bench)
    _void_after_print(bench)
    _lapsed(bench)


def _awaiting(bench: Bench) -> None:
    claim = bench.claim("The Harbour Company stored munitions beside the market.")
    bench.supported(claim, "monitors", Basis.EXAMINED_MATERIAL, 6)
    assess_claim(
        claim=claim,
        status=Status.ESTABLISHED,
        rationale="The monitors’ photographs of the crates are dated and placed; we compared them with the quay plan.",
        by=bench.desk.fact_checker,
        at=bench.ago(4),
    )


def _void_after_print(bench: Bench) -> None:
    claim = bench.claim("27 dead were brought to the Harbour Hospital.")
    counted = bench.supported(claim, "monitors", Basis.SAW_IT, 44)
    proposed = assess_claim(
        claim=claim,
        status=Status.ESTABLISHED,
        rationale="The monitors counted at the hospital gate and came to the same number.",
        by=bench.desk.fact_checker,
        at=bench.ago(42),
    )
    sign_off(assessment=proposed, note="I spoke to the monitor who counted.", by=bench.desk.editor, at=bench.ago(40))
    record_use(
        incident=bench.incident,
        kind=UseKind.CLAIM,
        claim=claim,
        address="https://desk.example/exercise/port-meridian",
        words="Twenty-seven dead were brought to the Harbour Hospital, this newsroom has established.",
        printed_at=bench.ago(38),
        by=bench.desk.reporter,
        at=bench.ago(38),
    )
    reason = "The monitor had counted the injured as well."
    withdraw_evidence(evidence=counted, reason=reason, by=bench.desk.fact_checker, at=bench.ago(3))


def _lapsed(bench: Bench) -> None:
    claim = bench.claim("The Customs Service removed the cargo papers.")
    bench.supported(claim, "monitors", Basis.EXAMINED_MATERIAL, 30)
    seen = bench.supported(claim, "wire", Basis.SAW_IT, 30)
    assess_claim(
        claim=claim,
        status=Status.CORROBORATED,
        rationale="A reporter of the wire saw the empty files; the monitors have a copy of the register.",
        by=bench.desk.fact_checker,
        at=bench.ago(28),
    )
    reason = "The wire took its report back: its reporter had been told."
    withdraw_evidence(evidence=seen, reason=reason, by=bench.desk.fact_checker, at=bench.ago(2))
