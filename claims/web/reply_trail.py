"""What is done about a reply since it came: typing errors put right, and the reply worked in."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from claims.actions.reply_trail import correct_reply, handle_reply
from claims.models import Correction, Reply, ReplyHandled
from claims.rules.roles import May
from claims.vocabulary import CorrectedField
from claims.web.comment_requests import crumbs_of
from claims.web.form_door import FormDoor
from claims.web.forms.reply_trail import CorrectionForm, HandleReplyForm


class OfReply(FormDoor):
    """A form about one reply; leads back to the page of its request."""

    capability = May.ASK
    reply: Reply

    def subject(self) -> None:
        rows = Reply.objects.select_related("comment_request__incident", "comment_request__party__merged_into")
        self.reply = self.seen(rows, pk=self.kwargs["pk"])

    def back_url(self) -> str:
        return reverse("request", args=[self.reply.comment_request_id])

    def context(self) -> dict[str, Any]:
        return {"crumbs": crumbs_of(self.reply.comment_request), "reply": self.reply}


class ReplyCorrect(OfReply):
    form_class = CorrectionForm
    heading = _("Correct a typing error in the reply")
    submit_label = _("Correct it")
    done_message = _("It was corrected. What stood there before can still be opened.")

    def initial(self) -> dict[str, Any]:
        return {field.value: self.reply.read(field) for field in CorrectedField}

    def act(self, form: CorrectionForm) -> list[Correction]:
        return correct_reply(reply=self.reply, **form.kwargs(), by=self.actor, at=self.now)

    def context(self) -> dict[str, Any]:
        explanation = _(
            "What was said otherwise, or later, is a further reply. The first wording stays on the record beside this."
        )
        return {**super().context(), "explanation": explanation}


class ReplyHandle(OfReply):
    form_class = HandleReplyForm
    template = "replies/handle.html"
    heading = _("Work the reply in")
    submit_label = _("There is nothing to record")
    done_message = _("The reply is worked in.")

    def act(self, form: HandleReplyForm) -> ReplyHandled:
        return handle_reply(reply=self.reply, **form.kwargs(), by=self.actor, at=self.now)


urlpatterns = [
    path("replies/<int:pk>/correct/", ReplyCorrect.as_view(), name="reply-correct"),
    path("replies/<int:pk>/handle/", ReplyHandle.as_view(), name="reply-handle"),
]
