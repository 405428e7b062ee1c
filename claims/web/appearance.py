"""How pages look in this browser: light or dark, and with more contrast."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from claims.rules.appearance import CONTRAST, THEME, chosen
from claims.web.doors import Door

A_YEAR = timedelta(days=365)


class Appearance(Door):
    """Sets or takes away two cookies; nothing is recorded."""

    def post(self, request: HttpRequest) -> HttpResponse:
        wanted = chosen({name: request.POST.get(name, "") for name in (THEME, CONTRAST)})
        answer = self.go("account")
        how = {"max_age": A_YEAR, "httponly": True, "samesite": "Lax", "secure": settings.SESSION_COOKIE_SECURE}
        for name in (THEME, CONTRAST):
            if name in wanted:
                answer.set_cookie(name, wanted[name], **how)
            else:
                answer.delete_cookie(name)
        self.say(_("This browser shows pages so from now on."))
        return answer


urlpatterns = [path("account/appearance/", Appearance.as_view(), name="appearance")]
