"""Rules of parties: none stands twice, none is merged in a circle, and addresses fit their channel."""

import re
from collections.abc import Sequence
from datetime import date

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.rules.text import check_address, check_email, clean_text
from claims.vocabulary import Channel

LONGEST_NAME = 200
MOST_ALIASES = 50
PHONE = re.compile(r"\+?[0-9 ()/.\-]{3,40}(?:ext\.? ?[0-9]{1,8})?\Z")


def refuse_second(name: str, known: str, known_id: int) -> None:
    """Refuse a party whose name is already the name or an alias of one with the same kind and country.

    Upper and lower case do not tell two parties apart; kind or country do (there is more than one *Ministry of
    Defence*), and so does a fuller name.
    """
    raise RuleBroken(
        "party_already_here",
        _(
            "“%(known)s” (party %(id)s), of the same kind and country, already goes by the name “%(name)s”."
            " Use that one, or give a name that tells the two apart."
        ),
        field="name",
        name=name,
        known=known,
        id=known_id,
    )


def distinct_names(names: Sequence[str], *, but: str) -> list[str]:
    """The names in the order given, each once whatever its case, and without the party's own."""
    kept: dict[str, str] = {}
    for name in names:
        if name.casefold() != but.casefold():
            kept.setdefault(name.casefold(), name)
    return list(kept.values())


def clean_aliases(aliases: Sequence[str], *, name: str) -> list[str]:
    """The aliases as they will be kept, or a refusal of the first that cannot be."""
    if len(aliases) > MOST_ALIASES:
        raise RuleBroken("too_many_aliases", _("At most %(most)s aliases fit."), field="aliases", most=MOST_ALIASES)
    texts = [
        clean_text(alias, field=f"aliases.{place}", longest=LONGEST_NAME, required=True)
        for place, alias in enumerate(aliases)
    ]
    return distinct_names(texts, but=name)


def merged_aliases(base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> list[str]:
    """Both people's additions and removals since `base`: an alias is there or not, so the two never conflict."""
    added = [alias for alias in mine if alias not in base and alias not in theirs]
    removed = set(base) - set(mine)
    return [*(alias for alias in theirs if alias not in removed), *added]


def check_not_merged(name: str, merged: bool, *, field: str = "") -> None:
    """Refuse new facts about a party that another stands for."""
    if merged:
        raise RuleBroken(
            "party_merged", _("“%(name)s” has been merged into another party; use that one."), field=field, name=name
        )


def check_merge(party: int, into: int) -> None:
    """Refuse merging a party into itself. With `check_not_merged` on both, no circle of merges can arise."""
    if party == into:
        raise RuleBroken("merged_into_itself", _("A party cannot be merged into itself."), field="into")


def check_relation(party: int, other: int, since: date | None, until: date | None) -> None:
    """Refuse a relation to oneself, or one that ends before it begins."""
    if party == other:
        raise RuleBroken("relates_to_itself", _("A party cannot be related to itself."), field="other")
    if since and until and until < since:
        raise RuleBroken("relation_ends_first", _("The relation cannot end before it begins."), field="until")


def check_contact_address(channel: Channel, address: str) -> None:
    """Refuse an address that its channel cannot use."""
    if channel == Channel.EMAIL:
        check_email(address, field="address")
    elif channel == Channel.WEB_FORM:
        check_address(address, field="address")
    elif channel == Channel.PHONE and not PHONE.match(address):
        raise RuleBroken(
            "bad_phone_number",
            _("Give a phone number in digits, with the country's code: +223 20 22 00 00."),
            field="address",
        )
