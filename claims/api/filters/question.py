"""Questions."""

from claims.api.filters._base import Followed, any_of, one
from claims.models import Incident
from claims.vocabulary import QuestionKind


class QuestionFilters(Followed):
    SORTS = {"position": "position"}

    incident = one(Incident)
    kind = any_of(QuestionKind)


class QuestionsOfIncident(Followed):
    SORTS = {"position": "position"}

    kind = any_of(QuestionKind)
