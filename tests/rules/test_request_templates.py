"""Which slots a newsroom's text has, and how they are filled."""

import pytest

from claims.errors import RuleBroken
from claims.rules.request_templates import Slot, check_new, check_template, filled

WHOLE = "{nature} {allegations} {questions} {deadline}"


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        (WHOLE, "", ""),
        (" ".join(f"{{{slot}}}" for slot in Slot), "", ""),
        (f"{WHOLE} {{party}} {{party}}", "", ""),
        (f"{WHOLE} {{partie}}", "unknown_slot", "“{partie}”"),
        (f"{WHOLE} {{}}", "unknown_slot", "{party}, {incident}"),
        (f"{WHOLE} {{Party}}", "unknown_slot", ""),
        (f"{WHOLE} {{ party }}", "unknown_slot", ""),
        (f"{WHOLE} {{party", "stray_brace", ""),
        (f"{WHOLE} party}}", "stray_brace", ""),
        (f"{WHOLE} {{{{party}}}}", "stray_brace", ""),
        ("{allegations} {questions} {deadline}", "slot_missing", "{nature}"),
        ("{nature} {questions}", "slot_missing", "{allegations}, {deadline}"),
        ("", "slot_missing", "{nature}, {allegations}, {questions}, {deadline}"),
    ],
)
def test_a_text_is_refused_in_words_where_its_slots_are_not_right(text, code, says):
    if not code:
        check_template(text)
        return
    with pytest.raises(RuleBroken) as refusal:
        check_template(text)
    assert (refusal.value.code, refusal.value.field) == (code, "text")
    assert says in str(refusal.value)


def test_a_language_has_one_text():
    check_new(False)
    with pytest.raises(RuleBroken):
        check_new(True)


def test_slots_are_filled_once_and_what_stays_empty_closes_up():
    text = "To {party}:\n\n{allegations}\n\n{questions}\n\nBy {deadline}."
    values = {Slot.PARTY: "the {deadline} party", Slot.ALLEGATIONS: "1. They did it", Slot.DEADLINE: "noon"}

    assert filled(text, values) == "To the {deadline} party:\n\n1. They did it\n\nBy noon."
