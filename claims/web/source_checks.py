"""Checking a source: the form."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import path
from django.utils.translation import gettext_lazy as _

from claims.actions.newcomers import add_newcomers
from claims.actions.source_checks import record_source_check
from claims.models import SourceCheck
from claims.rules.roles import May
from claims.web.forms.source_checks import SourceCheckForm
from claims.web.sources import OfSource

EXPLANATION = _(
    "One aspect at a time: whether it is what it seems, where it was made, or when. What was edited, miscaptioned or"
    " staged supports nothing from then on. A later check replaces an earlier one; both stay on record."
)


class SourceCheckNew(OfSource):
    form_class = SourceCheckForm
    fields_template = "components/named_lines.html"
    heading = _("Check the source")
    submit_label = _("Record the check")
    done_message = _("The check is on record.")
    capability = May.CHECK_SOURCES

    def act(self, form: SourceCheckForm) -> SourceCheck:
        with transaction.atomic():
            given = add_newcomers(given=form.kwargs(), by=self.actor, at=self.now)
            return record_source_check(source=self.source, **given, by=self.actor, at=self.now)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "explanation": EXPLANATION}


urlpatterns = [path("sources/<int:pk>/check/", SourceCheckNew.as_view(), name="source-check")]
