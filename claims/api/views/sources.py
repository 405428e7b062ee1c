"""Sources."""

from typing import Any

from django.db.models import Q

from claims.actions.source_checks import record_source_check
from claims.actions.sources import add_source, derive_source, revise_source
from claims.api.doors import Door
from claims.api.filters.source import SourceCheckFilters, SourceFilters
from claims.api.methods import lists, reads, writes
from claims.api.shapes.source import (
    DerivationInput,
    DerivationShape,
    OwnSourceShape,
    SourceInput,
    SourceRevision,
    SourceShape,
)
from claims.api.shapes.source_check import SourceCheckInput, SourceCheckShape
from claims.models import Source
from claims.rules.roles import May


class SourcesView(Door):
    @lists(SourceShape, filters=SourceFilters, needs=May.READ_SOURCES)
    def get(self, rows: Any) -> Any:
        """Sources, the newest first."""
        return rows

    @writes(SourceInput, SourceShape, needs=May.RECORD, status=201)
    def post(self, given: dict[str, Any]) -> Any:
        """Add a source; outlet, address and date may be unknown."""
        return add_source(**given, **self.signed)


class SourceView(Door):
    of = Source

    @reads(OwnSourceShape, needs=May.READ_SOURCES, expanded=SourceShape)
    def get(self, source: Source) -> Any:
        """One source by itself."""
        return source

    @writes(SourceRevision, OwnSourceShape, needs=May.RECORD)
    def patch(self, given: dict[str, Any], source: Source) -> Any:
        """Change the fields sent."""
        return revise_source(source=source, **given, **self.signed)


class ExpandedSourceView(Door):
    of = Source

    @reads(SourceShape, needs=May.READ_SOURCES)
    def get(self, source: Source) -> Any:
        """One source with its outlet."""
        return source


class DerivationsView(Door):
    of = Source

    @lists(DerivationShape, needs=May.READ_SOURCES)
    def get(self, rows: Any, source: Source) -> Any:
        """What the source derives from, and what derives from it."""
        return rows.filter(Q(source=source) | Q(origin=source))

    @writes(DerivationInput, DerivationShape, needs=May.RECORD, status=201)
    def post(self, given: dict[str, Any], source: Source) -> Any:
        """Say that it carries a copy of another source, or analyses it."""
        return derive_source(source=source, **given, **self.signed)


class ChecksView(Door):
    of = Source

    @lists(SourceCheckShape, filters=SourceCheckFilters, needs=May.READ_SOURCES)
    def get(self, rows: Any, source: Source) -> Any:
        """What was found about the source, the newest first; of one aspect the newest holds."""
        return rows.filter(source=source)

    @writes(SourceCheckInput, SourceCheckShape, needs=May.CHECK_SOURCES, status=201)
    def post(self, given: dict[str, Any], source: Source) -> Any:
        """Record a check of its authenticity, its place or its time."""
        return record_source_check(source=source, **given, **self.signed)
