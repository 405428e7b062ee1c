"""The newsroom's own settings."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from claims.actions.newsrooms import revise_newsroom
from claims.models import Newsroom
from claims.rules.roles import May
from claims.web.form_door import FormDoor
from claims.web.forms.newsrooms import NewsroomForm


class NewsroomSettings(FormDoor):
    form_class = NewsroomForm
    heading = _("Newsroom settings")
    done_message = _("The settings were saved.")
    capability = May.MANAGE

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.newsroom, name) for name in NewsroomForm.base_fields}

    def act(self, form: NewsroomForm) -> Newsroom:
        return revise_newsroom(newsroom=self.newsroom, **form.kwargs(), by=self.actor, at=self.now)

    def back_url(self) -> str:
        return "newsroom-settings"


urlpatterns = [path("newsroom/", NewsroomSettings.as_view(), name="newsroom-settings")]
