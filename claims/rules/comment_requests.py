"""Rules of requests for comment: which step may follow which, and who may be asked about what."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.vocabulary import Outcome, Reached, RequestState

MOST_QUESTIONS = 50


class Step(StrEnum):
    REVISE = "revise"
    SEND = "send"
    WITHDRAW = "withdraw"
    TRY = "try"
    REPLY = "reply"
    EXTEND = "extend"
    ASSIGN = "assign"


# step → the states in which it may be taken, the code of the refusal and its words
STEPS: dict[Step, tuple[frozenset[RequestState], str, str]] = {
    Step.REVISE: (
        frozenset({RequestState.DRAFT}),
        "request_not_draft",
        _("Only a draft can be revised; this request is “%(state)s”."),
    ),
    Step.SEND: (
        frozenset({RequestState.DRAFT}),
        "request_not_draft",
        _("Only a draft can be sent; this request is “%(state)s”."),
    ),
    Step.WITHDRAW: (
        frozenset({RequestState.DRAFT, RequestState.SENT}),
        "request_withdrawn",
        _("This request has been withdrawn already."),
    ),
    Step.TRY: (
        frozenset({RequestState.SENT}),
        "request_not_sent",
        _("An attempt belongs to a request that has been sent; this one is “%(state)s”."),
    ),
    Step.REPLY: (
        frozenset({RequestState.SENT}),
        "request_not_sent",
        _("A reply belongs to a request that has been sent; this one is “%(state)s”."),
    ),
    Step.EXTEND: (
        frozenset({RequestState.SENT}),
        "request_not_sent",
        _("The deadline of a request that has been sent is extended; this one is “%(state)s”."),
    ),
    Step.ASSIGN: (
        frozenset({RequestState.DRAFT, RequestState.SENT}),
        "request_withdrawn",
        _("Nobody follows up a request that has been withdrawn."),
    ),
}

REACHED_NOBODY = frozenset({Outcome.BOUNCED, Outcome.NO_ANSWER})
REACHED_SOMEBODY = frozenset({Outcome.DELIVERED, Outcome.MESSAGE_LEFT})


@dataclass(frozen=True)
class Askable:
    """An allegation that is to be put to a party; `answering` are the ids of those that it is for to answer."""

    same_incident: bool
    withdrawn: bool
    accused: str
    answering: frozenset[int]


def check_step(step: Step, state: RequestState) -> None:
    """Refuse a step that the state of the request does not allow."""
    allowed, code, message = STEPS[step]
    if state not in allowed:
        raise RuleBroken(code, message, state=state.label)


def check_askable(allegation: Askable, *, party: int, party_name: str, field: str) -> None:
    """Refuse to put an allegation to a party that is neither accused nor answers for the accused."""
    if not allegation.same_incident:
        raise RuleBroken("allegation_of_other_incident", _("This allegation belongs to another incident."), field=field)
    check_current(withdrawn=allegation.withdrawn, field=field)
    if party not in allegation.answering:
        raise RuleBroken(
            "not_for_this_party",
            _("“%(party)s” is neither accused here nor recorded as answering for “%(accused)s”."),
            field=field,
            party=party_name,
            accused=allegation.accused,
        )


def check_current(*, withdrawn: bool, field: str) -> None:
    """Refuse an allegation that no longer stands in its claim."""
    if withdrawn:
        raise RuleBroken("allegation_withdrawn", _("This allegation no longer stands in its claim."), field=field)


def check_no_repeats(keys: Sequence[Hashable], *, field: str) -> None:
    """Refuse a list that names the same thing twice."""
    seen: set[Hashable] = set()
    for index, key in enumerate(keys):
        if key in seen:
            raise RuleBroken("repeated", _("This stands in the list already."), field=f"{field}.{index}")
        seen.add(key)


def check_question_count(count: int) -> None:
    """Refuse more questions than anybody would answer."""
    if count > MOST_QUESTIONS:
        raise RuleBroken(
            "too_many_questions",
            _("At most %(most)s questions fit into one request."),
            field="questions",
            most=MOST_QUESTIONS,
        )


def check_asks_something(allegations: int, questions: int) -> None:
    """A request that is sent puts at least one allegation or question to the party: else it asks about nothing."""
    if not allegations and not questions:
        raise RuleBroken(
            "asks_nothing",
            _("Choose the allegations that the request puts to the party, or write a question."),
            field="allegations",
        )


def check_nature(nature: str) -> None:
    """A party that is asked is told for what: else it cannot judge what its answer is for."""
    if not nature:
        raise RuleBroken(
            "nature_needed",
            _("Say what kind of piece the party is asked for, such as “a report on the strikes”."),
            field="nature",
        )


def check_responsible(*, active: bool, asks: bool, sees: bool) -> None:
    """Who follows a request up works in this newsroom, may ask parties, and sees the incident."""
    if not active:
        raise RuleBroken("not_a_member", _("This person is not an active member of the newsroom."), field="responsible")
    if not asks:
        raise RuleBroken("may_not_ask", _("This person’s role does not let them ask parties."), field="responsible")
    if not sees:
        raise RuleBroken("does_not_see", _("This person may not see the incident."), field="responsible")


def check_withdrawal(state: RequestState, reason: str) -> None:
    """What has been sent is withdrawn for a reason; a draft may simply go."""
    if state == RequestState.SENT and not reason:
        raise RuleBroken("reason_needed", _("Say why the request is withdrawn."), field="reason")


def check_attempt(reached: Reached, outcome: Outcome) -> None:
    """Whom an attempt reached and what came of it must not contradict each other."""
    if outcome in REACHED_NOBODY and reached != Reached.NOBODY:
        raise RuleBroken(
            "reached_contradicts_outcome",
            _("“%(outcome)s” means that nobody was reached."),
            field="reached",
            outcome=outcome.label,
        )
    if outcome in REACHED_SOMEBODY and reached == Reached.NOBODY:
        raise RuleBroken(
            "reached_contradicts_outcome",
            _("“%(outcome)s” means that somebody was reached; say whom."),
            field="reached",
            outcome=outcome.label,
        )


def check_contact_point(*, same_party: bool, retired: bool, channel_fits: bool = True) -> None:
    """A contact point is the party's own, in use, and of the channel that was tried."""
    if not same_party:
        raise RuleBroken(
            "contact_point_of_another", _("This contact point belongs to another party."), field="contact_point"
        )
    if retired:
        raise RuleBroken("contact_point_retired", _("This contact point is no longer in use."), field="contact_point")
    if not channel_fits:
        raise RuleBroken(
            "contact_point_of_another_channel",
            _("This contact point is not reached by that channel."),
            field="contact_point",
        )
