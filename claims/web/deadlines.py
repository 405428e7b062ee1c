"""Extensions of a deadline."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from claims.actions.deadlines import extend_deadline
from claims.models import DeadlineExtension
from claims.web.comment_requests import OfRequest
from claims.web.forms.comment_requests import ExtensionForm


class DeadlineExtend(OfRequest):
    form_class = ExtensionForm
    template = "requests/extend.html"
    heading = _("Extend the deadline")
    submit_label = _("Extend it")
    done_message = _("The deadline was extended.")

    def initial(self) -> dict[str, Any]:
        return {"deadline_zone": self.comment_request.deadline_zone}

    def act(self, form: ExtensionForm) -> DeadlineExtension:
        return extend_deadline(comment_request=self.comment_request, **form.kwargs(), by=self.actor, at=self.now)


urlpatterns = [path("requests/<int:pk>/extend/", DeadlineExtend.as_view(), name="deadline-extend")]
