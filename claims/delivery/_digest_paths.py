"""The page on which something can be done about an item of a digest."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from claims.rules.digest_items import Item
from claims.vocabulary import DigestItemKind, DigestSection

PAGES = {
    "use": ("use-handle", gettext_noop("Look at what we printed")),
    "assessment": ("assessment-sign-off", gettext_noop("Sign it off or send it back")),
    "commentrequest": ("request", gettext_noop("Open the request")),
    "claim": ("claim", gettext_noop("Open the claim")),
}
# The first of these rows that an item speaks of is where its link leads; its incident, where there is none.
LEADS_TO: dict[DigestItemKind, tuple[str, ...]] = {
    DigestItemKind.FLAG: ("use", "commentrequest", "claim"),
    DigestItemKind.SIGN_OFF_WAITING: ("assessment", "claim"),
    DigestItemKind.INCIDENT_OPENED: (),
    DigestItemKind.REPLY: ("commentrequest",),
    DigestItemKind.YET_TO_ANSWER: ("commentrequest", "claim"),
    DigestItemKind.SILENCE_REPORTED: (),
}
WHERE_MORE = {
    DigestSection.NEEDS_YOU: "desk",
    DigestSection.CHANGED: "incidents",
    DigestSection.UNANSWERED: "requests",
    DigestSection.WEAK_SPOTS: "incidents",
}


def place_of(item: Item, reference: str) -> tuple[str, str]:
    """Where an item's link leads, and what that is."""
    for noun in LEADS_TO.get(item.kind, ("claim",)):
        if noun in item.rows:
            page, label = PAGES[noun]
            return reverse(page, args=[item.rows[noun]]), _(label)
    if item.kind == DigestItemKind.SILENCE_REPORTED:
        return more_path(DigestSection.UNANSWERED, reference), _("Open the ledger")
    return more_path(DigestSection.CHANGED, reference), _("Open the incident")


def more_path(section: DigestSection, reference: str = "") -> str:
    """Where what had no room stands: in the incident, or on the page for things of that kind."""
    if not reference:
        return reverse(WHERE_MORE[section])
    if section == DigestSection.UNANSWERED:
        return reverse("incident-ledger", args=[reference])
    return reverse("incident", args=[reference])
