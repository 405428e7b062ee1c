"""Sources: the list, a source's own page, and the forms that add, revise and derive."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.db import transaction
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.actions.newcomers import add_newcomers
from claims.actions.sources import add_source, derive_source, revise_source
from claims.models import (
    Carriage,
    Change,
    Claim,
    Derivation,
    Evidence,
    Independence,
    Party,
    ReportedSilence,
    Source,
    SourceCheck,
    Utterance,
)
from claims.models.source_check import latest_verdicts
from claims.models.support import attested_and_supported
from claims.rules.source_checks import CHECKABLE
from claims.vocabulary import CheckAspect, FilteredList
from claims.web.doors import Door, ListDoor
from claims.web.forms.sources import DerivationForm, SourceFilter, SourceForm, SourceRevisionForm
from claims.web.history import gestures
from claims.web.parted import PartedDoor
from claims.web.saved_filters import saved_for

SHOWN = 50


class SourceList(ListDoor):
    template = "sources/list.html"
    filter_class = SourceFilter

    def rows(self) -> QuerySet[Source]:
        counts = {"origins": Count("derivations", distinct=True), "carried": Count("carriages", distinct=True)}
        return Source.objects.visible_to(self.actor).with_outlet().annotate(**counts).order_by("-added_at", "-pk")

    def context(self, page: Page[Any]) -> dict[str, Any]:
        return saved_for(FilteredList.SOURCES, self.actor, self.request)


class SourceNew(PartedDoor):
    form_class = SourceForm
    heading = gettext_lazy("New source")
    submit_label = gettext_lazy("Add the source")
    done_message = gettext_lazy("The source is on record.")

    def act(self, form: SourceForm) -> Source:
        with transaction.atomic():
            given = add_newcomers(given=form.kwargs(), by=self.actor, at=self.now)
            return add_source(**given, by=self.actor, at=self.now)

    def done_url(self, result: Source) -> str:
        return reverse("source", args=[result.pk])

    def back_url(self) -> str:
        return reverse("sources")

    def context(self) -> dict[str, Any]:
        return {"crumbs": [(reverse("sources"), _("Sources"))]}


class OfSource(PartedDoor):
    """A form about one source."""

    source: Source

    def subject(self) -> None:
        self.source = self.seen(Source.objects.with_outlet(), pk=self.kwargs["pk"])

    def back_url(self) -> str:
        return reverse("source", args=[self.source.pk])

    def context(self) -> dict[str, Any]:
        here = (self.back_url(), Truncator(self.source.title).chars(60))
        return {"crumbs": [(reverse("sources"), _("Sources")), here]}


class SourceRevise(OfSource):
    form_class = SourceRevisionForm
    heading = gettext_lazy("Revise the source")

    def edited(self) -> Source:
        return self.source

    def initial(self) -> dict[str, Any]:
        return SourceRevisionForm.initial_of(self.source)

    def act(self, form: SourceRevisionForm) -> Source:
        with transaction.atomic():
            given = add_newcomers(given=form.kwargs(), by=self.actor, at=self.now)
            return revise_source(source=self.source, **given, by=self.actor, at=self.now)


class SourceDerive(OfSource):
    form_class = DerivationForm
    heading = gettext_lazy("Derives from another source")
    submit_label = gettext_lazy("Record where it comes from")
    done_message = gettext_lazy("It is on record where this comes from.")

    def act(self, form: DerivationForm) -> Derivation:
        with transaction.atomic():
            given = add_newcomers(given=form.kwargs(), by=self.actor, at=self.now)
            return derive_source(source=self.source, **given, by=self.actor, at=self.now)


class SourcePage(Door):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        source = self.seen(Source.objects.with_outlet(), pk=pk)
        seen = Derivation.objects.visible_to(self.actor)
        claims = list(self._claims(source).with_parts(self.actor)[:SHOWN])
        supports = attested_and_supported(claims)
        evidence = Evidence.objects.visible_to(self.actor).filter(Q(source=source) | Q(root_source=source))
        silences = ReportedSilence.objects.visible_to(self.actor).filter(source=source)
        return self.page(
            "sources/page.html",
            source=source,
            origins=self._origins(source, seen),
            outlet_apart=self._apart(source, origin=None).first(),
            **self._checks(source),
            derived=seen.filter(origin=source).select_related("source__outlet").order_by("pk")[:SHOWN],
            carriages=self._carriages(source),
            claims=[(claim, supports[claim.pk]) for claim in claims],
            evidence=evidence.current()
            .select_related("claim__incident", "source", "root_source")
            .order_by("pk")[:SHOWN],
            silences=silences.select_related("party__merged_into", "incident", "asked_by").order_by("-pk")[:SHOWN],
            history=gestures(Change.objects.visible_to(self.actor).filter(Q(source=source) | self._cuts(source))),
            crumbs=[(reverse("sources"), _("Sources"))],
        )

    def _checks(self, source: Source) -> dict[str, Any]:
        """What holds of each aspect, and all checks, the newest first."""
        party = Prefetch("established_by", queryset=Party.objects.visible_to(self.actor))
        rows = SourceCheck.objects.visible_to(self.actor).filter(source=source).select_related("by_user", "by_token")
        checks = list(rows.prefetch_related(party).order_by("-at", "-pk"))
        latest = {check.aspect: check for check in reversed(checks)}
        return {
            "checks": checks,
            "latest_checks": [latest[aspect] for aspect in CheckAspect if aspect in latest],
            "checkable": source.kind in CHECKABLE,
            "verdict": latest_verdicts([source.pk]).get(source.pk),
        }

    def _origins(self, source: Source, seen: Any) -> list[tuple[Derivation, Independence | None]]:
        """Each origin with what says that the two count separately."""
        apart = {row.origin_id: row for row in self._apart(source, origin__isnull=False)}
        rows = seen.filter(source=source).select_related("origin__outlet").order_by("pk")
        return [(row, apart.get(row.origin_id)) for row in rows]

    def _apart(self, source: Source, **which: Any) -> Any:
        return Independence.objects.visible_to(self.actor).current().filter(source=source, **which)

    def _cuts(self, source: Source) -> Q:
        """Changes about what counts separately from it."""
        rows = Independence.objects.visible_to(self.actor).filter(Q(source=source) | Q(origin=source))
        return Q(subject_type=Independence._meta.model_name, subject_id__in=rows.values("pk"))

    def _claims(self, source: Source) -> Any:
        """Claims of the utterances that it carried."""
        rows = Claim.objects.visible_to(self.actor).filter(links__utterance__carriages__source=source)
        return rows.distinct().order_by("-recorded_at", "-pk")

    def _carriages(self, source: Source) -> Any:
        rows = Carriage.objects.visible_to(self.actor).filter(source=source)
        return rows.prefetch_related(
            Prefetch("utterance", Utterance.objects.visible_to(self.actor).with_claimants(self.actor))
        ).order_by("pk")[:SHOWN]


urlpatterns = [
    path("sources/", SourceList.as_view(), name="sources"),
    path("sources/new/", SourceNew.as_view(), name="source-new"),
    path("sources/<int:pk>/", SourcePage.as_view(), name="source"),
    path("sources/<int:pk>/revise/", SourceRevise.as_view(), name="source-revise"),
    path("sources/<int:pk>/derive/", SourceDerive.as_view(), name="source-derive"),
]
