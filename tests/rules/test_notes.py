"""Whom a note mentions."""

import pytest

from claims.errors import RuleBroken
from claims.rules.notes import MOST_MENTIONS, Colleague, mentions_in

AMINA = Colleague(1, "Amina Diallo", "amina@desk.example")
AMIN = Colleague(2, "Amin", "amin@desk.example")
LAYLA = Colleague(3, "ليلى حسن", "layla@desk.example")
JOSE = Colleague(4, "José Núñez", "jose.n@desk.example")
EVERYBODY = [AMINA, AMIN, LAYLA, JOSE]

FOUND = [
    ("nobody at all", []),
    ("@Amina Diallo, please look", [AMINA]),
    ("@amina diallo", [AMINA]),
    ("@Amina please look", [AMINA]),
    ("@Amin please look", [AMIN]),
    ("(@Amin)", [AMIN]),
    ("@Aminata is somebody else", []),
    ("@amina@desk.example", [AMINA]),
    ("@amina@desk.example.org is another address", []),
    ("ask @jose.n@desk.example.", [JOSE]),
    ("@José Núñez", [JOSE]),
    ("@Jose\u0301 Nu\u0301n\u0303ez, typed in pieces", [JOSE]),
    ("@Amina\n Diallo over two lines", [AMINA]),
    ("write to amina@desk.example, no mention", []),
    ("their account is @the_army", []),
    ("@ليلى حسن، انظري", [LAYLA]),
    ("\u200fرجاءً @\u2068ليلى حسن\u2069 انظري", [LAYLA]),  # noqa: RUF001 -- Arabic
    ("@Layla is not how she is called here", []),
    ("@Amin and @ليلى and @Amina Diallo and @Amin", [AMIN, LAYLA, AMINA]),
    ("@", []),
    ("@@Amin", []),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_a_text_mentions(text, expected):
    assert mentions_in(text, EVERYBODY) == expected


def test_a_name_that_may_be_several_peoples_is_refused_with_their_addresses():
    other = Colleague(9, "Amina Traoré", "traore@desk.example")

    assert mentions_in("@Amina Traoré and @Amina Diallo", [AMINA, other]) == [other, AMINA]
    with pytest.raises(RuleBroken) as refused:
        mentions_in("@Amina, look", [AMINA, other])
    assert refused.value.code == "mention_ambiguous"
    assert "@traore@desk.example" in str(refused.value)


def test_a_whole_name_goes_before_somebody_elses_first():
    assert mentions_in("@Amin", [AMIN, Colleague(9, "Amin Kone", "kone@desk.example")]) == [AMIN]


def test_a_note_calls_so_many_and_no_more():
    crowd = [Colleague(key, f"Person{key}", f"p{key}@desk.example") for key in range(MOST_MENTIONS + 1)]
    text = " ".join(f"@{person.name}" for person in crowd)

    assert len(mentions_in(text.rpartition(" ")[0], crowd)) == MOST_MENTIONS
    with pytest.raises(RuleBroken, match="at most"):
        mentions_in(text, crowd)
