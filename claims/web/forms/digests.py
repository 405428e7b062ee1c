"""When somebody wants the weekly digest, and what of it; and for which day and reader it is shown beforehand."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from claims.models import DigestSubscription, Incident, Membership
from claims.rules.actor import Actor
from claims.rules.digests import is_paused
from claims.rules.roles import May, may
from claims.vocabulary import DigestSection
from claims.web.forms._base import FactForm, FilterForm, SeenChoiceField, SeenMultipleChoiceField, instant_field
from claims.web.forms._chosen import RecordedPartyField
from claims.web.forms._known import Known
from claims.web.forms._world import countries, zone_field

# So many empty lines for further parties; saving gives as many again.
FURTHER_PARTIES = 3
MOST_PARTIES = 100
PARTY = "party_"


class DigestWishesForm(FactForm):
    """What a link from a letter may change without signing in: it names nothing that the newsroom recorded."""

    weekday = forms.TypedChoiceField(label=_("On"), choices=list(WEEKDAYS.items()), coerce=int)
    hour = forms.TypedChoiceField(
        label=_("At"),
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        coerce=int,
        help_text=_("Or up to ten minutes later."),
    )
    sections = forms.TypedMultipleChoiceField(
        label=_("Sections"),
        choices=DigestSection.choices,
        coerce=DigestSection,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    even_if_empty = forms.BooleanField(
        label=_("Write to me even if nothing happened"),
        required=False,
        help_text=_("Otherwise a week with nothing to tell sends nothing; your digests say so."),
    )
    paused_until = forms.DateField(
        label=_("Pause until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The first digest after that tells everything that happened meanwhile."),
    )

    @staticmethod
    def initial_of(subscription: DigestSubscription, *, now: datetime) -> dict[str, Any]:
        """The wishes as they are; a pause that is over is none."""
        names = ("weekday", "hour", "time_zone", "language", "even_if_empty")
        pausing = is_paused(subscription.paused_until, subscription.time_zone, now=now)
        return {
            **{name: getattr(subscription, name) for name in names},
            "paused_until": subscription.paused_until if pausing else None,
            "sections": [section for section in DigestSection if section not in subscription.sections_off],
        }

    def kwargs(self) -> dict[str, Any]:
        """The values as the action takes them."""
        given = super().kwargs()
        wanted = given.pop("sections")
        return given | {"sections_off": [section for section in DigestSection if section not in wanted]}

    def field_at(self, path: str) -> str | None:
        return "sections" if path.partition(".")[0] == "sections_off" else super().field_at(path)


class DigestForm(DigestWishesForm):
    """All wishes. What is followed can be chosen among what one may see."""

    wanted = forms.BooleanField(
        label=_("Send me the digest"),
        required=False,
        help_text=_("One e-mail a week: what needs you, what changed, who has yet to answer, where a story is weak."),
    )
    time_zone = zone_field(help_text=_("The hour is one on the clock there, in summer and in winter."))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    everything = forms.TypedChoiceField(
        label=_("Tell me of"),
        choices=[("yes", _("Everything in the newsroom")), ("no", _("Only what I choose below"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text=_("What needs you yourself is always told."),
    )
    incidents = SeenMultipleChoiceField(
        Incident.objects.order_by("-pk"),
        label=_("Incidents"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "long-choice"}),
    )
    countries = forms.MultipleChoiceField(
        label=_("Everything in these countries"), widget=forms.CheckboxSelectMultiple, required=False
    )

    groups: ClassVar[Any] = (
        (_("When"), ("weekday", "hour", "time_zone", "paused_until", "even_if_empty")),
        (_("What of it"), ("sections", "language")),
        (
            _("Whom and what I follow"),
            ("everything", "incidents", *(f"{PARTY}{place}" for place in range(MOST_PARTIES)), "countries"),
        ),
    )
    field_order = ("wanted",)

    def __init__(self, *args: Any, actor: Actor, followed: dict[str, list[Any]], **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self._offer_incidents(actor, followed["incidents"])
        self._offer_countries(actor, followed["countries"])
        known = Known(actor)
        parties = followed["parties"][: MOST_PARTIES - FURTHER_PARTIES]
        self.party_names = [f"{PARTY}{place}" for place in range(len(parties) + FURTHER_PARTIES)]
        for name, party in zip(self.party_names, [*parties, *[None] * FURTHER_PARTIES], strict=True):
            field = RecordedPartyField(label=_("Party"), initial=party)
            field.known = known
            self.fields[name] = field

    def kwargs(self) -> dict[str, Any]:
        given = super().kwargs()
        parties = [given.pop(name) for name in self.party_names]
        named = {party.pk: party for party in parties if party is not None}
        return given | {"incidents": list(given["incidents"]), "parties": list(named.values())}

    def field_at(self, path: str) -> str | None:
        return self.party_names[0] if path.partition(".")[0] == "parties" else super().field_at(path)

    def _offer_incidents(self, actor: Actor, followed: list[Incident]) -> None:
        field: Any = self.fields["incidents"]
        offered = Q(pk__in=Incident.objects.not_closed().values("pk"))
        offered |= Q(pk__in=[incident.pk for incident in followed])
        field.offer(actor, Incident.objects.filter(offered).order_by("-pk"))

    def _offer_countries(self, actor: Actor, followed: list[str]) -> None:
        """Those in which something happened, and those that are followed already."""
        here = Incident.objects.visible_to(actor).exclude(country="").values_list("country", flat=True).distinct()
        offered = {*here.order_by(), *followed}
        field: Any = self.fields["countries"]
        field.choices = [(code, name) for code, name in countries() if code in offered]


class SendAgainForm(FactForm):
    """Nothing to fill in: the page asks whether it is meant."""


class PreviewForm(FilterForm):
    """Which digest is to be shown: an admin sees anybody's, everybody else their own."""

    date = instant_field(
        label=_("As of"), help_text=_("In your own time zone. It shows what would have come at that moment.")
    )
    reader = SeenChoiceField(
        Membership.objects.active().with_user().order_by("user__name", "pk"),
        label=_("Read by"),
        empty_label=_("myself"),
        label_from=lambda member: str(member.user),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        if not may(actor, May.MANAGE):
            del self.fields["reader"]
