"""A party by its name where only one on record will do."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from claims.models import Party
from claims.web.forms._named import PartyField


class RecordedPartyField(PartyField):
    """A party on record; a name that nobody goes by is refused rather than added."""

    def clean(self, value: Any) -> Party | None:
        party = super().clean(value)
        if party is not None and party.pk is None:
            raise ValidationError(
                _("There is no party called “%(name)s”."), code="unknown", params={"name": party.name}
            )
        return party
