"""Which relations may stand between two claims, and who may say so."""

import pytest

from claims.errors import RuleBroken
from claims.rules.claim_relations import (
    check_ends,
    check_material,
    check_once,
    check_stands,
    check_suggested,
    needed_for,
)
from claims.rules.roles import May
from claims.vocabulary import ClaimRelationKind as Kind


@pytest.mark.parametrize("kind", list(Kind))
def test_a_contradiction_is_a_judgement_the_rest_is_recorded(kind):
    assert needed_for(kind) == (May.ASSESS if kind == Kind.CONTRADICTS else May.RECORD)


@pytest.mark.parametrize(
    ("kind", "other", "same", "code"),
    [
        *[(kind, 2, True, None) for kind in Kind],
        *[(kind, 1, True, "claim_relates_to_itself") for kind in Kind],
        (Kind.SAME_AS, 2, False, None),
        (Kind.CORROBORATES, 2, False, None),
        (Kind.RESPONDS_TO, 2, False, None),
        (Kind.CONTRADICTS, 2, False, "relation_across_incidents"),
        (Kind.NARROWS, 2, False, "relation_across_incidents"),
        (Kind.SUPERSEDES, 2, False, "relation_across_incidents"),
        (Kind.RETRACTS, 2, False, "relation_across_incidents"),
    ],
)
def test_two_claims_of_one_incident_unless_the_kind_reaches_further(kind, other, same, code):
    assert refused(check_ends, kind, 1, other, same_incident=same) == (code and (code, "other"))


@pytest.mark.parametrize(
    ("kind", "already", "from_other_end", "refusal"),
    [
        *[(kind, False, False, False) for kind in Kind],
        *[(kind, True, False, True) for kind in Kind],
        (Kind.CONTRADICTS, False, True, True),
        (Kind.SAME_AS, False, True, True),
        (Kind.SUPERSEDES, False, True, False),
        (Kind.RESPONDS_TO, False, True, False),
    ],
)
def test_a_relation_stands_once_and_a_mutual_one_not_from_both_ends(kind, already, from_other_end, refusal):
    expected = ("claims_already_related", "other") if refusal else None
    assert refused(check_once, kind, already=already, from_other_end=from_other_end) == expected


@pytest.mark.parametrize(
    ("kind", "material", "code"),
    [
        (Kind.CONTRADICTS, True, None),
        (Kind.CONTRADICTS, False, None),
        (Kind.CONTRADICTS, None, "material_missing"),
        (Kind.NARROWS, None, None),
        (Kind.NARROWS, False, "material_not_taken"),
    ],
)
def test_only_a_contradiction_is_material_or_not(kind, material, code):
    assert refused(check_material, kind, material) == (code and (code, "material"))


def test_a_relation_is_taken_back_once():
    assert refused(check_stands, False) is None
    assert refused(check_stands, True) == ("relation_withdrawn", "")


@pytest.mark.parametrize(
    ("found", "confirmed", "dismissed", "code"),
    [
        (True, False, False, None),
        (False, False, False, "contradiction_not_found"),
        (True, True, False, "contradiction_confirmed"),
        (False, True, False, "contradiction_confirmed"),
        (True, False, True, "contradiction_dismissed"),
    ],
)
def test_a_found_contradiction_is_judged_once_and_while_it_stands(found, confirmed, dismissed, code):
    refusal = refused(check_suggested, found=found, confirmed=confirmed, dismissed=dismissed)
    assert (refusal and refusal[0]) == code


def refused(check, *given, **named):
    try:
        return check(*given, **named)
    except RuleBroken as refusal:
        return refusal.code, refusal.field
