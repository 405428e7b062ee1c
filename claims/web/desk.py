"""The desk: what needs me, first thing in the morning."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.models import (
    Assessment,
    Change,
    Claim,
    CommentRequest,
    Flag,
    FlagConcern,
    Incident,
    Mention,
    Reminder,
    Reply,
    SavedFilter,
    Waiver,
)
from claims.models.claim import ClaimQuerySet
from claims.models.waiver import WaiverQuerySet
from claims.rules.roles import May, may
from claims.vocabulary import ClaimKind, FilteredList, RequestState, Status, Verb, WorkState
from claims.web.doors import Door, ListDoor
from claims.web.flags import FlagList
from claims.web.incidents import IncidentList
from claims.web.parties import PartyList
from claims.web.saved_filters import address_of
from claims.web.sources import SourceList

SHOWN = 10
FLAGS_SHOWN = 60
MENTIONS_SHOWN = 20
# Lists of which it is cheap to tell how many rows a filter shows.
COUNTED: dict[str, type[ListDoor]] = {
    FilteredList.INCIDENTS: IncidentList,
    FilteredList.PARTIES: PartyList,
    FilteredList.SOURCES: SourceList,
    FilteredList.FLAGS: FlagList,
}


@dataclass(frozen=True)
class Need:
    """How much of one kind needs me; `section` is where on the desk it stands."""

    section: str
    label: Promise
    count: int


class Desk(Door):
    def get(self, request: HttpRequest) -> HttpResponse:
        flags = Flag.objects.visible_to(self.actor).standing()
        mine = flags.filter(pk__in=FlagConcern.objects.filter(user=self.user).values("flag"))
        others = flags.exclude(pk__in=FlagConcern.objects.filter(user=self.user).values("flag"))
        reminders = Reminder.objects.visible_to(self.actor).due(self.now).read_by(self.actor)
        mentions = Mention.objects.unread_by(self.actor)
        drafts, awaited, unsigned, waivers = self._drafts(), self._awaited(), self._unsigned(), self._waivers()
        unassessed = self._unassessed()
        needs = [
            Need("mentions", _("Mentions of you"), mentions.count()),
            Need("reminders", _("Reminders"), len(reminders)),
            Need("flags", _("Flags for you"), mine.count()),
            Need("unsigned", _("Awaiting your sign-off"), unsigned.count()),
            Need("waivers", _("Decisions not to ask"), waivers.count()),
            Need("awaited", _("Overdue requests"), awaited.filter(deadline__lt=self.now).count()),
            Need("drafts", _("My drafts"), drafts.count()),
            Need("unassessed", _("Claims not assessed"), unassessed.count()),
        ]
        return self.page(
            "desk/page.html",
            needs=[each for each in needs if each.count],
            counts={each.section: each.count for each in needs},
            reminders=reminders,
            mentions=list(mentions[:MENTIONS_SHOWN]),
            flags=self._by_incident(mine),
            others=self._by_incident(others),
            others_count=others.count(),
            drafts=list(drafts[:SHOWN]),
            awaited=list(awaited[:SHOWN]),
            unsigned=list(unsigned[:SHOWN]),
            waivers=list(waivers.with_parts()[:SHOWN]),
            unassessed=list(unassessed.with_parts(self.actor)[:SHOWN]),
            changes=self._changes(),
            saved=self._saved(),
        )

    def _saved(self) -> list[tuple[SavedFilter, str, int | None]]:
        rows = SavedFilter.objects.visible_to(self.actor)[:SHOWN]
        return [(row, address_of(row), self._matches(row)) for row in rows]

    def _matches(self, row: SavedFilter) -> int | None:
        """How many rows a saved filter shows, where one count tells; None of the board, the record and the search."""
        if row.of not in COUNTED:
            return None
        door = COUNTED[FilteredList(row.of)]()
        door.actor, door.now = self.actor, self.now
        assert door.filter_class is not None
        form = door.filter_class(QueryDict(row.query), actor=self.actor, now=self.now)
        return form.narrow(door.rows()).count() if form.is_valid() else None

    def _by_incident(self, flags: QuerySet[Any]) -> list[tuple[Incident, list[Flag]]]:
        """Flags under their incidents, the one that has waited longest first."""
        gathered: dict[Incident, list[Flag]] = defaultdict(list)
        for flag in flags.with_subjects().order_by("since", "id")[:FLAGS_SHOWN]:  # type: ignore[attr-defined]
            gathered[flag.incident].append(flag)
        return list(gathered.items())

    def _drafts(self) -> QuerySet[CommentRequest]:
        """Requests for comment that I began and nobody has sent."""
        drafted = {"verb": Verb.REQUEST_DRAFTED, "subject_type": CommentRequest._meta.model_name}
        mine = Change.objects.filter(by_user=self.user, subject_id=OuterRef("pk"), **drafted)
        rows = CommentRequest.objects.visible_to(self.actor).filter(Exists(mine), state=RequestState.DRAFT)
        return rows.select_related("incident", "party").order_by("-drafted_at")

    def _awaited(self) -> QuerySet[CommentRequest]:
        """Requests that nobody has replied to, the most pressing first: those past their deadline lead."""
        replied = Reply.objects.filter(comment_request=OuterRef("pk"))
        rows = CommentRequest.objects.visible_to(self.actor).sent().filter(~Exists(replied))
        rows = rows.exclude(incident__work_state=WorkState.CLOSED)
        return rows.select_related("incident", "party").order_by("deadline")

    def _unsigned(self) -> QuerySet[Assessment]:
        """What others proposed and I may sign off, the longest waiting first."""
        if not may(self.actor, May.SIGN_OFF):
            return Assessment.objects.none()
        rows = Assessment.objects.visible_to(self.actor).awaiting().for_another_than(self.user.pk)
        return rows.select_related("claim__incident", "by_user", "by_token").order_by("at", "pk")

    def _waivers(self) -> WaiverQuerySet:
        """What others propose not to ask and I may decide on, the longest waiting first."""
        if not may(self.actor, May.WAIVE):
            return Waiver.objects.none()
        rows = Waiver.objects.visible_to(self.actor).undecided().for_another_than(self.user.pk)
        return rows.order_by("at", "pk")

    def _unassessed(self) -> ClaimQuerySet:
        rows = Claim.objects.visible_to(self.actor).live().filter(kind=ClaimKind.FACT, status=Status.NOT_ASSESSED)
        return rows.exclude(incident__work_state=WorkState.CLOSED).order_by("-recorded_at", "-id")

    def _changes(self) -> list[Change]:
        rows = Change.objects.visible_to(self.actor).select_related("by_user", "by_token", "incident")
        return list(rows.newest_first()[: SHOWN * 10])


urlpatterns = [path("", Desk.as_view(), name="desk")]
