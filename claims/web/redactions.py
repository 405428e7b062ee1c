"""Redaction: proposed from a change of the record, approved by a second person."""

from typing import Any

from django.db.models import F, QuerySet
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.actions.redactions import approve_redaction, propose_redaction
from claims.models import Change, Redaction, RedactionApproval
from claims.models.redactable import part_of
from claims.rules.record import REASON, REDACTED_TEXT, is_destroyed
from claims.rules.redaction import REDACTABLE
from claims.rules.roles import May
from claims.web.doors import ListDoor
from claims.web.form_door import FormDoor
from claims.web.forms.redactions import ApproveForm, ProposeForm


class RedactionList(ListDoor):
    capability = May.REDACT
    template = "redactions/list.html"

    def rows(self) -> QuerySet[Redaction]:
        rows = Redaction.objects.visible_to(self.actor).select_related("by_user", "approval__by_user")
        return rows.order_by(F("approval__id").desc(nulls_first=True), "-id")


class Propose(FormDoor):
    """The fields offered are those of the change's subject that hold or held something, and the change's own reason."""

    keeps_typed = False
    form_class = ProposeForm
    template = "redactions/propose.html"
    heading = gettext_lazy("Redact a personal value")
    submit_label = gettext_lazy("Propose the redaction")
    done_message = gettext_lazy("Proposed. Nothing is destroyed until a second person approves it.")
    capability = May.REDACT
    change: Change

    def subject(self) -> None:
        self.change = self.seen(Change.objects.all(), pk=self.kwargs["pk"])

    def form_kwargs(self) -> dict[str, Any]:
        return {**super().form_kwargs(), "fields": fields_of(self.change)}

    def act(self, form: ProposeForm) -> Redaction:
        subject, field = part_of(self.change, form.cleaned_data["field"])
        reason = form.cleaned_data["reason"]
        return propose_redaction(subject=subject, field=field, reason=reason, by=self.actor, at=self.now)

    def back_url(self) -> str:
        return reverse("redactions")

    def context(self) -> dict[str, Any]:
        return {"crumbs": [(reverse("redactions"), _("Redactions"))], "change": self.change}


class Approve(FormDoor):
    keeps_typed = False
    form_class = ApproveForm
    template = "redactions/approve.html"
    heading = gettext_lazy("Approve a redaction")
    submit_label = gettext_lazy("Destroy the value")
    done_message = gettext_lazy("The value was destroyed.")
    capability = May.REDACT
    redaction: Redaction

    def subject(self) -> None:
        self.redaction = self.seen(Redaction.objects.select_related("by_user"), pk=self.kwargs["pk"])

    def act(self, form: ApproveForm) -> RedactionApproval:
        return approve_redaction(redaction=self.redaction, by=self.actor, at=self.now)

    def back_url(self) -> str:
        return reverse("redactions")

    def context(self) -> dict[str, Any]:
        return {"crumbs": [(reverse("redactions"), _("Redactions"))], "redaction": self.redaction}


def fields_of(change: Change) -> list[tuple[str, str]]:
    """What can be redacted of the change's subject, with the beginning of what stands there: (name, words)."""
    after = change.after or {}
    found = []
    for name in REDACTABLE.get(change.subject_type, {}):
        value = after.get(name, "")
        shown = REDACTED_TEXT if is_destroyed(name, value) else str(value)
        if name not in after or shown:
            found.append((name, _field_words(name, shown)))
    if change.reason and not is_destroyed(REASON, change.reason):
        found.append((REASON, _field_words(_("the reason given for this change"), change.reason)))
    return found


def _field_words(name: str, value: str) -> str:
    words = name.replace("_", " ")
    return f"{words}: {value[:80]}" if value else words


urlpatterns = [
    path("redactions/", RedactionList.as_view(), name="redactions"),
    path("redactions/<int:pk>/approve/", Approve.as_view(), name="redaction-approve"),
    path("changes/<int:pk>/redact/", Propose.as_view(), name="redaction-propose"),
]
