"""A note for colleagues."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from claims.models import Note
from claims.web.forms._base import FactForm, text_field


class NoteForm(FactForm):
    text = text_field(
        Note,
        "text",
        label=_("Note"),
        help_text=_("For colleagues only. Write @ and a name, or an e-mail address, to call somebody to it."),
    )
