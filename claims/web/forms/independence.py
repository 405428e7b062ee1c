"""Forms that let two count separately, and take it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import Independence, Party, Source
from claims.web.forms._base import FactForm, text_field
from claims.web.forms._named import RowField


class ReasonedForm(FactForm):
    reason = text_field(
        Independence,
        "reason",
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays on the record, and is shown beside what ties the two together."),
    )


class PartiesApartForm(ReasonedForm):
    other_party = RowField(label=_("Counts separately from"), nothing=_("— choose —"), required=True)

    field_order = ("other_party", "reason")

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["other_party"]
        assert isinstance(field, RowField)
        field.offer_rows(list(parties))


class SourceApartForm(ReasonedForm):
    """One of the source's origins, or its outlet (offered as "outlet")."""

    of = forms.ChoiceField(label=_("Counts separately from"))

    field_order = ("of", "reason")

    def __init__(self, *args: Any, origins: Sequence[Source], outlet: Party | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows: dict[str, dict[str, Any]] = {f"origin-{each.pk}": {"origin": each} for each in origins}
        choices = [(f"origin-{each.pk}", each.title) for each in origins]
        if outlet is not None:
            self.rows["outlet"] = {"party": outlet}
            choices.append(("outlet", _("its outlet, %(name)s") % {"name": outlet.name}))
        field = self.fields["of"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("— choose —")), *choices]

    def kwargs(self) -> dict[str, Any]:
        given = super().kwargs()
        return {**self.rows[given.pop("of")], **given}

    def field_at(self, path: str) -> str | None:
        return "of" if path in ("origin", "party") else super().field_at(path)
