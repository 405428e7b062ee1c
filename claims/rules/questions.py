"""Rules of questions: no point in dispute stands twice, and an order names all of them."""

from collections.abc import Collection, Iterable, Sequence

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _


def check_new_text(text: str, others: Iterable[str]) -> None:
    """Refuse a question that the incident already asks in the same words."""
    if text.casefold() in {other.casefold() for other in others}:
        raise RuleBroken("question_already_raised", _("This incident already has the same question."), field="text")


def check_whole_order(wanted: Sequence[int], raised: Collection[int]) -> None:
    """Refuse an order that leaves a question out, names one twice, or names another incident's."""
    if len(wanted) != len(raised) or set(wanted) != set(raised):
        raise RuleBroken(
            "order_not_whole",
            _("Name each of the incident's questions once: there are %(raised)s, and this order is not all of them."),
            field="questions",
            raised=len(raised),
        )
