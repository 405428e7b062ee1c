"""`Accept: text/html`: what an address answers, as a page for people: the same text, set out, with links to follow.

A browser asks for this, so that whoever builds a tool can look around with the session of the editor UI. Nothing is
worked out anew: the page holds what would have been sent.
"""

import json
import re
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

MEDIA_TYPE = "text/html"
# Headers that say something of the text as JSON.
OF_THE_TEXT = ("Content-Type", "Content-Length", "ETag")
TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')


class PageRenderer(BaseRenderer):
    """Makes the page something that can be asked for; it is made of the answer, below."""

    media_type = MEDIA_TYPE
    format = "html"

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        raise NotImplementedError


def page_is_asked_for(request: Request) -> bool:
    """Whether a person with a browser asks."""
    return isinstance(getattr(request, "accepted_renderer", None), PageRenderer)


def as_page(request: Request, answer: HttpResponse) -> HttpResponse:
    """The answer, refusals too, as a page with its status and headers."""
    text = JSONRenderer().render(answer.data) if isinstance(answer, Response) else answer.content
    site = request.build_absolute_uri("/")
    told = {"address": request.get_full_path(), "status": answer.status_code, "text": set_out(text, site)}
    page = render(request._request, "api/answer.html", told, status=answer.status_code)
    for name, value in answer.headers.items():
        if name not in OF_THE_TEXT:
            page.headers[name] = value
    return page


def set_out(text: bytes, site: str) -> SafeString:
    """JSON over many lines, as HTML. Addresses of this site, of which `site` is the beginning, are links.

    >>> set_out(b'{"next":"https://a.example/b"}', "https://a.example/")
    '{\\n  &quot;next&quot;: &quot;<a href="https://a.example/b">https://a.example/b</a>&quot;\\n}'
    """
    lines = json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    made, done = [], 0
    for found in TEXT.finditer(lines):
        made += [escape(lines[done : found.start()]), _text(found[0], site)]
        done = found.end()
    return mark_safe("".join([*made, escape(lines[done:])]))  # noqa: S308 all of it is escaped


def _text(literal: str, site: str) -> str:
    value = json.loads(literal)
    if not value.startswith(site):
        return escape(literal)
    return format_html('&quot;<a href="{}">{}</a>&quot;', value, literal[1:-1])
