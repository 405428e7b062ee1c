"""The forms for what is done about a reply since it came."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.models import Correction, Reply, ReplyHandled
from claims.vocabulary import CorrectedField
from claims.web.forms._base import FactForm, text_field


class CorrectionForm(FactForm):
    """Each field as it reads now; only those that the person changed are handed on, with what they showed."""

    words = text_field(Reply, "words", label=_("Words"))
    translation = text_field(Reply, "translation", label=_("Translation"))
    translated_by = text_field(Reply, "translated_by", label=_("Translated by"))
    speaker_label = text_field(Reply, "speaker_label", label=_("Who replied"))
    reason = text_field(
        Correction, "reason", required=True, label=_("Reason"), help_text=_("Such as “misheard on the telephone”.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in CorrectedField:
            self.fields[field.value].show_hidden_initial = True

    def kwargs(self) -> dict[str, Any]:
        changed = [field.value for field in CorrectedField if field.value in self.changed_data]
        shown = {name: self.data.get(self[name].html_initial_name) for name in changed}
        return {
            **{name: self.cleaned_data[name] for name in changed},
            "reason": self.cleaned_data["reason"],
            "shown": {name: text.replace("\r\n", "\n") for name, text in shown.items() if text is not None},
        }


class HandleReplyForm(FactForm):
    note = text_field(
        ReplyHandled,
        "note",
        required=True,
        label=_("Why there is nothing to record"),
        help_text=_("Such as “says the same as in public on Monday; that is on record”."),
    )
