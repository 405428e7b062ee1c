"""Rules of the newsroom's own wording of requests: which slots a text has, and how they are filled."""

import re
from collections.abc import Mapping
from enum import StrEnum

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _

NAMED = re.compile(r"\{([^{}\n]*)\}")
BLANK_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")


class Slot(StrEnum):
    PARTY = "party"
    INCIDENT = "incident"
    NATURE = "nature"
    ALLEGATIONS = "allegations"
    QUESTIONS = "questions"
    DEADLINE = "deadline"
    NEWSROOM = "newsroom"
    SENDER = "sender"


SLOTS = {slot.value: slot for slot in Slot}
# What a party must be told (BBC Editorial Guidelines, right of reply), and what would otherwise be lost.
NEEDED = (Slot.NATURE, Slot.ALLEGATIONS, Slot.QUESTIONS, Slot.DEADLINE)


def check_template(text: str) -> None:
    """Refuse a text with a slot that nothing fills, without one that it needs, or with a brace that stands alone."""
    for name in NAMED.findall(text):
        if name not in SLOTS:
            raise RuleBroken(
                "unknown_slot",
                _("There is no slot “{%(name)s}”. There are: %(slots)s."),
                field="text",
                name=name,
                slots=", ".join(f"{{{slot}}}" for slot in Slot),
            )
    if "{" in (rest := NAMED.sub("", text)) or "}" in rest:
        raise RuleBroken("stray_brace", _("A “{” or “}” stands alone: write slots as {party}."), field="text")
    missing = [slot for slot in NEEDED if f"{{{slot}}}" not in text]
    if missing:
        raise RuleBroken(
            "slot_missing",
            _("The party has to be told this as well: %(slots)s."),
            field="text",
            slots=", ".join(f"{{{slot}}}" for slot in missing),
        )


def check_new(exists: bool) -> None:
    """One wording per language."""
    if exists:
        raise RuleBroken(
            "template_exists", _("There is a text in this language already; revise that one."), field="language"
        )


def filled(text: str, values: Mapping[Slot, str]) -> str:
    """The text with every slot filled, in one go: what fills a slot is never read as one. A slot without a value goes,
    and what it leaves empty closes up."""
    found = NAMED.sub(lambda slot: values.get(SLOTS[slot[1]], "") if slot[1] in SLOTS else slot[0], text)
    return BLANK_LINES.sub("\n\n", found).strip()
