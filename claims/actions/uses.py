"""Where we printed a claim or the line, and what was done when it needed another look."""

from datetime import datetime

from django.db import transaction

from claims.actions._changes import record_change
from claims.actions._fields import checked
from claims.actions._references import seen
from claims.actions._rows import lock
from claims.models import Claim, Incident, Use, UseHandled
from claims.rules.actor import Actor
from claims.rules.deadlines import check_happened
from claims.rules.roles import May, require
from claims.rules.text import check_address
from claims.rules.uses import check_after_printing, check_outcome, check_same_incident, check_what
from claims.vocabulary import UseKind, UseOutcome, Verb


@transaction.atomic
def record_use(
    *,
    incident: Incident,
    kind: UseKind,
    claim: Claim | None = None,
    address: str,
    words: str,
    printed_at: datetime,
    by: Actor,
    at: datetime,
) -> Use:
    """Record that a claim, or the line of the incident, was printed: at which address, when, and the words."""
    require(by, May.RECORD)
    incident = lock(incident, by)
    stated = {"kind": kind, "address": address, "words": words, "printed_at": printed_at}
    values = checked(Use, stated, now=at)
    check_address(values["address"], field="address")
    scheme, rest = values["address"].split("://", 1)
    values["address"] = f"{scheme.lower()}://{rest}"
    check_happened(printed_at, now=at, field="printed_at")
    check_what(UseKind(values["kind"]), has_claim=claim is not None)
    if claim is not None:
        printed = seen(Claim, [("claim", claim)], by)[claim.pk]
        check_same_incident(printed.incident_id == incident.pk)
    use = Use(
        newsroom_id=by.newsroom_id,
        incident=incident,
        claim=claim,
        by_user_id=by.user_id,
        by_token_id=by.token_id,
        recorded_at=at,
        **values,
    )
    use.save(force_insert=True)
    record_change(Verb.USE_RECORDED, use, by=by, at=at)
    return use


@transaction.atomic
def handle_use(*, use: Use, outcome: UseOutcome, note: str = "", by: Actor, at: datetime) -> UseHandled:
    """Record what came of looking at the printed words again; it settles everything that happened before now."""
    require(by, May.RECORD)
    use = lock(use, by)
    values = checked(UseHandled, {"outcome": outcome, "note": note}, now=at)
    check_outcome(UseOutcome(values["outcome"]), values["note"])
    check_after_printing(at, printed_at=use.printed_at)
    handled = UseHandled(
        newsroom_id=by.newsroom_id, use=use, by_user_id=by.user_id, by_token_id=by.token_id, at=at, **values
    )
    handled.save(force_insert=True)
    record_change(Verb.USE_HANDLED, handled, by=by, at=at)
    return handled
