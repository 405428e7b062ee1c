"""What each item of a digest says: one whole sentence, for people. The reader's language and zone are active.

A state of answers has words of its own and never another's: “declined” is said of who declined and of nobody else, and
a silence that a source reports is told as that source's report.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from claims.delivery._digest_rows import Telling, instant_of, told, tried
from claims.delivery._letter_words import (
    HAS_NOT_ANSWERED,
    HAS_NOT_BEEN_REACHED,
    LONGEST_NAME,
    NOBODY_ASKED,
    at_words,
    flag_says,
    lasting,
)
from claims.rules.digest_items import Item
from claims.vocabulary import (
    AnswerState,
    DigestItemKind,
    FlagKind,
    Position,
    ReplyKind,
    SilenceKind,
    Standing,
    Status,
    Terms,
)

OWED = {
    AnswerState.NOT_ASKED: NOBODY_ASKED,
    AnswerState.NOT_REACHED: HAS_NOT_BEEN_REACHED,
    AnswerState.NO_REPLY: HAS_NOT_ANSWERED,
    AnswerState.ASKED: gettext_noop("%(party)s has until %(deadline)s to answer; %(asked)s."),
    AnswerState.PARTLY: gettext_noop("%(party)s has answered in part; %(asked)s."),
    AnswerState.DECLINED: gettext_noop("%(party)s declined to comment."),
    AnswerState.ANSWERED: gettext_noop("%(party)s has answered."),
}
ASKED_WITHOUT_LIMIT = gettext_noop("%(party)s has been asked and has not answered yet; %(asked)s.")
REPLIED = {
    ReplyKind.STATEMENT: gettext_noop("%(party)s replied to us: “%(words)s”"),
    ReplyKind.DENIAL: gettext_noop("%(party)s replied to us with a denial: “%(words)s”"),
    ReplyKind.PARTIAL: gettext_noop("%(party)s answered us in part: “%(words)s”"),
    ReplyKind.ASKS_FOR_TIME: gettext_noop("%(party)s asked us for more time."),
    ReplyKind.DECLINES: gettext_noop("%(party)s declined to comment."),
    ReplyKind.REFERS_ELSEWHERE: gettext_noop("%(party)s referred us elsewhere."),
}
REPLIED_WITHOUT_WORDS = {
    ReplyKind.STATEMENT: gettext_noop("%(party)s replied to us."),
    ReplyKind.DENIAL: gettext_noop("%(party)s replied to us with a denial."),
    ReplyKind.PARTIAL: gettext_noop("%(party)s answered us in part."),
}
NOW_SAYS = {
    Position.DENIES: gettext_noop("%(party)s now denies %(claim)s; before, it %(before)s."),
    Position.ACCEPTS: gettext_noop("%(party)s now accepts %(claim)s; before, it %(before)s."),
    Position.PARTLY: gettext_noop("%(party)s now accepts part of %(claim)s; before, it %(before)s."),
    Position.NO_POSITION: gettext_noop("%(party)s no longer takes a position on %(claim)s; before, it %(before)s."),
}
SAID_BEFORE = {
    Position.DENIES: gettext_noop("denied it"),
    Position.ACCEPTS: gettext_noop("accepted it"),
    Position.PARTLY: gettext_noop("accepted part of it"),
    Position.NO_POSITION: gettext_noop("took no position"),
}
FELL = {
    Standing.SUPERSEDED: gettext_noop("Replaced by a later statement: %(claim)s."),
    Standing.RETRACTED: gettext_noop("Taken back: %(claim)s."),
    Standing.MISATTRIBUTED: gettext_noop("Found not to be theirs: what stood on record as %(claim)s."),
    Standing.DUPLICATE: gettext_noop("On record twice, and now told once: %(claim)s."),
    Standing.LIVE: gettext_noop("It stands again: %(claim)s."),
}
REPORTED = {
    SilenceKind.YET_TO_COMMENT: gettext_noop("%(source)s reports that %(party)s had yet to comment: “%(wording)s”"),
    SilenceKind.DID_NOT_RESPOND: gettext_noop("%(source)s reports that %(party)s did not respond to it: “%(wording)s”"),
    SilenceKind.NOT_REACHED: gettext_noop("%(source)s reports that it could not reach %(party)s: “%(wording)s”"),
    SilenceKind.DECLINED: gettext_noop("%(source)s reports that %(party)s declined to comment: “%(wording)s”"),
    SilenceKind.OTHER: gettext_noop("%(source)s reports of %(party)s: “%(wording)s”"),
}


def sentence_of(item: Item, tell: Telling) -> str:
    """What the item tells."""
    return SENTENCES[item.kind](item, tell)


def _flag(item: Item, tell: Telling) -> str:
    kind = FlagKind(str(item.facts["flag"]))
    use, check = tell.row(item, "use"), tell.row(item, "channelcheck")
    begun = (instant_of(check.get("at")) if check else None) or tell.since(item)
    deadline, printed = instant_of(item.facts.get("deadline")), instant_of(use.get("printed_at"))
    slots = {
        "party": tell.party_of(item),
        "person": told(item.facts.get("person"), LONGEST_NAME) or _("A colleague"),
        "claim": tell.claim(item) if "claim" in item.rows else "",
        "time": lasting(begun, tell.now),
        "asked": tried(item),
        "deadline": at_words(deadline) if deadline else _("a deadline not stated"),
        "at": at_words(printed) if printed else _("an unknown date"),
        "words": told(use.get("words")),
    }
    return flag_says(kind, slots, of_a_claim="commentrequest" not in item.rows)


def _sign_off_waiting(item: Item, tell: Telling) -> str:
    slots = {"claim": tell.claim(item), "status": _status(item, "status"), "time": lasting(tell.since(item), tell.now)}
    return _("Your signature has been needed for %(time)s, to call this “%(status)s”: %(claim)s.") % slots


def _incident_opened(item: Item, tell: Telling) -> str:
    row = tell.rows.of("incident", item.incident)
    summary = told(row.get("summary"))
    return _("A new incident: “%(summary)s”") % {"summary": summary} if summary else _("A new incident.")


def _status_moved(item: Item, tell: Telling) -> str:
    slots = {"claim": tell.claim(item), "before": _status(item, "from"), "after": _status(item, "to")}
    why = told(tell.row(item, "assessment").get("rationale"))
    if why:
        return _("From “%(before)s” to “%(after)s”: %(claim)s. Why: “%(why)s”") % {**slots, "why": why}
    return _("From “%(before)s” to “%(after)s”: %(claim)s.") % slots


def _position_moved(item: Item, tell: Telling) -> str:
    before, after = (Position(str(item.facts[name])) for name in ("from", "to"))
    slots = {"party": tell.party_of(item), "claim": tell.claim(item), "before": _(SAID_BEFORE[before])}
    return _(NOW_SAYS[after]) % slots


def _reply(item: Item, tell: Telling) -> str:
    row = tell.row(item, "reply")
    # Without its row it is a reply on background (rules/digest_news.py), and nobody's as far as we tell.
    if "reply" not in item.rows or (row.get("terms") or Terms.ON_THE_RECORD) != Terms.ON_THE_RECORD:
        return _("A reply came on terms that keep it from being told by mail.")
    kind = ReplyKind(str(item.facts.get("kind") or row.get("kind") or ReplyKind.STATEMENT))
    slots = {"party": tell.party_of(item), "words": told(row.get("translation") or row.get("words"))}
    says = REPLIED[kind] if slots["words"] else REPLIED_WITHOUT_WORDS.get(kind, REPLIED[kind])
    return _(says) % slots


def _contradiction(item: Item, tell: Telling) -> str:
    slots = {"claim": tell.claim(item), "other": tell.claim(item, "claim:other")}
    if item.facts.get("material") is False:
        return _("A contradiction is confirmed, which does not change what we print: %(claim)s; %(other)s.") % slots
    return _("A contradiction is confirmed: %(claim)s; %(other)s.") % slots


def _claim_fell(item: Item, tell: Telling) -> str:
    row = tell.row(item, "claim")
    standing = Standing(str(item.facts.get("standing") or row.get("standing") or Standing.RETRACTED))
    return _(FELL[standing]) % {"claim": tell.claim(item)}


def _yet_to_answer(item: Item, tell: Telling) -> str:
    state, deadline = AnswerState(str(item.facts["state"])), instant_of(item.facts.get("deadline"))
    slots = {
        "party": tell.party_of(item),
        "time": lasting(tell.since(item), tell.now),
        "asked": tried(item),
        "deadline": at_words(deadline) if deadline else "",
        "claim": tell.claim(item) if "claim" in item.rows else "",
    }
    if state == AnswerState.ASKED and (deadline is None or deadline <= tell.now):
        return _(ASKED_WITHOUT_LIMIT) % slots
    return _(OWED[state]) % slots


def _silence_reported(item: Item, tell: Telling) -> str:
    row = tell.row(item, "reportedsilence")
    kind = SilenceKind(str(item.facts.get("kind") or row.get("kind") or SilenceKind.OTHER))
    source = tell.row(item, "source") or tell.rows.of("source", row.get("source_id") or 0)
    outlet = source.get("outlet_id")
    title = told(source.get("title"), LONGEST_NAME)
    name = tell.party(outlet) if outlet else _("“%(title)s”") % {"title": title} if title else _("A source")
    party = tell.party(item.rows.get("party") or row.get("party_id"))
    slots = {"source": name, "party": party, "wording": told(row.get("wording"))}
    return _(REPORTED[kind]) % slots


def _one_root(item: Item, tell: Telling) -> str:
    documents = int(str(item.facts.get("documents") or 0))
    slots = {"claim": tell.claim(item), "n": documents}
    if documents < 2:
        return _("Rests on one known root: %(claim)s.") % slots
    return _("%(n)s documents, one known root: %(claim)s.") % slots


def _not_assessed(item: Item, tell: Telling) -> str:
    slots = {"claim": tell.claim(item), "time": lasting(tell.since(item), tell.now)}
    return _("Not assessed for %(time)s: %(claim)s.") % slots


SENTENCES: dict[DigestItemKind, Callable[[Item, Telling], str]] = {
    DigestItemKind.FLAG: _flag,
    DigestItemKind.SIGN_OFF_WAITING: _sign_off_waiting,
    DigestItemKind.INCIDENT_OPENED: _incident_opened,
    DigestItemKind.STATUS_MOVED: _status_moved,
    DigestItemKind.POSITION_MOVED: _position_moved,
    DigestItemKind.REPLY: _reply,
    DigestItemKind.CONTRADICTION: _contradiction,
    DigestItemKind.CLAIM_FELL: _claim_fell,
    DigestItemKind.YET_TO_ANSWER: _yet_to_answer,
    DigestItemKind.SILENCE_REPORTED: _silence_reported,
    DigestItemKind.ONE_ROOT: _one_root,
    DigestItemKind.NOT_ASSESSED: _not_assessed,
}


def _status(item: Item, name: str) -> str:
    return str(Status(str(item.facts.get(name) or Status.NOT_ASSESSED)).label)
