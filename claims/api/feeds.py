"""`Accept: application/atom+xml`: a page of a list for feed readers (RFC 4287; the next page by RFC 5005).

The entries are made of the page's own rows, in their compiled shape, so that a feed shows nothing that the list does
not. A claim is never told without who makes it, how certain they put it and how far it is verified.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from claims.language import Spoken
from claims.rules.sentences import QUOTED, listed
from claims.vocabulary import Certainty, ClaimKind, Stance, Standing, Status, Verb

MEDIA_TYPE = "application/atom+xml"
DOCUMENTED = {(200, MEDIA_TYPE): OpenApiTypes.STR}
# The two that may be kept as text and that XML cannot hold.
NOT_IN_XML = dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")


class Entry(NamedTuple):
    """What a feed says of one row. `path` is where it stands in the browser."""

    title: str
    summary: str
    path: str
    at: str


@dataclass(frozen=True)
class Feed:
    """A list as a feed: its name, and what is said of a row, given as the list shows it."""

    title: Any
    entry: Callable[[dict[str, Any]], Entry]


class AtomRenderer(BaseRenderer):
    """Makes the feed something that can be asked for; it is made of the page, below."""

    media_type = MEDIA_TYPE
    format = "atom"

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        raise NotImplementedError


class Paged(Atom1Feed):
    """With the address of the page behind it."""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if following := self.feed["following"]:
            handler.addQuickElement("link", "", {"rel": "next", "href": following})


def feed_is_asked_for(request: Request) -> bool:
    """Whether a feed reader asks."""
    return isinstance(request.accepted_renderer, AtomRenderer)


def fed(feed: Feed, request: Request, page: HttpResponse) -> HttpResponse:
    """The page of a list as a feed."""
    if "fields" in request.query_params:
        raise ValidationError({"fields": [ErrorDetail(gettext("A feed has no fields."), code="no_fields")]})
    found = json.loads(page.content)
    here = request.build_absolute_uri()
    made = Paged(
        title=str(feed.title),
        link=request.build_absolute_uri("/"),
        description="",
        feed_url=here,
        language=get_language(),
        author_name="On Record",
        following=found["next"],
    )
    list_path = request.build_absolute_uri(request.path)
    for row in found["results"]:
        entry = feed.entry(row)
        at = datetime.fromisoformat(entry.at)
        made.add_item(
            title=entry.title.translate(NOT_IN_XML),
            link=request.build_absolute_uri(entry.path),
            description=entry.summary.translate(NOT_IN_XML),
            unique_id=f"{list_path}{row['id']}",
            pubdate=at,
            updateddate=at,
        )
    return HttpResponse(made.writeString("utf-8"), content_type=f"{MEDIA_TYPE}; charset=utf-8")


def incident_entry(row: dict[str, Any]) -> Entry:
    """An incident: what it is called, and what is known of when and where."""
    exercise = gettext("Training exercise") if row["exercise"] else ""
    facts = [exercise, row["place_wording"] or row["place_name"], row["summary"]]
    return Entry(
        title=f"{row['reference']} {row['title']}",
        summary="\n".join(filter(None, facts)),
        path=reverse("incident", args=[row["reference"]]),
        at=row["opened_at"],
    )


def claim_entry(row: dict[str, Any]) -> Entry:
    """A claim, as its claimant's: with stance, certainty and status, and whether it still stands."""
    return Entry(
        title=gettext("%(who)s %(stance)s: “%(text)s”")
        % {"who": _claimants(row), "stance": Stance(row["stance"]).label, "text": row["text"]},
        summary="\n".join(_marks(row)),
        path=reverse("claim", args=[row["id"]]),
        at=row["recorded_at"],
    )


def change_entry(row: dict[str, Any]) -> Entry:
    """A Change: who did what."""
    return Entry(
        title=f"{row['by']['name']} {Verb(row['verb']).label}",
        summary=row["reason"],
        path=reverse("api:incidents-id-history", args=[row["incident"]]),
        at=row["recorded_at"],
    )


def _claimants(row: dict[str, Any]) -> str:
    if row["background_as"]:
        return gettext(QUOTED) % {"words": row["background_as"]}
    return listed([each["name"] for each in row["claimants"]], Spoken()) or gettext("Unattributed")


def _marks(row: dict[str, Any]) -> Iterator[str]:
    if row["certainty"] != Certainty.FLAT:
        hedge = f" (“{row['hedge']}”)" if row["hedge"] else ""
        yield f"{Certainty(row['certainty']).label}{hedge}"
    if row["kind"] == ClaimKind.FACT:
        yield str(Status(row["status"]).label)
        if row["sign_off"]["void"]:
            yield gettext("sign-off void")
    else:
        yield gettext("attributed only")
    if row["standing"] != Standing.LIVE:
        yield str(Standing(row["standing"]).label)
    yield f"{row['incident']['reference']} {row['incident']['title']}"


INCIDENTS = Feed(_("Incidents"), incident_entry)
CLAIMS = Feed(_("Claims"), claim_entry)
HISTORY = Feed(_("History"), change_entry)
