"""Letting two that hang together count separately, and taking it back."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import path, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.actions.independence import state_independence, withdraw_independence
from claims.models import Derivation, Independence, Party, PartyRelation, Source
from claims.models.answering import resolved
from claims.rules.roles import May
from claims.rules.ties import SUGGEST_DEPENDENCE
from claims.web.form_door import FormDoor
from claims.web.forms.independence import PartiesApartForm, ReasonedForm, SourceApartForm

EXPLANATION = gettext_lazy(
    "What is on record ties the two together, so that as roots they count once. If you know that they do not depend on"
    " one another, say why: they count separately from then on. The tie itself stays on record."
)


class _Apart(FormDoor):
    heading = gettext_lazy("Counts separately")
    submit_label = gettext_lazy("Let them count separately")
    done_message = gettext_lazy("The two count separately from now on.")
    capability = May.ASSESS


class PartyApart(_Apart):
    form_class = PartiesApartForm
    party: Party

    def subject(self) -> None:
        self.party = resolved(self.seen(Party.objects.select_related("merged_into"), pk=self.kwargs["pk"]))

    def initial(self) -> dict[str, Any]:
        return {"other_party": self.request.GET.get("other")}

    def form_kwargs(self) -> dict[str, Any]:
        return {"actor": self.actor, "parties": self._tied()}

    def act(self, form: PartiesApartForm) -> Independence:
        return state_independence(party=self.party, **form.kwargs(), by=self.actor, at=self.now)

    def back_url(self) -> str:
        return reverse("party", args=[self.party.pk])

    def context(self) -> dict[str, Any]:
        crumbs = [(reverse("parties"), _("Parties")), (self.back_url(), self.party.name)]
        return {"crumbs": crumbs, "explanation": EXPLANATION}

    def _tied(self) -> list[Party]:
        """Those to whom a relation ties it, as the reader sees them."""
        here = Q(party=self.party) | Q(party__merged_into=self.party)
        there = Q(other=self.party) | Q(other__merged_into=self.party)
        relations = PartyRelation.objects.visible_to(self.actor).filter(here | there, kind__in=SUGGEST_DEPENDENCE)
        rows = relations.select_related("party__merged_into", "other__merged_into").order_by("pk")
        found = {end.pk: end for row in rows for end in (resolved(row.party), resolved(row.other))}
        return [end for end in found.values() if end != self.party]


class SourceApart(_Apart):
    form_class = SourceApartForm
    source: Source

    def subject(self) -> None:
        self.source = self.seen(Source.objects.select_related("outlet__merged_into"), pk=self.kwargs["pk"])

    def initial(self) -> dict[str, Any]:
        return {"of": self.request.GET.get("of")}

    def form_kwargs(self) -> dict[str, Any]:
        seen = Derivation.objects.visible_to(self.actor).filter(source=self.source).select_related("origin")
        outlet = resolved(self.source.outlet) if self.source.outlet else None
        shown = outlet and Party.objects.visible_to(self.actor).filter(pk=outlet.pk).first()
        return {"actor": self.actor, "origins": [each.origin for each in seen.order_by("pk")], "outlet": shown}

    def act(self, form: SourceApartForm) -> Independence:
        return state_independence(source=self.source, **form.kwargs(), by=self.actor, at=self.now)

    def back_url(self) -> str:
        return reverse("source", args=[self.source.pk])

    def context(self) -> dict[str, Any]:
        crumbs = [(reverse("sources"), _("Sources")), (self.back_url(), Truncator(self.source.title).chars(60))]
        return {"crumbs": crumbs, "explanation": EXPLANATION}


class IndependenceWithdraw(FormDoor):
    form_class = ReasonedForm
    heading = gettext_lazy("They count as one after all")
    submit_label = gettext_lazy("Let them count as one")
    done_message = gettext_lazy("The two count as one again.")
    capability = May.ASSESS
    independence: Independence

    def subject(self) -> None:
        rows = Independence.objects.select_related("party", "other_party", "source", "origin")
        self.independence = self.seen(rows, pk=self.kwargs["pk"])

    def act(self, form: ReasonedForm) -> Independence:
        return withdraw_independence(independence=self.independence, **form.kwargs(), by=self.actor, at=self.now)

    def back_url(self) -> str:
        cut = self.independence
        return reverse("source", args=[cut.source_id]) if cut.source_id else reverse("party", args=[cut.party_id])

    def context(self) -> dict[str, Any]:
        cut = self.independence
        names = {"one": cut.source or cut.party, "other": cut.origin or cut.other_party or cut.party}
        words = _("“%(one)s” and “%(other)s” count separately: %(reason)s") % {**names, "reason": cut.reason}
        return {"crumbs": [(self.back_url(), str(names["one"]))], "explanation": words}


urlpatterns = [
    path("parties/<int:pk>/independent/", PartyApart.as_view(), name="party-independent"),
    path("sources/<int:pk>/independent/", SourceApart.as_view(), name="source-independent"),
    path("independences/<int:pk>/withdraw/", IndependenceWithdraw.as_view(), name="independence-withdraw"),
]
