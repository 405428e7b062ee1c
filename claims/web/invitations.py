"""Accepting an invitation to a newsroom."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import authenticate, login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from claims.actions.members import accept_invitation
from claims.errors import NotVisible, RuleBroken
from claims.models import Invitation, User
from claims.rules.members import check_invitation_open, invitation_digest
from claims.web.doors import sentence
from claims.web.forms.auth import NOT_TOGETHER, KnownPersonForm, NewcomerForm

BACKEND = "django.contrib.auth.backends.ModelBackend"


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class AcceptInvitation(View):
    """The link from an invitation. Who has an account proves it with its password; others choose a name and one."""

    invitation: Invitation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        found = Invitation.objects.filter(digest=invitation_digest(kwargs["secret"])).select_related("newsroom")
        invitation = found.first()
        if invitation is None:
            raise Http404
        try:
            check_invitation_open(invitation.accepted_at, invitation.expires_at, now=timezone.now())
        except RuleBroken as refusal:
            context = {"sentence": sentence(refusal)}
            return render(request, "registration/invitation_void.html", context, status=410)
        self.invitation = invitation
        self.known = User.objects.filter(email__iexact=invitation.email).exists()
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._show(self._form())

    def post(self, request: HttpRequest, secret: str) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._show(form, 422)
        typed = form.cleaned_data
        # Through the front door, which counts failures and locks.
        if self.known and authenticate(request, username=self.invitation.email, password=typed["password"]) is None:
            form.add_error("password", NOT_TOGETHER)
            return self._show(form, 422)
        try:
            membership = accept_invitation(
                secret=secret, name=typed.get("name", ""), password=typed["password"], at=timezone.now()
            )
        except NotVisible:
            raise Http404 from None
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, sentence(refusal))
            return self._show(form, 422)
        login(request, membership.user, backend=BACKEND)
        request.session["newsroom"] = membership.newsroom_id
        return redirect("desk")

    def _form(self, data: Any = None) -> Any:
        return KnownPersonForm(data) if self.known else NewcomerForm(data)

    def _show(self, form: Any, status: int = 200) -> HttpResponse:
        context = {"form": form, "invitation": self.invitation, "known": self.known}
        return render(self.request, "registration/invitation.html", context, status=status)


urlpatterns = [path("invitation/<str:secret>/", AcceptInvitation.as_view(), name="invitation")]
