"""The form for an attempt: short, for somebody with the phone still in hand."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.models import Attempt, CommentRequest, ContactPoint
from claims.models.answering import resolved
from claims.vocabulary import Channel, Outcome, Reached
from claims.web.forms._base import FactForm, SeenChoiceField, choice_field, instant_field, text_field
from claims.web.forms.comment_requests import points_of


class AttemptForm(FactForm):
    channel = choice_field(Channel, label=_("Tried by"), empty=_("— choose —"), required=True)
    reached = choice_field(Reached, label=_("Who was reached"), empty=_("— choose —"), required=True)
    outcome = choice_field(Outcome, label=_("What came of it"), empty=_("— choose —"), required=True)
    contact_point = SeenChoiceField(
        ContactPoint.objects.filter(retired_at__isnull=True),
        label=_("Contact point"),
        required=False,
        label_from=lambda point: f"{point.get_channel_display()}: {point.address} {point.label}".strip(),
    )
    tried_at = instant_field(label=_("When"), required=False, help_text=_("In your time zone; leave it open for now."))
    note = text_field(Attempt, "note", label=_("Note"))

    def __init__(self, *args: Any, comment_request: CommentRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["contact_point"]
        assert isinstance(field, SeenChoiceField)
        field.offer(self.actor, points_of(resolved(comment_request.party)))
