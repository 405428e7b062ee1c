"""A date as people know it: precision, day and instant in one field, because they only make sense together."""

from typing import Any

from django import forms
from django.forms.widgets import Input
from django.utils.translation import gettext_lazy as _

from claims.vocabulary import DatePrecision

PARTS = ("precision", "on", "at")
AS_FILLED_IN = [("", _("As filled in"))]


class DatedWidget(forms.MultiWidget):
    """Three inputs, `<name>_precision`, `<name>_on` and `<name>_at`; the last is in the reader's zone."""

    template_name = "components/dated.html"

    def __init__(self, attrs: Any = None) -> None:
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            "precision": forms.Select(
                choices=[*AS_FILLED_IN, *DatePrecision.choices], attrs={"aria-label": _("How precise")}
            ),
            "on": forms.DateInput(attrs={"type": "date", "aria-label": _("Day")}, format="%Y-%m-%d"),
            "at": forms.DateTimeInput(
                attrs={"type": "datetime-local", "aria-label": _("Date and time")}, format="%Y-%m-%dT%H:%M"
            ),
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: Any) -> list[Any]:
        if not value:
            return ["", None, None]
        precision = value["precision"]
        if precision == DatePrecision.UNKNOWN:
            precision = ""  # so that filling in a date is enough
        on = None if precision == DatePrecision.INSTANT else value["on"]
        return [precision, on, value["at"]]


class HiddenDatedWidget(DatedWidget):
    """The same, not shown: what the field showed when the form was opened."""

    template_name = "django/forms/widgets/multiwidget.html"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs)
        shown = self.widgets
        # A select would give its value as a list; the others keep their formats.
        self.widgets = [forms.HiddenInput(), *shown[1:]]
        for widget in self.widgets[1:]:
            assert isinstance(widget, Input)
            widget.input_type, widget.template_name = "hidden", "django/forms/widgets/hidden.html"
            widget.attrs = {name: value for name, value in widget.attrs.items() if not name.startswith("aria-")}


class DescribedWhereShown(forms.BoundField):
    """What nobody sees, such as what a field showed at first, is not described to a screen reader either."""

    def build_widget_attrs(self, attrs: Any, widget: Any = None) -> dict[str, Any]:
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        if widget is not None and widget.is_hidden:
            built.pop("aria-describedby", None)
        return built


class DatedBoundField(DescribedWhereShown):
    """Says what the field showed at first, also when the form comes back: Django looks for one input, not three."""

    def as_widget(self, widget: Any = None, attrs: Any = None, only_initial: bool = False) -> Any:
        if only_initial and any(f"{self.html_initial_name}_{part}" in self.form.data for part in PARTS):
            hidden = self.field.hidden_widget()
            value = hidden.value_from_datadict(self.form.data, self.form.files, self.html_initial_name)
            return hidden.render(self.html_initial_name, value, attrs)
        return super().as_widget(widget, attrs, only_initial)


class DatedField(forms.MultiValueField):
    """Gives {"on", "at", "precision"}. A precision not chosen is what was filled in: a time, a day, or unknown."""

    widget = DatedWidget
    hidden_widget = HiddenDatedWidget
    bound_field_class = DatedBoundField

    def __init__(self, **kwargs: Any) -> None:
        fields = (
            forms.TypedChoiceField(
                choices=[*AS_FILLED_IN, *DatePrecision.choices], coerce=DatePrecision, empty_value="", required=False
            ),
            forms.DateField(required=False),
            forms.DateTimeField(required=False),
        )
        kwargs.setdefault("required", False)
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[Any]) -> dict[str, Any]:
        precision, on, at = data_list or ("", None, None)
        if not precision:
            precision = DatePrecision.INSTANT if at else DatePrecision.DAY if on else DatePrecision.UNKNOWN
        return {"on": on, "at": at, "precision": precision}
