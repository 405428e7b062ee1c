"""Tokens for the newsroom's tools."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.actions.tokens import issue_token, revoke_token, rotate_token
from claims.models import ApiToken
from claims.rules.roles import May
from claims.web.doors import ListDoor
from claims.web.form_door import FormDoor
from claims.web.forms.tokens import RevokeForm, RotateForm, TokenForm


class TokenList(ListDoor):
    template = "tokens/list.html"
    capability = May.MANAGE

    def rows(self) -> QuerySet[ApiToken]:
        return ApiToken.objects.of(self.actor).select_related("issued_by", "replaces").order_by("-issued_at", "-pk")

    def context(self, page: Any) -> dict[str, Any]:
        return {"crumbs": [(reverse("members"), _("Members"))]}


class NewToken(FormDoor):
    """The token is shown once: it is not kept, only its digest."""

    keeps_typed = False
    capability = May.MANAGE

    def done(self, result: tuple[ApiToken, str]) -> HttpResponse:
        token, secret = result
        return self.once("tokens/issued.html", token=token, secret=secret, crumbs=_crumbs())

    def back_url(self) -> str:
        return reverse("tokens")


class TokenIssue(NewToken):
    form_class = TokenForm
    heading = gettext_lazy("Issue a token")
    submit_label = gettext_lazy("Issue the token")

    def act(self, form: TokenForm) -> tuple[ApiToken, str]:
        return issue_token(**form.kwargs(), by=self.actor, at=self.now)

    def context(self) -> dict[str, Any]:
        words = _("A token acts for itself, at most as a fact-checker. It never signs off, waives or manages members.")
        return {"crumbs": _crumbs(), "explanation": words}


class TokenRotate(NewToken):
    form_class = RotateForm
    heading = gettext_lazy("Put a new token in its place")
    submit_label = gettext_lazy("Issue the new token")
    token: ApiToken

    def subject(self) -> None:
        self.token = self.seen(ApiToken, pk=self.kwargs["pk"])

    def act(self, form: RotateForm) -> tuple[ApiToken, str]:
        return rotate_token(token=self.token, **form.kwargs(), by=self.actor, at=self.now)

    def context(self) -> dict[str, Any]:
        words = _("For “%(label)s”: the new token may do and see the same, from the same networks.")
        return {"crumbs": _crumbs(), "explanation": words % {"label": self.token.label}}


class TokenRevoke(FormDoor):
    keeps_typed = False
    form_class = RevokeForm
    template = "tokens/revoke.html"
    heading = gettext_lazy("Revoke a token")
    submit_label = gettext_lazy("Revoke")
    done_message = gettext_lazy("The token was revoked.")
    capability = May.MANAGE
    token: ApiToken

    def subject(self) -> None:
        self.token = self.seen(ApiToken, pk=self.kwargs["pk"])

    def act(self, form: RevokeForm) -> ApiToken:
        return revoke_token(token=self.token, by=self.actor, at=self.now)

    def back_url(self) -> str:
        return reverse("tokens")

    def context(self) -> dict[str, Any]:
        return {"crumbs": _crumbs(), "token": self.token}


def _crumbs() -> list[tuple[str, str]]:
    return [(reverse("members"), _("Members")), (reverse("tokens"), _("Tokens"))]


urlpatterns = [
    path("members/tokens/", TokenList.as_view(), name="tokens"),
    path("members/tokens/issue/", TokenIssue.as_view(), name="token-issue"),
    path("members/tokens/<int:pk>/rotate/", TokenRotate.as_view(), name="token-rotate"),
    path("members/tokens/<int:pk>/revoke/", TokenRevoke.as_view(), name="token-revoke"),
]
