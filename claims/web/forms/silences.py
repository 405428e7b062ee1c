"""Forms for what is known of a party's silence."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.models import Allegation, ChannelCheck, ReportedSilence
from claims.vocabulary import CheckResult, SilenceKind
from claims.web.forms._base import DatedField, choice_field, instant_field, text_field
from claims.web.forms._named import PartyField, RowField, SourceField, party_kind_field, source_kind_field
from claims.web.forms._parts import PartForm


class SilenceForm(PartForm):
    """A source's own claim that a party did not answer it."""

    party = PartyField(label=_("Party that did not answer"), kind="party_kind", required=True)
    party_kind = party_kind_field()
    source = SourceField(label=_("Source that reports it"), kind="source_kind", required=True)
    source_kind = source_kind_field()
    kind = choice_field(SilenceKind, label=_("What it reports"), empty=_("— choose —"), required=True)
    wording = text_field(
        ReportedSilence, "wording", label=_("Its wording"), help_text=_("Exactly: “have yet to comment”.")
    )
    allegation = RowField(
        label=_("On which allegation"),
        nothing=_("— the source does not say —"),
        help_text=_("If the source states it."),
    )
    asked_by = PartyField(
        label=_("Asked by"), kind="asked_by_kind", help_text=_("The outlet that asked, if the source states it.")
    )
    asked_by_kind = party_kind_field(label=_("Kind of who asked, if new"))
    reported = DatedField(label=_("Reported"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["allegation"]
        assert isinstance(field, RowField)
        field.offer_rows(self.known.allegations, _words)


class ChannelCheckForm(PartForm):
    """A look at a party's own channels."""

    party = PartyField(label=_("Party"), kind="party_kind", required=True)
    party_kind = party_kind_field()
    channels = text_field(
        ChannelCheck,
        "channels",
        label=_("Where you looked"),
        help_text=_("The party’s own channels, by name: its website, its page, its spokesperson’s account."),
    )
    result = choice_field(CheckResult, label=_("Result"), empty=_("— choose —"), required=True)
    source = SourceField(label=_("What was found"), kind="source_kind", help_text=_("As a source, if something was."))
    source_kind = source_kind_field()
    checked_at = instant_field(
        label=_("When"), required=False, help_text=_("In your time zone; leave it open for now.")
    )
    note = text_field(ChannelCheck, "note", label=_("Note"))


def _words(allegation: Allegation) -> str:
    role = allegation.role_label or str(allegation.get_role_display())
    accused = (allegation.accused.merged_into or allegation.accused).name
    return _("%(accused)s – %(role)s: %(text)s") % {"accused": accused, "role": role, "text": allegation.claim.text}
