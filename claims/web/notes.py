"""Notes for colleagues on an incident or a claim, and the mentions of oneself."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.actions.bookkeeping import mentions_read
from claims.actions.notes import withdraw_note, write_note
from claims.models import Claim, Incident, Mention, Note
from claims.rules.actor import Actor
from claims.rules.roles import May
from claims.web.doors import Door
from claims.web.form_door import FormDoor
from claims.web.forms._base import FactForm
from claims.web.forms.notes import NoteForm


def notes_on(about: Incident | Claim, actor: Actor) -> list[Note]:
    """What the page of an incident or a claim shows; an incident's page has the notes on its claims, too."""
    rows = Note.objects.visible_to(actor).with_people()
    return list(rows.filter(claim=about) if isinstance(about, Claim) else rows.filter(incident=about))


class NoteAdd(FormDoor):
    """The form, about the row that `of` finds behind the address."""

    capability = May.NOTE
    form_class = NoteForm
    heading = gettext_lazy("Write a note")
    submit_label = gettext_lazy("Keep the note")
    done_message = gettext_lazy("The note is there for your colleagues.")
    of: ClassVar[type[Incident] | type[Claim]]
    page_name: ClassVar[str]
    about: Any

    def subject(self) -> None:
        self.about = self.seen(self.of, **self.kwargs)

    def act(self, form: NoteForm) -> Note:
        return write_note(about=self.about, **form.kwargs(), by=self.actor, at=self.now)

    def back_url(self) -> str:
        return f"{reverse(self.page_name, kwargs=self.kwargs)}#notes"

    def context(self) -> dict[str, Any]:
        about = self.about
        words = Truncator(about.text).chars(60) if isinstance(about, Claim) else about.title
        return {"crumbs": [(self.back_url(), words)]}


class NoteOnIncident(NoteAdd):
    of, page_name = Incident, "incident"


class NoteOnClaim(NoteAdd):
    of, page_name = Claim, "claim"


class NoteWithdraw(FormDoor):
    capability = May.NOTE
    form_class = FactForm
    heading = submit_label = gettext_lazy("Withdraw the note")
    done_message = gettext_lazy("The note is withdrawn.")
    note: Note

    def subject(self) -> None:
        self.note = self.seen(Note.objects.with_people(), pk=self.kwargs["pk"])

    def act(self, form: FactForm) -> Note:
        return withdraw_note(note=self.note, by=self.actor, at=self.now)

    def back_url(self) -> str:
        return page_of(self.note)

    def context(self) -> dict[str, Any]:
        words = _("It is shown to nobody any more, and leaves the desks of those it mentions. The record keeps it.")
        return {"explanation": words, "crumbs": [(self.back_url(), Truncator(self.note.text).chars(60))]}


class MentionsRead(Door):
    """One's own mentions, or one of them, marked as read."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        one = request.POST.get("mention", "")
        rows = Mention.objects.unread_by(self.actor)
        mentions_read(mentions=rows.filter(pk=one) if one.isdecimal() else rows, by=self.actor, at=self.now)
        return self.go("desk")


def page_of(note: Note) -> str:
    """Where the note stands."""
    if note.claim_id:
        return f"{reverse('claim', args=[note.claim_id])}#notes"
    return f"{reverse('incident', args=[note.incident.reference])}#notes"


urlpatterns = [
    path("incidents/<str:reference>/notes/new/", NoteOnIncident.as_view(), name="incident-note"),
    path("claims/<int:pk>/notes/new/", NoteOnClaim.as_view(), name="claim-note"),
    path("notes/<int:pk>/withdraw/", NoteWithdraw.as_view(), name="note-withdraw"),
    path("mentions/read/", MentionsRead.as_view(), name="mentions-read"),
]
