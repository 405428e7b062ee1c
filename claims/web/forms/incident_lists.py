"""What narrows the lists of one incident: to one of its parties, or to one of its questions."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import Party, Question
from claims.web.forms._base import FilterForm


class _OneOf(FilterForm):
    """One choice, `name`; beside it the instant that the page shows."""

    name: ClassVar[str]
    as_of = forms.CharField(widget=forms.HiddenInput)

    def offer(self, all_of_them: Any, choices: Iterable[tuple[int, str]]) -> None:
        field = self.fields[self.name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", all_of_them), *choices]

    @property
    def narrows(self) -> bool:
        return bool(self[self.name].value())

    def chosen(self) -> int | None:
        """The id of what was chosen."""
        return int(self.cleaned_data[self.name]) if self.is_valid() and self.cleaned_data[self.name] else None


class PartyFilter(_OneOf):
    """`parties`: those whom the list concerns."""

    name = "party"
    party = forms.ChoiceField(label=_("Party"))

    def __init__(self, *args: Any, parties: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(_("Every party"), ((party.pk, party.name) for party in parties))


class QuestionFilter(_OneOf):
    """`questions`: those of the incident."""

    name = "question"
    question = forms.ChoiceField(label=_("Question"))

    def __init__(self, *args: Any, questions: Iterable[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(_("Every question"), ((question.pk, question.text) for question in questions))
