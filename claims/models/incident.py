"""Incidents: something that happened or is said to have happened."""

from typing import Any, cast

from django.conf import settings
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from claims.models._append_only import never_deleted
from claims.models._base import SEARCH, Owned, Versioned, dated, dated_indexes, one_of, owned_constraints
from claims.models._search import Way, narrowed
from claims.models._visible import IncidentBoundQuerySet, Seen
from claims.models.token import ApiToken
from claims.vocabulary import (
    DatePrecision,
    IncidentRelationKind,
    PlacePrecision,
    WorkState,
)


class IncidentQuerySet(IncidentBoundQuerySet["Incident"]):
    incident_path = ""

    def not_closed(self) -> "IncidentQuerySet":
        return self.exclude(work_state=WorkState.CLOSED)

    def matching(self, words: str) -> "IncidentQuerySet":
        """Reference, title, place and summary hold the words; else, title or place nearly do."""
        return cast(IncidentQuerySet, narrowed(self, words, Way(Incident.objects.all(), names=Incident.NAMES)))

    def with_claim_count(self) -> "IncidentQuerySet":
        """How many claims each has: counted for the rows that are read in the end, not for all that could be."""
        counted = self.model._meta.get_field("claims").related_model._default_manager.filter(incident=OuterRef("pk"))
        count = counted.order_by().values("incident").annotate(count=Count("pk")).values("count")
        return self.annotate(claim_count=Coalesce(Subquery(count), 0))


class Incident(Owned, Versioned):
    """What everything else hangs on.

    `inferred` maps a field's name to the basis on which we inferred its value. Coordinates are WGS 84 degrees.
    """

    UNRECORDED = (SEARCH,)
    NAMES = ("title", "place_name")

    reference = models.CharField(max_length=7)
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=5000, blank=True)
    occurred_on = models.DateField(null=True, blank=True)
    occurred_at = models.DateTimeField(null=True, blank=True)
    occurred_precision = models.CharField(max_length=10, choices=DatePrecision.choices, default=DatePrecision.UNKNOWN)
    place_name = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=2, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    place_precision = models.CharField(max_length=10, choices=PlacePrecision.choices, default=PlacePrecision.UNKNOWN)
    place_wording = models.CharField(max_length=300, blank=True)
    inferred = models.JSONField(default=dict, blank=True)
    work_state = models.CharField(max_length=10, choices=WorkState.choices, default=WorkState.OPEN)
    restricted = models.BooleanField(default=False)
    exercise = models.BooleanField(default=False)
    opened_at = models.DateTimeField()

    objects = IncidentQuerySet.as_manager()

    class Meta:
        triggers = never_deleted()
        constraints = owned_constraints(
            models.UniqueConstraint(fields=["newsroom", "reference"], name="incident_reference_once"),
            models.CheckConstraint(condition=~Q(title=""), name="incident_has_a_title"),
            one_of(WorkState, "work_state", "incident_work_state_known"),
            one_of(PlacePrecision, "place_precision", "incident_place_precision_known"),
            dated("occurred", "incident_date_matches_precision"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__gte=-90,
                    latitude__lte=90,
                    longitude__gte=-180,
                    longitude__lte=180,
                ),
                name="incident_coordinates_paired",
            ),
            models.CheckConstraint(
                condition=~Q(place_precision=PlacePrecision.DISPUTED) | ~Q(place_wording=""),
                name="incident_disputed_place_has_wording",
            ),
        )
        indexes = (
            models.Index(
                "newsroom",
                F("opened_at").desc(),
                F("id").desc(),
                name="incident_newest",
            ),
            models.Index(fields=["newsroom", "title", "id"], name="incident_by_title"),
            *dated_indexes("incident", "occurred_on"),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"


class IncidentPerson(Owned):
    """A person (or token) named as one who sees a restricted incident."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="people")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    token = models.ForeignKey(ApiToken, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()

    objects = IncidentBoundQuerySet["IncidentPerson"].as_manager()

    class Meta:
        constraints = owned_constraints(
            models.UniqueConstraint(
                fields=["incident", "user", "token"],
                nulls_distinct=False,
                name="incidentperson_once",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=True, token__isnull=False) | Q(user__isnull=False, token__isnull=True),
                name="incidentperson_user_or_token",
            ),
        )


class IncidentRelationQuerySet(IncidentBoundQuerySet["IncidentRelation"]):
    def visible_to(self, actor: Any) -> "IncidentRelationQuerySet":
        """Both ends must be seen."""
        return self.filter(Seen(F("incident"), Incident, actor), Seen(F("other"), Incident, actor))


class IncidentRelation(Owned):
    """Read as: `incident` KIND `other`."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="relations")
    kind = models.CharField(max_length=10, choices=IncidentRelationKind.choices)
    other = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="relations_from_others")
    related_at = models.DateTimeField()

    objects = IncidentRelationQuerySet.as_manager()

    class Meta:
        triggers = never_deleted()
        constraints = owned_constraints(
            models.UniqueConstraint(fields=["incident", "kind", "other"], name="incidentrelation_once"),
            models.CheckConstraint(condition=~Q(incident=F("other")), name="incidentrelation_not_itself"),
            one_of(IncidentRelationKind, "kind", "incidentrelation_kind_known"),
        )
