"""Forms for protected people."""

from django.utils.translation import gettext_lazy as _

from claims.models import Membership, ProtectedIdentity
from claims.web.forms._base import FactForm, VersionedForm, text_field
from claims.web.forms._seen import SeenChoiceField


class IdentityForm(FactForm):
    pseudonym = text_field(
        ProtectedIdentity,
        "pseudonym",
        label=_("What everybody calls them"),
        help_text=_("Everybody in the newsroom sees this, and it may be printed: “a resident”, “Witness 2”."),
    )
    name = text_field(ProtectedIdentity, "name", label=_("Name"))
    contact = text_field(ProtectedIdentity, "contact", label=_("How to reach them"))
    note = text_field(ProtectedIdentity, "note", label=_("Note"))

    sections = (
        (_("For everybody"), ("pseudonym",)),
        (_("For those who may see who it is, and nobody else"), ("name", "contact", "note")),
    )


class IdentityRevisionForm(VersionedForm, IdentityForm):
    pass


class ShareForm(FactForm):
    user = SeenChoiceField(
        Membership.objects.active().with_user().order_by("user__name"),
        label=_("Person"),
        label_from=lambda membership: f"{membership.user} ({membership.get_role_display()})",
    )


class UnshareForm(ShareForm):
    """Only those who see it now are offered."""

    def __init__(self, *args: object, identity: ProtectedIdentity, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["user"]
        assert isinstance(field, SeenChoiceField)
        field.offer(self.actor, field.rows.filter(user__in=identity.readers.values("user")))
