"""What may be typed: plain text within bounds, http addresses, known countries, languages and zones."""

import re
import unicodedata
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import pycountry

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _

TAG = re.compile(r"<[/!?]?[a-zA-Z][^<>]*>|<!--|<\s*/?\s*script", re.IGNORECASE)
# Embeddings, overrides and isolates reorder what stands around them: a name could be shown backwards.
REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?\Z")
EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}\Z"
)
CONTROL_ALLOWED = frozenset("\n\t")
ZONES = frozenset(available_timezones())


def clean_text(value: str, *, field: str, longest: int, required: bool = False) -> str:
    """The text without surrounding white space, or a refusal that says what is wrong with it."""
    text = value.replace("\r\n", "\n").strip()
    if required and not any(_shows(character) for character in text):
        raise RuleBroken("required", _("This is needed."), field=field)
    if len(text) > longest:
        raise RuleBroken(
            "too_long",
            _("This is %(length)s characters long; at most %(longest)s fit."),
            field=field,
            length=len(text),
            longest=longest,
        )
    _refuse_characters(text, field)
    if TAG.search(text):
        raise RuleBroken("markup", _("Write plain text: HTML tags are not taken."), field=field)
    return text


def _shows(character: str) -> bool:
    """Whether anything is to be seen of it: not of spaces, controls and joiners."""
    return unicodedata.category(character)[0] not in "CZ"


def _refuse_characters(text: str, field: str) -> None:
    for place, character in enumerate(text, start=1):
        if character in REORDERING:
            raise RuleBroken(
                "reordering_character",
                _("Character %(place)s is an invisible one that reverses the direction of text; remove it."),
                field=field,
                place=place,
            )
        if unicodedata.category(character) in ("Cc", "Cs") and character not in CONTROL_ALLOWED:
            raise RuleBroken(
                "control_character",
                _("Character %(place)s is a control character that cannot be kept; remove it."),
                field=field,
                place=place,
            )


def check_address(url: str, *, field: str) -> None:
    """Refuse what is not a full http or https address; "" is unknown."""
    if not url:
        return
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable or re.search(r"\s", url):
        raise RuleBroken(
            "bad_address",
            _("Give a full address that begins with http:// or https://."),
            field=field,
        )


def check_email(address: str, *, field: str) -> None:
    """Refuse what is no e-mail address (a plain one: no quotes, no comments, a domain with a dot)."""
    if not EMAIL.match(address):
        raise RuleBroken("bad_email", _("“%(address)s” is not an e-mail address."), field=field, address=address)


def check_country(code: str, *, field: str) -> None:
    """Refuse what is no ISO 3166-1 alpha-2 code; "" is unknown."""
    if code and (code != code.upper() or pycountry.countries.get(alpha_2=code) is None):
        raise RuleBroken(
            "unknown_country",
            _("“%(code)s” is not a country code we know."),
            field=field,
            code=code,
        )


def check_language(code: str, *, field: str) -> None:
    """Refuse what is no language tag (ISO 639 with an optional script or region); "" is unknown."""
    if not code:
        return
    base = code.partition("-")[0]
    known = pycountry.languages.get(alpha_2=base) or pycountry.languages.get(alpha_3=base)
    if not LANGUAGE.match(code) or known is None:
        raise RuleBroken(
            "unknown_language",
            _("“%(code)s” is not a language code we know."),
            field=field,
            code=code,
        )


def check_zone(name: str, *, field: str) -> None:
    """Refuse what is no IANA time zone; "" is unknown."""
    if name and name not in ZONES:
        raise RuleBroken(
            "unknown_zone",
            _("“%(name)s” is not a time zone we know."),
            field=field,
            name=name,
        )
