"""Lists typed as lines: aliases, questions."""

from typing import Any

from django import forms


class LinesField(forms.CharField):
    """One entry to a line; blank lines count for nothing. Gives a list."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        if isinstance(value, list | tuple):
            return list(value)
        lines = (line.strip() for line in (super().to_python(value) or "").splitlines())
        return [line for line in lines if line]

    def in_words(self, value: Any) -> str:
        """For the page that shows two versions side by side."""
        return "\n".join(self.to_python(value))
