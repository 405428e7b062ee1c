"""What a digest would say, at any moment and to any reader, without sending or keeping anything."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse

from claims.delivery.digest_preview import Previewed, previewed
from claims.errors import RuleBroken
from claims.models import Membership
from claims.web.digests import crumbs
from claims.web.doors import Door, sentence
from claims.web.forms.digests import PreviewForm

# The letter is shown as a mail program would: nothing in it runs or is loaded, and only our own page may frame it.
LETTER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox"
)


class Previewing(Door):
    """Oneself; for admins, anybody in the newsroom. As of a moment, or now."""

    def asked(self) -> tuple[PreviewForm, Previewed | None]:
        form = PreviewForm(self.request.GET or None, actor=self.actor, now=self.now)
        if form.is_bound and not form.is_valid():
            return form, None
        chosen = form.cleaned_data if form.is_bound else {}
        try:
            return form, self._made(chosen)
        except RuleBroken as refusal:
            form.add_error("date", sentence(refusal))
            return form, None

    def _me(self) -> Membership:
        return next(each for each in self.memberships if each.newsroom_id == self.newsroom.pk)

    def _made(self, chosen: dict[str, Any]) -> Previewed:
        instant: datetime = chosen.get("date") or self.now
        return previewed(membership=chosen.get("reader") or self._me(), at=instant, now=self.now)


class DigestPreview(Previewing):
    def get(self, request: HttpRequest) -> HttpResponse:
        form, made = self.asked()
        address = f"{reverse('digest-preview-letter')}?{request.GET.urlencode()}"
        return self.page("digests/preview.html", form=form, made=made, letter_address=address, crumbs=crumbs())


class DigestPreviewLetter(Previewing):
    """The letter itself, for the frame on the page."""

    def get(self, request: HttpRequest) -> HttpResponse:
        _form, made = self.asked()
        response = HttpResponse(made.letter.html if made else "", status=200 if made else 422)
        response.headers["Content-Security-Policy"] = LETTER_POLICY
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        response.headers["Cache-Control"] = "no-store"
        return response


urlpatterns = [
    path("digests/preview/", DigestPreview.as_view(), name="digest-preview"),
    path("digests/preview/letter/", DigestPreviewLetter.as_view(), name="digest-preview-letter"),
]
