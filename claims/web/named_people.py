"""Who sees a restricted incident: naming members and tools, and taking them off again."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from claims.actions.named_people import name_person, name_token, unname
from claims.models import IncidentPerson
from claims.rules.roles import May
from claims.web.forms.incidents import NamePersonForm, NameTokenForm, UnnameForm
from claims.web.incidents import IncidentDoor


class NamePerson(IncidentDoor):
    capability = May.RESTRICT
    form_class = NamePersonForm
    heading = _("Name a person for the restricted incident")
    submit_label = _("Name them")
    done_message = _("The person sees the incident from now on.")

    def act(self, form: NamePersonForm) -> Any:
        return name_person(incident=self.incident, user=form.cleaned_data["user"].user, by=self.actor, at=self.now)


class NameToken(IncidentDoor):
    capability = May.RESTRICT
    form_class = NameTokenForm
    heading = _("Let a tool see the restricted incident")
    submit_label = _("Name its token")
    done_message = _("The tool sees the incident from now on.")

    def act(self, form: NameTokenForm) -> Any:
        return name_token(incident=self.incident, token=form.cleaned_data["token"], by=self.actor, at=self.now)


class Unname(IncidentDoor):
    capability = May.RESTRICT
    form_class = UnnameForm
    template = "incidents/unname.html"
    heading = _("Take off the restricted incident")
    submit_label = _("Take off")
    done_message = _("They see the incident no longer.")
    person: IncidentPerson

    def subject(self) -> None:
        self.person = self.seen(IncidentPerson, pk=self.kwargs["pk"])
        self.incident = self.person.incident

    def act(self, form: UnnameForm) -> Any:
        return unname(person=self.person, by=self.actor, at=self.now)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "person": self.person}


urlpatterns = [
    path("incidents/<str:reference>/people/new/", NamePerson.as_view(), name="incident-name-person"),
    path("incidents/<str:reference>/people/tool/", NameToken.as_view(), name="incident-name-token"),
    path("named-people/<int:pk>/remove/", Unname.as_view(), name="incident-unname"),
]
