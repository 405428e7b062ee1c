"""Looking at whether a source is what it seems, and where and when it was made."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from claims.actions._changes import record_change
from claims.actions._fields import checked
from claims.actions._references import standing_parties
from claims.actions._rows import lock, lock_newsroom
from claims.actions._voiding import recheck_sign_offs, void_for_lost_evidence
from claims.models import Evidence, Party, Source, SourceCheck
from claims.rules.actor import Actor
from claims.rules.roles import May, require
from claims.rules.source_checks import check_checkable, check_established_by, check_finding
from claims.rules.ties import DISCREDITING
from claims.vocabulary import CheckAspect, SourceKind, Verb, VoidingCause

FINDINGS = frozenset(
    {
        "verdict",
        "place",
        "place_precision",
        "latitude",
        "longitude",
        "taken_on",
        "taken_at",
        "taken_precision",
        "established_by_label",
    }
)


@transaction.atomic
def record_source_check(
    *,
    source: Source,
    aspect: CheckAspect,
    how: str,
    established_by: Party | None = None,
    by: Actor,
    at: datetime,
    **findings: Any,
) -> SourceCheck:
    """Record what was found about one aspect of the source, and how. `findings` are those of FINDINGS.

    Of several checks of one aspect the latest holds; none is ever changed. One that discredits the source voids the
    sign-offs that relied on evidence from it.
    """
    require(by, May.CHECK_SOURCES)
    lock_newsroom(by)
    if unknown := findings.keys() - FINDINGS:
        raise TypeError(f"not findings of a check: {sorted(unknown)}")
    source = lock(source, by)
    check_checkable(SourceKind(source.kind))
    values = checked(SourceCheck, {"aspect": aspect, "how": how, **findings}, now=at)
    check_finding(CheckAspect(values["aspect"]), values)
    check_established_by(has_party=established_by is not None, label=values.get("established_by_label", ""))
    parties = standing_parties([("established_by", established_by)], by)
    check = SourceCheck(
        newsroom_id=by.newsroom_id,
        source=source,
        established_by=parties[established_by.pk] if established_by else None,
        by_user_id=by.user_id,
        by_token_id=by.token_id,
        at=at,
        **values,
    )
    check.save(force_insert=True)
    record_change(Verb.SOURCE_CHECKED, check, by=by, at=at)
    if check.verdict in DISCREDITING:
        resting = Evidence.objects.of(by).current().filter(Q(source=source) | Q(root_source=source))
        void_for_lost_evidence(resting, VoidingCause.SOURCE_DISCREDITED, by=by, at=at)
        recheck_sign_offs(cause=VoidingCause.SOURCE_DISCREDITED, by=by, at=at)
    return check
