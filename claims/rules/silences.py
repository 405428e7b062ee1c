"""Rules of reported silences."""

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _


def check_same_incident(same: bool) -> None:
    """A silence on an allegation is reported in the incident of the allegation."""
    if not same:
        raise RuleBroken(
            "allegation_of_other_incident", _("This allegation belongs to another incident."), field="allegation"
        )
