"""French and Arabic say everything that the sources say, with its slots and tags, in as many plurals as they have."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message
from django.conf import settings

from tracker.messages import CATALOGUES, collect, read, said

SLOT = re.compile(r"%\(\w+\)[sd]|%%|%[sd]|\{\w*\}")
TAG = re.compile(r"</?\w+[^>]*>|&\w+;")
FORMS = {"fr": 2, "ar": 6}
EACH = pytest.mark.parametrize("language", CATALOGUES)


@pytest.fixture(scope="module")
def sources() -> Catalog:
    return said()


def sentences(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def forms(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string or ""]


def singular_and_plural(message: Message) -> tuple[str, str]:
    return (message.id, message.id) if isinstance(message.id, str) else (message.id[0], message.id[1])


def test_every_language_but_that_of_the_sources_has_a_catalogue():
    assert {code for code, _name in settings.LANGUAGES} == {"en", *CATALOGUES}


@EACH
def test_nothing_is_untranslated(language, sources):
    """`make messages` brings new sentences in; then they want words."""
    missing = [message.id for message in sentences(collect(language, sources)) if not all(forms(message))]
    assert missing == []


@EACH
def test_nothing_is_kept_that_nobody_says(language, sources):
    spoken = {(message.context, message.id) for message in sentences(sources)}
    assert [message.id for message in sentences(read(language)) if (message.context, message.id) not in spoken] == []


@EACH
def test_plurals_are_those_of_the_language(language):
    found = read(language)
    assert found.num_plurals == FORMS[language]
    several = [message for message in sentences(found) if not isinstance(message.id, str)]
    assert several
    assert [message.id for message in several if len(forms(message)) != FORMS[language]] == []


@EACH
def test_slots_stand_in_the_translation(language):
    """A form for none, one or two may say the number itself and leave its slot out."""
    wrong = []
    for message in sentences(read(language)):
        one, many = singular_and_plural(message)
        may, must = set(SLOT.findall(many)), set(SLOT.findall(one)) & set(SLOT.findall(many))
        says_number = [FORMS[language] == 6 and place < 3 and len(forms(message)) > 1 for place in range(6)]
        for place, text in enumerate(forms(message)):
            here = set(SLOT.findall(text))
            if here - may or len(must - here) > says_number[place]:
                wrong.append((message.id, text))
    assert wrong == []


@EACH
def test_tags_stand_in_the_translation(language):
    wrong = [
        (message.id, text)
        for message in sentences(read(language))
        for text in forms(message)
        if sorted(TAG.findall(singular_and_plural(message)[1])) != sorted(TAG.findall(text))
    ]
    assert wrong == []
