"""A new password by mail, for who has forgotten theirs."""

from __future__ import annotations

from typing import Any

from axes.utils import reset as forget_failures
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlsafe_base64_decode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from claims.actions.bookkeeping import ask_password_reset, set_password
from claims.errors import RuleBroken
from claims.models import User
from claims.web.doors import sentence
from claims.web.forms.auth import NewPasswordForm, ResetRequestForm


class PasswordReset(View):
    """Asks for the address; says the same, and as fast, whether or not anybody has it. The clock sends the letter."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(ResetRequestForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ResetRequestForm(request.POST)
        if not form.is_valid():
            return self._show(form, 422)
        site = request.build_absolute_uri("/").rstrip("/")
        language = get_language() or settings.LANGUAGE_CODE
        ask_password_reset(email=form.cleaned_data["email"], site=site, language=language, at=timezone.now())
        return redirect("password-reset-sent")

    def _show(self, form: ResetRequestForm, status: int = 200) -> HttpResponse:
        return render(self.request, "registration/password_reset.html", {"form": form}, status=status)


def password_reset_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "registration/password_reset_sent.html")


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class PasswordResetConfirm(View):
    """The link from the mail. It holds until the password was changed or its time has run out."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.user = _user_of(kwargs["uid"])
        if self.user is None or not default_token_generator.check_token(self.user, kwargs["token"]):
            return render(request, "registration/password_reset_void.html", status=410)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        assert self.user is not None
        return self._show(NewPasswordForm(initial={"username": self.user.email}))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = NewPasswordForm(request.POST)
        if not form.is_valid():
            return self._show(form, 422)
        assert self.user is not None
        try:
            set_password(user=self.user, password=form.cleaned_data["password"])
        except RuleBroken as refusal:
            form.add_error("password", sentence(refusal))
            return self._show(form, 422)
        forget_failures(username=self.user.email)
        messages.success(request, _("Your password is changed. Sign in with it."))
        return redirect("sign-in")

    def _show(self, form: NewPasswordForm, status: int = 200) -> HttpResponse:
        return render(self.request, "registration/password_reset_confirm.html", {"form": form}, status=status)


def _user_of(uid: str) -> User | None:
    try:
        return User.objects.filter(pk=int(urlsafe_base64_decode(uid)), is_active=True).first()
    except (ValueError, OverflowError):
        return None


urlpatterns = [
    path("password-reset/", PasswordReset.as_view(), name="password-reset"),
    path("password-reset/sent/", password_reset_sent, name="password-reset-sent"),
    path("password-reset/<str:uid>/<str:token>/", PasswordResetConfirm.as_view(), name="password-reset-confirm"),
]
