"""What stands in a letter, incident by incident, the most urgent first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from textwrap import fill

from django.urls import reverse

from claims.delivery._notice_words import reminder_words, title_of, words_of
from claims.models import Claim, CommentRequest, Flag, Incident, Reminder
from claims.models.notice_news import Contents

WIDTH = 72


@dataclass(frozen=True)
class Item:
    words: str
    url: str

    @property
    def lines(self) -> str:
        """As it stands in the letter; nothing is broken in the middle of a word."""
        indents = {"initial_indent": "* ", "subsequent_indent": "  "}
        return fill(self.words, WIDTH, break_long_words=False, break_on_hyphens=False, **indents)  # type: ignore[arg-type]


@dataclass
class Group:
    """What is to be told of one incident; what cannot be told by mail stands without one."""

    title: str = ""
    url: str = ""
    items: list[Item] = field(default_factory=list)


def groups_of(contents: Contents, *, now: datetime, site: str) -> list[Group]:
    """Reminders first, then flags as they come, the most urgent first; each under its incident."""
    groups: dict[int | None, Group] = {}
    for reminder in contents.reminders:
        words = reminder_words(reminder)
        _group(groups, _incident_of(reminder), site).items.append(Item(words, f"{site}{_reminder_path(reminder)}"))
    for flag in contents.flags:
        _group(groups, flag.incident, site).items.append(Item(words_of(flag, now=now), f"{site}{flag_path(flag)}"))
    return list(groups.values())


def count(groups: Iterable[Group]) -> int:
    return sum(len(group.items) for group in groups)


def flag_path(flag: Flag) -> str:
    """The page on which something can be done about it."""
    if flag.use_id:
        return reverse("use-handle", args=[flag.use_id])
    request = flag.comment_request_id or (flag.reply.comment_request_id if flag.reply else None)
    if request:
        return reverse("request", args=[request])
    claim = flag.claim_id or (flag.allegation.claim_id if flag.allegation else None)
    claim = claim or (flag.waiver.allegation.claim_id if flag.waiver else None)
    return reverse("claim", args=[claim]) if claim else reverse("incident", args=[flag.incident.reference])


def _reminder_path(reminder: Reminder) -> str:
    about = reminder.subject
    if isinstance(about, CommentRequest):
        return reverse("request", args=[about.pk])
    if isinstance(about, Claim):
        return reverse("claim", args=[about.pk])
    return reverse("incident", args=[about.reference]) if about else reverse("desk")


def _incident_of(reminder: Reminder) -> Incident | None:
    about = reminder.subject
    return about if about is None or isinstance(about, Incident) else about.incident


def _group(groups: dict[int | None, Group], incident: Incident | None, site: str) -> Group:
    if incident is None:
        return groups.setdefault(None, Group())
    address = f"{site}{reverse('incident', args=[incident.reference])}"
    return groups.setdefault(incident.pk, Group(title_of(incident), address))
