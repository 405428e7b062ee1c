"""What a member wants of the weekly digest, and when it comes next."""

from functools import cached_property
from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from claims.actions.digests import keep_subscription, unsubscribe
from claims.models import DigestSubscription, Incident, Membership, Party
from claims.rules.roles import May
from claims.vocabulary import DigestSection
from claims.web.form_door import FormDoor
from claims.web.forms.digests import DigestForm, DigestWishesForm
from claims.web.suggestions import suggested_parties

MONDAY, NINE = 0, 9


class DigestWishes(FormDoor):
    """Theirs alone, per newsroom."""

    capability = May.READ
    form_class = DigestForm
    template = "digests/wishes.html"
    heading = _("My weekly digest")
    done_message = _("Your wishes were saved.")

    @cached_property
    def membership(self) -> Membership:
        return next(each for each in self.memberships if each.newsroom_id == self.newsroom.pk)

    @cached_property
    def subscription(self) -> DigestSubscription | None:
        return DigestSubscription.objects.filter(membership=self.membership).first()

    @cached_property
    def followed(self) -> dict[str, list[Any]]:
        """What is followed now, as far as they may still see it."""
        if self.subscription is None:
            return {"incidents": [], "parties": [], "countries": []}
        follows = self.subscription.follows.all()
        incidents = Incident.objects.visible_to(self.actor).filter(pk__in=follows.values("incident"))
        parties = Party.objects.visible_to(self.actor).filter(pk__in=follows.values("party"))
        return {
            "incidents": list(incidents),
            "parties": list(parties.order_by("name", "pk")),
            "countries": list(self.subscription.countries),
        }

    def initial(self) -> dict[str, Any]:
        kept = self.subscription
        if kept is None:
            user = self.user
            new = {"weekday": MONDAY, "hour": NINE, "time_zone": user.time_zone, "language": user.language}
            return new | {"wanted": True, "everything": "yes", "sections": list(DigestSection)}
        return {
            **DigestWishesForm.initial_of(kept, now=self.now),
            "wanted": kept.due_at is not None,
            "everything": "yes" if kept.everything else "no",
            "incidents": [incident.pk for incident in self.followed["incidents"]],
            "countries": self.followed["countries"],
        }

    def form_kwargs(self) -> dict[str, Any]:
        return {"actor": self.actor, "followed": self.followed}

    def act(self, form: DigestForm) -> DigestSubscription | None:
        given = form.kwargs()
        if given.pop("wanted"):
            return keep_subscription(membership=self.membership, **given, by=self.actor, at=self.now)
        if self.subscription is not None:
            unsubscribe(subscription=self.subscription, at=self.now)
        return self.subscription

    def back_url(self) -> str:
        return reverse("digests")

    def done_url(self, result: Any) -> str:
        return reverse("digest-wishes")

    def context(self) -> dict[str, Any]:
        return {
            "subscription": self.subscription,
            "known_parties": suggested_parties(self.actor, None),
            "crumbs": [(reverse("digests"), _("Digests"))],
        }


urlpatterns = [path("account/digest/", DigestWishes.as_view(), name="digest-wishes")]
