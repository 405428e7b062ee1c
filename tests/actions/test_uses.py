"""What was printed, and the flag that asks for another look when something touches it."""

from datetime import timedelta

import pytest

from claims.actions.claims import revise_claim
from claims.actions.clock import run_flags
from claims.actions.drafts import AnswerDraft, ClaimDraft, FigureDraft
from claims.actions.evidence import withdraw_evidence
from claims.actions.parties import merge_parties
from claims.actions.standing import retract_claim
from claims.actions.uses import handle_use, record_use
from claims.actions.utterances import record_claims, record_utterance
from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.models import Change, Claim, Evidence, Flag, Use
from claims.vocabulary import (
    FlagKind,
    Metric,
    Position,
    Qualifier,
    Stance,
    Status,
    UseKind,
    UseOutcome,
    Verb,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PRINTED = {"address": "https://example.org/story", "words": "At least 21 people were killed, the coalition said."}


@pytest.fixture
def use_of(a_claim, incident, reporter, now):
    """The claim, or the line of its incident, printed now."""

    def used(kind: UseKind = UseKind.CLAIM) -> Use:
        claim = a_claim if kind == UseKind.CLAIM else None
        return record_use(incident=incident, kind=kind, claim=claim, **PRINTED, printed_at=now, by=reporter, at=now)

    return used


def standing(kind: FlagKind) -> list[Flag]:
    return list(Flag.objects.standing().filter(kind=kind))


def test_a_use_keeps_what_was_printed_where_and_when(use_of, a_claim, incident, reporter, now):
    use = use_of()
    assert (use.claim, use.incident, use.words, use.printed_at) == (a_claim, incident, PRINTED["words"], now)
    change = Change.objects.get(verb=Verb.USE_RECORDED)
    assert (change.subject_type, change.incident_id, change.by_user_id) == ("use", incident.pk, reporter.id)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"address": "story 12"}, "bad_address", "address"),
        ({"address": ""}, "required", "address"),
        ({"address": "javascript:alert(1)"}, "bad_address", "address"),
        ({"words": " "}, "required", "words"),
        ({"words": "<b>"}, "markup", "words"),
        ({"words": "x" * 5001}, "too_long", "words"),
        ({"kind": UseKind.LINE}, "use_claim_not_taken", "claim"),
        ({"claim": None}, "use_claim_missing", "claim"),
        ({"kind": "headline"}, "unknown_choice", "kind"),
    ],
)
def test_record_use_refused_leaves_no_trace(a_claim, incident, reporter, now, snapshot, changes, code, field):
    before = snapshot()
    given = {"kind": UseKind.CLAIM, "claim": a_claim, **PRINTED, "printed_at": now, **changes}
    with pytest.raises(RuleBroken) as refused:
        record_use(incident=incident, **given, by=reporter, at=now)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert snapshot() == before


def test_a_scheme_in_capitals_is_an_address_all_the_same(a_claim, incident, reporter, now):
    given = {**PRINTED, "address": "HTTPS://example.org/Story"}
    use = record_use(incident=incident, kind=UseKind.CLAIM, claim=a_claim, **given, printed_at=now, by=reporter, at=now)
    assert use.address == "https://example.org/Story"


def test_what_is_not_printed_yet_or_elsewhere_is_refused(
    a_claim, incident, elsewhere, viewer, reporter, stranger, now, snapshot
):
    before = snapshot()
    given = {"kind": UseKind.CLAIM, "claim": a_claim, **PRINTED}
    with pytest.raises(RuleBroken) as refused:
        record_use(incident=incident, **given, printed_at=now + DAY, by=reporter, at=now)
    assert (refused.value.code, refused.value.field) == ("not_yet", "printed_at")
    with pytest.raises(RuleBroken) as refused:
        record_use(incident=elsewhere, **given, printed_at=now, by=reporter, at=now)
    assert refused.value.code == "claim_of_other_incident"
    with pytest.raises(NotPermitted):
        record_use(incident=incident, **given, printed_at=now, by=viewer, at=now)
    with pytest.raises(NotVisible):
        record_use(incident=incident, **given, printed_at=now, by=stranger, at=now)
    assert snapshot() == before


def _retracted(claim, at, reporter, fact_checker):
    retract_claim(claim=claim, reason="Taken back", by=fact_checker, at=at)


def _reworded(claim, at, reporter, fact_checker):
    revise_claim(claim=claim, version=claim.version, text="The army killed 27", by=reporter, at=at)


def _recounted(claim, at, reporter, fact_checker):
    figures = [FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.AT_LEAST, minimum=27)]
    revise_claim(claim=claim, version=claim.version, figures=figures, by=reporter, at=at)


def _answered(claim, at, reporter, fact_checker):
    allegation = claim.allegations.get()
    denial = ClaimDraft(
        incident=claim.incident,
        text="We did not do this",
        stance=Stance.DENIES,
        answers=[AnswerDraft(allegation=allegation, position=Position.DENIES)],
    )
    record_utterance(claimants=[allegation.accused], claims=[denial], words="We did not.", by=reporter, at=at)


TOUCHING = [_retracted, _reworded, _recounted, _answered]


@pytest.mark.parametrize("kind", list(UseKind))
@pytest.mark.parametrize("touch", TOUCHING, ids=lambda each: each.__name__.strip("_"))
def test_what_touches_printed_words_asks_for_another_look(kind, touch, use_of, a_claim, reporter, fact_checker, now):
    use = use_of(kind)
    run_flags(now=now + HOUR)
    assert standing(FlagKind.PUBLISHED) == []

    touch(a_claim, now + 2 * HOUR, reporter, fact_checker)
    assert run_flags(now=now + 3 * HOUR) == 1
    assert run_flags(now=now + 4 * HOUR) == 0

    (flag,) = standing(FlagKind.PUBLISHED)
    assert (flag.use, flag.since, flag.incident_id) == (use, now + 2 * HOUR, use.incident_id)


def test_another_look_settles_it_until_the_next_thing(use_of, a_claim, reporter, fact_checker, now):
    use = use_of()
    _recounted(a_claim, now + HOUR, reporter, fact_checker)
    run_flags(now=now + 2 * HOUR)

    handled = handle_use(use=use, outcome=UseOutcome.CORRECTED, note="27, not 21", by=reporter, at=now + 3 * HOUR)
    run_flags(now=now + 3 * HOUR)
    assert standing(FlagKind.PUBLISHED) == []
    assert (handled.outcome, handled.note, handled.by_user_id) == (UseOutcome.CORRECTED, "27, not 21", reporter.id)
    assert Change.objects.get(verb=Verb.USE_HANDLED).incident_id == use.incident_id

    _answered(a_claim, now + 4 * HOUR, reporter, fact_checker)
    run_flags(now=now + 5 * HOUR)
    assert [flag.since for flag in standing(FlagKind.PUBLISHED)] == [now + 4 * HOUR]


def test_handle_use_refused_leaves_no_trace(use_of, viewer, reporter, stranger, now, snapshot):
    use = use_of()
    before = snapshot()
    for outcome, note, code in (
        (UseOutcome.LEFT_AS_IT_IS, "", "note_missing"),
        ("eaten", "x", "unknown_choice"),
        (UseOutcome.UPDATED, "<b>", "markup"),
    ):
        with pytest.raises(RuleBroken) as refused:
            handle_use(use=use, outcome=outcome, note=note, by=reporter, at=now)
        assert refused.value.code == code
    with pytest.raises(NotPermitted):
        handle_use(use=use, outcome=UseOutcome.UPDATED, by=viewer, at=now)
    with pytest.raises(NotVisible):
        handle_use(use=use, outcome=UseOutcome.UPDATED, by=stranger, at=now)
    assert snapshot() == before


def test_the_question_it_is_put_under_is_not_printed(use_of, a_claim, reporter, now):
    use_of()
    revise_claim(claim=a_claim, version=1, question=None, by=reporter, at=now + HOUR)
    run_flags(now=now + DAY - HOUR)
    assert standing(FlagKind.PUBLISHED) == []


def test_a_claim_of_another_day_is_not_in_the_line(use_of, an_utterance, incident, reporter, fact_checker, now):
    use_of(UseKind.LINE)
    draft = ClaimDraft(incident=incident, text="A later claim")
    later = record_claims(utterance=an_utterance, claims=[draft], by=reporter, at=now + HOUR)[0]
    _retracted(later, now + 2 * HOUR, reporter, fact_checker)
    run_flags(now=now + 3 * HOUR)
    assert standing(FlagKind.PUBLISHED) == []


def test_a_void_sign_off_is_flagged_for_claim_and_use_until_the_claim_is_assessed_anew(
    use_of, a_claim, add_root, signed, propose, reporter, now
):
    add_root("The hospital")
    signed()
    use = use_of()
    revise_claim(claim=a_claim, version=2, allegations=[], by=reporter, at=now + HOUR)
    assert run_flags(now=now + 2 * HOUR) == 2

    (void,) = standing(FlagKind.SIGN_OFF_VOID)
    (printed,) = standing(FlagKind.PUBLISHED)
    assert (void.claim, void.since) == (a_claim, now + HOUR)
    assert (printed.use, printed.since) == (use, now + HOUR)

    propose(at=now + 3 * HOUR)
    run_flags(now=now + 3 * HOUR)
    assert standing(FlagKind.SIGN_OFF_VOID) == [void], "a proposal is not yet a judgement"
    propose(Status.COULD_NOT_BE_VERIFIED, at=now + 4 * HOUR)
    run_flags(now=now + 4 * HOUR)
    assert standing(FlagKind.SIGN_OFF_VOID) == []
    assert len(standing(FlagKind.PUBLISHED)) == 1


@pytest.fixture
def corroborated(a_claim, add_root, propose):
    add_root("The hospital")
    add_root("The mayor")
    propose(Status.CORROBORATED)
    return Claim.objects.get(pk=a_claim.pk)


def test_lapsed_support_is_flagged_until_it_is_back(corroborated, use_of, add_root, fact_checker, now):
    use = use_of()
    assert run_flags(now=now + HOUR) == 0
    gone = Evidence.objects.order_by("pk")[0]
    withdraw_evidence(evidence=gone, reason="Wrong town", by=fact_checker, at=now + 2 * HOUR)
    assert run_flags(now=now + 3 * HOUR) == 2
    assert run_flags(now=now + 4 * HOUR) == 0

    (flag,) = standing(FlagKind.SUPPORT_LAPSED)
    assert (flag.claim, flag.since) == (corroborated, now + 2 * HOUR)
    (printed,) = standing(FlagKind.PUBLISHED)
    assert (printed.use, printed.since) == (use, now + 3 * HOUR), "since the clock saw it"

    add_root("The prefect", at=now + 5 * HOUR)
    run_flags(now=now + 5 * HOUR)
    assert standing(FlagKind.SUPPORT_LAPSED) == []
    assert standing(FlagKind.PUBLISHED) == []


def test_roots_that_merge_are_flagged_since_the_assessment_and_once(corroborated, editor, now):
    one, other = (each.root_party for each in Evidence.objects.order_by("pk"))
    merge_parties(party=one, into=other, reason="The same", by=editor, at=now + HOUR)
    assert run_flags(now=now + 2 * HOUR) == 1
    assert run_flags(now=now + 3 * HOUR) == 0
    assert [flag.since for flag in standing(FlagKind.SUPPORT_LAPSED)] == [now]


def test_what_is_assessed_anew_no_longer_lapses(corroborated, propose, editor, now):
    one, other = (each.root_party for each in Evidence.objects.order_by("pk"))
    merge_parties(party=one, into=other, reason="The same", by=editor, at=now + HOUR)
    run_flags(now=now + 2 * HOUR)
    propose(Status.COULD_NOT_BE_VERIFIED, at=now + 3 * HOUR)
    run_flags(now=now + 3 * HOUR)
    assert standing(FlagKind.SUPPORT_LAPSED) == []
