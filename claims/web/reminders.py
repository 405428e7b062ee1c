"""Personal reminders: set on an incident, a claim or a request; done or withdrawn by whom they belong to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.actions.reminders import reminder_done, set_reminder, withdraw_reminder
from claims.models import Claim, CommentRequest, Incident, Reminder
from claims.rules.roles import May
from claims.vocabulary import RemindWhen
from claims.web.doors import Door
from claims.web.form_door import FormDoor
from claims.web.forms.reminders import ReminderForm


class Remind(FormDoor):
    """The form, about the row that `of` finds behind the address."""

    capability = May.READ
    form_class = ReminderForm
    heading = _("Remind me")
    submit_label = _("Remind me")
    done_message = _("You will be reminded.")
    of: ClassVar[type[Incident] | type[Claim] | type[CommentRequest]]
    page_name: ClassVar[str]
    about: Any

    def subject(self) -> None:
        self.about = self.seen(self.of, **self.kwargs)

    def initial(self) -> dict[str, Any]:
        return {"when": RemindWhen.ON_DEADLINE if self._has_deadline() else RemindWhen.IN_TWO_HOURS}

    def form_kwargs(self) -> dict[str, Any]:
        return {"actor": self.actor, "has_deadline": self._has_deadline()}

    def act(self, form: ReminderForm) -> Reminder:
        return set_reminder(about=self.about, **form.kwargs(), by=self.actor, at=self.now)

    def back_url(self) -> str:
        return reverse(self.page_name, kwargs=self.kwargs)

    def context(self) -> dict[str, Any]:
        return {"crumbs": [(self.back_url(), self._named())]}

    def _named(self) -> str:
        about = self.about
        if isinstance(about, CommentRequest):
            return gettext("Request to %(party)s") % {"party": about.party.name}
        return str(about.text if isinstance(about, Claim) else about.title)

    def _has_deadline(self) -> bool:
        deadline = getattr(self.about, "deadline", None)
        return deadline is not None and deadline > self.now


class RemindOfIncident(Remind):
    of, page_name = Incident, "incident"


class RemindOfClaim(Remind):
    of, page_name = Claim, "claim"


class RemindOfRequest(Remind):
    of, page_name = CommentRequest, "request"


class Reminders(Door):
    """One's own that are still to come or due; nobody else sees them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        waiting = Reminder.objects.visible_to(self.actor).waiting()
        return self.page("reminders/list.html", reminders=waiting.read_by(self.actor))


class CloseReminder(Door):
    http_method_names = ["post"]
    close: ClassVar[Callable[..., Reminder]]
    words: ClassVar[Any]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        type(self).close(reminder=self.seen(Reminder, pk=pk), by=self.actor, at=self.now)
        self.say(str(self.words))
        return self.go("desk" if request.POST.get("from") == "desk" else "reminders")


class ReminderDone(CloseReminder):
    close, words = staticmethod(reminder_done), _("Done.")


class WithdrawReminder(CloseReminder):
    close, words = staticmethod(withdraw_reminder), _("You will not be reminded of this.")


urlpatterns = [
    path("incidents/<str:reference>/remind/", RemindOfIncident.as_view(), name="incident-remind"),
    path("claims/<int:pk>/remind/", RemindOfClaim.as_view(), name="claim-remind"),
    path("requests/<int:pk>/remind/", RemindOfRequest.as_view(), name="request-remind"),
    path("reminders/", Reminders.as_view(), name="reminders"),
    path("reminders/<int:pk>/done/", ReminderDone.as_view(), name="reminder-done"),
    path("reminders/<int:pk>/withdraw/", WithdrawReminder.as_view(), name="reminder-withdraw"),
]
