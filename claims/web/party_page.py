"""One party: its names, how it hangs together with others, and what is on record about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import (
    Change,
    ContactPoint,
    Independence,
    Party,
    PartyRelation,
    Source,
)
from claims.models.answering import resolved
from claims.rules.ties import SUGGEST_DEPENDENCE
from claims.vocabulary import PartyRelationKind
from claims.web.doors import Door
from claims.web.history import gestures
from claims.web.party_record import Reading, incidents_of

# The same relation read from the other end; the forward words are the vocabulary's.
FROM_THE_OTHER_END = {
    PartyRelationKind.PART_OF: gettext_lazy("has as a part"),
    PartyRelationKind.OUTLET_OF: gettext_lazy("has as an outlet"),
    PartyRelationKind.ALLIED_WITH: gettext_lazy("is allied with"),
    PartyRelationKind.COMMISSIONED_BY: gettext_lazy("commissions"),
    PartyRelationKind.ANSWERS_FOR: gettext_lazy("is answered for by"),
    PartyRelationKind.FORMERLY: gettext_lazy("is now"),
}


@dataclass(frozen=True)
class Tie:
    """A relation as it reads from this party."""

    words: Any
    other: Party
    relation: PartyRelation
    source: Source | None
    apart: Independence | None = None

    @property
    def suggests_dependence(self) -> bool:
        return self.relation.kind in SUGGEST_DEPENDENCE


class PartyPage(Door):
    """The page. What was merged into the party counts as its own."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        party = self.seen(Party, pk=pk)
        if party.merged_into_id:
            return redirect("party", pk=party.merged_into_id)
        merged = list(Party.objects.visible_to(self.actor).filter(merged_into=party).order_by("name"))
        self.ids = [party.pk, *(each.pk for each in merged)]
        ties = self._ties(party)
        return self.page(
            "parties/page.html",
            party=party,
            merged=merged,
            aliases=party.aliases.order_by("pk"),
            ties=ties,
            contact_points=ContactPoint.objects.of(self.actor).filter(party__in=self.ids, retired_at__isnull=True),
            history=gestures(Change.objects.visible_to(self.actor).filter(party__in=self.ids)),
            crumbs=[(reverse("parties"), _("Parties"))],
            **self._record(party, ties),
        )

    def _ties(self, party: Party) -> list[Tie]:
        seen = Source.objects.visible_to(self.actor).values("pk")
        relations = (
            PartyRelation.objects.visible_to(self.actor)
            .filter(Q(party__in=self.ids) | Q(other__in=self.ids))
            .select_related("party__merged_into", "other__merged_into", "source")
            .annotate(source_seen=Exists(seen.filter(pk=OuterRef("source"))))
            .order_by("kind", "pk")
        )
        apart = self._apart()
        return [tie for tie in (self._tie(each, apart) for each in relations) if tie.other != party]

    def _tie(self, relation: PartyRelation, apart: dict[int, Independence]) -> Tie:
        kind = PartyRelationKind(relation.kind)
        source = relation.source if getattr(relation, "source_seen", False) else None
        here = relation.party_id in self.ids
        other = resolved(relation.other if here else relation.party)
        words = kind.label if here else FROM_THE_OTHER_END[kind]
        cut = apart.get(other.pk) if kind in SUGGEST_DEPENDENCE else None
        return Tie(words, other, relation, source, cut)

    def _apart(self) -> dict[int, Independence]:
        """By the other party: what says that the two count separately."""
        rows = Independence.objects.visible_to(self.actor).current().filter(other_party__isnull=False)
        cuts = rows.filter(Q(party__in=self.ids) | Q(other_party__in=self.ids))
        found = {}
        for cut in cuts.select_related("party__merged_into", "other_party__merged_into"):
            assert cut.party is not None
            assert cut.other_party is not None
            found[resolved(cut.other_party if cut.party_id in self.ids else cut.party).pk] = cut
        return found

    def _record(self, party: Party, ties: Iterable[Tie]) -> dict[str, Any]:
        answers_for = [
            tie.other.pk
            for tie in ties
            if tie.relation.kind == PartyRelationKind.ANSWERS_FOR and tie.relation.party_id in self.ids
        ]
        reading = Reading(party, self.ids, answers_for, self.newsroom, self.actor, self.now)
        incidents, groups = incidents_of(reading, self.request.GET.get("page"))
        return {"incidents": incidents, "groups": groups}
