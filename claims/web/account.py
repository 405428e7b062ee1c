"""What belongs to the person: preferences, the password, and which of their newsrooms they are in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from claims.actions.bookkeeping import keep_preferences, set_password
from claims.errors import RuleBroken, gettext_noop
from claims.models import User
from claims.rules.appearance import chosen
from claims.rules.roles import May
from claims.vocabulary import Contrast, Theme
from claims.web.doors import Door
from claims.web.form_door import FormDoor
from claims.web.forms.auth import AccountForm, PasswordChangeForm


class SwitchNewsroom(Door):
    """Which of one's newsrooms this browser is in. Kept in the session; no row of ours changes."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        for membership in self.memberships:
            if str(membership.newsroom_id) == request.POST.get("newsroom"):
                request.session["newsroom"] = membership.newsroom_id
                return self.go("desk")
        raise Http404


class Account(FormDoor):
    """How pages are shown to this person; which rights they have is no matter of theirs."""

    capability = May.READ
    form_class = AccountForm
    template = "registration/account.html"
    heading = _("Your account")

    def initial(self) -> dict[str, Any]:
        return {"time_zone": self.user.time_zone, "language": self.user.language}

    def context(self) -> dict[str, Any]:
        looks = chosen(self.request.COOKIES)
        return {**super().context(), "looks": looks, "themes": Theme.choices, "contrasts": Contrast.choices}

    def act(self, form: AccountForm) -> User:
        return keep_preferences(user=self.user, at=self.now, **form.kwargs())

    def done_url(self, result: Any) -> str:
        return reverse("account")


class PasswordChange(FormDoor):
    keeps_typed = False
    capability = May.READ
    form_class = PasswordChangeForm
    heading = _("Change your password")
    submit_label = _("Change password")
    done_message = _("Your password is changed. Other devices are signed out.")

    def initial(self) -> dict[str, Any]:
        return {"username": self.user.email}

    def act(self, form: PasswordChangeForm) -> User:
        typed = form.cleaned_data
        if not self.user.check_password(typed["present"]):
            raise RuleBroken("wrong_password", gettext_noop("This is not your present password."), field="present")
        user = set_password(user=self.user, password=typed["password"])
        update_session_auth_hash(self.request, user)
        return user

    def back_url(self) -> str:
        return reverse("account")

    def done_url(self, result: Any) -> str:
        return reverse("account")


urlpatterns = [
    path("newsroom/switch/", SwitchNewsroom.as_view(), name="switch-newsroom"),
    path("account/", Account.as_view(), name="account"),
    path("account/password/", PasswordChange.as_view(), name="password-change"),
]
