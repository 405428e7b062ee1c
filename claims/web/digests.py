"""The archive of digests: one's own as they were told, and the newsroom's editions; told anew as one may see them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from claims.delivery.digest_archive import told_in_block, told_in_delivery
from claims.delivery.digest_view import view_of
from claims.models import DigestBlock, DigestDelivery, DigestSubscription
from claims.rules.roles import May
from claims.web.doors import Door, ListDoor

EDITIONS_SHOWN = 8


class DigestList(ListDoor):
    """One's own, the newest first, and the newsroom's latest editions."""

    template = "digests/list.html"

    def rows(self) -> QuerySet[DigestDelivery]:
        return (
            DigestDelivery.objects.of_person(self.actor)
            .select_related("edition", "block")
            .order_by("-edition__hour", "-pk")
        )

    def context(self, page: Page[Any]) -> dict[str, Any]:
        member = {"membership__user": self.user, "membership__newsroom": self.newsroom}
        editions = DigestBlock.objects.visible_to(self.actor).select_related("edition")
        return {
            "subscription": DigestSubscription.objects.filter(**member).first(),
            "editions": list(editions.order_by("-edition__hour", "-pk")[:EDITIONS_SHOWN]),
        }


class EveryDigest(ListDoor):
    """What became of every reader's, for admins."""

    capability = May.MANAGE
    template = "digests/every.html"

    def rows(self) -> QuerySet[DigestDelivery]:
        rows = DigestDelivery.objects.visible_to(self.actor).with_parts()
        return rows.order_by("-edition__hour", "-pk")

    def context(self, page: Page[Any]) -> dict[str, Any]:
        return {"crumbs": crumbs()}


class Editions(ListDoor):
    template = "digests/editions.html"

    def rows(self) -> QuerySet[DigestBlock]:
        return DigestBlock.objects.visible_to(self.actor).select_related("edition").order_by("-edition__hour", "-pk")

    def context(self, page: Page[Any]) -> dict[str, Any]:
        return {"crumbs": crumbs()}


class Digest(Door):
    """One digest as it was told, less what may not be seen any more."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        delivery = self.seen(DigestDelivery.objects.with_parts(), pk=pk)
        told = told_in_delivery(delivery, looking=self.actor)
        return self.page(
            "digests/page.html",
            delivery=delivery,
            member=delivery.subscription.membership,
            view=view_of(told, site="") if told else None,
            crumbs=crumbs(),
        )


class Edition(Door):
    """What an edition told everybody, as far as whoever looks may see it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        block = self.seen(DigestBlock.objects.with_parts(), pk=pk)
        view = view_of(told_in_block(block, looking=self.actor), site="")
        return self.page("digests/edition.html", common=block, view=view, crumbs=crumbs())


def crumbs() -> list[tuple[str, str]]:
    return [(reverse("digests"), _("Digests"))]


urlpatterns = [
    path("digests/", DigestList.as_view(), name="digests"),
    path("digests/every/", EveryDigest.as_view(), name="digests-of-all"),
    path("digests/editions/", Editions.as_view(), name="digest-editions"),
    path("digests/<int:pk>/", Digest.as_view(), name="digest"),
    path("digests/editions/<int:pk>/", Edition.as_view(), name="digest-edition"),
]
