"""Which pages there are, in which states, and how people look at them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from claims.vocabulary import Contrast, Theme
from tests.architecture.test_web_sweep import DOORS, filled
from tests.screens.conftest import Look, Stage

LIGHT, DARK, MORE = Theme.LIGHT, Theme.DARK, Contrast.MORE
# Every language with every theme; those of which pictures are made (English by day and night, Arabic) at every width.
PICTURED = (("en", LIGHT), ("en", DARK), ("ar", LIGHT))
LOOKS = [
    *(Look(language, theme, None, width) for language, theme in PICTURED for width in (320, 768, 1440)),
    Look("en", LIGHT, MORE, 768),
    Look("en", DARK, MORE, 320),
    Look("fr", LIGHT, None, 320),
    Look("fr", DARK, None, 768),
    Look("fr", LIGHT, MORE, 1440),
    Look("fr", DARK, MORE, 320),
    Look("ar", DARK, None, 1440),
    Look("ar", LIGHT, MORE, 320),
    Look("ar", DARK, MORE, 768),
]
# Answers that are no pages of ours: files, parts of pages, a letter as mail programs show it.
NO_PAGES = {"digest-preview-letter"}
# Open to whoever knows the address.
SIGNED_OUT = {
    "sign-in": "/sign-in/",
    "password-reset": "/password-reset/",
    "password-reset-sent": "/password-reset/sent/",
}
# The same page in another state.
STATES = {
    "search-found": "/search/?q=harbour",
    "search-nothing": "/search/?q=zzzz",
    "incident-disputed": "/incidents/{reference}/?disputed=1",
    "incident-then": "/incidents/{reference}/?as_of={then}",
    "incident-since": "/incidents/{reference}/?since={then}",
    "not-found": "/incidents/AAA-AAA/",
    "flags-filtered": "/flags/?q=zzzz",
}
# Sent empty, these come back with what is missing marked.
REFUSED = (
    "incident-new",
    "utterance-new",
    "claims-add",
    "carriage-add",
    "claim-assess",
    "party-new",
    "source-new",
    "attempt-add",
    "reply-add",
    "silence-add",
    "use-add",
    "member-invite",
    "token-issue",
)


class Reader(StrEnum):
    ADMIN = "admin"
    NEW = "in an empty newsroom"
    NOBODY = "signed out"


@dataclass(frozen=True)
class Screen:
    name: str
    address: str
    reader: Reader
    sent_empty: bool = False


def screens(stage: Stage) -> list[Screen]:
    """Every page of the furnished newsroom, its states, those of an empty newsroom, and those of nobody."""
    read = [(name, address) for name, address, view in DOORS if hasattr(view, "get") and name not in NO_PAGES]
    mine = [(name, filled(address, stage.rows)) for name, address in read]
    mine += [
        (name, address.format(reference=stage.rows["incidents"], then=stage.then)) for name, address in STATES.items()
    ]
    refused = [(f"{name}-refused", address) for name, address in mine if name in REFUSED]
    empty = [(f"{name}-empty", address) for name, address in read if "{" not in address]
    return [
        *(Screen(name, address, Reader.ADMIN) for name, address in mine),
        *(Screen(name, address, Reader.ADMIN, sent_empty=True) for name, address in refused),
        *(Screen(name, address, Reader.NEW) for name, address in empty),
        *(Screen(name, address, Reader.NOBODY) for name, address in SIGNED_OUT.items()),
    ]


def is_page(answer: Any) -> bool:
    """Not a file, nor a part of a page that another asks for."""
    return bool(answer.headers.get("content-type", "").startswith("text/html")) and "<!doctype" in answer.text()[:200]
