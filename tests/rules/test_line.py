"""The line, word for word: stance × certainty × bound × account × answer × attempts."""

from datetime import UTC, datetime
from typing import Any

import pytest

from claims.rules.figure_words import FigureFact
from claims.rules.line import LineFacts, line_of_facts
from claims.rules.line_answers import AskedFact, LookFact, ReplyFact, SilenceFact
from claims.rules.line_said import Account, AnsweredFact, ClaimFact
from claims.vocabulary import (
    AnswerState,
    Certainty,
    Metric,
    Population,
    Position,
    Qualifier,
    ReplyKind,
    SilenceKind,
    Stance,
    Status,
)


class English:
    """The templates as they are."""

    def translate(self, message: str) -> str:
        return message

    def plural(self, one: str, many: str, n: int, context: str = "") -> str:
        return one if n == 1 else many

    def number(self, value: int) -> str:
        return f"{value:,}" if value > 9999 else str(value)


NOW = datetime(2024, 8, 27, 12, tzinfo=UTC)
MONDAY = datetime(2024, 8, 26, 18, tzinfo=UTC)
SHELLED = "The defence force shelled the market."
FRONT, FORCE = Account(("The front",)), Account(("The defence force",))
REPORTED = Account(("The front",), reports=("",))


def claim(text: str = SHELLED, number: int = 1, **columns: Any) -> ClaimFact:
    return ClaimFact(**{"id": number, "question": 1, "text": text, "account": FRONT} | columns)


def figure(qualifier: Qualifier, low: int | None = None, high: int | None = None, **columns: Any) -> FigureFact:
    return FigureFact(**{"metric": Metric.KILLED, "qualifier": qualifier, "minimum": low, "maximum": high} | columns)


def killed(text: str, *figures: FigureFact, **columns: Any) -> LineFacts:
    return LineFacts(claims=[claim(text, figures=figures, **columns)])


def said(**columns: Any) -> LineFacts:
    return LineFacts(claims=[claim(**columns)])


def asked(own: AnswerState | None, *, number: int = 1, name: str = "The defence force", **columns: Any) -> AskedFact:
    given: dict[str, Any] = {"party": number, "name": name, "allegation": 1, "text": SHELLED}
    dated = {"deadline": MONDAY, "zone": "Europe/London"} if own else {}
    return AskedFact(**given | {"state": own or AnswerState.NOT_ASKED, "own": own} | dated | columns)


def asking(*rows: AskedFact) -> LineFacts:
    return LineFacts(asked=rows)


def silence(kind: SilenceKind, *, number: int = 1, name: str = "The defence force", **columns: Any) -> SilenceFact:
    return SilenceFact(**{"party": number, "name": name, "kind": kind, "source": 1} | columns)


def reply(words: str = "No unit of ours fired.", **columns: Any) -> LineFacts:
    given: dict[str, Any] = {"who": "The defence force", "described": "", "partial": False, "words": words}
    return LineFacts(replies=[ReplyFact(**given | {"translated": False} | columns)])


def answering(position: Position) -> AnsweredFact:
    return AnsweredFact(position, FRONT, SHELLED)


S, C, Q, A, K = Stance, Certainty, Qualifier, AnswerState, SilenceKind
DEAD = "At least 21 people were killed."

GOLDEN: list[tuple[LineFacts, str]] = [
    # Who said it, and whose account it rests on
    (said(), "The defence force shelled the market, The front said."),
    (said(account=REPORTED), "The defence force shelled the market, The front said, according to one report."),
    (
        said(account=Account(("The front",), reports=("The wire", "The daily"))),
        "The defence force shelled the market, The front said, according to The wire and The daily.",
    ),
    (
        said(account=Account(("The front",), reports=("", "The daily"))),
        "The defence force shelled the market, The front said, according to 2 reports.",
    ),
    (
        said(account=Account(("The wire",), reports=("The wire",))),
        "The defence force shelled the market, The wire said.",
    ),
    (
        said(account=Account(("The front", "The union"))),
        "The defence force shelled the market, The front and The union said jointly.",
    ),
    (
        said(account=Account(("The front", "The union", "A party"), reports=("",))),
        "The defence force shelled the market, The front, The union and A party said jointly, according to one report.",
    ),
    (
        said(account=Account(described="a senior official")),
        "The defence force shelled the market, a senior official said.",
    ),
    (
        said(account=Account(described="a senior official"), certainty=C.LIKELY),
        "A senior official said, as likely: The defence force shelled the market.",
    ),
    (
        said(account=Account(protected=True)),
        "The defence force shelled the market, a person whose name is withheld said.",
    ),
    (said(account=Account(reports=("",))), "The defence force shelled the market, one report said."),
    (said(account=Account()), "The defence force shelled the market, an account whose origin is not known said."),
    (
        said(documents=12, known_roots=1),
        (
            "The defence force shelled the market, The front said. The account, carried by 12 documents, rests on one"
            " known origin."
        ),
    ),
    (
        said(documents=3),
        (
            "The defence force shelled the market, The front said. The account is carried by 3 documents; its origin is"
            " not known."
        ),
    ),
    (said(documents=3, known_roots=2), "The defence force shelled the market, The front said."),
    # Stance
    (
        said(stance=S.CLAIMS_RESPONSIBILITY, text="They struck the convoy."),
        "The front said, claiming responsibility: They struck the convoy.",
    ),
    (
        said(stance=S.DENIES, text="No unit fired.", account=FORCE, answers=(answering(Position.DENIES),)),
        (
            "The defence force said, in denial: No unit fired. This denied what The front said: The defence force"
            " shelled the market."
        ),
    ),
    (
        said(stance=S.DISPUTES, text="It was gas.", account=FORCE),
        "The defence force said, disputing other accounts: It was gas.",
    ),
    (
        said(stance=S.ACCEPTS, text="A unit fired.", account=FORCE, answers=(answering(Position.ACCEPTS),)),
        (
            "The defence force said, in acceptance: A unit fired. This accepted what The front said: The defence force"
            " shelled the market."
        ),
    ),
    (
        said(stance=S.PARTLY_ACCEPTS, text="A unit fired once.", account=FORCE, answers=(answering(Position.PARTLY),)),
        (
            "The defence force said, in part acceptance: A unit fired once. This accepted part of what The front said:"
            " The defence force shelled the market."
        ),
    ),
    (
        said(stance=S.NO_POSITION, text="It is being looked into.", account=FORCE),
        "The defence force said, taking no position: It is being looked into.",
    ),
    (
        said(stance=S.RETRACTS, text="The figure was wrong."),
        "The front said, taking back an earlier statement: The figure was wrong.",
    ),
    (
        LineFacts(claims=[claim()], taken_back=[(1, FORCE)]),
        (
            "The defence force shelled the market, The front said. An earlier statement by The defence force has been"
            " taken back."
        ),
    ),
    # Certainty and hedges, word for word
    (said(certainty=C.LIKELY), "The front said, as likely: The defence force shelled the market."),
    (said(certainty=C.SUSPECTED), "The front said, as a suspicion: The defence force shelled the market."),
    (
        said(certainty=C.POSSIBLE, hedge="may have", account=REPORTED),
        "The front said, according to one report, as a possibility (“may have”): The defence force shelled the market.",
    ),
    (
        said(certainty=C.CANNOT_SAY),
        "The front said, without being able to say whether it was so: The defence force shelled the market.",
    ),
    (said(hedge="reportedly"), "The front said, in the words “reportedly”: The defence force shelled the market."),
    (
        said(stance=S.DENIES, text="No unit fired.", certainty=C.POSSIBLE),
        "The front said, in denial, as a possibility: No unit fired.",
    ),
    # Bounds: told once, by the statement or beside it
    (killed(DEAD, figure(Q.AT_LEAST, 21)), "At least 21 people were killed, The front said."),
    (killed("Many died.", figure(Q.AT_LEAST, 21)), "Many died (at least 21 people killed), The front said."),
    (killed("21 people died.", figure(Q.AT_LEAST, 21)), "21 people died (at least 21 people killed), The front said."),
    (killed("21 people died.", figure(Q.EXACTLY, 21, 21)), "21 people died, The front said."),
    (killed(DEAD, figure(Q.EXACTLY, 21, 21)), "At least 21 people were killed (21 people killed), The front said."),
    (killed("Over 130 died.", figure(Q.MORE_THAN, 130, wording="over 130")), "Over 130 died, The front said."),
    (killed("Many died.", figure(Q.MORE_THAN, 130)), "Many died (more than 130 people killed), The front said."),
    (killed("Some died.", figure(Q.UP_TO, None, 9)), "Some died (up to 9 people killed), The front said."),
    (killed("Some died.", figure(Q.UP_TO, None, 1)), "Some died (up to 1 person killed), The front said."),
    (killed("Many died.", figure(Q.ABOUT, 50, 50)), "Many died (about 50 people killed), The front said."),
    (killed("Many died.", figure(Q.ABOUT, 50, 60)), "Many died (about 50 to 60 people killed), The front said."),
    (killed("Some died.", figure(Q.BETWEEN, 5, 9)), "Some died (between 5 and 9 people killed), The front said."),
    (killed("Many died.", figure(Q.IN_WORDS, wording="dozens")), "Many died (“dozens” people killed), The front said."),
    (killed("Nobody died.", figure(Q.EXACTLY, 0, 0)), "Nobody died (0 people killed), The front said."),
    (
        killed("1 child died.", figure(Q.EXACTLY, 1, 1, population=Population.CHILDREN, part="in one hospital")),
        "1 child died (1 child killed, in one hospital only), The front said.",
    ),
    (
        killed("27 died.", figure(Q.EXACTLY, 27, 27, side="The army"), figure(Q.EXACTLY, 12000, 12000)),
        "27 died (27 people killed on the side of The army and 12,000 people killed), The front said.",
    ),
    (
        killed("It was hit.", figure(Q.AT_LEAST, 3, metric=Metric.STRIKES)),
        "It was hit (at least 3 strikes), The front said.",
    ),
    (
        killed("Twelve died.", figure(Q.EXACTLY, 12, 12), stance=S.DISPUTES),
        "The front said, disputing other accounts: Twelve died (12 people killed).",
    ),
    # Several plain statements of one account on one question
    (
        LineFacts(
            claims=[
                claim(DEAD, 1, account=REPORTED),
                claim("The pharmacist died.", 2, account=REPORTED),
                claim("Tigray House burned.", 3, account=REPORTED),
            ]
        ),
        (
            "The front said, according to one report: At least 21 people were killed; the pharmacist died; Tigray House"
            " burned."
        ),
    ),
    (
        LineFacts(claims=[claim(DEAD, 1), claim("Nobody died.", 2, account=FORCE), claim("It burned.", 3, question=2)]),
        (
            "At least 21 people were killed, The front said. Nobody died, The defence force said.\n\nIt burned, The"
            " front said."
        ),
    ),
    # What we found, and who disputes it
    (
        said(disputed_by=("The defence force",)),
        "The defence force shelled the market, The front said. This statement is disputed by The defence force.",
    ),
    (
        said(told_status=Status.ESTABLISHED),
        "The defence force shelled the market, The front said. We have established that this statement is correct.",
    ),
    (
        said(told_status=Status.REFUTED),
        "The defence force shelled the market, The front said. We have established that this statement is not correct.",
    ),
    (
        said(told_status=Status.CORROBORATED, supported_by=2),
        (
            "The defence force shelled the market, The front said. This statement is supported by 2 known origins that"
            " do not depend on one another."
        ),
    ),
    (
        said(told_status=Status.CONTESTED),
        (
            "The defence force shelled the market, The front said. We found credible evidence both for and against this"
            " statement."
        ),
    ),
    (
        said(told_status=Status.COULD_NOT_BE_VERIFIED),
        "The defence force shelled the market, The front said. We could not verify this statement.",
    ),
    # Whom we asked
    (asking(asked(None)), ""),
    (asking(asked(A.NO_REPLY)), "The defence force had not replied to us by 19:00 BST on Monday."),
    (
        asking(asked(A.NO_REPLY, zone="Asia/Kathmandu")),
        "The defence force had not replied to us by 23:45 UTC+5:45 on Monday.",
    ),
    (
        asking(asked(A.NO_REPLY, deadline=datetime(2024, 8, 19, 18, tzinfo=UTC), zone="UTC")),
        "The defence force had not replied to us by 18:00 UTC on Monday 19 August 2024.",
    ),
    (
        asking(asked(A.NO_REPLY), asked(A.NO_REPLY, number=2, name="The ministry")),
        "The defence force and The ministry had not replied to us by 19:00 BST on Monday.",
    ),
    (
        asking(asked(A.NO_REPLY, replied=True)),
        (
            "The defence force had not replied to us by 19:00 BST on Monday on this statement: The defence force"
            " shelled the market."
        ),
    ),
    (
        asking(asked(A.NO_REPLY, spoke_elsewhere=True)),
        (
            "The defence force had not replied to us by 19:00 BST on Monday on this statement: The defence force"
            " shelled the market."
        ),
    ),
    (
        asking(asked(A.NO_REPLY), asked(A.ANSWERED, allegation=2, text="It hid the dead.")),
        (
            "The defence force had not replied to us by 19:00 BST on Monday on this statement: The defence force"
            " shelled the market."
        ),
    ),
    (asking(asked(A.NO_REPLY, told=False)), ""),
    (asking(asked(A.NO_REPLY, state=A.ANSWERED)), ""),
    (asking(asked(A.NOT_REACHED, tries=1)), "The defence force could not be reached after 1 attempt."),
    (asking(asked(A.NOT_REACHED, tries=3)), "The defence force could not be reached after 3 attempts."),
    (
        asking(asked(A.NOT_REACHED, tries=3, spoke_elsewhere=True)),
        (
            "The defence force could not be reached after 3 attempts on this statement: The defence force shelled the"
            " market."
        ),
    ),
    (
        asking(asked(A.ASKED, deadline=datetime(2024, 8, 28, 9, 30, tzinfo=UTC), zone="Africa/Bamako")),
        "We asked The defence force to reply by 09:30 GMT on Wednesday 28 August 2024.",
    ),
    (
        asking(asked(A.ASKED, holding=ReplyKind.ASKS_FOR_TIME, replied=True)),
        "The defence force asked us for more time to reply.",
    ),
    (asking(asked(A.ASKED, holding=ReplyKind.REFERS_ELSEWHERE)), "The defence force referred our questions elsewhere."),
    (asking(asked(A.DECLINED, replied=True)), "The defence force declined to comment to us."),
    (asking(asked(A.ANSWERED)), ""),
    (asking(asked(A.PARTLY)), ""),
    # What was replied
    (reply(), "The defence force said in reply to us: “No unit of ours fired.”"),
    (reply("Not us"), "The defence force said in reply to us: “Not us.”"),
    (
        reply(answers=(answering(Position.DENIES),)),
        (
            "The defence force said in reply to us: “No unit of ours fired.” This denied what The front said: The"
            " defence force shelled the market."
        ),
    ),
    (
        reply("We trained them.", partial=True, answers=(answering(Position.PARTLY),)),
        (
            "The defence force said in a partial reply to us: “We trained them.” This accepted part of what The front"
            " said: The defence force shelled the market."
        ),
    ),
    (reply(translated=True), "The defence force said in reply to us, in translation: “No unit of ours fired.”"),
    (reply(who="", described="an officer"), "An officer said in reply to us: “No unit of ours fired.”"),
    (
        reply("", answers=(answering(Position.NO_POSITION),)),
        (
            "The defence force replied to us. This took no position on what The front said: The defence force shelled"
            " the market."
        ),
    ),
    # Whose silence others report
    (
        LineFacts(
            silences=[
                silence(K.YET_TO_COMMENT),
                silence(K.YET_TO_COMMENT, number=2, name="The ministry"),
                silence(K.YET_TO_COMMENT, number=3, name="The government"),
            ]
        ),
        "The defence force, The ministry and The government had yet to comment, one report said.",
    ),
    (
        LineFacts(silences=[silence(K.DID_NOT_RESPOND, outlet="The agency", asker="The agency")]),
        "The defence force had not replied to The agency, The agency said.",
    ),
    (
        LineFacts(silences=[silence(K.DID_NOT_RESPOND, outlet="The agency")]),
        "The defence force had not responded to a request for comment, The agency said.",
    ),
    (
        LineFacts(silences=[silence(K.NOT_REACHED, asker="The agency")]),
        "The defence force could not be reached by The agency, one report said.",
    ),
    (
        LineFacts(silences=[silence(K.DECLINED, outlet="The agency")]),
        "The defence force declined to comment, The agency said.",
    ),
    (
        LineFacts(silences=[silence(K.OTHER, outlet="The agency", wording="would not take calls")]),
        "Of The defence force, The agency said: “would not take calls.”",
    ),
    (
        LineFacts(silences=[silence(K.YET_TO_COMMENT, spoke=True, text=SHELLED)]),
        (
            "The defence force had yet to comment, one report said. The statement was: The defence force shelled the"
            " market."
        ),
    ),
    (
        LineFacts(looked=[LookFact(1, "The defence force", MONDAY, "UTC")]),
        "The defence force had yet to comment publicly when we last looked, at 18:00 UTC on Monday.",
    ),
    (
        LineFacts(claims=[claim(DEAD)], exercise=True),
        (
            "This is a training exercise: nothing of what follows happened.\n\nAt least 21 people were killed, The"
            " front said."
        ),
    ),
]


@pytest.mark.parametrize(
    ("facts", "text"), GOLDEN, ids=[text[:60] or f"nothing-{n}" for n, (_f, text) in enumerate(GOLDEN)]
)
def test_the_line_says_exactly_this(facts: LineFacts, text: str):
    assert line_of_facts(facts, English(), now=NOW).text == text


def test_there_are_enough_golden_lines():
    assert len(GOLDEN) >= 80
