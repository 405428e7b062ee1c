"""The line, second part: who answered us, who had not, and whose silence somebody else reported.

Each sentence belongs to one state and to no other: nobody “declined” who did not say so, nobody “had not replied” whom
nothing reached, or who did reply. Who was not asked is not in print at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias, cast

from claims.errors import gettext_noop as _
from claims.errors import ngettext_noop, number_noop
from claims.rules.line_said import ONE_REPORT, AnsweredFact, Said, answered
from claims.rules.line_times import when
from claims.rules.printable import SPOKEN
from claims.rules.sentences import Described, Listed, Phrase, Plural, Quoted, Told, Value
from claims.vocabulary import AnswerState, ReplyKind, SilenceKind

Forms: TypeAlias = tuple[str, str]

DECLINED = number_noop("%(parties)s declined to comment to us.")
NO_REPLY = number_noop("%(parties)s had not replied to us by %(when)s.")
HAS_UNTIL = number_noop("We asked %(parties)s to reply by %(when)s.")
MORE_TIME = number_noop("%(parties)s asked us for more time to reply.")
ELSEWHERE = number_noop("%(parties)s referred our questions elsewhere.")
NOT_REACHED = ngettext_noop(
    "%(parties)s could not be reached after %(n)s attempt.",
    "%(parties)s could not be reached after %(n)s attempts.",
)
NOT_TRIED = number_noop("%(parties)s could not be reached.")
# The same of one allegation among several, or where the party has spoken on something else.
ON_THIS = {
    DECLINED: number_noop("%(parties)s declined to comment to us on this statement: %(allegations)s."),
    NO_REPLY: number_noop("%(parties)s had not replied to us by %(when)s on this statement: %(allegations)s."),
    HAS_UNTIL: number_noop("We asked %(parties)s to reply by %(when)s on this statement: %(allegations)s."),
    MORE_TIME: number_noop("%(parties)s asked us for more time to reply on this statement: %(allegations)s."),
    ELSEWHERE: number_noop("%(parties)s referred our questions elsewhere on this statement: %(allegations)s."),
    NOT_REACHED: ngettext_noop(
        "%(parties)s could not be reached after %(n)s attempt on this statement: %(allegations)s.",
        "%(parties)s could not be reached after %(n)s attempts on this statement: %(allegations)s.",
    ),
    NOT_TRIED: number_noop("%(parties)s could not be reached on this statement: %(allegations)s."),
}
REPLIED = _("%(who)s said in reply to us: %(words)s")
REPLIED_IN_PART = _("%(who)s said in a partial reply to us: %(words)s")
REPLIED_TRANSLATED = _("%(who)s said in reply to us, in translation: %(words)s")
REPLIED_IN_PART_TRANSLATED = _("%(who)s said in a partial reply to us, in translation: %(words)s")
GAVE_A_REPLY = _("%(who)s replied to us.")
REPLIES = {
    (False, False): REPLIED,
    (True, False): REPLIED_IN_PART,
    (False, True): REPLIED_TRANSLATED,
    (True, True): REPLIED_IN_PART_TRANSLATED,
}
# A quotation longer than this is for a person to choose from.
LONGEST_QUOTATION = 600

SILENCES = {
    SilenceKind.YET_TO_COMMENT: number_noop("%(parties)s had yet to comment, %(source)s said."),
    SilenceKind.DID_NOT_RESPOND: number_noop(
        "%(parties)s had not responded to a request for comment, %(source)s said."
    ),
    SilenceKind.NOT_REACHED: number_noop("%(parties)s could not be reached for comment, %(source)s said."),
    SilenceKind.DECLINED: number_noop("%(parties)s declined to comment, %(source)s said."),
    SilenceKind.OTHER: number_noop("Of %(parties)s, %(source)s said: %(wording)s"),
}
SILENCES_TO = {  # where the source says whom the party did not answer
    SilenceKind.YET_TO_COMMENT: number_noop("%(parties)s had yet to comment to %(asker)s, %(source)s said."),
    SilenceKind.DID_NOT_RESPOND: number_noop("%(parties)s had not replied to %(asker)s, %(source)s said."),
    SilenceKind.NOT_REACHED: number_noop("%(parties)s could not be reached by %(asker)s, %(source)s said."),
    SilenceKind.DECLINED: number_noop("%(parties)s declined to comment to %(asker)s, %(source)s said."),
}
SILENT_ON = _("%(silence)s The statement was: %(allegation)s.")
LOOKED = number_noop("%(parties)s had yet to comment publicly when we last looked, at %(when)s.")


@dataclass(frozen=True)
class AskedFact:
    """One allegation, one party that it is for to answer, and what came of asking that party.

    `state` counts whoever speaks for it, `own` only what was put to the party itself (None: nothing). `told` is false
    if it replied on terms that keep the reply from print; `replied`: it has replied, if not on this; `holding`: it
    asked for time or referred elsewhere. `deadline` and `zone` are those stated to it.
    """

    party: int
    name: str
    allegation: int
    text: str
    state: AnswerState
    own: AnswerState | None = None
    deadline: datetime | None = None
    zone: str = ""
    tries: int = 0
    replied: bool = False
    told: bool = True
    spoke_elsewhere: bool = False
    owed: bool = True
    waived: bool = False
    holding: ReplyKind | None = None


@dataclass(frozen=True)
class ReplyFact:
    """A reply that may be printed; `who` is empty where it was given on background, as `described`."""

    who: str
    described: str
    partial: bool
    words: str
    translated: bool
    answers: tuple[AnsweredFact, ...] = ()


@dataclass(frozen=True)
class SilenceFact:
    """A silence as a source reports it. `outlet` and `asker` are "" where they are not known."""

    party: int
    name: str
    kind: SilenceKind
    source: int
    outlet: str = ""
    asker: str = ""
    wording: str = ""
    allegation: int | None = None
    text: str = ""
    spoke: bool = False


@dataclass(frozen=True)
class LookFact:
    """That a party's own channels held nothing when we looked at them."""

    party: int
    name: str
    at: datetime
    zone: str
    spoke: bool = False


def replies(rows: Iterable[ReplyFact]) -> list[Said]:
    """What was replied to us, word for word, and to what."""
    found: list[Said] = []
    for reply in rows:
        who: Value = reply.who or Described(reply.described)
        if reply.words and len(reply.words) <= LONGEST_QUOTATION:
            template = REPLIES[reply.partial, reply.translated]
            found.append(Said(Phrase(template, {"who": who, "words": Quoted(reply.words, ends=True)})))
        else:
            found.append(Said(Phrase(GAVE_A_REPLY, {"who": who})))
        found += [Said(sentence) for sentence in answered(reply.answers)]
    return found


def our_asking(asked: Sequence[AskedFact], *, now: datetime) -> list[Said]:
    """What may be printed of those whom we asked and who have not answered; alike ones in one sentence."""
    by_party: dict[int, dict[tuple[object, ...], list[AskedFact]]] = defaultdict(lambda: defaultdict(list))
    for each in asked:
        by_party[each.party][_kind(each)].append(each)
    alike: dict[tuple[object, ...], list[list[AskedFact]]] = defaultdict(list)
    for kinds in by_party.values():
        for kind, rows in kinds.items():
            if kind[0]:
                apart = len(kinds) > 1 or any(_spoke_on_something_else(each) for each in rows)
                alike[(*kind, rows[0].party if apart or kind[2] else None, apart)].append(rows)
    return [_asking(key, groups, now) for key, groups in alike.items()]


def _kind(each: AskedFact) -> tuple[object, ...]:
    """(template, deadline, number of attempts): what makes two of them alike. Without a template nothing is printed."""
    template = _template(each)
    if template in (NO_REPLY, HAS_UNTIL):
        return template, (each.deadline, each.zone), 0
    return template, None, each.tries if template == NOT_REACHED else 0


def _spoke_on_something_else(each: AskedFact) -> bool:
    """Then “had not replied” alone would say too much; “declined” and the like are words of its own."""
    return each.spoke_elsewhere or (each.replied and _template(each) in (NO_REPLY, HAS_UNTIL))


def _template(each: AskedFact) -> Forms | None:
    """The one template for its state; None if nothing may be printed."""
    if each.own is None or not each.told or (each.state in SPOKEN and each.own != each.state):
        return None
    match each.own:
        case AnswerState.DECLINED:
            return DECLINED
        case AnswerState.NO_REPLY:
            return NO_REPLY
        case AnswerState.NOT_REACHED:
            return NOT_REACHED if each.tries else NOT_TRIED
        case AnswerState.ASKED:
            held = {ReplyKind.ASKS_FOR_TIME: MORE_TIME, ReplyKind.REFERS_ELSEWHERE: ELSEWHERE}
            return held[each.holding] if each.holding else HAS_UNTIL
    return None  # not asked is not in print; an answer, or part of one, stands there itself


def _asking(key: tuple[object, ...], groups: Sequence[Sequence[AskedFact]], now: datetime) -> Said:
    first, template, apart = groups[0][0], cast("Forms", key[0]), key[-1]
    slots: dict[str, Value] = {"parties": Listed(tuple(rows[0].name for rows in groups))}
    if first.deadline is not None:
        slots["when"] = when(first.deadline, zone=first.zone, now=now, dated=template == HAS_UNTIL)
    forms = template
    if apart:
        texts = dict.fromkeys(each.text for each in groups[0])
        slots["allegations"] = Listed([Told(text, inside=place > 0) for place, text in enumerate(texts)], long=True)
        forms = ON_THIS[template]
    n = first.tries if template == NOT_REACHED else len(groups)
    return Said(Plural(*forms, n, slots))


def reported_silences(rows: Iterable[SilenceFact]) -> list[Said]:
    """Silences as others report them, those of one source in one sentence."""
    alike: dict[tuple[object, ...], list[SilenceFact]] = defaultdict(list)
    for each in rows:
        apart = each.party if each.kind == SilenceKind.OTHER else None
        alike[each.kind, each.source, each.asker, each.text if each.spoke else "", apart].append(each)
    return [Said(_silence(group)) for group in alike.values()]


def _silence(group: Sequence[SilenceFact]) -> Value:
    first = group[0]
    source: Value = first.outlet or Phrase(ONE_REPORT)
    slots: dict[str, Value] = {
        "parties": Listed(tuple(dict.fromkeys(each.name for each in group))),
        "source": source,
        "asker": first.asker,
        "wording": Quoted(first.wording, ends=True),
    }
    to_somebody = first.asker and first.kind in SILENCES_TO
    template = SILENCES_TO[first.kind] if to_somebody else SILENCES[first.kind]
    said = Plural(*template, len(group), slots)
    if not (first.spoke and first.text):
        return said
    return Phrase(SILENT_ON, {"silence": said, "allegation": Told(first.text)})


def looked(rows: Iterable[LookFact], *, now: datetime) -> list[Said]:
    """Whose own channels held nothing when we looked; those that were looked at together in one sentence."""
    alike: dict[tuple[datetime, str], list[str]] = defaultdict(list)
    for each in rows:
        alike[each.at, each.zone].append(each.name)
    return [
        Said(Plural(*LOOKED, len(names), {"parties": Listed(names), "when": when(at, zone=zone, now=now)}))
        for (at, zone), names in alike.items()
    ]
