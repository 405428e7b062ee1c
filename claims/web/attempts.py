"""Attempts at reaching a party."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from claims.actions.attempts import record_attempt
from claims.models import Attempt
from claims.web.comment_requests import OfRequest, first_attempt
from claims.web.forms.attempts import AttemptForm


class AttemptAdd(OfRequest):
    form_class = AttemptForm
    heading = _("Record an attempt")
    submit_label = _("Record the attempt")
    done_message = _("The attempt was recorded.")

    def initial(self) -> dict[str, Any]:
        return first_attempt(self.comment_request)

    def form_kwargs(self) -> dict[str, Any]:
        return {"actor": self.actor, "comment_request": self.comment_request}

    def act(self, form: AttemptForm) -> Attempt:
        return record_attempt(comment_request=self.comment_request, **form.kwargs(), by=self.actor, at=self.now)


urlpatterns = [path("requests/<int:pk>/attempts/new/", AttemptAdd.as_view(), name="attempt-add")]
