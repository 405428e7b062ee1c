"""Questions."""

from claims.api.filters._base import ListFilters, any_of, one
from claims.models import Incident
from claims.vocabulary import QuestionKind


class QuestionFilters(ListFilters):
    SORTS = {"position": "position"}

    incident = one(Incident)
    kind = any_of(QuestionKind)


class QuestionsOfIncident(ListFilters):
    SORTS = {"position": "position"}

    kind = any_of(QuestionKind)
