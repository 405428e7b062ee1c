"""Forms for members: invited, given another role."""

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import Invitation
from claims.vocabulary import Role
from claims.web.forms._base import FactForm, choice_field, text_field


class InviteForm(FactForm):
    email = text_field(
        Invitation, "email", label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = choice_field(Role, label=_("Role"), initial=Role.REPORTER)


class RoleForm(FactForm):
    role = choice_field(Role, label=_("Role"))


class DeactivateForm(FactForm):
    understood = forms.BooleanField(label=_("I have read what follows from this."))
