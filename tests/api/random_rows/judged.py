"""Evidence, assessments with what came of them, relations of claims."""

from claims.models import (
    Assessment,
    ClaimRelation,
    Dismissal,
    Evidence,
    SendBack,
    SignOff,
    Voiding,
)
from claims.rules.sign_offs import SECOND_PERSON
from claims.vocabulary import (
    Bearing,
    ClaimRelationKind,
    Discrepancy,
    RootKind,
    Status,
    VoidingCause,
)
from tests.api.random_rows.rows import Rows


def judged(r: Rows) -> None:
    roots = [
        lambda: {"root_kind": RootKind.PARTY, "root_party": r.any(r.parties)},
        lambda: {"root_kind": RootKind.SOURCE, "root_source": r.any(r.sources)},
        lambda: {"root_kind": RootKind.PROTECTED, "root_identity": r.any(r.identities)},
        lambda: {"root_kind": RootKind.UNKNOWN},
    ]
    gone = [{}, {"withdrawn_at": r.instant(), "withdrawn_reason": "A mistake."}]
    r.kept(
        Evidence,
        (
            {"claim": each, "source": r.any(r.sources), "bearing": r.any(Bearing), "passage": r.text()}
            | {"added_at": r.instant(), **r.any(roots)(), **r.any(gone)}
            for each in r.claims
        ),
    )
    one, other = r.users[:2]
    made = r.kept(
        Assessment,
        (
            {"claim": each, "claim_version": 1, "status": r.any([*Status, *SECOND_PERSON]), "rationale": r.text()}
            | {"at": r.instant(), **r.any([{"by_user_id": one}, {"by_token": r.tokens[0]}])}
            for each in r.claims[:8]
            for _n in range(r.any([0, 1, 3]))
        ),
    )
    proposals = [each for each in made if each.status in SECOND_PERSON]
    by = {"by_user_id": other}
    signed = [each for each in proposals if r.any([True, False])]
    signatures = r.kept(
        SignOff,
        (
            {"assessment": each, "roots": 1, "admissions": 0, "note": r.text(), "at": r.instant(), **by}
            for each in signed
        ),
    )
    r.kept(
        SendBack,
        (
            {"assessment": each, "reason": "Why?", "at": r.instant(), **by}
            for each in proposals
            if each not in signed and r.any([True, False])
        ),
    )
    r.kept(
        Voiding,
        (
            {"sign_off": each, "cause": cause, "at": r.instant()}
            for each in signatures
            for cause in r.chance.sample(list(VoidingCause), r.any([0, 1, 2]))
        ),
    )
    for kind, material in ((ClaimRelationKind.CONTRADICTS, r.any([True, False])), (ClaimRelationKind.NARROWS, None)):
        a, b = r.chance.sample(r.claims, 2)
        how = {"kind": kind, "material": material, "reason": r.text(), "related_at": r.instant()}
        r.kept(ClaimRelation, [{"claim": a, "other": b, **how, **r.by()}])
    a, b = sorted(r.chance.sample(r.claims, 2), key=lambda each: each.pk)
    how = {"discrepancy": r.any(Discrepancy), "fingerprint": "f", "reason": r.text(), "at": r.instant()}
    r.kept(Dismissal, [{"claim": a, "other": b, **how, **r.by()}])
