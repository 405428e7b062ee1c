"""A page with a form: what was typed goes to one action, and what the action says comes back to the form."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from claims.errors import NotPermitted, RuleBroken, StaleEdit
from claims.rules.roles import May
from claims.web.doors import Door, sentence
from claims.web.forms._base import FactForm
from claims.web.meanwhile import edited_at, merged_words, with_meanwhile
from claims.web.stale import settled


class FormDoor(Door):
    """A form in front of one action. Everything typed survives a refusal.

    Sub-classes say which `form_class`, `heading`, `submit_label` and `capability`, load rows in `subject()`, and call
    the action in `act()`. For HTMX the named partial `form` of the template alone is sent.
    """

    form_class: ClassVar[type[FactForm]]
    template: ClassVar[str] = "form.html"
    heading: ClassVar[Any] = ""
    submit_label: ClassVar[Any] = _("Save")
    done_message: ClassVar[Any] = _("Saved.")
    capability: ClassVar[May] = May.RECORD
    # Whether the browser keeps what was typed until it is saved (app.js). Never where it says who somebody is.
    keeps_typed: ClassVar[bool] = True

    def subject(self) -> None:
        """Load the rows named in the address, through `seen`."""

    def initial(self) -> dict[str, Any]:
        """What the form shows at first; for a revision, the row as it is now (see `VersionedForm.initial_of`)."""
        return {}

    def form_kwargs(self) -> dict[str, Any]:
        return {"actor": self.actor}

    def act(self, form: Any) -> Any:
        """Call one action with the form's values; what it returns goes to `done_url`."""
        raise NotImplementedError

    def done_url(self, result: Any) -> Any:
        """Where it goes on, from what the action returned: an address or the name of one."""
        return self.back_url()

    def back_url(self) -> Any:
        """Where Cancel leads."""
        return "desk"

    def context(self) -> dict[str, Any]:
        """More for the template."""
        return {}

    def edited(self) -> Any:
        """The row with a version that the form revises, once `subject` has loaded it; None if it revises none."""
        return None

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.subject()
        return self.show(self.form_class(initial=self.initial(), **self.form_kwargs()))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.subject()
        form = self._bound_form(request)
        if "back-to-form" in request.POST or not form.is_valid():
            return self.show(form, status=422)
        beside = merged_words(form, self.edited())
        try:
            result = self.act(form)
        except NotPermitted:
            raise
        except StaleEdit as conflict:
            return self._show_conflict(form, conflict)
        except RuleBroken as refusal:
            form.refuse(refusal.field, sentence(refusal))
            return self.show(form, status=422)
        response = self.done(result)
        if beside:
            self.say(beside)
        return response

    def done(self, result: Any) -> HttpResponse:
        """The answer to a form that was taken: on to the next page. Overridden where something is shown once."""
        self.say(str(self.done_message), saved=self.request.get_full_path())
        return self.go(self.done_url(result))

    def show(self, form: FactForm, *, status: int = 200) -> HttpResponse:
        template = f"{self.template}#form" if getattr(self.request, "htmx", False) else self.template
        return self.page(template, status=status, **self._words(), form=form, **self.context())

    def _bound_form(self, request: HttpRequest) -> FactForm:
        return self.form_class(
            settled(request.POST), request.FILES or None, initial=self.initial(), **self.form_kwargs()
        )

    def _words(self) -> dict[str, Any]:
        return {
            "heading": self.heading,
            "submit_label": self.submit_label,
            "keeps_typed": self.keeps_typed,
            "presence": edited_at(self.edited()),
            "back_url": resolve_url(self.back_url()),
        }

    def _show_conflict(self, form: FactForm, conflict: StaleEdit) -> HttpResponse:
        self.subject()  # read again: theirs is what stands now
        theirs = self.form_class(initial=self.initial(), **self.form_kwargs())
        return self.choose(with_meanwhile(form, theirs, conflict, self.edited()))

    def choose(self, context: dict[str, Any]) -> HttpResponse:
        """What somebody else changed meanwhile, beside what was typed, and the choices to be made."""
        template = "stale.html#form" if getattr(self.request, "htmx", False) else "stale.html"
        return self.page(template, status=409, **self._words(), **context)
