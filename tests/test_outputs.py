"""What was not said for publication, and who is protected, walks out through none of the doors."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from claims.actions.claims import repeat_claim
from claims.actions.comment_requests import draft_comment_request, send_comment_request
from claims.actions.drafts import AllegationDraft, CarriageDraft, ClaimDraft, FigureDraft, HopDraft
from claims.actions.evidence import add_evidence
from claims.actions.numbering import number_changes
from claims.actions.parties import add_party
from claims.actions.protected_identities import protect_identity
from claims.actions.replies import record_reply
from claims.actions.reply_trail import correct_reply, handle_reply
from claims.actions.sources import add_source
from claims.actions.utterances import record_utterance
from claims.models import (
    Allegation,
    ApiToken,
    Assessment,
    Change,
    ChannelCheck,
    Claim,
    ClaimRelation,
    CommentRequest,
    DigestBlock,
    DigestDelivery,
    Evidence,
    Flag,
    Incident,
    IncidentPerson,
    Independence,
    Membership,
    Note,
    Party,
    ProtectedIdentity,
    Question,
    RecordCheck,
    Redaction,
    Reminder,
    Reply,
    ReportedSilence,
    RequestTemplate,
    SavedFilter,
    SetAside,
    Source,
    Use,
    Utterance,
    Waiver,
)
from claims.vocabulary import (
    AccusedRole,
    Basis,
    Bearing,
    Channel,
    Directness,
    HopActor,
    Metric,
    PartyKind,
    Qualifier,
    ReplyKind,
    Role,
    SourceKind,
    Terms,
)
from tests.api.conftest import Caller, token_of
from tests.api.test_as_of import clock
from tests.api.test_export import LISTS, STREAM
from tests.architecture.test_api_sweep import ROUTES
from tests.architecture.test_web_sweep import DOORS, takes
from tests.digests import an_edition, delivered, subscribed
from tests.web.conftest import Browser, _an_hour_later

__all__ = ["_an_hour_later", "token_of"]

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

FAR = datetime(2090, 1, 1, tzinfo=UTC)
# Whoever is not told must meet none of these; whoever records must be able to read them all.
WITHHELD = {
    *(
        f"{word} {mark}"
        for word in ("WORDS", "SPEAKER", "CLAIM", "FIGURE", "PASSAGE", "SOURCE", "PARTY")
        for mark in ("OFFRECORD", "UNATTRIBUTED", "EMBARGOED")
    ),
    "EVIDENCE OFFRECORD",
    *(f"{word} BACKGROUND" for word in ("SPEAKER", "PASSAGE", "SOURCE", "PARTY")),
    "WORDS REPEATED",
    "REPLY OFFRECORD",
    "SPEAKER REPLYIN",
    "REASON REPLYING",
    "NOTE REPLYING",
}
PROTECTED = {"REAL NAME", "REAL CONTACT", "REAL NOTE"}
TOLD = {
    "WORDS BACKGROUND",
    "CLAIM BACKGROUND",
    "a senior official",
    "told on background",
    "CLAIM OF A WITNESS",
    "Witness 2",
}
# The rows behind an address, by the word before the number in it.
NOUNS: dict[str, Any] = {
    "allegations": Allegation,
    "assessments": Assessment,
    "changes": Change,
    "channel-checks": ChannelCheck,
    "checks": RecordCheck,
    "claim-relations": ClaimRelation,
    "claims": Claim,
    "comment-requests": CommentRequest,
    "digests": DigestDelivery,
    "editions": DigestBlock,
    "evidence": Evidence,
    "flags": Flag,
    "identities": ProtectedIdentity,
    "incidents": Incident,
    "independences": Independence,
    "mail": DigestDelivery,
    "members": Membership,
    "named-people": IncidentPerson,
    "notes": Note,
    "parties": Party,
    "questions": Question,
    "redactions": Redaction,
    "reminders": Reminder,
    "replies": Reply,
    "reported-silences": ReportedSilence,
    "request-templates": RequestTemplate,
    "requests": CommentRequest,
    "saved-filters": SavedFilter,
    "set-aside": SetAside,
    "sources": Source,
    "tokens": ApiToken,
    "uses": Use,
    "utterances": Utterance,
    "waivers": Waiver,
}
NOUNS_OF_THE_API = NOUNS | {"digests": DigestBlock}


def say(incident: Incident, army: Party, mark: str, who: dict[str, Any], **fields: Any) -> Utterance:
    """An utterance with a mark in every place where words stand."""
    party = add_party(name=f"PARTY {mark}", kind=PartyKind.MINISTRY, **who)
    source = add_source(title=f"SOURCE {mark}", kind=SourceKind.INTERVIEW, **who)
    claim = ClaimDraft(
        incident=incident,
        text=f"CLAIM {mark}",
        figures=[FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.IN_WORDS, wording=f"FIGURE {mark}")],
        allegations=[AllegationDraft(accused=army, role=AccusedRole.CARRIED_OUT)],
    )
    hop = HopDraft(actor_kind=HopActor.PARTY, party=party, directness=Directness.INTERVIEW)
    return record_utterance(
        claimants=[party],
        claims=[claim],
        carriage=CarriageDraft(source=source, passage=f"PASSAGE {mark}", hops=[hop]),
        speaker_label=f"SPEAKER {mark}",
        words=f"WORDS {mark}",
        **fields,
        **who,
    )


@pytest.fixture
def world(incident, army, a_claim, coalition, allegation, reporter, members, newsroom, now) -> dict[str, Any]:
    who = {"by": reporter, "at": now}
    off = say(incident, army, "OFFRECORD", who, terms=Terms.OFF_THE_RECORD)
    say(incident, army, "UNATTRIBUTED", who, terms=Terms.NOT_FOR_ATTRIBUTION)
    later = say(incident, army, "EMBARGOED", who, embargo_until=now + timedelta(days=1))
    # The database's own clock ends an embargo, and no test can stop that one.
    Utterance.objects.filter(pk=later.pk).update(embargo_until=FAR)
    say(incident, army, "BACKGROUND", who, terms=Terms.ON_BACKGROUND, background_as="a senior official")
    add_evidence(
        claim=Claim.objects.get(links__utterance=off),
        source=add_source(title="EVIDENCE OFFRECORD", kind=SourceKind.VIDEO, **who),
        bearing=Bearing.SUPPORTS,
        basis=Basis.SAW_IT,
        **who,
    )
    again = record_utterance(
        claimants=[coalition],
        claims=[ClaimDraft(incident=incident, text="CLAIM OFFRECORD again")],
        words="WORDS REPEATED",
        terms=Terms.OFF_THE_RECORD,
        **who,
    )
    repeat_claim(claim=a_claim, utterance=again, **who)
    witness = protect_identity(pseudonym="Witness 2", name="REAL NAME", contact="REAL CONTACT", note="REAL NOTE", **who)
    record_utterance(
        claimants=[],
        claims=[ClaimDraft(incident=incident, text="CLAIM OF A WITNESS")],
        speaker_identity=witness,
        carriage=CarriageDraft(
            source=add_source(title="An interview", kind=SourceKind.INTERVIEW, **who),
            hops=[HopDraft(actor_kind=HopActor.PROTECTED_PERSON, identity=witness, directness=Directness.INTERVIEW)],
        ),
        **who,
    )
    _asked(incident, army, allegation, who)
    assert number_changes()
    edition = an_edition(newsroom)
    for member in members.values():
        delivered(subscribed(member), edition)
    return {"witness": witness}


def _asked(incident: Incident, army: Party, allegation: Allegation, who: dict[str, Any]) -> None:
    about = {"incident": incident, "party": army, "allegations": [allegation], "nature": "a report", "text": "Did you?"}
    by_when = {"deadline": who["at"] + timedelta(days=3), "deadline_zone": "UTC"}
    asked = draft_comment_request(**about, **by_when, **who)
    send_comment_request(comment_request=asked, channel=Channel.EMAIL, **who)
    for terms, as_what, words in (
        (Terms.OFF_THE_RECORD, "", "REPLY OFFRECORD"),
        (Terms.ON_BACKGROUND, "an officer", "told on background"),
    ):
        reply = record_reply(
            comment_request=asked,
            kind=ReplyKind.STATEMENT,
            words=f"{words} as first heard",
            terms=terms,
            background_as=as_what,
            speaker_label="SPEAKER REPLYIN",
            received_at=who["at"],
            **who,
        )
        why = {"reason": "REASON REPLYING"}
        correct_reply(reply=reply, words=words, speaker_label="SPEAKER REPLYING", **why, **who)
        handle_reply(reply=reply, note="NOTE REPLYING", **who)


# The search shows what it was asked for: these are no words of WITHHELD, and each begins some of them.
SEARCHED = ("OFFREC", "UNATTRIB", "EMBARG", "BACKGR", "REPEAT", "REPLY", "WITNESS", "REAL", "SPEAK", "WORDS", "CLAIM")


def searches(root: str) -> Iterator[str]:
    for words in SEARCHED:
        yield f"{root}search/?q={words}"


def pages() -> Iterator[str]:
    """Every address of the editor that shows something, for every row there is."""
    yield from searches("/")
    for _name, address, view in DOORS:
        if takes(view, "get"):
            yield from filled(address)


def operations() -> Iterator[str]:
    """Every address of the API that reads, for every row there is."""
    yield from searches("")
    for method, _name, address in ROUTES:
        if method == "get":
            yield from filled(address.replace("{id}", "{pk}"), NOUNS_OF_THE_API)


def of_the_past(instant: datetime) -> Iterator[str]:
    """The addresses of the API that show what was known at an instant."""
    as_of = instant.isoformat().replace("+00:00", "Z")
    for incident in Incident.objects.all():
        for part in ("", "expanded/", "matrix/", "ranges/", "line/", "owed-answers/", "right-of-reply-file/", "since/"):
            yield f"incidents/{incident.pk}/{part}?as_of={as_of}"
    for claim in Claim.objects.all():
        yield f"claims/{claim.pk}/?as_of={as_of}"
        yield f"claims/{claim.pk}/expanded/?as_of={as_of}"


def streams() -> Iterator[str]:
    """Every list of the API, to be read whole as lines."""
    for address in LISTS:
        yield from filled(address.replace("{id}", "{pk}"), NOUNS_OF_THE_API)


def filled(address: str, nouns: dict[str, Any] = NOUNS) -> Iterator[str]:
    if "{" not in address:
        yield address
        return
    noun = address.split("{")[0].strip("/").split("/")[-1]
    for row in nouns[noun].objects.all():
        yield address.format(pk=row.pk, reference=getattr(row, "reference", ""))


def read(call: Any, addresses: Iterator[str], **options: Any) -> dict[str, str]:
    answers = {address: call.get(address, **options) for address in addresses}
    return {
        address: answer.content.decode() if not answer.streaming else "".join(map(bytes.decode, answer))
        for address, answer in answers.items()
    }


def found(words: set[str], told: dict[str, str]) -> set[tuple[str, str]]:
    return {(word, address) for address, text in told.items() for word in words if word in text}


def words_in(words: set[str], told: dict[str, str]) -> set[str]:
    return {word for word, _address in found(words, told)}


def test_a_viewers_pages_hold_nothing_that_is_withheld(world, users):
    told = read(Browser(users[Role.VIEWER]), pages())
    assert found(WITHHELD | PROTECTED, told) == set()
    assert words_in(TOLD, told) == TOLD


def test_a_reporters_pages_hold_everything_and_who_is_protected_on_one_page_alone(world, users):
    told = read(Browser(users[Role.REPORTER]), pages())
    assert words_in(WITHHELD | TOLD, told) == WITHHELD | TOLD
    here = f"/identities/{world['witness'].pk}/"
    assert {address for _word, address in found(PROTECTED, told)} == {here, f"{here}revise/"}
    assert words_in(PROTECTED, {here: told[here]}) == PROTECTED
    assert Browser(users[Role.REPORTER]).get(here)["Cache-Control"] == "no-store"


@pytest.mark.parametrize("role", [Role.VIEWER, Role.FACT_CHECKER, Role.EDITOR, Role.ADMIN])
def test_nobody_who_was_not_named_sees_who_is_protected_whatever_their_role(world, users, role):
    addresses = [address for address in pages() if address.startswith(("/identities/", "/changes/"))]
    told = read(Browser(users[role]), iter(addresses))
    assert len(told) > 3
    assert found(PROTECTED, told) == set()


def test_a_token_reads_nothing_that_is_withheld(world, token_of):
    told = read(Caller(token=token_of()), operations())
    assert found(WITHHELD | PROTECTED, told) == set()
    assert words_in(TOLD, told) == TOLD
    lines = read(Caller(token=token_of()), streams(), **STREAM)
    assert found(WITHHELD | PROTECTED, lines) == set()
    assert words_in(TOLD, lines) == TOLD


def test_the_past_holds_nothing_that_is_withheld_now(world, token_of, users):
    instant = clock()  # the record is dated by the database
    callers = [Caller(token=token_of()), Caller(users[Role.VIEWER]), Caller(users[Role.REPORTER])]
    with time_machine.travel(instant, tick=False):
        by_token, by_viewer, by_reporter = (read(call, of_the_past(instant)) for call in callers)
    assert found(WITHHELD | PROTECTED, by_token) == found(WITHHELD | PROTECTED, by_viewer) == set()
    assert {"CLAIM OFFRECORD", "CLAIM EMBARGOED", "PARTY BACKGROUND"} <= words_in(WITHHELD, by_reporter)
    assert "CLAIM BACKGROUND" in words_in(TOLD, by_token)


def test_a_reporter_reads_everything_over_the_api_but_who_is_protected(world, users):
    told = read(Caller(users[Role.REPORTER]), operations())
    assert words_in(WITHHELD | TOLD, told) == WITHHELD | TOLD
    lines = read(Caller(users[Role.REPORTER]), streams(), **STREAM)
    assert words_in(TOLD, lines) == TOLD
    assert found(PROTECTED, told | lines) == set()


@pytest.mark.parametrize("words", ["WORDS OFFRECORD", "WORDS EMBARGOED", "WORDS REPEATED", "REAL NAME"])
def test_searching_does_not_betray_what_is_withheld(world, token_of, users, words):
    by_token, by_viewer = Caller(token=token_of()), Caller(users[Role.VIEWER])
    for call in (by_token, by_viewer):
        for noun in ("claims", "utterances", "parties", "sources", "incidents", "search"):
            assert call.get(f"{noun}/?q={words}").json()["results"] == [], noun


def test_who_spoke_on_background_cannot_be_asked_for(world, token_of, users):
    shy = Party.objects.get(name="PARTY BACKGROUND")
    by_token = Caller(token=token_of())
    assert by_token.get(f"parties/{shy.pk}/").status_code == 404
    assert by_token.get(f"claims/?claimant={shy.pk}").status_code in (400, 404)
    (row,) = by_token.get("claims/?q=CLAIM BACKGROUND").json()["results"]
    assert (row["claimants"], row["background_as"]) == ([], "a senior official")
    (row,) = Caller(users[Role.REPORTER]).get(f"claims/?claimant={shy.pk}").json()["results"]
    assert (row["claimants"][0]["name"], row["background_as"]) == ("PARTY BACKGROUND", "")


def test_an_embargo_ends_by_itself(world, token_of):
    utterance = Utterance.objects.get(embargo_until=FAR)
    by_token = Caller(token=token_of())
    assert by_token.get(f"utterances/{utterance.pk}/").status_code == 404
    Utterance.objects.filter(pk=utterance.pk).update(embargo_until=datetime(2026, 1, 1, tzinfo=UTC))
    assert by_token.get(f"utterances/{utterance.pk}/").json()["words"] == "WORDS EMBARGOED"


def test_a_token_records_what_it_may_not_read_and_is_told_so(incident, coalition, token_of, users):
    claim = {"incident": incident.pk, "text": "It was so"}
    said = {"claimants": [coalition.pk], "words": "WORDS OFFRECORD", "terms": "off_the_record", "claims": [claim]}
    by_token = Caller(token=token_of())
    answer = by_token.post("utterances/", said)
    assert answer.status_code == 201
    assert set(answer.json()) == {"id", "withheld"}
    assert by_token.get(f"utterances/{answer.json()['id']}/").status_code == 404
    shown = Caller(users[Role.REPORTER]).get(f"utterances/{answer.json()['id']}/").json()
    assert shown["words"] == "WORDS OFFRECORD"
