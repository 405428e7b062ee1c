"""The record: one append-only row per changed row, and the gapless positions that the numbering tick gives them."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now

from claims.models._append_only import append_only
from claims.models._base import Owned, one_of, owned_constraints
from claims.models._point import Point
from claims.models._visible import OwnedQuerySet, Seen, unrestricted_for
from claims.models.claim_relation import ClaimRelation, Dismissal
from claims.models.incident import Incident, IncidentRelation
from claims.models.independence import Independence
from claims.models.party import Party, PartyRelation
from claims.models.redaction import Redaction, RedactionApproval
from claims.models.source import Derivation, Source
from claims.models.token import ApiToken
from claims.models.tombstones import Lost, loses_nothing
from claims.models.utterance import Utterance
from claims.rules.actor import Actor
from claims.rules.roles import May, may
from claims.vocabulary import ActorKind, Verb

# What was destroyed, and where it stood, is not for everybody who sees that something was.
SEEN_BY_EDITORS = [model._meta.model_name for model in (Redaction, RedactionApproval)]


class ChangeQuerySet(OwnedQuerySet["Change"]):
    def about(self, row: models.Model) -> "ChangeQuerySet":
        return self.filter(subject_type=row._meta.model_name, subject_id=row.pk)

    def numbered(self) -> "ChangeQuerySet":
        """Those that have a position; later ones may still be committing."""
        return self.filter(numbering__isnull=False).select_related("numbering")

    def known_at(self, point: Point) -> "ChangeQuerySet":
        """Those up to a point of the record (see `as_of.point_at`)."""
        if point.position is None:
            return self.filter(recorded_at__lte=point.instant)
        return self.filter(numbering__position__lte=point.position)

    def later_than(self, point: Point) -> "ChangeQuerySet":
        """Those after a point of the record, the ones without a position among them."""
        if point.position is None:
            return self.filter(recorded_at__gt=point.instant)
        return self.filter(Q(numbering__isnull=True) | Q(numbering__position__gt=point.position))

    def newest_first(self) -> "ChangeQuerySet":
        return self.order_by("-id")

    def visible_to(self, actor: Actor) -> "ChangeQuerySet":
        """Judged when read: with the incident it happened in, or as its subject is seen now."""
        if may(actor, May.SEE_RESTRICTED) and may(actor, May.SEE_WITHHELD):
            return self.of(actor)
        in_incident = Q(incident__isnull=False) & unrestricted_for(actor, "incident")
        seen = self.of(actor).exclude(subject_type__in=SEEN_BY_EDITORS)
        seen = seen.filter(in_incident | (Q(incident__isnull=True) & _subject_seen(actor)))
        for linking in (IncidentRelation, PartyRelation, Derivation, ClaimRelation, Dismissal, Independence):
            both_ends = Q(Seen(F("subject_id"), linking, actor))
            seen = seen.filter(~Q(subject_type=linking._meta.model_name) | both_ends)
        return seen if may(actor, May.SEE_WITHHELD) else seen.exclude(RecordsWithheld(newsroom=actor.newsroom_id))

    def followed_by(self, actor: Actor) -> "ChangeQuerySet":
        """What the actor sees, and the tombstones of what it no longer does: those are `hidden`, and only ids of them
        are for it.
        """
        if loses_nothing(actor):
            return self.visible_to(actor)
        seen = self.visible_to(actor) | self.of(actor).filter(Lost(F("pk"), actor))
        return seen.annotate(hidden=Lost(F("pk"), actor))


class RecordsWithheld(Func):
    """Whether a Change holds what terms or an embargo keep in the newsroom."""

    output_field = models.BooleanField()

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> Any:
        rows = "(subject_type, subject_id) IN (SELECT subject, id FROM claims_withheld(%s))"
        return f"({rows})", (self.extra["newsroom"],)


def _subject_seen(actor: Actor) -> Q:
    party = Q(Seen(F("party"), Party, actor))
    source = Q(Seen(F("source"), Source, actor))
    utterance = Q(Seen(F("utterance"), Utterance, actor))
    return (Q(party__isnull=True) | party) & (Q(source__isnull=True) | source) & (Q(utterance__isnull=True) | utterance)


AWAITS_A_NUMBER = pgtrigger.Trigger(
    name="awaits_a_number",
    level=pgtrigger.Statement,
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    referencing=pgtrigger.Referencing(new="added"),
    func="INSERT INTO claims_unnumbered (change_id) SELECT id FROM added; RETURN NULL;",
)


# What somebody did may make a flag true or end one. Of the clock's own flags only lapsed support bears on others.
SEEN_BY_THE_CLOCK = pgtrigger.Trigger(
    name="seen_by_the_clock",
    level=pgtrigger.Statement,
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    referencing=pgtrigger.Referencing(new="added"),
    func="""
        INSERT INTO claims_unseen (change_id)
        SELECT id FROM added WHERE subject_type <> 'flag' OR after->>'kind' = 'support_lapsed';
        RETURN NULL;
    """,
)


# 32 random bytes as text, from the database's own strong generator: two UUIDs bring 244 bits of chance.
A_SALT = Func(
    template="encode(sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea), 'hex')",
    output_field=models.CharField(max_length=64),
)


class Change(Owned):
    """What was done: verb, subject, by whom, when it is said to have been done (`at`) and when the database kept it.

    `after` is the subject's complete row under its column names, null if the row is gone. `incident`, `party`, `source`
    and `utterance` say where the subject hangs, for visibility; they are null where it hangs on no such thing.

    `salt` goes into the digests that are sealed. A redaction takes it away and leaves in `kept` the salts of the fields
    that can still be read and the digests of those that were destroyed (rules/record.py).
    """

    verb = models.CharField(max_length=40, choices=Verb.choices)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    by_kind = models.CharField(max_length=10, choices=ActorKind.choices)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    by_token = models.ForeignKey(ApiToken, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    reason = models.CharField(max_length=5000, blank=True)
    after = models.JSONField(null=True)
    salt = models.CharField(max_length=64, null=True, db_default=A_SALT)  # noqa: DJ001 -- none is not an empty one
    kept = models.JSONField(null=True)
    incident = models.ForeignKey(Incident, null=True, on_delete=models.PROTECT, related_name="changes")
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, related_name="+")
    utterance = models.ForeignKey(Utterance, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ChangeQuerySet.as_manager()

    class Meta:
        triggers = [*append_only(), AWAITS_A_NUMBER, SEEN_BY_THE_CLOCK]
        constraints = owned_constraints(
            one_of(ActorKind, "by_kind", "change_by_kind_known"),
            models.CheckConstraint(
                condition=Q(by_kind=ActorKind.USER, by_user__isnull=False, by_token__isnull=True)
                | Q(
                    by_kind=ActorKind.TOKEN,
                    by_user__isnull=True,
                    by_token__isnull=False,
                )
                | Q(
                    by_kind__in=[ActorKind.CLOCK, ActorKind.COMMAND],
                    by_user__isnull=True,
                    by_token__isnull=True,
                ),
                name="change_by_one_actor",
            ),
            models.CheckConstraint(
                condition=Q(salt__isnull=False, kept__isnull=True) | Q(salt__isnull=True, kept__isnull=False),
                name="change_salt_or_what_was_kept",
            ),
        )
        indexes = (
            models.Index(fields=["subject_type", "subject_id", "id"], name="change_of_subject"),
            models.Index(fields=["incident", "id"], name="change_of_incident"),
            # "As known at": what was recorded after an instant, and which rows are gone.
            models.Index(fields=["newsroom", "recorded_at"], name="change_by_time"),
            models.Index(
                fields=["newsroom", "subject_type", "subject_id"],
                condition=Q(after__isnull=True),
                name="change_to_nothing",
            ),
        )


# The time at this moment, rather than when the transaction or the statement began.
CLOCK_TIME = Func(function="clock_timestamp", output_field=models.DateTimeField())


class ChangePosition(Owned):
    """The gapless number of a committed Change within its newsroom. Only the numbering tick writes it."""

    change = models.OneToOneField(Change, primary_key=True, on_delete=models.PROTECT, related_name="numbering")
    position = models.BigIntegerField()
    # After everything that is numbered with it has committed: the clock, not when the numbering began.
    numbered_at = models.DateTimeField(db_default=CLOCK_TIME)

    objects = OwnedQuerySet["ChangePosition"].as_manager()

    class Meta:
        triggers = append_only()
        constraints = (
            models.UniqueConstraint(fields=["newsroom", "position"], name="changeposition_once"),
            models.CheckConstraint(condition=Q(position__gte=1), name="changeposition_counts_from_one"),
        )
        indexes = (models.Index(fields=["newsroom", "numbered_at"], name="changeposition_by_time"),)


class Unnumbered(models.Model):
    """The queue of the numbering tick: Changes without a position, those that committed late among them.

    A trigger of Change adds to it. Looking for them in the record itself would take longer the longer that is.
    """

    change = models.OneToOneField(Change, primary_key=True, on_delete=models.PROTECT, related_name="+")
