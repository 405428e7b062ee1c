"""Keys for whoever has thirty sources open. Each works only where its page has the element that it stands for."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Shortcut:
    """Keys, pressed one after the other, and what they do."""

    keys: str
    does: Promise

    @property
    def pressed(self) -> list[str]:
        return self.keys.split()


# By what templates call them: `data-key="{{ keys.incidents }}"` marks the element that is followed, or focused.
EVERYWHERE = {
    "search": Shortcut("/", _("Search everything")),
    "desk": Shortcut("g d", _("Go to the desk")),
    "incidents": Shortcut("g i", _("Go to incidents")),
    "parties": Shortcut("g p", _("Go to parties")),
    "sources": Shortcut("g s", _("Go to sources")),
    "requests": Shortcut("g r", _("Go to requests")),
    "changes": Shortcut("g c", _("Go to changes")),
    "shortcuts": Shortcut("?", _("Show these keys")),
}
ON_A_PAGE = {
    "new": Shortcut("n", _("New: what the page offers first, an incident, an utterance, a party or a source")),
    "revise": Shortcut("e", _("Revise what the page is about")),
}
ON_THE_BOARD = {
    "next": Shortcut("j", _("Next card")),
    "previous": Shortcut("k", _("Previous card")),
    "attempt": Shortcut("a", _("Record an attempt")),
}
GROUPS = ((_("Everywhere"), EVERYWHERE), (_("On a page"), ON_A_PAGE), (_("On the board of requests"), ON_THE_BOARD))
KEYS = {name: each.keys for group in (EVERYWHERE, ON_A_PAGE) for name, each in group.items()}
