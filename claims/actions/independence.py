"""Saying that two which hang together count separately all the same, and taking it back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from claims.actions._changes import record_change
from claims.actions._fields import checked, checked_reason
from claims.actions._references import seen, standing_parties
from claims.actions._rows import lock, lock_newsroom
from claims.actions._voiding import recheck_sign_offs
from claims.models import Derivation, Independence, Party, PartyRelation, Source
from claims.rules.actor import Actor
from claims.rules.independence import check_not_withdrawn, check_suggested, check_two, refuse_second_time
from claims.rules.roles import May, require
from claims.rules.ties import SUGGEST_DEPENDENCE
from claims.vocabulary import Verb


@transaction.atomic
def state_independence(
    *,
    party: Party | None = None,
    other_party: Party | None = None,
    source: Source | None = None,
    origin: Source | None = None,
    reason: str,
    by: Actor,
    at: datetime,
) -> Independence:
    """Let two count separately: two parties, a source and its origin, or a source and its outlet (`party`).

    Only what something on record ties together can be cut; the tie itself stays on record.
    """
    require(by, May.ASSESS)
    check_two(party=bool(party), other_party=bool(other_party), source=bool(source), origin=bool(origin))
    lock_newsroom(by)
    values = checked(Independence, {"reason": reason}, now=at)
    parties = standing_parties([("party", party), ("other_party", other_party)], by)
    sources = seen(Source, [("source", source), ("origin", origin)], by, related=["outlet__merged_into"])
    two = Independence(
        newsroom_id=by.newsroom_id,
        party=parties[party.pk] if party else None,
        other_party=parties[other_party.pk] if other_party else None,
        source=sources[source.pk] if source else None,
        origin=sources[origin.pk] if origin else None,
        by_user_id=by.user_id,
        stated_at=at,
        **values,
    )
    _check_suggested(two, by)
    if known := Independence.objects.of(by).current().filter(_same_two(two)).first():
        refuse_second_time(known.reason)
    two.save(force_insert=True)
    record_change(Verb.INDEPENDENCE_STATED, two, by=by, at=at, reason=two.reason)
    return two


@transaction.atomic
def withdraw_independence(*, independence: Independence, reason: str, by: Actor, at: datetime) -> Independence:
    """Take back that the two count separately: from now on the tie between them counts again."""
    require(by, May.ASSESS)
    why = checked_reason(reason, required=True)
    lock_newsroom(by)
    independence = lock(independence, by)
    check_not_withdrawn(independence.withdrawn_at is not None)
    independence.withdrawn_at = at
    independence.save(update_fields=["withdrawn_at"])
    record_change(Verb.INDEPENDENCE_WITHDRAWN, independence, by=by, at=at, reason=why)
    recheck_sign_offs(by=by, at=at)
    return independence


def _check_suggested(two: Independence, by: Actor) -> None:
    if two.origin is not None:
        assert two.source is not None
        derived = Derivation.objects.visible_to(by).filter(source=two.source, origin=two.origin).exists()
        check_suggested(derived, two.source.title, two.origin.title, field="origin")
    elif two.source is not None:
        assert two.party is not None
        outlet = two.source.outlet
        published = outlet is not None and (outlet.merged_into or outlet) == two.party
        check_suggested(published, two.source.title, two.party.name, field="party")
    else:
        assert two.party is not None
        assert two.other_party is not None
        check_suggested(
            _related(two.party, two.other_party, by), two.party.name, two.other_party.name, field="other_party"
        )


def _related(party: Party, other: Party, by: Actor) -> bool:
    relations = PartyRelation.objects.visible_to(by).filter(kind__in=SUGGEST_DEPENDENCE)
    return relations.filter(_either_way("party", "other", party, other)).exists()


def _same_two(two: Independence) -> Q:
    """Parties under any name that they stand for, in either order."""
    if two.party is None:
        return Q(source=two.source, origin=two.origin)
    if two.other_party is None:
        return Q(source=two.source) & _goes_by("party", two.party)
    return _either_way("party", "other_party", two.party, two.other_party)


def _either_way(one: str, other: str, party: Party, second: Party) -> Q:
    return (_goes_by(one, party) & _goes_by(other, second)) | (_goes_by(one, second) & _goes_by(other, party))


def _goes_by(column: str, party: Party) -> Q:
    return Q(**{column: party}) | Q(**{f"{column}__merged_into": party})
