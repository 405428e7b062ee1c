"""The newsroom's record: what was done, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import path, reverse

from claims.models import Change, Membership, Party
from claims.rules.actor import Actor
from claims.rules.record import REDACTED_TEXT, is_destroyed
from claims.rules.redaction import REDACTABLE
from claims.vocabulary import FilteredList
from claims.web.activity import activity_in
from claims.web.doors import Door
from claims.web.forms.changes import ChangeFilter
from claims.web.saved_filters import saved_for

LOOKED_AT = 200
# Columns of a subject's row that tell a reader which one it is, the most telling first.
TELLING = ("title", "name", "text", "label", "address", "wording", "channels", "words", "passage", "rationale", "email")
# Where whom it concerns tells more: the column that holds the party.
TOLD_BY_PARTY = {
    "allegation": "accused_id",
    "commentrequest": "party_id",
    "partyrelation": "other_id",
    "utteranceclaimant": "party_id",
    "waiver": "party_id",
}
# The page on which a subject is seen, and the column of its row that holds the page's key.
PAGES = {
    "claim": ("claim", "id"),
    "figure": ("claim", "claim_id"),
    "allegation": ("claim", "claim_id"),
    "evidence": ("claim", "claim_id"),
    "assessment": ("claim", "claim_id"),
    "claimutterance": ("claim", "claim_id"),
    "claimrelation": ("claim", "claim_id"),
    "dismissal": ("claim", "claim_id"),
    "commentrequest": ("request", "id"),
    "attempt": ("request", "comment_request_id"),
    "reply": ("request", "comment_request_id"),
    "requestedallegation": ("request", "comment_request_id"),
    "requestedquestion": ("request", "comment_request_id"),
}


@dataclass
class Gesture:
    """What one person did in one go to one thing: several rows of the record, told as one.

    `redactable` holds the first Change of each kind of subject that may have something personal in it.
    """

    change: Change
    address: str
    told: str = ""
    rows: int = 0
    redactable: dict[str, Change] = field(default_factory=dict)


class ChangeList(Door):
    """Pages by position in the record, so that what is added meanwhile shifts nothing."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = ChangeFilter(request.GET, actor=self.actor, now=self.now)
        rows = Change.objects.visible_to(self.actor)
        rows = form.narrow(rows) if form.is_valid() else rows
        if (before := _number(request.GET.get("before", ""))) is not None:
            rows = rows.filter(pk__lt=before)
        related = ("by_user", "by_token", "incident", "party", "source", "utterance")
        found = list(rows.newest_first().select_related(*related)[: LOOKED_AT + 1])
        shown, more = found[:LOOKED_AT], len(found) > LOOKED_AT
        return self.page(
            "changes/list.html",
            form=form,
            gestures=gathered(shown, Names(shown, self.actor)),
            newest_page=before is None,
            activity=activity_in(rows, now=self.now) if before is None else None,
            older=_with(request.GET, before=shown[-1].pk) if more else "",
            newest=_with(request.GET),
            **saved_for(FilteredList.CHANGES, self.actor, request),
        )


class Names:
    """Names of the parties and people that the changes are about, as far as the reader may see them."""

    def __init__(self, changes: Iterable[Change], actor: Actor) -> None:
        rows = [(change.subject_type, change.after or {}) for change in changes]
        parties: set[Any] = {after.get(TOLD_BY_PARTY[kind]) for kind, after in rows if kind in TOLD_BY_PARTY}
        members: set[Any] = {after.get("user_id") for kind, after in rows if kind == "membership"}
        self._parties: dict[Any, str] = dict(
            Party.objects.visible_to(actor).filter(pk__in=parties).values_list("pk", "name")
        )
        found = Membership.objects.of(actor).filter(user__in=members)
        self._people: dict[Any, str] = dict(found.values_list("user_id", "user__name"))

    def of(self, change: Change) -> str:
        """What tells the subject from others, as the record keeps it."""
        after = change.after or {}
        if (column := TOLD_BY_PARTY.get(change.subject_type)) is not None:
            return self._parties.get(after.get(column), "")
        if change.subject_type == "membership":
            return self._people.get(after.get("user_id"), "")
        telling = next((after[name] for name in TELLING if after.get(name)), "")
        return REDACTED_TEXT if is_destroyed("", telling) else str(telling)


def gathered(changes: Iterable[Change], names: Names) -> list[Gesture]:
    """Changes with the same verb, moment, actor and page are one gesture, told by the first row that has words."""
    result: dict[Any, Gesture] = {}
    for change in changes:
        address = page_of(change)
        who = (change.by_kind, change.by_user_id, change.by_token_id, change.by_name)
        gesture = result.setdefault((change.verb, change.at, who, address), Gesture(change, address))
        gesture.rows += 1
        gesture.told = gesture.told or names.of(change)
        if change.subject_type in REDACTABLE or change.reason:
            gesture.redactable.setdefault(change.subject_type, change)
    return list(result.values())


def page_of(change: Change) -> str:
    """Where what was changed can be seen; "" where it has no page."""
    after = change.after or {}
    if change.subject_type in PAGES and after:
        name, column = PAGES[change.subject_type]
        return reverse(name, args=[after[column]])
    if change.incident is not None:
        return reverse("incident", args=[change.incident.reference])
    for name in ("party", "source", "utterance"):
        if (key := getattr(change, f"{name}_id")) is not None:
            return reverse(name, args=[key])
    return ""


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _with(query: QueryDict, **more: Any) -> str:
    result = query.copy()
    result.pop("before", None)
    result.update(more)
    return f"?{result.urlencode()}"


urlpatterns = [path("changes/", ChangeList.as_view(), name="changes")]
