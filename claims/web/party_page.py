"""One party: its names, how it hangs together with others, what it says, and what is alleged against it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import (
    Allegation,
    Change,
    ChannelCheck,
    Claim,
    CommentRequest,
    ContactPoint,
    Independence,
    Party,
    PartyRelation,
    ReportedSilence,
    Source,
)
from claims.models.answering import OwedAnswer, owed_answers, resolved
from claims.models.claim import saying_it
from claims.models.support import attested_and_supported
from claims.rules.printable import YetToComment, yet_to_comment
from claims.rules.ties import SUGGEST_DEPENDENCE
from claims.vocabulary import CheckResult, PartyRelationKind
from claims.web.doors import Door
from claims.web.history import gestures

SHOWN = 20
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
            **self._on_the_record(party),
            **self._answers(party, ties),
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

    def _on_the_record(self, party: Party) -> dict[str, Any]:
        """What it says, what it was asked, and what is known of its silence."""
        said = (
            Claim.objects.visible_to(self.actor)
            .made_by(party, self.actor)
            .with_parts(self.actor)
            .order_by("-recorded_at", "-pk")
        )
        claims = Paginator(said, SHOWN).get_page(self.request.GET.get("page"))
        supports = attested_and_supported(list(claims))
        about = {"party__in": self.ids}
        return {
            "claims": claims,
            "said": [(claim, supports[claim.pk]) for claim in claims],
            "requests": _newest(
                CommentRequest.objects.visible_to(self.actor).filter(**about), "drafted_at", "incident"
            ),
            "silences": _newest(
                ReportedSilence.objects.visible_to(self.actor).filter(**about),
                "recorded_at",
                "incident",
                "source__outlet",
                "asked_by__merged_into",
                "allegation__claim",
            ),
            "checks": _newest(ChannelCheck.objects.visible_to(self.actor).filter(**about), "at", "incident", "by_user"),
        }

    def _answers(self, party: Party, ties: Iterable[Tie]) -> dict[str, Any]:
        """What is alleged against it, and against those it answers for, with the state of each answer."""
        answers_for = [
            tie.other.pk
            for tie in ties
            if tie.relation.kind == PartyRelationKind.ANSWERS_FOR and tie.relation.party_id in self.ids
        ]
        accused = [*self.ids, *answers_for]
        allegations = Allegation.objects.visible_to(self.actor).filter(
            Q(accused__in=accused) | Q(accused__merged_into__in=accused)
        )
        owed = [each for each in owed_answers(allegations, now=self.now) if each.party == party]
        claims = [each.allegation.claim for each in owed]
        prefetch_related_objects(claims, saying_it(self.actor))
        rests_on = self._silence()
        return {
            "against": [(each, rests_on(each)) for each in owed if not each.for_another],
            "for_others": [(each, rests_on(each)) for each in owed if each.for_another],
        }

    def _silence(self) -> Callable[[OwedAnswer], YetToComment | None]:
        """On what “has yet to comment” could rest, for each answer owed."""
        about: dict[str, Any] = {"party__in": self.ids}
        reported = set(
            ReportedSilence.objects.visible_to(self.actor).filter(**about).values_list("incident_id", "allegation_id")
        )
        looked: dict[int, list[datetime]] = defaultdict(list)
        checks = ChannelCheck.objects.visible_to(self.actor).filter(**about, result=CheckResult.FOUND_NOTHING)
        for incident_id, at in checks.values_list("incident_id", "at"):
            looked[incident_id].append(at)

        def rests_on(each: OwedAnswer) -> YetToComment | None:
            incident_id = each.allegation.claim.incident_id
            return yet_to_comment(
                each.state,
                reported=bool(reported & {(incident_id, None), (incident_id, each.allegation.pk)}),
                looked=looked[incident_id],
                holds=timedelta(hours=self.newsroom.channel_check_holds_hours),
                now=self.now,
            )

        return rests_on


def _newest(rows: Any, column: str, *related: str) -> list[Any]:
    return list(rows.select_related(*related).order_by(f"-{column}", "-pk")[:SHOWN])
