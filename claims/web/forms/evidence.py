"""Evidence: what a source does to a claim, and the root behind it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.models import Evidence, ProtectedIdentity
from claims.rules.roles import May, may
from claims.vocabulary import Basis, Bearing, RootKind
from claims.web.forms._base import choice_field, text_field
from claims.web.forms._named import PartyField, RowField, SourceField, party_kind_field, source_kind_field
from claims.web.forms.sources import SourceNamed


class EvidenceForm(SourceNamed):
    bearing = choice_field(Bearing, label=_("What it does to the claim"))
    passage = text_field(Evidence, "passage", label=_("The passage, word for word"))
    passage_prefix = text_field(Evidence, "passage_prefix", label=_("What stands just before it"))
    passage_suffix = text_field(Evidence, "passage_suffix", label=_("What stands just after it"))
    root_kind = choice_field(RootKind, label=_("Who ultimately knows"), initial=RootKind.UNKNOWN)
    root_party = PartyField(label=_("If a party: which"), kind="root_party_kind")
    root_party_kind = party_kind_field()
    root_source = SourceField(label=_("If a recording or document: which"), kind="root_source_kind")
    root_source_kind = source_kind_field()
    root_identity = RowField(label=_("If a protected person: who"))
    root_label = text_field(Evidence, "root_label", label=_("In the source’s words"))
    basis = choice_field(Basis, label=_("How the root knows"), initial=Basis.UNSTATED)
    distinct_reason = text_field(Evidence, "distinct_reason", label=_("Why this unnamed root is one of its own"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may(self.actor, May.ASSESS):
            del self.fields["distinct_reason"]
        field = self.fields["root_identity"]
        assert isinstance(field, RowField)
        field.offer_rows(list(ProtectedIdentity.objects.visible_to(self.actor).order_by("pseudonym")))
