"""What a digest says, in words and ready to be laid out: for the letter, the archive, the preview and the API.

Built in the active language and zone, from items that the reader may see. All but what needs the reader is the same for
everybody who sees the same, so it is made once for all of them (`common_of`) and each reader's own put in (`with_own`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from claims.delivery._digest_numbers import Numbers, numbers_of
from claims.delivery._digest_paths import more_path, place_of
from claims.delivery._digest_rows import Rows, Telling
from claims.delivery._digest_subject import dated, needs_words, subject_of
from claims.delivery._digest_words import sentence_of
from claims.delivery._letter import one_line
from claims.delivery._letter_words import titled
from claims.models import Newsroom
from claims.rules.digest_items import SECTION_OF, Item, Tally, urgency
from claims.rules.heads import SignedHead
from claims.vocabulary import DigestSection

# A mail program that cuts long letters short (Gmail: at 102 kB) shows this one whole.
MOST_LINES, MOST_GROUPS = 5, 5
SHORT_HASH = 16


@dataclass(frozen=True)
class Told:
    """What one reader is told: items they may see and want, and the record to take the words from."""

    newsroom: Newsroom
    items: Sequence[Item]
    tallies: Sequence[Tally]
    rows: Rows
    began: datetime
    ended: datetime
    head: SignedHead | None = None
    withheld: int = 0


@dataclass(frozen=True)
class Line:
    """A sentence, and where something can be done about it; `label` says what the link leads to."""

    words: str
    url: str
    label: str


@dataclass(frozen=True)
class Group:
    """The lines of one incident; `more` of them have no room and stand at `more_url`."""

    title: str
    url: str
    lines: tuple[Line, ...]
    more: int = 0
    more_url: str = ""


@dataclass(frozen=True)
class Section:
    """`more`: items of incidents that have no room, which stand at `more_url`."""

    code: str
    title: str
    groups: tuple[Group, ...]
    more: int = 0
    more_url: str = ""

    @property
    def count(self) -> int:
        return self.more + sum(len(group.lines) + group.more for group in self.groups)


@dataclass(frozen=True)
class RecordHead:
    """The newest signed head of the record, to be compared with one that was kept elsewhere."""

    number: int
    size: int
    root: str
    url: str

    @property
    def short(self) -> str:
        return f"{self.root[:SHORT_HASH]}…"


@dataclass(frozen=True)
class View:
    """Everything a digest says. `newsroom` is its name, `record_url` the page of the record."""

    newsroom: str
    began: datetime
    ended: datetime
    subject: str
    preheader: str
    sections: tuple[Section, ...]
    numbers: Numbers
    head: RecordHead | None
    withheld: int
    eventful: bool = field(default=True, repr=False)

    @property
    def empty(self) -> bool:
        """Whether nothing stands in any section but the numbers."""
        return not self.sections

    @property
    def own(self) -> Section | None:
        """What needs this reader."""
        return next((each for each in self.sections if each.code == DigestSection.NEEDS_YOU), None)

    @property
    def common(self) -> tuple[Section, ...]:
        """What everybody is told who sees the same."""
        return tuple(each for each in self.sections if each.code != DigestSection.NEEDS_YOU)


def view_of(told: Told, *, site: str) -> View:
    """The whole digest of one reader; `site` goes before each address."""
    return with_own(common_of(told, site=site), own_of(told, site=site))


def common_of(told: Told, *, site: str) -> View:
    """All but what needs the reader."""
    items = [item for item in told.items if SECTION_OF[item.kind] != DigestSection.NEEDS_YOU]
    sections = _sections(told, items, site)
    head = told.head.head if told.head else None
    record = f"{site}{reverse('record')}"
    return View(
        newsroom=one_line(told.newsroom.name),
        began=told.began,
        ended=told.ended,
        subject=subject_of(items, told.tallies, began=told.began, ended=told.ended),
        preheader=sections[0].groups[0].lines[0].words if sections else "",
        sections=sections,
        numbers=numbers_of(told.tallies, began=told.began, ended=told.ended),
        head=RecordHead(head.number, head.tree_size, head.root_hash, record) if head else None,
        withheld=told.withheld,
        eventful=bool(items or told.tallies),
    )


def own_of(told: Told, *, site: str) -> Section | None:
    """What needs the reader, if anything does."""
    items = [item for item in told.items if SECTION_OF[item.kind] == DigestSection.NEEDS_YOU]
    return next(iter(_sections(told, items, site)), None)


def with_own(common: View, own: Section | None) -> View:
    """The digest of a reader whom this needs: it stands first, and is what the preheader tells of."""
    if own is None:
        return common if common.preheader else replace(common, preheader=_("Nothing needs you."))
    needs = needs_words(own.count)
    first = own.groups[0].lines[0].words
    return replace(
        common,
        subject=common.subject if common.eventful else dated(needs, common.began, common.ended),
        preheader=_("%(needs)s: %(first)s") % {"needs": needs, "first": first},
        sections=(own, *common.sections),
    )


def _sections(told: Told, items: Sequence[Item], site: str) -> tuple[Section, ...]:
    tell = Telling(told.rows, told.ended)
    ordered = sorted(items, key=urgency)
    found = []
    for code in DigestSection:
        groups: dict[int, list[Item]] = {}
        for item in ordered:
            if SECTION_OF[item.kind] == code:
                groups.setdefault(item.incident, []).append(item)
        if groups:
            shown = tuple(_group(code, each, tell, site) for each in list(groups.values())[:MOST_GROUPS])
            left = sum(map(len, list(groups.values())[MOST_GROUPS:]))
            found.append(Section(str(code), str(code.label), shown, left, f"{site}{more_path(code)}"))
    return tuple(found)


def _group(section: DigestSection, items: Sequence[Item], tell: Telling, site: str) -> Group:
    """Sentences are made of what is shown and of nothing else: there may be hundreds of items."""
    row = tell.rows.of("incident", items[0].incident)
    reference = str(row.get("reference") or "")
    lines = []
    for item in items[:MOST_LINES]:
        path, label = place_of(item, reference)
        lines.append(Line(sentence_of(item, tell), f"{site}{path}", label))
    return Group(
        title=titled(str(row.get("title") or ""), reference),
        url=f"{site}{more_path(DigestSection.CHANGED, reference)}",
        lines=tuple(lines),
        more=max(len(items) - MOST_LINES, 0),
        more_url=f"{site}{more_path(section, reference)}",
    )
