"""Evidence, assessments and uses of one claim."""

from claims.api.filters._base import Followed, any_of, instants, one, whether
from claims.models import Source
from claims.vocabulary import Basis, Bearing, Status, UseKind


class EvidenceFilters(Followed):
    SORTS = {"added_at": "added_at"}

    bearing = any_of(Bearing)
    basis = any_of(Basis)
    source = one(Source)
    withdrawn = whether("withdrawn_at", lookup_expr="isnull", exclude=True)


class AssessmentFilters(Followed):
    SORTS = {"at": "at"}

    status = any_of(Status)


class UseFilters(Followed):
    SORTS = {"printed_at": "printed_at", "recorded_at": "recorded_at"}

    kind = any_of(UseKind)
    printed_from, printed_before = instants("printed_at", "Printed")
