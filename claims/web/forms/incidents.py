"""What may be typed about an incident."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from claims.models import ApiToken, Change, Incident, Membership
from claims.models.answer_states import InAnswerState, Per
from claims.vocabulary import AnswerState, IncidentRelationKind, PlacePrecision, WorkState
from claims.web.forms._base import (
    DatedField,
    FactForm,
    FilterForm,
    SeenChoiceField,
    VersionedForm,
    choice_field,
    inferred_field,
    text_field,
)
from claims.web.forms._world import countries, country_field

OUTSTANDING = tuple(state for state in AnswerState if state not in (AnswerState.ANSWERED, AnswerState.DECLINED))


class IncidentForm(FactForm):
    title = text_field(
        Incident,
        "title",
        label=_("Title"),
        help_text=_("What happened or is said to have happened, without taking sides."),
    )
    summary = text_field(Incident, "summary", label=_("Summary"))
    occurred = DatedField(label=_("When it happened"))
    inferred_occurred_on = inferred_field(label=_("If the date is inferred: on what basis?"))
    place_name = text_field(Incident, "place_name", label=_("Place"))
    country = country_field()
    place_precision = choice_field(PlacePrecision, label=_("How precisely the place is known"), initial="unknown")
    place_wording = text_field(
        Incident, "place_wording", label=_("Wording for the place"), help_text=_("Needed where the place is disputed.")
    )
    inferred_place_name = inferred_field(label=_("If the place is inferred: on what basis?"))
    latitude = forms.DecimalField(label=_("Latitude"), required=False, min_value=-90, max_value=90)
    longitude = forms.DecimalField(label=_("Longitude"), required=False, min_value=-180, max_value=180)
    exercise = forms.BooleanField(
        label=_("This is a training exercise: parties and events are invented"), required=False
    )

    groups = (
        (_("When"), ("occurred", "inferred_occurred_on")),
        (
            _("Where"),
            (
                "place_name",
                "country",
                "place_precision",
                "place_wording",
                "inferred_place_name",
                "latitude",
                "longitude",
            ),
        ),
        (_("Kind"), ("exercise",)),
    )
    together = (("latitude", "longitude"),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("latitude", "longitude"):
            self.fields[name].widget.attrs.update({"step": "any", "inputmode": "decimal", "placeholder": "°"})


class IncidentRevisionForm(VersionedForm, IncidentForm):
    pass


class ReasonForm(FactForm):
    """For what is done to an incident as a whole."""

    reason = text_field(Change, "reason", label=_("Reason"), help_text=_("It stays in the history."))


class NamePersonForm(FactForm):
    user = SeenChoiceField(
        Membership.objects.active().with_user().order_by("user__name"),
        label=_("Person"),
        label_from=lambda membership: f"{membership.user} ({membership.get_role_display()})",
    )


class NameTokenForm(FactForm):
    token = SeenChoiceField(
        ApiToken.objects.filter(revoked_at__isnull=True).order_by("label", "pk"),
        label=_("Token"),
        label_from=lambda token: f"{token.label} (onrec_{token.prefix}.…)",
    )


class UnnameForm(FactForm):
    understood = forms.BooleanField(label=_("I have read what follows from this."))


class RelateForm(FactForm):
    kind = choice_field(IncidentRelationKind, label=_("This incident …"))
    other = SeenChoiceField(Incident.objects.order_by("-opened_at", "-id"), label=_("Other incident"))

    def __init__(self, *args: Any, incident: Incident, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        other = self.fields["other"]
        assert isinstance(other, SeenChoiceField)
        other.offer(self.actor, other.rows.exclude(pk=incident.pk))


class IncidentFilter(FilterForm):
    q = forms.CharField(
        label=_("Search"), max_length=200, widget=forms.TextInput(attrs={"type": "search", "dir": "auto"})
    )
    work_state = choice_field(WorkState, empty=_("any state"), label=_("State"))
    country = forms.ChoiceField(label=_("Country"))
    restricted = forms.ChoiceField(
        label=_("Access"), choices=[("", _("any")), ("yes", _("restricted")), ("no", _("open to all"))]
    )
    answer_state = choice_field(AnswerState, empty=_("any"), label=_("Worst answer"))
    owed = forms.BooleanField(label=_("Answers outstanding"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        used = set(Incident.objects.visible_to(self.actor).values_list("country", flat=True).order_by().distinct())
        country = self.fields["country"]
        assert isinstance(country, forms.ChoiceField)
        country.choices = [("", _("any")), *((code, name) for code, name in countries() if code in used)]

    def narrow(self, rows: Any) -> Any:
        chosen = self.cleaned_data
        if chosen["q"]:
            rows = rows.matching(chosen["q"])
        if chosen["work_state"]:
            rows = rows.filter(work_state=chosen["work_state"])
        if chosen["country"]:
            rows = rows.filter(country=chosen["country"])
        if chosen["restricted"]:
            rows = rows.filter(restricted=chosen["restricted"] == "yes")
        if chosen["answer_state"]:
            rows = self._whose_answers_are(rows, AnswerState(chosen["answer_state"]))
        return self._whose_answers_are(rows.not_closed(), *OUTSTANDING) if chosen["owed"] else rows

    def _whose_answers_are(self, rows: Any, *states: AnswerState) -> Any:
        return rows.filter(InAnswerState(F("pk"), Per.INCIDENT, states, self.actor, self.now))
