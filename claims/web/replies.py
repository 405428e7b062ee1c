"""What came back to a request."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from claims.actions.replies import record_reply
from claims.models import Reply
from claims.rules.board import SAYS_SOMETHING
from claims.vocabulary import Terms
from claims.web.comment_requests import OfRequest
from claims.web.forms.replies import ReplyForm


class ReplyAdd(OfRequest):
    form_class = ReplyForm
    heading = _("Record a reply")
    submit_label = _("Record the reply")
    done_message = _("The reply was recorded.")

    def initial(self) -> dict[str, Any]:
        return {"terms": Terms.ON_THE_RECORD, "language": self.comment_request.language}

    def form_kwargs(self) -> dict[str, Any]:
        return {"actor": self.actor, "comment_request": self.comment_request}

    def act(self, form: ReplyForm) -> Reply:
        return record_reply(comment_request=self.comment_request, **form.kwargs(), by=self.actor, at=self.now)

    def done_url(self, result: Reply) -> str:
        """On to recording what it claims, if it says something."""
        return reverse("reply-handle", args=[result.pk]) if result.kind in SAYS_SOMETHING else self.back_url()

    def context(self) -> dict[str, Any]:
        explanation = _(
            "Later replies do not overwrite earlier ones. Silence is not a reply: record an attempt, or nothing at all."
        )
        return {**super().context(), "explanation": explanation}


urlpatterns = [path("requests/<int:pk>/replies/new/", ReplyAdd.as_view(), name="reply-add")]
