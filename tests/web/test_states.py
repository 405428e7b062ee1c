"""“Declined”, “did not respond”, “has yet to comment”: said where it is so, and of no other state on any page."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from claims.actions.attempts import record_attempt
from claims.actions.comment_requests import draft_comment_request, send_comment_request
from claims.actions.drafts import AllegationDraft, AnswerDraft, ClaimDraft
from claims.actions.flags import raise_flags
from claims.actions.parties import add_party
from claims.actions.replies import record_reply
from claims.actions.silences import record_channel_check, record_reported_silence
from claims.actions.utterances import record_utterance
from claims.actions.waivers import waive
from claims.delivery._notice_words import asked_words, words_of
from claims.models import Allegation, CommentRequest, Flag, Incident, Party, WaiverDecision
from claims.rules.actor import Actor
from claims.vocabulary import (
    AccusedRole,
    AnswerState,
    Channel,
    CheckResult,
    Outcome,
    PartyKind,
    Position,
    Reached,
    ReplyKind,
    Role,
    SilenceKind,
)
from tests.api.conftest import Caller
from tests.web.conftest import Browser

S, K = AnswerState, ReplyKind
# What may be printed of one state alone, in words and in codes.
PHRASES = {
    "declined": re.compile(r"declin", re.IGNORECASE),
    "no reply": re.compile(r"no[ _]reply|not[ _]respond|not[ _]replied", re.IGNORECASE),
    "yet to comment": re.compile(r"yet[ _]to[ _]comment", re.IGNORECASE),
    "not reached": re.compile(r"not[ _](be(en)?[ _])?reached", re.IGNORECASE),
}
BADGE = re.compile(r"answer answer-(\w+)")
# What stands on a page for one party alone: cards, cells, rows, entries, sections.
PIECES = {
    "board": r'<li class="board-card".*?</li>',
    "incident": r'<td id="cell-.*?</td>|<li>.*?</li>',
    "incident-ledger": r'<li class="ledger-.*?</li>',
    "right-of-reply": r'<section class="paper-party".*?</section>',
}
LINE = re.compile(r'<textarea id="line-text"[^>]*>(.*?)</textarea>', re.DOTALL)
# Of a template: comments, and the names of marks.
NOT_READ = re.compile(r"{%\s*comment.*?endcomment\s*%}|{% icon [^%]*%}", re.DOTALL)
SENT, SOON, OVER = timedelta(days=-3), timedelta(days=1), timedelta(days=-1)


@dataclass
class World:
    """One accused party and what is alleged of it."""

    incident: Incident
    party: Party
    allegation: Allegation
    source: Any
    reporter: Actor
    editor: Actor
    now: datetime
    request: CommentRequest | None = field(default=None)

    @property
    def signed(self) -> dict[str, Any]:
        return {"by": self.reporter, "at": self.now}

    def ask(self, ahead: timedelta) -> CommentRequest:
        who = {"by": self.reporter, "at": self.now + SENT}
        about = {
            "incident": self.incident,
            "party": self.party,
            "allegations": [self.allegation],
            "text": "T",
            "nature": "N",
        }
        drafted = draft_comment_request(**about, deadline=self.now + ahead, deadline_zone="UTC", **who)
        self.request = send_comment_request(comment_request=drafted, channel=Channel.EMAIL, **who)
        return self.request


def asked(ahead: timedelta, *replies: tuple[ReplyKind, Position | None], bounced: bool = False) -> Callable[..., None]:
    def happened(world: World) -> None:
        request = world.ask(ahead)
        if bounced:
            tried = {"channel": Channel.EMAIL, "reached": Reached.NOBODY, "outcome": Outcome.BOUNCED}
            record_attempt(comment_request=request, **tried, **world.signed)
        for kind, position in replies:
            answers = [AnswerDraft(allegation=world.allegation, position=position)] if position else []
            record_reply(comment_request=request, kind=kind, words="R", answers=answers, **world.signed)

    return happened


def silent(kind: SilenceKind) -> Callable[[World], None]:
    def happened(world: World) -> None:
        told = {"incident": world.incident, "party": world.party, "source": world.source, "wording": "W"}
        record_reported_silence(**told, kind=kind, **world.signed)

    return happened


def looked(ago: timedelta) -> Callable[[World], None]:
    def happened(world: World) -> None:
        look = {"incident": world.incident, "party": world.party, "channels": "C"}
        record_channel_check(**look, result=CheckResult.FOUND_NOTHING, by=world.reporter, at=world.now - ago)

    return happened


def spoke(world: World) -> None:
    claim = ClaimDraft(incident=world.incident, text="E")
    record_utterance(claimants=[world.party], claims=[claim], words="E", **world.signed)


def waived(world: World) -> None:
    about = {"allegation": world.allegation, "party": world.party, "reason": "N"}
    waiver = waive(**about, by=world.editor, at=world.now)
    of = {"newsroom_id": world.reporter.newsroom_id, "by_user_id": world.reporter.id, "at": world.now}
    WaiverDecision.objects.create(waiver=waiver, approved=True, **of)


def nothing(_world: World) -> None:
    """Nobody did anything."""


# What happened, the state that follows, and the only phrases that may then be read anywhere.
CASES: dict[str, tuple[Callable[[World], None], AnswerState, set[str]]] = {
    "nobody asked": (nothing, S.NOT_ASKED, set()),
    "bounced": (asked(SOON, bounced=True), S.NOT_REACHED, {"not reached"}),
    "bounced, deadline over": (asked(OVER, bounced=True), S.NOT_REACHED, {"not reached"}),
    "deadline over": (asked(OVER), S.NO_REPLY, {"no reply"}),
    "deadline open": (asked(SOON), S.ASKED, set()),
    "asks for time": (asked(OVER, (K.ASKS_FOR_TIME, None)), S.ASKED, set()),
    "refers elsewhere": (asked(OVER, (K.REFERS_ELSEWHERE, None)), S.ASKED, set()),
    "a statement on something else": (asked(OVER, (K.STATEMENT, None)), S.NO_REPLY, {"no reply"}),
    "answers in part": (asked(OVER, (K.PARTIAL, Position.PARTLY)), S.PARTLY, set()),
    "declines": (asked(OVER, (K.DECLINES, None)), S.DECLINED, {"declined"}),
    "denies": (asked(OVER, (K.DENIAL, Position.DENIES)), S.ANSWERED, set()),
    "takes no position": (asked(OVER, (K.STATEMENT, Position.NO_POSITION)), S.ANSWERED, set()),
    "spoke, not on this": (spoke, S.NOT_ASKED, set()),
    "waived": (waived, S.NOT_ASKED, set()),
    "looked at today": (looked(timedelta(0)), S.NOT_ASKED, {"yet to comment"}),
    "looked at long ago": (looked(timedelta(days=3)), S.NOT_ASKED, set()),
    "reported: yet to comment": (silent(SilenceKind.YET_TO_COMMENT), S.NOT_ASKED, {"yet to comment"}),
    "reported: did not respond": (silent(SilenceKind.DID_NOT_RESPOND), S.NOT_ASKED, {"no reply"}),
    "reported: not reached": (silent(SilenceKind.NOT_REACHED), S.NOT_ASKED, {"not reached"}),
    "reported: declined": (silent(SilenceKind.DECLINED), S.NOT_ASKED, {"declined"}),
    "reported: other": (silent(SilenceKind.OTHER), S.NOT_ASKED, set()),
}


@pytest.fixture
def worlds(incident, coalition, source, reporter, editor, now) -> dict[str, World]:
    """By case, all in one incident. The names of the parties say nothing of it."""
    made = {}
    earlier = {"by": reporter, "at": now - timedelta(days=4)}
    for number, (name, (happened, _state, _phrases)) in enumerate(CASES.items()):
        party = add_party(name=f"Party {number:02}", kind=PartyKind.STATE_FORCES, **earlier)
        blame = AllegationDraft(accused=party, role=AccusedRole.CARRIED_OUT)
        claim = ClaimDraft(incident=incident, text="It did", allegations=[blame])
        said = record_utterance(claimants=[coalition], claims=[claim], words="It did.", **earlier)
        allegation = Allegation.objects.get(claim__links__utterance=said)
        made[name] = World(incident, party, allegation, source, reporter, editor, now)
        happened(made[name])
    return made


def read(call: Any, address: str) -> str:
    answer = call.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def told_together(incident: Incident, browser: Browser) -> dict[str, tuple[list[str], str]]:
    """By page: its pieces, and what is left of it without them. Each page is read once."""
    found = {}
    for name, piece in PIECES.items():
        address = "/requests/" if name == "board" else reverse(name, args=[incident.reference])
        main = read(browser, address).partition("<main")[2].partition("</main")[0]
        main, line = LINE.sub("", main), LINE.search(main)
        found[name] = re.findall(piece, main, re.DOTALL), re.sub(piece, "", main, flags=re.DOTALL)
        found[name][0].extend(sentences(line[1]) if line else [])
    return found


def sentences(line: str) -> list[str]:
    """The line, sentence by sentence, with the parties marked as the pages mark them."""
    return [re.sub(r"(Party \d\d)", r">\1<", each) for each in re.split(r"(?<=[.”])\s+", line)]


def told_over_api(incident: Incident, caller: Caller, worlds: dict[str, World]) -> dict[int, dict[str, str]]:
    """By party: what the addresses that tell of its answer say of it."""
    stem = f"incidents/{incident.pk}/"
    owed = json.loads(read(caller, f"{stem}owed-answers/"))["owed_answers"]
    file = json.loads(read(caller, f"{stem}right-of-reply-file/"))["parties"]
    found = {each["party"]["id"]: {"api owed": json.dumps(each)} for each in owed}
    for each in file:
        found[each["party"]["id"]]["api file"] = json.dumps(each)
    for number, sentence in enumerate(sentences(json.loads(read(caller, f"{stem}line/"))["text"])):
        for world in (each for each in worlds.values() if f">{each.party.name}<" in sentence):
            found[world.party.pk][f"api line {number}"] = sentence
    for cell in json.loads(read(caller, f"{stem}matrix/"))["cells"]:
        found.get(cell["party"], {})[f"api matrix {cell['question']}"] = json.dumps(cell)
    return found


def told_alone(world: World, browser: Browser) -> dict[str, str]:
    """The pages of the party and of the request to it."""
    pages = {"party": reverse("party", args=[world.party.pk])}
    if world.request:
        pages["request"] = reverse("request", args=[world.request.pk])
    return {name: read(browser, page).partition("<main")[2].partition("</main")[0] for name, page in pages.items()}


def phrases_in(text: str) -> set[str]:
    plain = unescape(re.sub(r"<[^>]*>", " ", text))
    return {name for name, pattern in PHRASES.items() if pattern.search(plain)}


@pytest.mark.django_db
def test_every_output_says_of_each_state_only_what_is_so(worlds, incident, users):
    browser = Browser(users[Role.REPORTER])
    together, over_api = told_together(incident, browser), told_over_api(incident, Caller(users[Role.REPORTER]), worlds)
    left = {page: phrases_in(rest) - SAID_OF_COLUMNS.get(page, set()) for page, (_pieces, rest) in together.items()}
    assert not any(left.values()), left

    wrong = []
    for name, world in worlds.items():
        its_own = f">{world.party.name}<"
        told = {page: "".join(each for each in pieces if its_own in each) for page, (pieces, _rest) in together.items()}
        told |= over_api[world.party.pk] | told_alone(world, browser)
        wrong += list(said_wrongly(name, told))
    assert wrong == []


@pytest.mark.django_db
def test_a_letter_says_of_each_state_only_what_is_so(worlds, now):
    """Every sentence that a notice can hold: of each flag that stands, whomever it concerns, and of each request."""
    raise_flags(now=now)
    told = [words_of(flag, now=now) for flag in Flag.objects.standing().with_subjects()]
    told += [f"{world.party.name}: {asked_words(world.request)}" for world in worlds.values() if world.request]

    for name, world in worlds.items():
        said = [each for each in told if world.party.name in each]
        assert not [each for each in said if phrases_in(each) - CASES[name][2]], name
    # Whom nothing reached was tried, not asked.
    bounced = [sentence for sentence in told if worlds["bounced"].party.name in sentence]
    assert ["tried twice, by mail" in each and "asked" not in each for each in bounced] == [True] * len(bounced)


# The board explains its columns.
SAID_OF_COLUMNS = {"board": {"declined"}}


def said_wrongly(name: str, told: dict[str, str]) -> Iterator[tuple[str, str, Any]]:
    """(case, page, what is wrong)."""
    _happened, state, allowed = CASES[name]
    badges = {page: set(BADGE.findall(text)) for page, text in told.items()}
    found = {page: phrases_in(text) for page, text in told.items()}
    for page in told:
        if more := (found[page] - allowed) | (badges[page] - {state}):
            yield name, page, more
    if missing := allowed - set().union(*found.values()):
        yield name, "nowhere", missing
    shown = {page for page, each in badges.items() if each}
    if name == "waived":
        if shown:
            yield name, "a state is shown", shown
    elif not_shown := {"incident", "right-of-reply", "party", "board"} - shown:
        yield name, "no state is shown", not_shown
    if json.loads(told["api owed"])["state"] != state:
        yield name, "api owed", state


def test_no_template_writes_of_a_state_by_itself():
    """The words come from the vocabulary, by the code of what is so."""
    written = [
        (str(path), name)
        for path in Path(settings.BASE_DIR, "templates").rglob("*.html")
        if path.parent.name != "redactions"  # copies that are not reached
        for name, pattern in PHRASES.items()
        if pattern.search(NOT_READ.sub("", path.read_text()))
    ]
    assert written == []
