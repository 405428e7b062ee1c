"""Signing in, passwords, and what an account remembers of its reader."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from claims.models import User
from claims.rules.members import LONGEST_PASSWORD
from claims.web.forms._base import FactForm, text_field
from claims.web.forms._world import zone_field

NOT_TOGETHER = _("This e-mail address and password do not go together. Check both; upper and lower case matter.")


def password_field(label: Any, autocomplete: str, **kwargs: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=LONGEST_PASSWORD, **kwargs)


class SignInForm(AuthenticationForm):
    error_messages = {"invalid_login": NOT_TOGETHER, "inactive": NOT_TOGETHER}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["username"].label = _("E-mail address")
        self.fields["username"].widget = forms.EmailInput(
            attrs={"autocomplete": "username", "autofocus": True, "maxlength": 254}
        )
        self.fields["password"] = password_field(_("Password"), "current-password")


class ResetRequestForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class NobodySees(forms.TextInput):
    """A line that is there for password managers, who do not look at hidden inputs."""

    is_hidden = True


class NewPasswordForm(forms.Form):
    """A password of one's own choice, twice: nobody sees what they type. `username` tells a password manager whose."""

    username = forms.CharField(widget=NobodySees(attrs={"autocomplete": "username", "hidden": True}), required=False)
    password = password_field(
        _("New password"), "new-password", help_text=_("At least 10 characters; a short sentence is best.")
    )
    repeated = password_field(_("New password again"), "new-password")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "password" in cleaned and "repeated" in cleaned and cleaned["password"] != cleaned["repeated"]:
            self.add_error("repeated", _("The two passwords differ."))
        return cleaned


class NewcomerForm(NewPasswordForm):
    """Accepting an invitation without an account."""

    name = text_field(User, "name", label=_("Your name"), help_text=_("As your colleagues know you."))
    field_order = ("username", "name", "password", "repeated")


class KnownPersonForm(forms.Form):
    """Accepting an invitation with an account that exists already."""

    password = password_field(_("Your password"), "current-password")


class PasswordChangeForm(NewPasswordForm, FactForm):
    present = password_field(_("Present password"), "current-password")
    field_order = ("username", "present", "password", "repeated")


class AccountForm(FactForm):
    time_zone = zone_field(label=_("Time zone"), help_text=_("All times are shown in this zone."))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
