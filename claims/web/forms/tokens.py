"""Forms for tokens."""

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import ApiToken
from claims.rules.roles import HIGHEST_TOKEN_ROLE, RANK
from claims.vocabulary import Role, TokenScope
from claims.web.forms._base import FactForm, instant_field, text_field

ROLES = [(role.value, role.label) for role in Role if RANK[role] <= RANK[HIGHEST_TOKEN_ROLE]]

SCOPES = {
    TokenScope.READ: _("Read: everything but whole files"),
    TokenScope.WRITE: _("Record and edit: incidents, sources, utterances, claims, evidence, assessments, …"),
    TokenScope.COMMENT: _("Ask for comment: read and write requests, attempts, replies, waivers"),
    TokenScope.EXPORT: _("Export: whole lists and files in one go"),
    TokenScope.ARCHIVE: _("Archive sources: read sources, record checks of them"),
}


class TokenForm(FactForm):
    label = text_field(
        ApiToken, "label", label=_("Label"), help_text=_("Which tool it is for. Everybody sees it in the record.")
    )
    role = forms.TypedChoiceField(choices=ROLES, coerce=Role, label=_("Role"))
    scopes = forms.TypedMultipleChoiceField(
        choices=[(scope.value, words) for scope, words in SCOPES.items()],
        coerce=TokenScope,
        initial=[TokenScope.READ],
        widget=forms.CheckboxSelectMultiple,
        label=_("What it may be used for"),
        help_text=_("Besides its role. These do not include one another: a tool that reads what it writes takes both."),
    )
    networks = forms.CharField(
        label=_("Networks"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
        help_text=_("From where it may be used, one to a line, such as 192.0.2.0/24; leave it open for anywhere."),
    )
    expires_at = instant_field(
        label=_("Runs out"), required=False, help_text=_("In your time zone; leave it open for a token without end.")
    )

    def clean_networks(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["networks"].splitlines() if line.strip()]


class RotateForm(FactForm):
    overlap_hours = forms.TypedChoiceField(
        choices=[(0, _("Not at all")), (1, _("One hour")), (24, _("A day")), (168, _("A week"))],
        coerce=int,
        initial=24,
        label=_("The old token goes on for"),
        help_text=_("Until then both open the same: time to put the new one into the tool."),
    )
    expires_at = instant_field(
        label=_("The new one runs out"), required=False, help_text=_("In your time zone; leave it open for no end.")
    )


class RevokeForm(FactForm):
    understood = forms.BooleanField(label=_("I have read what follows from this."))
