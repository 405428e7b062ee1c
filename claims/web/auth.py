"""Signing in and out; failures are counted and throttled by django-axes."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from claims.web.forms.auth import SignInForm


class SignIn(LoginView):
    template_name = "registration/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


def locked_out(request: HttpRequest, response: HttpResponse, credentials: dict[str, Any] | None) -> HttpResponse:
    """What axes answers after too many failures: the same page for every address, whether or not it has an account."""
    answer = render(request, "registration/locked_out.html", status=429)
    answer["Retry-After"] = str(15 * 60)
    return answer


def address_typed(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Under which address axes counts failures: one for all spellings, as sign-in finds one account for all."""
    typed = (credentials or {}).get("username") or request.POST.get("username", "")
    return unicodedata.normalize("NFKC", typed).strip().lower()[:254]


class SignOut(LogoutView):
    next_page = "sign-in"


urlpatterns = [
    path("sign-in/", SignIn.as_view(), name="sign-in"),
    path("sign-out/", SignOut.as_view(), name="sign-out"),
]
