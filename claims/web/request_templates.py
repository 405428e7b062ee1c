"""The newsroom's own wording of requests for comment: one text per language, with a look at what it comes to."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.actions.request_templates import revise_template, write_template
from claims.errors import RuleBroken
from claims.models import Incident, Party, RequestTemplate
from claims.rules.request_templates import check_template, filled
from claims.rules.roles import May
from claims.web.doors import Door, sentence
from claims.web.first_text import Outline, Put, slots_of
from claims.web.form_door import FormDoor
from claims.web.forms.request_templates import TemplateForm, TemplateRevisionForm


class TemplateList(Door):
    """Everybody may read what parties are written with."""

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = RequestTemplate.objects.visible_to(self.actor).order_by("language")
        return self.page("request_templates/list.html", rows=rows)


class Wording(FormDoor):
    """A form with a button beside the main one that shows what the text comes to, with an invented example."""

    template = "request_templates/form.html"
    capability = May.WORD_REQUESTS
    done_message = gettext_lazy("The text was kept. Drafts that exist stay as they are.")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if "preview" not in request.POST:
            return super().post(request, **kwargs)
        self.subject()
        form = self._bound_form(request)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            check_template(form.cleaned_data["text"])
        except RuleBroken as refusal:
            form.refuse(refusal.field, sentence(refusal))
            return self.show(form, status=422)
        shown = {"form": form, "preview": self._example(form.cleaned_data["text"]), **self.context()}
        return self.page(self.template, **self._words(), **shown)

    def back_url(self) -> str:
        return reverse("request-templates")

    def context(self) -> dict[str, Any]:
        return {"crumbs": [(self.back_url(), _("Wording of requests"))]}

    def _example(self, text: str) -> str:
        """Roles only: nobody real is put anything."""
        with translation.override(self.newsroom.language):
            said = _("Said by %(who)s.") % {"who": _("a witness")}
            put = [
                Put(
                    _("An explosion destroyed a warehouse."),
                    said,
                    _("the port authority"),
                    _("failed to prevent"),
                    True,
                ),
                Put(_("Nobody was warned."), said, _("the port authority"), _("failed to prevent"), True),
            ]
            outline = Outline(
                incident=Incident(title=_("Explosion in a harbour (an example)")),
                party=Party(name=_("the port authority")),
                nature="",
                allegations=[],
                questions=[_("Who was on duty?")],
                deadline=self.now + timedelta(hours=24),
                zone=self.newsroom.time_zone,
                newsroom=self.newsroom,
                sender=self.user,
                language="",
                now=self.now,
            )
            return filled(text, slots_of(outline, put))


class TemplateNew(Wording):
    form_class = TemplateForm
    heading = gettext_lazy("Wording of requests in a language")
    submit_label = gettext_lazy("Keep the text")

    def initial(self) -> dict[str, Any]:
        return {"language": self.newsroom.language}

    def act(self, form: TemplateForm) -> RequestTemplate:
        return write_template(**form.kwargs(), by=self.actor, at=self.now)


class TemplateRevise(Wording):
    form_class = TemplateRevisionForm
    heading = gettext_lazy("Revise the wording of requests")
    submit_label = gettext_lazy("Keep the text")
    row: RequestTemplate

    def subject(self) -> None:
        self.row = self.seen(RequestTemplate, pk=self.kwargs["pk"])

    def edited(self) -> RequestTemplate:
        return self.row

    def initial(self) -> dict[str, Any]:
        return TemplateRevisionForm.initial_of(self.row)

    def act(self, form: TemplateRevisionForm) -> RequestTemplate:
        given = {"text": self.row.text, **form.kwargs()}
        return revise_template(template=self.row, **given, by=self.actor, at=self.now)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "row": self.row}


urlpatterns = [
    path("request-templates/", TemplateList.as_view(), name="request-templates"),
    path("request-templates/new/", TemplateNew.as_view(), name="request-template-new"),
    path("request-templates/<int:pk>/revise/", TemplateRevise.as_view(), name="request-template-revise"),
]
