"""What the record speaks for, and that it never speaks for what it lacks."""

from itertools import product

import pytest

from claims.rules.assessments import Facts, missing_for
from claims.rules.roots import Root, Support
from claims.rules.suggestions import suggest
from claims.vocabulary import Status


def facts(*, firm: int = 0, told: int = 0, against: int = 0, hearsay: int = 0, **more) -> Facts:
    roots = [Root(f"Root {n}", firm=True) for n in range(firm)] + [Root(f"Hearer {n}") for n in range(told)]
    contradicting = [Root(f"Foe {n}", firm=True) for n in range(against)] + [Root("Rumour")] * hearsay
    support = Support(
        supported_by=len(roots),
        firm_roots=firm,
        contradicted_by=len(contradicting),
        roots=roots,
        contradicting_roots=contradicting,
        unknown_roots=more.pop("unknown", 0),
    )
    return Facts(now=Status.NOT_ASSESSED, support=support, **more)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        (facts(), None),
        (facts(unknown=6), None),
        (facts(firm=1), None),
        (facts(firm=1, told=4), None),
        (facts(firm=2), Status.CORROBORATED),
        (facts(firm=2, told=1), Status.CORROBORATED),
        (facts(firm=2, against=1), Status.CONTESTED),
        (facts(told=1, hearsay=1), Status.CONTESTED),
        (facts(against=1), None),
        (facts(against=1, hearsay=1), None),
        (facts(against=2), Status.REFUTED),
        (facts(admitted_by=["The army"]), Status.ESTABLISHED),
        (facts(firm=2, admitted_by=["The army"]), Status.ESTABLISHED),
        (facts(against=2, admitted_by=["The army"]), None),
        (facts(firm=1, against=1, admitted_by=["The army"]), Status.CONTESTED),
        (facts(undecided=2), Status.COULD_NOT_BE_VERIFIED),
        (facts(undecided=2, firm=1), None),
    ],
)
def test_the_status_that_the_record_suggests(given, status):
    assert suggest(given).status == status


def test_reasons_name_what_there_is():
    said = [str(reason) for reason in suggest(facts(firm=1, against=1, unknown=2, undecided=3)).reasons]
    assert said == [
        "Known roots that support it: 1 (Root 0); that know for themselves: 1.",
        "Known roots that contradict it: 1 (Foe 0); that know for themselves: 1.",
        "Sources that could not verify it: 3.",
        "Unknown or anonymous roots, which count for nothing yet: 2.",
    ]
    assert [str(reason) for reason in suggest(facts()).reasons] == [
        "No known root beside the claimant supports or contradicts it."
    ]
    admitted = suggest(facts(admitted_by=["The army", "The ministry", "The army"]))
    assert str(admitted.reasons[0]) == "The accused side accepts what is alleged: The army, The ministry."


def test_nothing_is_suggested_for_which_something_is_missing():
    for firm, told, against, hearsay, undecided, admitted in product(range(3), repeat=6):
        given = facts(
            firm=firm,
            told=told,
            against=against,
            hearsay=hearsay,
            undecided=undecided,
            admitted_by=["The army"] * admitted,
        )
        suggestion = suggest(given)
        assert suggestion.status is None or not missing_for(suggestion.status, given)
        assert suggestion.reasons
