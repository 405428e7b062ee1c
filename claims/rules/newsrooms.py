"""Rules of newsrooms: the short name in addresses, and limits in hours that mean something."""

import re

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
MOST_HOURS = 24 * 90


def check_slug(slug: str, *, taken: bool) -> None:
    """Refuse a short name that does not fit an address, or that another newsroom has."""
    if not SLUG.match(slug):
        raise RuleBroken("bad_slug", _("A short name is small letters, digits and single hyphens."), field="slug")
    if taken:
        raise RuleBroken("slug_taken", _("There is already a newsroom “%(slug)s”."), field="slug", slug=slug)


def check_hours(hours: int, *, field: str) -> None:
    """Refuse a limit below an hour or above ninety days."""
    if not 1 <= hours <= MOST_HOURS:
        raise RuleBroken(
            "hours_out_of_range", _("Give a number of hours from 1 to %(most)s."), field=field, most=MOST_HOURS
        )
