"""Protected people: a list of pseudonyms for everybody, and who they are for those who were named."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.actions.protected_identities import protect_identity, revise_identity, share_identity, unshare_identity
from claims.models import Change, IdentityReader, ProtectedIdentity
from claims.web.doors import Door, ListDoor
from claims.web.form_door import FormDoor
from claims.web.forms.protected_identities import IdentityForm, IdentityRevisionForm, ShareForm, UnshareForm
from claims.web.history import gestures


class IdentityList(ListDoor):
    template = "identities/list.html"

    def rows(self) -> QuerySet[ProtectedIdentity]:
        mine = IdentityReader.objects.filter(identity=OuterRef("pk"), user=self.user)
        rows = ProtectedIdentity.objects.visible_to(self.actor).annotate(mine=Exists(mine))
        return rows.defer(*ProtectedIdentity.UNRECORDED).order_by("pseudonym")


class IdentityPage(Door):
    """The name is loaded for its readers alone, and no browser or proxy keeps the page."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        identity = self.seen(ProtectedIdentity.objects.defer(*ProtectedIdentity.UNRECORDED), pk=pk)
        readers = IdentityReader.objects.visible_to(self.actor).filter(identity=identity)
        reads = readers.filter(user=self.user).exists()
        response = self.page(
            "identities/page.html",
            identity=identity,
            secret=ProtectedIdentity.objects.visible_to(self.actor).get(pk=pk) if reads else None,
            readers=readers.select_related("user").order_by("user__name"),
            history=gestures(Change.objects.visible_to(self.actor).about(identity)),
            crumbs=[(reverse("identities"), _("Protected people"))],
        )
        response.headers["Cache-Control"] = "no-store"
        return response


class IdentityNew(FormDoor):
    keeps_typed = False
    form_class = IdentityForm
    heading = gettext_lazy("Protect a person")
    submit_label = gettext_lazy("Put them under protection")
    done_message = gettext_lazy("Only you see who it is, until you let others.")

    def act(self, form: IdentityForm) -> ProtectedIdentity:
        return protect_identity(**form.kwargs(), by=self.actor, at=self.now)

    def done_url(self, result: ProtectedIdentity) -> str:
        return reverse("identity", args=[result.pk])

    def back_url(self) -> str:
        return reverse("identities")

    def context(self) -> dict[str, Any]:
        words = _(
            "The name is kept out of the record, of search, of the API, of mail and of exports."
            " Write it nowhere else on On Record: not into words, notes or labels."
        )
        return {"crumbs": [(reverse("identities"), _("Protected people"))], "explanation": words}


class OfIdentity(FormDoor):
    """A form for those who may see who it is; others are told that they may not."""

    keeps_typed = False
    identity: ProtectedIdentity

    def subject(self) -> None:
        rows = ProtectedIdentity.objects.all()
        readers = IdentityReader.objects.filter(identity=self.kwargs["pk"], user=self.user)
        self.identity = self.seen(
            rows if readers.exists() else rows.defer(*ProtectedIdentity.UNRECORDED), pk=self.kwargs["pk"]
        )
        self.reads = readers.exists()

    def back_url(self) -> str:
        return reverse("identity", args=[self.identity.pk])

    def context(self) -> dict[str, Any]:
        trail = [(reverse("identities"), _("Protected people")), (self.back_url(), self.identity.pseudonym)]
        return {"crumbs": trail}


class IdentityRevise(OfIdentity):
    form_class = IdentityRevisionForm
    heading = gettext_lazy("Revise a protected person")

    def edited(self) -> ProtectedIdentity:
        return self.identity

    def initial(self) -> dict[str, Any]:
        return IdentityRevisionForm.initial_of(self.identity) if self.reads else {}

    def act(self, form: IdentityRevisionForm) -> ProtectedIdentity:
        return revise_identity(identity=self.identity, **form.kwargs(), by=self.actor, at=self.now)


class IdentityShare(OfIdentity):
    form_class = ShareForm
    heading = gettext_lazy("Let somebody see who it is")
    submit_label = gettext_lazy("Let them see it")
    done_message = gettext_lazy("They see it from now on.")

    def act(self, form: ShareForm) -> Any:
        user = form.cleaned_data["user"].user
        return share_identity(identity=self.identity, user=user, by=self.actor, at=self.now)


class IdentityUnshare(OfIdentity):
    form_class = UnshareForm
    heading = gettext_lazy("Take the sight of it away from somebody")
    submit_label = gettext_lazy("Take it away")
    done_message = gettext_lazy("They do not see it any more.")

    def form_kwargs(self) -> dict[str, Any]:
        return {**super().form_kwargs(), "identity": self.identity}

    def act(self, form: UnshareForm) -> Any:
        user = form.cleaned_data["user"].user
        return unshare_identity(identity=self.identity, user=user, by=self.actor, at=self.now)


urlpatterns = [
    path("identities/", IdentityList.as_view(), name="identities"),
    path("identities/new/", IdentityNew.as_view(), name="identity-new"),
    path("identities/<int:pk>/", IdentityPage.as_view(), name="identity"),
    path("identities/<int:pk>/revise/", IdentityRevise.as_view(), name="identity-revise"),
    path("identities/<int:pk>/share/", IdentityShare.as_view(), name="identity-share"),
    path("identities/<int:pk>/unshare/", IdentityUnshare.as_view(), name="identity-unshare"),
]
