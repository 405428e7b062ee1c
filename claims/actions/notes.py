"""Notes for colleagues on an incident or a claim, and whom they mention."""

from datetime import datetime

from django.db import transaction

from claims.actions._changes import record_change, record_changes
from claims.actions._fields import checked
from claims.actions._rows import lock
from claims.models import Claim, Incident, Membership, Mention, Note
from claims.models.seen_rows import seen_row
from claims.rules.actor import Actor
from claims.rules.notes import Colleague, check_may_see, check_own, check_stands, mentions_in
from claims.rules.roles import May, require
from claims.vocabulary import ActorKind, Role, Verb


@transaction.atomic
def write_note(*, about: Incident | Claim, text: str, by: Actor, at: datetime) -> Note:
    """Write a note. Whoever it mentions with “@” must be able to see what it is about."""
    require(by, May.NOTE)
    about = lock(about, by)
    values = checked(Note, {"text": text}, now=at)
    mentioned = _mentioned(values["text"], about, by)
    claim = about if isinstance(about, Claim) else None
    note = Note(
        newsroom_id=by.newsroom_id,
        incident_id=about.incident_id if isinstance(about, Claim) else about.pk,
        claim=claim,
        by_user_id=by.user_id,
        by_token_id=by.token_id,
        at=at,
        **values,
    )
    note.save(force_insert=True)
    record_change(Verb.NOTE_WRITTEN, note, by=by, at=at)
    calls = [Mention(newsroom_id=by.newsroom_id, note=note, user_id=person.key) for person in mentioned]
    record_changes(Verb.PERSON_MENTIONED, Mention.objects.bulk_create(calls), by=by, at=at)
    return note


@transaction.atomic
def withdraw_note(*, note: Note, by: Actor, at: datetime) -> Note:
    """Take one's own note back: it is shown no more, and the record keeps that and what it said."""
    require(by, May.NOTE)
    note = lock(note, by)
    check_own((note.by_user_id, note.by_token_id) == (by.user_id, by.token_id))
    check_stands(note.withdrawn_at is not None)
    note.withdrawn_at = at
    note.save(update_fields=["withdrawn_at"])
    record_change(Verb.NOTE_WITHDRAWN, note, by=by, at=at)
    return note


def _mentioned(text: str, about: Incident | Claim, by: Actor) -> list[Colleague]:
    """Whom the text mentions, but for oneself; refused where one of them may not see what it is about."""
    if "@" not in text:
        return []
    members = {row.user_id: row for row in Membership.objects.of(by).active().with_user()}
    found = mentions_in(text, [Colleague(key, row.user.name, row.user.email) for key, row in members.items()])
    people = [person for person in found if person.key != by.user_id]
    for person in people:
        role = Role(members[person.key].role)
        reader = Actor(ActorKind.USER, by.newsroom_id, role, person.key, person.name)
        check_may_see(seen_row(type(about), reader, about.pk) is not None, name=person.name)
    return people
