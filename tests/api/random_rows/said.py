"""What was said, where it was carried, and what was claimed."""

from datetime import timedelta
from typing import Any

from claims.models import (
    Allegation,
    Answer,
    Carriage,
    Claim,
    ClaimUtterance,
    Figure,
    Hop,
    Utterance,
    UtteranceClaimant,
)
from claims.vocabulary import (
    AccusedRole,
    ClaimKind,
    HopActor,
    Metric,
    Position,
    Qualifier,
    Stance,
    Standing,
    Terms,
)
from tests.api.random_rows.rows import Rows
from tests.factories import NOW


def said(r: Rows) -> None:
    def utterance() -> dict[str, Any]:
        terms = r.any([*Terms, Terms.ON_THE_RECORD, Terms.ON_BACKGROUND])
        speaker = r.any([{"speaker": r.any(r.parties)}, {"speaker_identity": r.any(r.identities)}, {}])
        described = "an official" if terms == Terms.ON_BACKGROUND else ""
        embargo = r.any([None, None, NOW + timedelta(days=400)])
        said = {"terms": terms, "background_as": described, "embargo_until": embargo, "words": r.text()}
        return said | speaker | {"speaker_label": r.text(), "recorded_at": r.instant(), **r.dated("said")}

    r.utterances = r.kept(Utterance, (utterance() for _n in range(7)))
    claimants = {
        (each.pk, party.pk): {"utterance": each, "party": party}
        for each in r.utterances
        for party in r.chance.sample(r.parties, r.any([0, 1, 3]))
    }
    r.kept(UtteranceClaimant, claimants.values())
    carriages = r.kept(
        Carriage,
        (
            {"utterance": each, "source": r.any(r.sources), "passage": r.text(), "added_at": r.instant()}
            for each in r.utterances
        ),
    )

    def hop(carriage: Any, position: int) -> dict[str, Any]:
        if r.any([True, False]):
            who = {"actor_kind": HopActor.PROTECTED_PERSON, "identity": r.any(r.identities)}
        else:
            who = {"actor_kind": HopActor.PARTY, "party": r.any(r.parties)}
        return who | {
            "carriage": carriage,
            "position": position,
            "source": r.maybe(r.any(r.sources)),
            **r.dated("said"),
        }

    # Backwards: the order is the position's, not that in which they were written.
    r.kept(Hop, (hop(each, position) for each in carriages for position in (2, 1)))

    def claim() -> dict[str, Any]:
        question = r.any(r.questions)
        about = {"incident": question.incident, "question": r.maybe(question), "stance": r.any(Stance)}
        return about | {"text": r.text(some=True), "kind": r.any(ClaimKind), "recorded_at": r.instant()}

    r.claims = r.kept(Claim, (claim() for _n in range(10)))
    for each in r.claims[:3]:
        other = r.any([one for one in r.claims if one != each])
        how = {"standing": Standing.DUPLICATE, "standing_other": other, "standing_reason": r.text(some=True)}
        Claim.objects.filter(pk=each.pk).update(**how)
    r.kept(
        ClaimUtterance,
        (
            {"claim": each, "utterance": utterance}
            for n, each in enumerate(r.claims)  # every utterance has a claim
            for utterance in {r.utterances[n % len(r.utterances)]}
            | set(r.chance.sample(r.utterances, r.any([0, 0, 1])))
        ),
    )
    r.kept(
        Figure,
        (
            {"claim": each, "metric": r.any([Metric.KILLED, Metric.INJURED]), "side": r.maybe(r.any(r.parties))}
            | {"qualifier": Qualifier.AT_LEAST, "minimum": r.chance.randrange(10**9), "wording": r.text()}
            | {"withdrawn_at": r.maybe(r.instant())}
            for each in r.claims[:6]
        ),
    )
    r.allegations = r.kept(
        Allegation,
        (
            {"claim": each, "accused": r.any(r.parties), "role": role, "at": r.instant()}
            | {"withdrawn_at": r.any([None, None, r.instant()])}
            for each in r.claims[:8]
            for role in (AccusedRole.ORDERED, AccusedRole.CARRIED_OUT)
        ),
    )
    r.kept(
        Answer,
        (
            {"claim": r.claims[-1], "allegation": each, "position": r.any(Position), "at": r.instant()}
            for each in r.chance.sample(r.allegations, 4)
        ),
    )
