"""Rules of allegations: which claims may accuse whom, and what answers an accusation."""

from datetime import date

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.vocabulary import AccusedRole, Position, Stance

# The rest deny, dispute, take back or take no position; whatever else was said with it is a claim of its own.
ACCUSING = frozenset({Stance.ASSERTS, Stance.CLAIMS_RESPONSIBILITY, Stance.ACCEPTS, Stance.PARTLY_ACCEPTS})
ANY = frozenset(Position)
POSITIONS: dict[Stance, frozenset[Position]] = {
    Stance.ASSERTS: ANY,
    Stance.CLAIMS_RESPONSIBILITY: frozenset({Position.ACCEPTS, Position.PARTLY}),
    Stance.DENIES: frozenset({Position.DENIES}),
    Stance.DISPUTES: frozenset({Position.DENIES, Position.PARTLY}),
    Stance.ACCEPTS: frozenset({Position.ACCEPTS}),
    Stance.PARTLY_ACCEPTS: frozenset({Position.PARTLY}),
    Stance.NO_POSITION: frozenset({Position.NO_POSITION}),
    Stance.RETRACTS: ANY,
}


def check_role(role: str, role_label: str) -> None:
    """The role “other” is said in words; the others are words already."""
    if role == AccusedRole.OTHER and not role_label:
        raise RuleBroken("role_label_missing", _("Say in words what the party is accused of."), field="role_label")
    if role != AccusedRole.OTHER and role_label:
        raise RuleBroken(
            "role_label_not_taken",
            _("Only the role “%(other)s” is put in words."),
            field="role_label",
            other=AccusedRole.OTHER.label,
        )


def check_accusation(stance: Stance, *, accused: str, by_itself: bool) -> None:
    """Nobody accuses itself: claiming responsibility is neither an allegation nor an admission against interest."""
    if by_itself and stance == Stance.CLAIMS_RESPONSIBILITY:
        raise RuleBroken(
            "responsibility_is_no_allegation",
            _(
                "%(accused)s claims responsibility here, which is no allegation against it:"
                " leave the allegation out; the stance says it."
            ),
            field="accused",
            accused=accused,
        )
    if by_itself:
        raise RuleBroken(
            "accuses_itself",
            _(
                "%(accused)s cannot accuse itself. If it says that it did this, the stance is “claims responsibility”;"
                " if it accepts what others allege, record an answer to their allegation."
            ),
            field="accused",
            accused=accused,
        )
    if stance not in ACCUSING:
        raise RuleBroken(
            "stance_accuses_nobody",
            _("A claim that “%(stance)s” accuses nobody: record the accusation as a claim of its own."),
            field="accused",
            stance=stance.label,
        )


def check_alleged_once(first: bool, accused: str) -> None:
    """The same role of the same party once in a claim."""
    if not first:
        raise RuleBroken(
            "allegation_twice",
            _("This claim already accuses %(accused)s of the same."),
            field="accused",
            accused=accused,
        )


def check_position(stance: Stance, position: Position) -> None:
    """What a claim answers fits its stance: a denial accepts nothing."""
    if position not in POSITIONS[stance]:
        raise RuleBroken(
            "position_against_stance",
            _("A claim that “%(stance)s” cannot answer that its claimant “%(position)s”."),
            field="position",
            stance=stance.label,
            position=position.label,
        )


def check_answered_once(first: bool) -> None:
    """A claim takes one position on an allegation."""
    if not first:
        raise RuleBroken("answered_twice", _("This claim already answers that allegation."), field="allegation")


def check_answerable(*, withdrawn: bool, same_incident: bool) -> None:
    """What is answered is an allegation that stands, of the same incident."""
    if withdrawn:
        raise RuleBroken("allegation_withdrawn", _("This allegation was withdrawn."), field="allegation")
    if not same_incident:
        raise RuleBroken(
            "allegation_of_other_incident", _("This allegation belongs to another incident."), field="allegation"
        )


def check_entitled(entitled: bool, *, accused: str) -> None:
    """Only the accused, or a party that answers for it, answers an allegation."""
    if not entitled:
        raise RuleBroken(
            "not_theirs_to_answer",
            _("Only %(accused)s, or a party that answers for it, can answer this allegation."),
            field="allegation",
            accused=accused,
        )


def check_after_allegation(before: bool) -> None:
    """What was said before an allegation was made never answers it."""
    if before:
        raise RuleBroken(
            "answer_before_allegation",
            _("This was said before the allegation was made; it cannot answer it."),
            field="allegation",
        )


def check_still_after(before: bool, answer: str) -> None:
    """No date is set that puts an answer before the allegation which it answers. `answer`: the text of its claim."""
    if before:
        raise RuleBroken(
            "date_before_allegation",
            _("With this date “%(answer)s” would answer an allegation made after it. Take that answer back first."),
            field="said_on",
            answer=answer,
        )


def in_force(days: tuple[date, date], since: date | None, until: date | None) -> bool:
    """Whether a relation between parties held on any of the days from the first to the last."""
    first, last = days
    return (since is None or since <= last) and (until is None or until >= first)
