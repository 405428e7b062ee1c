"""Forms for tokens."""

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import ApiToken
from claims.rules.roles import HIGHEST_TOKEN_ROLE, RANK
from claims.vocabulary import Role, TokenScope
from claims.web.forms._base import FactForm, choice_field, instant_field, text_field

ROLES = [(role.value, role.label) for role in Role if RANK[role] <= RANK[HIGHEST_TOKEN_ROLE]]


class TokenForm(FactForm):
    label = text_field(
        ApiToken, "label", label=_("Label"), help_text=_("Which tool it is for. Everybody sees it in the record.")
    )
    role = forms.TypedChoiceField(choices=ROLES, coerce=Role, label=_("Role"))
    scope = choice_field(TokenScope, label=_("Scope"))
    expires_at = instant_field(
        label=_("Runs out"), required=False, help_text=_("In your time zone; leave it open for a token without end.")
    )


class RevokeForm(FactForm):
    understood = forms.BooleanField(label=_("I have read what follows from this."))
