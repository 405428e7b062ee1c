"""Behind the links of a digest, without signing in: out of it, and when it comes.

Whoever holds such a link may be a scanner that opens every link of a mail, or somebody to whom it was forwarded: GET
changes nothing, and nothing that the newsroom recorded is shown.
"""

from __future__ import annotations

from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.core.signing import BadSignature, SignatureExpired
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from claims.actions.digests import keep_subscription, unsubscribe
from claims.delivery.digest_links import ONE_CLICK, Purpose, subscription_of
from claims.errors import RuleBroken
from claims.models import DigestSubscription, Incident, Party
from claims.rules.actor import Actor
from claims.vocabulary import ActorKind, Role
from claims.web.doors import sentence
from claims.web.forms.digests import DigestWishesForm

FIELD, VALUE = ONE_CLICK.split("=")


class LinkDoor(View):
    """A page for whoever holds the link, in the language and zone of the subscription."""

    purpose: ClassVar[Purpose]
    subscription: DigestSubscription

    @method_decorator(never_cache)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.subscription = subscription_of(kwargs["token"], self.purpose)
        except SignatureExpired:
            return self._void(410)
        except BadSignature:
            return self._void(404)
        zone = ZoneInfo(self.subscription.time_zone)
        with translation.override(self.subscription.language), timezone.override(zone):
            return super().dispatch(request, *args, **kwargs)

    def show(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        given = {
            "subscription": self.subscription,
            "sender": self.subscription.newsroom,
            "now": timezone.now(),
            **context,
        }
        return render(self.request, template, given, status=status)

    def _void(self, status: int) -> HttpResponse:
        return render(self.request, "digests/link_void.html", {"old": status == 410}, status=status)


@method_decorator(csrf_exempt, name="dispatch")
class Unsubscribe(LinkDoor):
    """The button of the page sends what a mail program sends by itself (RFC 8058)."""

    purpose = Purpose.UNSUBSCRIBE

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.show("digests/unsubscribe.html", name=FIELD, value=VALUE)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        if request.POST.get(FIELD) != VALUE:
            return self.show("digests/unsubscribe.html", 400, name=FIELD, value=VALUE)
        unsubscribe(subscription=self.subscription, at=timezone.now())
        return self.show("digests/unsubscribed.html")


class Preferences(LinkDoor):
    """When it comes and which sections it has. What is followed names incidents, and takes signing in."""

    purpose = Purpose.PREFERENCES

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        if not self._open:
            return self.show("digests/unsubscribed.html")
        initial = DigestWishesForm.initial_of(self.subscription, now=timezone.now())
        return self._form(DigestWishesForm(initial=initial, actor=self.reader))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        if not self._open:
            return self.show("digests/unsubscribed.html", 409)
        form = DigestWishesForm(request.POST, actor=self.reader)
        if not form.is_valid():
            return self._form(form, 422)
        try:
            self.subscription = self._keep(form)
        except RuleBroken as refusal:
            form.refuse(refusal.field, sentence(refusal))
            return self._form(form, 422)
        return self.show("digests/preferences_kept.html")

    @property
    def reader(self) -> Actor:
        """Whom the link acts for."""
        member = self.subscription.membership
        return Actor(ActorKind.USER, member.newsroom_id, Role(member.role), member.user_id, member.user.name)

    @property
    def _open(self) -> bool:
        """Whether there is anything to change: who left or unsubscribed does not come back through an old letter."""
        member = self.subscription.membership
        return self.subscription.due_at is not None and member.deactivated_at is None and member.user.is_active

    def _keep(self, form: DigestWishesForm) -> DigestSubscription:
        """The rest of the wishes as they are."""
        kept, reader = self.subscription, self.reader
        follows = kept.follows.all()
        return keep_subscription(
            membership=kept.membership,
            time_zone=kept.time_zone,
            language=kept.language,
            everything=kept.everything,
            incidents=list(Incident.objects.visible_to(reader).filter(pk__in=follows.values("incident"))),
            parties=list(Party.objects.visible_to(reader).filter(pk__in=follows.values("party"))),
            countries=kept.countries,
            **form.kwargs(),
            by=reader,
            at=timezone.now(),
        )

    def _form(self, form: DigestWishesForm, status: int = 200) -> HttpResponse:
        return self.show("digests/preferences.html", status, form=form)


urlpatterns = [
    path("digest/unsubscribe/<str:token>/", Unsubscribe.as_view(), name="digest-unsubscribe"),
    path("digest/preferences/<str:token>/", Preferences.as_view(), name="digest-preferences"),
]
