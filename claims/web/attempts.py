"""Attempts at reaching a party: on a page of their own, on the request's, and on a card of the board."""

from typing import Any

from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_htmx.http import reswap, retarget

from claims.actions.attempts import record_attempt
from claims.models import Attempt
from claims.web.comment_requests import OfRequest, attempt_kwargs, card_of, first_attempt, loaded
from claims.web.forms._base import FactForm
from claims.web.forms.attempts import AttemptForm
from claims.web.request_board import WORDS

BOARD = "board"


class AttemptAdd(OfRequest):
    """`?from=board`: opened on a card of the board, which is shown again as it stands then."""

    form_class = AttemptForm
    template = "requests/attempt.html"
    heading = _("Record an attempt")
    submit_label = _("Record the attempt")
    done_message = _("The attempt was recorded.")

    @property
    def on_board(self) -> bool:
        return self.request.GET.get("from") == BOARD

    def initial(self) -> dict[str, Any]:
        return first_attempt(self.comment_request, self.actor)

    def form_kwargs(self) -> dict[str, Any]:
        return attempt_kwargs(self.comment_request, self.actor)

    def act(self, form: AttemptForm) -> Attempt:
        return record_attempt(comment_request=self.comment_request, **form.kwargs(), by=self.actor, at=self.now)

    def done(self, result: Attempt) -> HttpResponse:
        if not (self.on_board and getattr(self.request, "htmx", False)):
            return super().done(result)
        card = card_of(self.seen(loaded(self.actor), pk=self.comment_request.pk), self.actor, self.now)
        words = gettext("Recorded. It stands under “%(column)s”.") % {"column": WORDS[card.column][0]}
        return self.page("requests/card.html", card=card, recorded=words)

    def show(self, form: FactForm, *, status: int = 200) -> HttpResponse:
        response = super().show(form, status=status)
        if self.on_board:  # refused: the form stays where it was opened, and the card around it
            response = retarget(reswap(response, "innerHTML"), f"#attempt-{self.comment_request.pk}")
        return response

    def done_url(self, result: Attempt) -> str:
        card = f"{reverse('requests')}#card-{self.comment_request.pk}"
        return card if self.on_board else f"{self.back_url()}#timeline"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "on_board": self.on_board}


urlpatterns = [path("requests/<int:pk>/attempts/new/", AttemptAdd.as_view(), name="attempt-add")]
