"""How what came between two instants is worded: numbers with their nouns, one sentence."""

from collections.abc import Callable

from django import template
from django.utils.translation import gettext, ngettext

from claims.language import Spoken
from claims.models.since import Comparison
from claims.rules.sentences import listed
from claims.vocabulary import Happening

register = template.Library()

COUNTED: dict[Happening, Callable[[int], str]] = {
    Happening.CLAIMS_ADDED: lambda n: ngettext("%(n)d claim added", "%(n)d claims added", n),
    Happening.CLAIMS_REVISED: lambda n: ngettext("%(n)d claim revised", "%(n)d claims revised", n),
    Happening.CLAIMS_FALLEN: lambda n: ngettext("%(n)d claim no longer stands", "%(n)d claims no longer stand", n),
    Happening.NOW_ESTABLISHED: lambda n: ngettext("%(n)d established by us", "%(n)d established by us", n),
    Happening.NOW_CORROBORATED: lambda n: ngettext("%(n)d corroborated", "%(n)d corroborated", n),
    Happening.NOW_CONTESTED: lambda n: ngettext("%(n)d contested", "%(n)d contested", n),
    Happening.NOW_REFUTED: lambda n: ngettext("%(n)d refuted", "%(n)d refuted", n),
    Happening.NOW_COULD_NOT_BE_VERIFIED: lambda n: ngettext(
        "%(n)d could not be verified", "%(n)d could not be verified", n
    ),
    Happening.NOW_NOT_ASSESSED: lambda n: ngettext("%(n)d assessment fell away", "%(n)d assessments fell away", n),
    Happening.QUESTIONS_RAISED: lambda n: ngettext("%(n)d question raised", "%(n)d questions raised", n),
    Happening.EVIDENCE_ADDED: lambda n: ngettext("%(n)d piece of evidence added", "%(n)d pieces of evidence added", n),
    Happening.EVIDENCE_WITHDRAWN: lambda n: ngettext(
        "%(n)d piece of evidence withdrawn", "%(n)d pieces of evidence withdrawn", n
    ),
    Happening.CLAIMS_RELATED: lambda n: ngettext(
        "%(n)d relation between claims recorded", "%(n)d relations between claims recorded", n
    ),
    Happening.REQUESTS_SENT: lambda n: ngettext("%(n)d request sent", "%(n)d requests sent", n),
    Happening.REPLIES: lambda n: ngettext("%(n)d reply", "%(n)d replies", n),
    Happening.SILENCES_REPORTED: lambda n: ngettext("%(n)d silence reported", "%(n)d silences reported", n),
    Happening.CHANNELS_CHECKED: lambda n: ngettext("%(n)d channel check", "%(n)d channel checks", n),
    Happening.WAIVERS: lambda n: ngettext("%(n)d decision not to ask", "%(n)d decisions not to ask", n),
    Happening.USES: lambda n: ngettext("%(n)d use in print", "%(n)d uses in print", n),
}


@register.filter
def came_words(came: Comparison) -> str:
    """All of it in one line: 2 claims added, 1 contested, 1 reply."""
    parts = [COUNTED[heading](len(rows)) % {"n": len(rows)} for heading, rows in came.told]
    if came.withheld:
        parts.append(ngettext("%(n)d item withheld", "%(n)d items withheld", came.withheld) % {"n": came.withheld})
    return f"{listed(parts, Spoken())}." if parts else gettext("Nothing came.")
