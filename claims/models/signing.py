"""How far the judging of a claim has come, in SQL: equal to `rules.sign_offs`, which `judged` asks."""

from typing import Any

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from claims.models.assessment import Assessment
from claims.models.sign_off import SendBack, SignOff, Voiding
from claims.rules.sign_offs import SECOND_PERSON
from claims.vocabulary import SignOffState

TEXT = models.CharField()


def signing_state(claim: str = "pk") -> Any:
    """`state_of_claim` of the claim whose key stands in the column `claim`."""
    returned = When(Exists(_sent_back()) & Exists(_voidings_before()), then=Value(SignOffState.VOID.value))
    latest = Assessment.objects.filter(claim=OuterRef(claim)).order_by("-pk")
    state = Subquery(latest.values_list(_state(returned, otherwise=Value(SignOffState.AWAITING.value)))[:1])
    return Coalesce(state, Value(SignOffState.NOT_NEEDED.value))


def state_of_assessment() -> Any:
    """`state_of` an assessment, in a query of them that says which is the `latest` of its claim."""
    return _state(otherwise=Case(When(latest=True, then=Value(SignOffState.AWAITING.value)), output_field=TEXT))


def _state(*before: When, otherwise: Any) -> Case:
    """How far an assessment has come; `before` are what comes before its having been sent back."""
    return Case(
        When(~Q(status__in=SECOND_PERSON), then=Value(SignOffState.NOT_NEEDED.value)),
        When(Exists(_voidings()), then=Value(SignOffState.VOID.value)),
        When(Exists(_signed()), then=Value(SignOffState.SIGNED.value)),
        *before,
        When(Exists(_sent_back()), then=Value(SignOffState.SENT_BACK.value)),
        default=otherwise,
        output_field=TEXT,
    )


def proposed_status(claim: str = "pk") -> Any:
    """The status that awaits a second person's sign-off; null if none does."""
    waits = Q(status__in=SECOND_PERSON) & ~Q(Exists(_signed())) & ~Q(Exists(_sent_back()))
    latest = Assessment.objects.filter(claim=OuterRef(claim)).order_by("-pk")
    return Subquery(latest.values_list(Case(When(waits, then="status"), output_field=TEXT))[:1])


def sign_off_void(claim: str = "pk") -> Any:
    """Whether the sign-off under the claim's status no longer holds."""
    standing = Subquery(_in_effect(claim).values_list(Exists(_voidings()))[:1], output_field=models.BooleanField())
    return Coalesce(standing, Value(False))


def assessment_in_effect(claim: str = "pk") -> Any:
    """The assessment that gave the claim its status, as rows of one."""
    return _in_effect(claim)[:1]


def _in_effect(claim: str) -> Any:
    return Assessment.objects.in_effect().filter(claim=OuterRef(claim)).order_by("-pk")


def _signed() -> Any:
    return SignOff.objects.filter(assessment=OuterRef("pk"))


def _sent_back() -> Any:
    return SendBack.objects.filter(assessment=OuterRef("pk"))


def _voidings() -> Any:
    return Voiding.objects.filter(sign_off__assessment=OuterRef("pk"))


def _voidings_before() -> Any:
    """Those of the sign-off under the status, of an assessment that was sent back after it."""
    before = Assessment.objects.in_effect().filter(claim=OuterRef(OuterRef("claim"))).order_by("-pk")
    return Voiding.objects.filter(sign_off__assessment=Subquery(before.values("pk")[:1]))
