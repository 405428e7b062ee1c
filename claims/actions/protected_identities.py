"""What can be done with protected people. Their names enter no Change; who may see them does."""

from datetime import datetime
from typing import Any

from django.db import transaction

from claims.actions._changes import record_change
from claims.actions._edits import write
from claims.actions._fields import checked
from claims.actions._rows import lock, lock_newsroom
from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.models import IdentityReader, Membership, ProtectedIdentity, User
from claims.rules.actor import Actor
from claims.rules.protected_identities import (
    check_one_stays,
    check_person,
    check_pseudonym,
    check_reader,
    check_unchanged,
)
from claims.rules.roles import May, require
from claims.vocabulary import Verb

REVISABLE = frozenset({"pseudonym", "name", "contact", "note"})


@transaction.atomic
def protect_identity(*, pseudonym: str, by: Actor, at: datetime, **fields: Any) -> ProtectedIdentity:
    """Record a person at risk under a pseudonym; whoever does is the first who may see who it is.

    `fields`: name, contact and note, any of which may stay empty.
    """
    require(by, May.RECORD)
    check_person(by)
    lock_newsroom(by)
    values = _checked({"pseudonym": pseudonym, **fields}, by, at)
    identity = ProtectedIdentity(newsroom_id=by.newsroom_id, added_at=at, **values)
    check_pseudonym(identity.pseudonym, identity.name)
    identity.save(force_insert=True)
    record_change(Verb.IDENTITY_PROTECTED, identity, by=by, at=at)
    _name(identity, User.objects.get(pk=by.id or 0), by, at)
    return identity


@transaction.atomic
def revise_identity(
    *, identity: ProtectedIdentity, version: int, by: Actor, at: datetime, **fields: Any
) -> ProtectedIdentity:
    """Change the fields given; one of those who may see who it is does, on the version that stands."""
    require(by, May.RECORD)
    lock_newsroom(by)
    identity = _locked(identity, by)
    check_unchanged(version, identity.version)
    values = _checked(fields, by, at, but=identity)
    result = {name: values.get(name, getattr(identity, name)) for name in ("pseudonym", "name")}
    check_pseudonym(**result)
    write(identity, values)
    record_change(Verb.IDENTITY_REVISED, identity, by=by, at=at)
    return identity


@transaction.atomic
def share_identity(*, identity: ProtectedIdentity, user: User, by: Actor, at: datetime) -> IdentityReader:
    """Let another member see who it is. Said again, nothing changes."""
    require(by, May.RECORD)
    identity = _locked(identity, by)
    if not Membership.objects.of(by).active().filter(user=user).exists():
        raise RuleBroken("not_a_member", _("This person is not a member of the newsroom."), field="user")
    return IdentityReader.objects.filter(identity=identity, user=user).first() or _name(identity, user, by, at)


@transaction.atomic
def unshare_identity(*, identity: ProtectedIdentity, user: User, by: Actor, at: datetime) -> None:
    """Take the sight of who it is away from a person, oneself included; somebody always keeps it."""
    require(by, May.RECORD)
    identity = _locked(identity, by)
    readers = IdentityReader.objects.filter(identity=identity)
    reader = readers.filter(user=user).first()
    if reader is None:
        raise RuleBroken("not_a_reader", _("This person does not see who it is."), field="user")
    still = Membership.objects.of(by).active().filter(user__in=readers.exclude(user=user).values("user"))
    check_one_stays(still.count())
    record_change(Verb.IDENTITY_UNSHARED, reader, by=by, at=at, gone=True)
    reader.delete()


def _locked(identity: ProtectedIdentity, by: Actor) -> ProtectedIdentity:
    check_person(by)
    identity = lock(identity, by)
    check_reader(IdentityReader.objects.filter(identity=identity, user=by.id or 0).exists())
    return identity


def _name(identity: ProtectedIdentity, user: User, by: Actor, at: datetime) -> IdentityReader:
    reader = IdentityReader(newsroom_id=by.newsroom_id, identity=identity, user=user, named_at=at)
    reader.save(force_insert=True)
    record_change(Verb.IDENTITY_SHARED, reader, by=by, at=at)
    return reader


def _checked(fields: dict[str, Any], by: Actor, at: datetime, but: ProtectedIdentity | None = None) -> dict[str, Any]:
    if unknown := fields.keys() - REVISABLE:
        raise TypeError(f"not fields of a protected person: {sorted(unknown)}")
    values = checked(ProtectedIdentity, fields, now=at)
    if "pseudonym" in values:
        taken = ProtectedIdentity.objects.of(by).filter(pseudonym__iexact=values["pseudonym"])
        if taken.exclude(pk__in=[but.pk] if but else []).exists():
            raise RuleBroken("pseudonym_taken", _("Somebody else goes by this already."), field="pseudonym")
    return values
