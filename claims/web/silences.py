"""What is known of a party's silence. None of it changes the state of our own asking."""

from functools import cached_property
from typing import Any

from django.db import transaction
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from claims.actions.newcomers import add_newcomers
from claims.actions.silences import record_channel_check, record_reported_silence
from claims.models import ChannelCheck, Incident, Party, ReportedSilence
from claims.web.forms.silences import ChannelCheckForm, SilenceForm
from claims.web.parted import PartedDoor


class OfIncident(PartedDoor):
    """A form about a party in an incident; `?party=` names the party."""

    @cached_property
    def incident(self) -> Incident:
        return self.seen(Incident, reference=self.kwargs["reference"])

    def subject(self) -> None:
        # A link of another newsroom's incident is refused before anything else is looked up.
        assert self.incident

    def initial(self) -> dict[str, Any]:
        named = self.request.GET.get("party")
        return {"party": self.seen(Party, pk=named)} if named else {}

    def back_url(self) -> str:
        return reverse("incident", args=[self.incident.reference])

    def context(self) -> dict[str, Any]:
        return {"crumbs": [(self.back_url(), self.incident.title)]}


class SilenceAdd(OfIncident):
    form_class = SilenceForm
    fields_template = "components/named_lines.html"
    heading = _("Reported silence")
    submit_label = _("Record what the source reports")
    done_message = _("The reported silence is on record.")

    def act(self, form: SilenceForm) -> ReportedSilence:
        with transaction.atomic():
            given = add_newcomers(given=form.kwargs(), by=self.actor, at=self.now)
            return record_reported_silence(incident=self.incident, **given, by=self.actor, at=self.now)

    def context(self) -> dict[str, Any]:
        words = _(
            "A source says that a party did not answer it. That is the source’s claim: it says nothing about whether we"
            " asked, and changes no request of ours."
        )
        return {**super().context(), "explanation": words}


class ChannelCheckAdd(OfIncident):
    """Where somebody looked the last time at the party's channels is proposed again."""

    form_class = ChannelCheckForm
    fields_template = "components/named_lines.html"
    heading = _("Check of a party’s own channels")
    submit_label = _("Record the check")
    done_message = _("The check is on record.")

    def initial(self) -> dict[str, Any]:
        first = super().initial()
        if party := first.get("party"):
            looks = ChannelCheck.objects.visible_to(self.actor).filter(party=party).order_by("-at", "-pk")
            first["channels"] = looks.values_list("channels", flat=True).first() or ""
        return first

    def act(self, form: ChannelCheckForm) -> ChannelCheck:
        with transaction.atomic():
            given = add_newcomers(given=form.kwargs(), by=self.actor, at=self.now)
            return record_channel_check(incident=self.incident, **given, by=self.actor, at=self.now)

    def context(self) -> dict[str, Any]:
        words = _(
            "You looked for yourself where the party publishes. If it said something, record that as an utterance too."
        )
        return {**super().context(), "explanation": words}


urlpatterns = [
    path("incidents/<str:reference>/silences/new/", SilenceAdd.as_view(), name="silence-add"),
    path("incidents/<str:reference>/channel-checks/new/", ChannelCheckAdd.as_view(), name="channel-check-add"),
]
