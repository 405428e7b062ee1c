"""What the board of requests for comment shows: requests with their states, and whom nobody has asked yet."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from claims.models.allegation import Allegation
from claims.models.answering import OwedAnswer, request_fact, resolved
from claims.models.change import Change
from claims.models.comment_request import CommentRequest
from claims.models.incident import Incident
from claims.models.party import Party
from claims.models.user import User
from claims.rules.answers import AnswerFacts, answer_state, went_through
from claims.rules.board import Column, column_of, state_of_request
from claims.vocabulary import AnswerState, ReplyKind, RequestState, Verb


@dataclass(frozen=True)
class RequestCard:
    """A request with the state of each allegation it asks (those that still stand), and who follows it up."""

    request: CommentRequest
    asked: list[tuple[Allegation, AnswerState]]
    state: AnswerState
    column: Column
    person: User | None = None

    @property
    def incident(self) -> Incident:
        return self.request.incident

    @property
    def deadline(self) -> datetime | None:
        return self.request.deadline

    @property
    def arrived(self) -> bool:
        """Whether any attempt went through: else the party was tried rather than asked."""
        return went_through(request_fact(self.request).attempts)


@dataclass
class UnaskedCard:
    """An accused party that nobody has asked about these allegations of one incident, nor whoever answers for it."""

    incident: Incident
    party: Party
    allegations: list[Allegation] = field(default_factory=list)
    answered_for_by: list[Party] = field(default_factory=list)
    person: None = None
    deadline: None = None

    @property
    def since(self) -> datetime:
        return min(each.at for each in self.allegations)


def request_cards(
    requests: Iterable[CommentRequest], owed: Sequence[OwedAnswer], *, now: datetime
) -> list[RequestCard]:
    """A card for each request (loaded `with_parts`). `owed` are the answers owed in the requests' incidents."""
    states = {(each.allegation.pk, each.party.pk): each.state for each in owed}
    rows = list(requests)
    people = people_of(rows)
    return [_card(request, states, people.get(request.pk), now) for request in rows]


def people_of(requests: Iterable[CommentRequest]) -> dict[int, User]:
    """Request id → who follows it up: the person in charge, else who sent it, else who drafted it."""
    rows = list(requests)
    drafted = Change.objects.filter(
        verb=Verb.REQUEST_DRAFTED, subject_type="commentrequest", subject_id__in=[each.pk for each in rows]
    )
    found = {change.subject_id: change.by_user for change in drafted.select_related("by_user") if change.by_user}
    return found | {each.pk: person for each in rows if (person := each.responsible or each.sent_by)}


def unasked_cards(owed: Sequence[OwedAnswer]) -> list[UnaskedCard]:
    """One card per incident and accused party that is owed a question, the longest waiting first."""
    answerers: dict[int, list[Party]] = defaultdict(list)
    for each in owed:
        if each.for_another:
            answerers[each.allegation.pk].append(each.party)
    cards: dict[tuple[int, int], UnaskedCard] = {}
    for each in owed:
        if each.for_another or not each.owed or each.state != AnswerState.NOT_ASKED:
            continue
        incident = each.allegation.claim.incident
        card = cards.setdefault((incident.pk, each.party.pk), UnaskedCard(incident, each.party))
        card.allegations.append(each.allegation)
        card.answered_for_by += [party for party in answerers[each.allegation.pk] if party not in card.answered_for_by]
    return sorted(cards.values(), key=lambda card: card.since)


def _card(
    request: CommentRequest, states: dict[tuple[int, int], AnswerState], person: User | None, now: datetime
) -> RequestCard:
    state, party = RequestState(request.state), resolved(request.party)
    alone, replies = AnswerState.NOT_ASKED, [ReplyKind(reply.kind) for reply in request.replies.all()]
    if state == RequestState.SENT:
        alone = answer_state(AnswerFacts(requests=[request_fact(request)]), now=now)
    current = [row.allegation for row in request.asked.all() if row.allegation.withdrawn_at is None]
    asked = [(each, states.get((each.pk, party.pk), alone)) for each in current]
    answer = state_of_request([each for _allegation, each in asked], alone, replies)
    past = request.deadline is not None and request.deadline <= now
    return RequestCard(request, asked, answer, column_of(state, answer, past_deadline=past), person)
