"""The board of requests for comment: whom nobody has asked, what is drafted, asked, overdue and answered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from claims.models import Allegation, CommentRequest, Membership, Party
from claims.models.answering import OwedAnswer, owed_answers
from claims.models.board import RequestCard, UnaskedCard, request_cards, unasked_cards
from claims.rules.board import Column, Due, due_of
from claims.vocabulary import FilteredList, RequestState, WorkState
from claims.web.doors import Door
from claims.web.forms.request_board import BoardFilter, Grouping
from claims.web.saved_filters import saved_for

# Beside the others a column shows its first cards; alone it is paged.
SHOWN, SHOWN_ALONE = 20, 60
Card = RequestCard | UnaskedCard

WORDS = {
    Column.NOT_ASKED: (_("Not asked"), _("Accused, and nobody has asked them or decided not to.")),
    Column.DRAFTED: (_("Drafted"), _("Written, not yet sent.")),
    Column.ASKED: (_("Asked"), _("Sent; the deadline is open, or the party asked for time.")),
    Column.OVERDUE: (_("Overdue"), _("The deadline has passed without an answer, or nobody was reached by then.")),
    Column.ANSWERED: (_("Answered"), _("Answered, partly answered or declined.")),
}
DUE_WORDS = {
    Due.PASSED: _("Deadline passed"),
    Due.DAY: _("Due within a day"),
    Due.WEEK: _("Due within a week"),
    Due.LATER: _("Due later"),
    Due.UNSET: _("No deadline"),
}


@dataclass(frozen=True)
class Section:
    """One column of the board: its cards under their headings, and how many there are in all."""

    code: Column
    heading: Any
    explanation: Any
    groups: list[tuple[Any, list[Card]]]
    page: Page[Card]
    total: int


class RequestBoard(Door):
    """Everything about open incidents, narrowed and grouped as the address says; `?column=` shows one column alone."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = BoardFilter(request.GET, actor=self.actor, now=self.now, people=self._people())
        chosen = form.cleaned_data if form.is_valid() else {}
        owed = self._owed(chosen)
        cards = request_cards(self._requests(form, chosen), owed, now=self.now)
        by_column: dict[Column, list[Card]] = defaultdict(list)
        for card in filter(form.followed_up, cards) if chosen else cards:
            by_column[card.column].append(card)
        by_column[Column.ANSWERED].reverse()
        if not chosen.get("due"):
            by_column[Column.NOT_ASKED] += self._unasked(form, owed, chosen)
        alone = request.GET.get("column", "")
        sections = [self._section(code, by_column[code], form, alone=code == alone) for code in WORDS]
        return self.page(
            "requests/board.html",
            form=form,
            sections=sections,
            alone=next((section for section in sections if section.code == alone), None),
            first=next((section.code for section in sections if section.total), Column.NOT_ASKED),
            total=sum(section.total for section in sections),
            **saved_for(FilteredList.REQUESTS, self.actor, request),
        )

    def _section(self, code: Column, cards: list[Card], form: BoardFilter, *, alone: bool) -> Section:
        grouping = form.grouping if form.is_valid() else Grouping.DEADLINE
        rows = sorted(cards, key=lambda card: _place(card, grouping, self.now)[0])
        pages = Paginator(rows, SHOWN_ALONE if alone else SHOWN)
        page = pages.get_page(self.request.GET.get("page") if alone else 1)
        groups = groupby(page, key=lambda card: _place(card, grouping, self.now))
        told = [(place[1], list(shown)) for place, shown in groups]
        return Section(code, *WORDS[code], groups=told, page=page, total=len(rows))

    def _people(self) -> list[tuple[int, str]]:
        members = Membership.objects.active().filter(newsroom=self.newsroom).select_related("user")
        return [(each.user_id, str(each.user)) for each in members.order_by("user__name", "user_id")]

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
        if party := chosen.get("party"):
            rows = rows.filter(Q(party=party) | Q(party__merged_into=party))
        if (before := form.due_before() if chosen else None) is not None:
            rows = rows.filter(deadline__lte=before)
        parts = rows.with_parts(self.actor).select_related("party__merged_into")
        return parts.prefetch_related("questions", "extensions").order_by("deadline", "pk")

    def _unasked(self, form: BoardFilter, owed: list[OwedAnswer], chosen: dict[str, Any]) -> list[Card]:
        party: Party | None = chosen.get("party")
        cards = [card for card in unasked_cards(owed) if not chosen or form.followed_up(card)]
        return [card for card in cards if party is None or party in (card.party, *card.answered_for_by)]


def _place(card: Card, grouping: Grouping, now: datetime) -> tuple[tuple[Any, ...], Any]:
    """What puts a card under its heading, and the heading's words ("" for none). Nobody's cards stand last."""
    if grouping == Grouping.PERSON:
        person = card.person
        return (person is None, str(person), person.pk if person else 0), str(person) if person else _("Nobody yet")
    if grouping == Grouping.INCIDENT:
        return (-card.incident.opened_at.timestamp(), card.incident.pk), card.incident.title
    due = due_of(card.deadline, now=now)
    return (list(Due).index(due),), "" if isinstance(card, UnaskedCard) else DUE_WORDS[due]


urlpatterns = [path("requests/", RequestBoard.as_view(), name="requests")]
