"""What an incident comes to: its matrix, the claimed ranges, the answers owed, the line."""

from typing import Any

from django.conf import settings

from claims.api.as_of import AsOf, Since, since_of
from claims.api.doors import Door
from claims.api.fields import Choice
from claims.api.methods import reads
from claims.api.query import OneName
from claims.api.shapes.claimed_range import ClaimedRangesShape, ranges_data
from claims.api.shapes.line import LineShape, line_data
from claims.api.shapes.matrix import IncidentOwedAnswersShape, MatrixShape, matrix_data, owed_data
from claims.api.shapes.right_of_reply import RightOfReplyFileShape, file_data
from claims.api.shapes.since import ChangedSinceShape, since_data
from claims.language import In, first_known
from claims.models import Incident, Newsroom
from claims.models.answering import answer_states
from claims.models.line import line_of
from claims.models.matrix import matrix_of
from claims.models.ranges import claimed_ranges
from claims.models.right_of_reply import right_of_reply_file
from claims.models.since import what_came
from claims.rules.roles import May
from claims.vocabulary import AnswerState


class MatrixView(Door):
    of = Incident

    @reads(MatrixShape, past=AsOf)
    def get(self, incident: Incident) -> Any:
        """Questions × parties: who says what, how far it is verified, who has yet to answer."""
        return matrix_data(matrix_of(incident, actor=self.actor, now=self.now))


class RangesView(Door):
    of = Incident

    @reads(ClaimedRangesShape, past=AsOf)
    def get(self, incident: Incident) -> Any:
        """Per metric and population the lowest and highest that is claimed, and by whom."""
        return ranges_data(claimed_ranges(incident, actor=self.actor))


class OwedAnswersAsked(AsOf):
    """In which state the answers are asked for."""

    answer_state = Choice(AnswerState, required=False, help_text="Only those in this state.")


class OwedAnswersView(Door):
    of = Incident

    @reads(IncidentOwedAnswersShape, past=OwedAnswersAsked)
    def get(self, incident: Incident) -> Any:
        """Per allegation and answering party, what may be printed of the answer."""
        wanted = self.asked.get("answer_state")
        owed = answer_states(incident, actor=self.actor, now=self.now)
        return owed_data([each for each in owed if wanted in (None, each.state)])


class RightOfReplyFileView(Door):
    of = Incident

    @reads(RightOfReplyFileShape, needs=May.EXPORT, past=AsOf)
    def get(self, incident: Incident) -> Any:
        """Everything done about its right of reply, per party, in order and numbered; with what you are not told."""
        newsroom = Newsroom.objects.get(pk=self.actor.newsroom_id)
        return file_data(right_of_reply_file(incident, newsroom=newsroom, actor=self.actor, now=self.now))


class LineAsked(AsOf):
    """In which language the line is asked for."""

    language = OneName(choices=settings.LANGUAGES, required=False, help_text="Left out, the newsroom's language.")


class LineView(Door):
    of = Incident

    @reads(LineShape, past=LineAsked)
    def get(self, incident: Incident) -> Any:
        """Text to paste into a story: who said what, who had not replied. What may not be printed is not in it."""
        newsroom = Newsroom.objects.get(pk=self.actor.newsroom_id)
        language = first_known(self.asked.get("language", ""), newsroom.language)
        line = line_of(incident, In(language), newsroom=newsroom, actor=self.actor, now=self.now)
        return line_data(incident, line, language)


class SinceView(Door):
    of = Incident

    @reads(ChangedSinceShape, past=Since)
    def get(self, incident: Incident) -> Any:
        """What came between two instants, counted; rows that you may not see now are counted as withheld."""
        came = what_came(incident, since=since_of(self), actor=self.actor)
        return since_data(came, until=self.now)
