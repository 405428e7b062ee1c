"""Invented rows that the style guide shows components with. Nothing of them is ever saved."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext as _

from claims.models import Claim, Figure, Party
from claims.models.ranges import ClaimedRange, Speaker, Voice
from claims.models.timeline import Event
from claims.rules.roots import Support
from claims.rules.timeline import Span
from claims.rules.tree import Node
from claims.vocabulary import (
    Certainty,
    ClaimKind,
    Involvement,
    Metric,
    Population,
    Qualifier,
    Scope,
    Stance,
    Standing,
    Status,
    TimelineKind,
)
from claims.web.activity import DAYS, KINDS, Activity
from claims.web.stale import Turn


def a_party(name: str, pk: int) -> Party:
    return Party(pk=pk, name=name)


def a_claim(text: str, *, by: Party, **fields: Any) -> Claim:
    """A claim that somebody makes, loaded as `with_parts` would have it."""
    named = {"kind": ClaimKind.FACT, "stance": Stance.ASSERTS, "certainty": Certainty.FLAT, **fields}
    figures = named.pop("figures", [])
    claim = Claim(pk=1, text=text, **named)
    said = SimpleNamespace(claimants=_several([SimpleNamespace(party=by)]), background_as="")
    loaded: dict[str, Any] = {"links": [SimpleNamespace(utterance=said)], "figures": figures, "assessments": []}
    vars(claim)["_prefetched_objects_cache"] = loaded
    return claim


def _several(rows: list[Any]) -> Any:
    return SimpleNamespace(all=lambda: rows)


def a_figure(qualifier: Qualifier, minimum: int | None, maximum: int | None) -> Figure:
    counted = {"metric": Metric.KILLED, "population": Population.PEOPLE, "scope": Scope.WHOLE}
    return Figure(qualifier=qualifier, minimum=minimum, maximum=maximum, **counted)


def claims_in_every_state() -> list[tuple[Claim, Support]]:
    """A flat claim with a figure, a hedged one, one that is denied and one that no longer stands."""
    coalition, ministry = a_party(_("The coalition"), 1), a_party(_("The ministry"), 2)
    support = Support(attested_by=2, supported_by=1, documents=7, unknown_roots=6)
    none = Support(attested_by=1, supported_by=0, documents=1)
    number = [a_figure(Qualifier.AT_LEAST, 21, None)]
    killed = _("At least 21 people were killed.")
    return [
        (a_claim(killed, by=coalition, status=Status.CORROBORATED, figures=number), support),
        (a_claim(_("A drone was used."), by=coalition, certainty=Certainty.SUSPECTED, hedge=_("we suspect")), none),
        (a_claim(_("No strike took place."), by=ministry, stance=Stance.DENIES, status=Status.REFUTED), none),
        (a_claim(_("The act was cowardly."), by=ministry, kind=ClaimKind.CHARACTERISATION), none),
        (a_claim(killed, by=coalition, standing=Standing.SUPERSEDED), none),
    ]


def a_range() -> ClaimedRange:
    """Open above, and its lowest number given by a party with a side of its own."""
    coalition, ministry = a_party(_("The coalition"), 1), a_party(_("The ministry"), 2)
    voices = [
        _voice(a_figure(Qualifier.AT_LEAST, 21, None), coalition, None),
        _voice(a_figure(Qualifier.EXACTLY, 7, 7), ministry, Involvement.FIGHTING),
    ]
    return ClaimedRange(Metric.KILLED, "", Population.PEOPLE, "", None, voices, [], [], [])


def _voice(figure: Figure, party: Party, involvement: Involvement | None) -> Voice:
    return Voice(figure, a_claim("", by=party, figures=[figure]), [Speaker(party, involvement)])


def a_tree() -> Node:
    """Two documents of one root, and one that counts for nothing."""
    carried = (Node(_("An article"), "document"), Node(_("A broadcast"), "document"))
    wire = Node(_("The agency’s report"), "root", carried)
    apart = Node(_("Circular: no root"), "apart", (Node(_("A post"), "document"),))
    return Node(_("At least 21 people were killed."), "top", (wire, apart))


def an_activity(today: date) -> Activity:
    days = [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    return Activity(days, [(str(kind), [(day * row) % 5 for day in range(DAYS)]) for row, kind in enumerate(KINDS, 1)])


def some_events(now: datetime) -> list[Event]:
    """Some at a known time, one of which no more is known than the week."""
    hours = ((TimelineKind.SAID, 96), (TimelineKind.SAID, 95), (TimelineKind.ASKED, 48), (TimelineKind.REPLIED, 2))
    known = [Event(kind, Span(when, when), None) for kind, ago in hours for when in (now - timedelta(hours=ago),)]
    return [Event(TimelineKind.HAPPENED, Span(now - timedelta(days=9), now - timedelta(days=2)), None), *known]


def some_turns() -> list[Turn]:
    return [Turn(_("Where"), _("the old harbour"), _("five kilometres north of the old harbour"))]
