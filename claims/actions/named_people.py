"""Who sees a restricted incident beside editors and admins: members and tokens that are named for it."""

from datetime import datetime

from django.db import transaction

from claims.actions._changes import record_change
from claims.actions._rows import lock
from claims.errors import NotVisible, RuleBroken
from claims.errors import gettext_noop as _
from claims.models import ApiToken, Incident, IncidentPerson, Membership, User
from claims.rules.actor import Actor
from claims.rules.roles import May, require
from claims.vocabulary import Verb


@transaction.atomic
def name_person(*, incident: Incident, user: User, by: Actor, at: datetime) -> IncidentPerson:
    """Name a member of the newsroom as one who sees the restricted incident."""
    require(by, May.RESTRICT)
    incident = lock(incident, by)
    if not Membership.objects.of(by).active().filter(user=user).exists():
        raise RuleBroken("not_a_member", _("This person is not a member of the newsroom."), field="user")
    return _named(IncidentPerson(incident=incident, user=user), by, at)


@transaction.atomic
def name_token(*, incident: Incident, token: ApiToken, by: Actor, at: datetime) -> IncidentPerson:
    """Name a token: its tool sees the restricted incident from now on."""
    require(by, May.RESTRICT)
    incident = lock(incident, by)
    token = lock(token, by)
    if not ApiToken.objects.valid_at(at).filter(pk=token.pk).exists():
        raise RuleBroken("token_over", _("This token is revoked or has run out."), field="token")
    return _named(IncidentPerson(incident=incident, token=token), by, at)


@transaction.atomic
def unname(*, person: IncidentPerson, by: Actor, at: datetime) -> None:
    """Who was named sees the incident no longer than everybody does. That they were stays on the record."""
    require(by, May.RESTRICT)
    lock(person.incident, by)
    row = IncidentPerson.objects.visible_to(by).select_for_update().filter(pk=person.pk).first()
    if row is None:
        raise NotVisible
    record_change(Verb.INCIDENT_PERSON_UNNAMED, row, by=by, at=at, gone=True)
    row.delete()


def _named(person: IncidentPerson, by: Actor, at: datetime) -> IncidentPerson:
    known = IncidentPerson.objects.filter(incident=person.incident, user=person.user, token=person.token).first()
    if known is not None:
        return known
    person.newsroom_id, person.named_at = by.newsroom_id, at
    person.save(force_insert=True)
    record_change(Verb.INCIDENT_PERSON_NAMED, person, by=by, at=at)
    return person
