"""The board of requests for comment: whom nobody has asked, what is drafted, asked, overdue and answered."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from claims.models import Allegation, CommentRequest, Party
from claims.models.answering import OwedAnswer, owed_answers
from claims.models.board import RequestCard, UnaskedCard, request_cards, unasked_cards
from claims.rules.board import Column
from claims.vocabulary import RequestState, WorkState
from claims.web.doors import Door
from claims.web.forms.request_board import BoardFilter

SHOWN = 30


@dataclass(frozen=True)
class Section:
    """One column of the board."""

    code: Column
    heading: Any
    explanation: Any
    cards: list[Any]
    total: int


WORDS = {
    Column.NOT_ASKED: (_("Not asked"), _("Accused, and nobody has asked them or decided not to.")),
    Column.DRAFTED: (_("Drafted"), _("Written, not yet sent.")),
    Column.ASKED: (_("Asked"), _("Sent; the deadline is open, or the party asked for time.")),
    Column.OVERDUE: (_("Overdue"), _("The deadline has passed without an answer, or nobody was reached by then.")),
    Column.ANSWERED: (_("Answered"), _("Answered, partly answered or declined.")),
}


class RequestBoard(Door):
    """Everything about open incidents, narrowed by incident, party and deadline."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = BoardFilter(request.GET, actor=self.actor, now=self.now)
        chosen = form.cleaned_data if form.is_valid() else {}
        owed = self._owed(chosen)
        cards = request_cards(self._requests(form, chosen), owed, now=self.now)
        unasked = [] if chosen.get("due") else self._unasked(owed, chosen.get("party"))
        return self.page("requests/board.html", form=form, sections=_sections(cards, unasked), shown=SHOWN)

    def _owed(self, chosen: dict[str, Any]) -> list[OwedAnswer]:
        rows = Allegation.objects.visible_to(self.actor).exclude(claim__incident__work_state=WorkState.CLOSED)
        if chosen.get("incident"):
            rows = rows.filter(claim__incident=chosen["incident"])
        return owed_answers(rows, now=self.now)

    def _requests(self, form: BoardFilter, chosen: dict[str, Any]) -> QuerySet[CommentRequest]:
        rows = (
            CommentRequest.objects.visible_to(self.actor)
            .exclude(state=RequestState.WITHDRAWN)
            .exclude(incident__work_state=WorkState.CLOSED)
        )
        if chosen.get("incident"):
            rows = rows.filter(incident=chosen["incident"])
        if chosen.get("party"):
            rows = rows.filter(party__in=_with_merged(chosen["party"]))
        if (before := form.due_before() if chosen else None) is not None:
            rows = rows.filter(deadline__lte=before)
        return rows.with_parts(self.actor).select_related("party__merged_into").order_by("deadline", "pk")

    def _unasked(self, owed: list[OwedAnswer], party: Party | None) -> list[UnaskedCard]:
        cards = unasked_cards(owed)
        return cards if party is None else [card for card in cards if party in (card.party, *card.answered_for_by)]


def _with_merged(party: Party) -> QuerySet[Party]:
    return Party.objects.filter(pk=party.pk) | Party.objects.filter(merged_into=party)


def _sections(cards: list[RequestCard], unasked: list[UnaskedCard]) -> list[Section]:
    by_column: dict[Column, list[Any]] = defaultdict(list, {Column.NOT_ASKED: list(unasked)})
    for card in cards:
        by_column[card.column].append(card)
    by_column[Column.ANSWERED].reverse()
    return [
        Section(code, *words, cards=by_column[code][:SHOWN], total=len(by_column[code]))
        for code, words in WORDS.items()
    ]


urlpatterns = [path("requests/", RequestBoard.as_view(), name="requests")]
