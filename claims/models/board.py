"""What the board of requests for comment shows: requests with their states, and whom nobody has asked yet."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from claims.models.allegation import Allegation
from claims.models.answering import OwedAnswer, request_fact, resolved
from claims.models.comment_request import CommentRequest
from claims.models.incident import Incident
from claims.models.party import Party
from claims.rules.answers import AnswerFacts, answer_state
from claims.rules.board import Column, column_of, state_of_request
from claims.vocabulary import AnswerState, ReplyKind, RequestState


@dataclass(frozen=True)
class RequestCard:
    """A request with the state of each allegation it asks (those that still stand)."""

    request: CommentRequest
    asked: list[tuple[Allegation, AnswerState]]
    state: AnswerState
    column: Column


@dataclass
class UnaskedCard:
    """An accused party that nobody has asked about these allegations of one incident, nor whoever answers for it."""

    incident: Incident
    party: Party
    allegations: list[Allegation] = field(default_factory=list)
    answered_for_by: list[Party] = field(default_factory=list)

    @property
    def since(self) -> datetime:
        return min(each.at for each in self.allegations)


def request_cards(
    requests: Iterable[CommentRequest], owed: Sequence[OwedAnswer], *, now: datetime
) -> list[RequestCard]:
    """A card for each request (loaded `with_parts`). `owed` are the answers owed in the requests' incidents."""
    states = {(each.allegation.pk, each.party.pk): each.state for each in owed}
    return [_card(request, states, now) for request in requests]


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


def _card(request: CommentRequest, states: dict[tuple[int, int], AnswerState], now: datetime) -> RequestCard:
    state, party = RequestState(request.state), resolved(request.party)
    alone, replies = AnswerState.NOT_ASKED, [ReplyKind(reply.kind) for reply in request.replies.all()]
    if state == RequestState.SENT:
        alone = answer_state(AnswerFacts(requests=[request_fact(request)]), now=now)
    current = [row.allegation for row in request.asked.all() if row.allegation.withdrawn_at is None]
    asked = [(each, states.get((each.pk, party.pk), alone)) for each in current]
    answer = state_of_request([each for _allegation, each in asked], alone, replies)
    past = request.deadline is not None and request.deadline <= now
    return RequestCard(request, asked, answer, column_of(state, answer, past_deadline=past))
