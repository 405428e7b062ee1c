"""Everything the page of an incident shows, read in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.models import Change, Incident, IncidentRelation, Newsroom, Party, Question, Source, Use
from claims.models.answering import pressing
from claims.models.contradictions import Contradictions, contradictions_among
from claims.models.ledger import Entry, ledger_of
from claims.models.matrix import Cell, Matrix, matrix_of
from claims.models.ranges import ranges_among
from claims.rules.actor import Actor
from claims.vocabulary import IncidentRelationKind, Standing, WorkState
from claims.web.line import told_line
from claims.web.notes import notes_on

HISTORY_READ = 100
LAST_DONE = 5
# So many of each kind of contradiction, and of the answers owed; all of them have pages of their own.
MOST = 12
FROM_THE_OTHER_END = {  # how a relation reads from its other end
    IncidentRelationKind.PRECEDES: IncidentRelationKind.FOLLOWS.label,
    IncidentRelationKind.FOLLOWS: IncidentRelationKind.PRECEDES.label,
    IncidentRelationKind.PART_OF: _("Includes"),
    IncidentRelationKind.SAME_AS: IncidentRelationKind.SAME_AS.label,
}


class Placed(NamedTuple):
    """A cell, the name by which links find it, and what a claim that is recorded there begins with."""

    cell: Cell
    name: str
    query: str


@dataclass(frozen=True)
class MatrixRow:
    """One question across all parties; `question` is None for claims that answer none."""

    question: Question | None
    places: list[Placed]
    contradictions: Contradictions

    @property
    def disputed(self) -> bool:
        """A party denies or disputes what another says."""
        return any(shown.disputed_by for place in self.places for shown in place.cell.claims)

    @property
    def in_dispute(self) -> bool:
        """The same, or figures and words of claims cannot both be right and a fact-checker has not said otherwise."""
        return self.disputed or bool(self.contradictions.confirmed or self.contradictions.suggested)


def everything_about(
    incident: Incident, *, newsroom: Newsroom, actor: Actor, now: datetime, language: str, disputed_only: bool = False
) -> dict[str, Any]:
    """The template's context. `language` is the one asked for the line, "" for the newsroom's; `disputed_only` leaves
    questions out of the matrix, and nothing else."""
    matrix = matrix_of(incident, actor=actor, now=now)
    supports = {shown.claim.pk: shown.support for cell in matrix.cells for shown in cell.claims}
    live = [claim for claim in matrix.claims if claim.standing == Standing.LIVE]
    contradictions = contradictions_among(live, actor=actor)
    rows = rows_of(matrix, contradictions)
    in_dispute = [row for row in rows if row.in_dispute]
    return {
        "incident": incident,
        "closed": incident.work_state == WorkState.CLOSED,
        "matrix": matrix,
        "columns": columns_of(matrix),
        "rows": in_dispute if disputed_only else rows,
        "in_dispute": len(in_dispute),
        "disputed_only": disputed_only,
        **_contradictions(contradictions),
        **_owed(matrix),
        "ranges": ranges_among(matrix.claims, incident),
        "line": told_line(incident, language, newsroom=newsroom, actor=actor, now=now, supports=supports),
        "sources": _sources(incident, actor),
        "relations": _relations(incident, actor),
        "people": list(incident.people.select_related("user", "token").order_by("named_at", "pk")),
        "uses": list(Use.objects.visible_to(actor).filter(incident=incident).with_trail()),
        "add_use": reverse("use-add", args=[incident.reference]),
        "notes": notes_on(incident, actor),
        "add_note": reverse("incident-note", args=[incident.reference]),
        "ledger": _last_done(incident, actor, now),
        "changes": _history(incident, actor),
    }


def columns_of(matrix: Matrix) -> list[Party | None]:
    """The parties; None for claims attributed to nobody."""
    return [*matrix.parties, *([None] if matrix.has_unattributed else [])]


def rows_of(matrix: Matrix, contradictions: Contradictions) -> list[MatrixRow]:
    questions: list[Question | None] = [*matrix.questions, *([None] if matrix.has_unasked else [])]
    columns = columns_of(matrix)
    return [
        MatrixRow(
            question,
            [_placed(matrix.at(question, party)) for party in columns],
            contradictions.on(question.pk) if question else Contradictions([], []),
        )
        for question in questions
    ]


def _placed(cell: Cell) -> Placed:
    question, party = (each.pk if each else None for each in (cell.question, cell.party))
    known = {"party": party, "question": question}
    return Placed(
        cell, f"cell-{question or 0}-{party or 0}", urlencode({name: key for name, key in known.items() if key})
    )


def _contradictions(known: Contradictions) -> dict[str, Any]:
    count = len(known.suggested) + len(known.confirmed)
    suggested, confirmed = known.suggested[:MOST], known.confirmed[:MOST]
    return {
        "suggested": suggested,
        "confirmed": confirmed,
        "dismissed": len(known.dismissed),
        "contradiction_count": count,
        "all_contradictions_shown": count == len(suggested) + len(confirmed),
    }


def _owed(matrix: Matrix) -> dict[str, Any]:
    owed = pressing(each for cell in matrix.cells for each in cell.owed)
    return {"owed": owed[:MOST], "owed_count": len(owed)}


def _sources(incident: Incident, actor: Actor) -> list[Source]:
    rows = Source.objects.visible_to(actor).filter(occurrences__incident=incident).with_outlet()
    return list(rows.prefetch_related("derivations__origin").order_by("published_on", "id"))


def _relations(incident: Incident, actor: Actor) -> list[tuple[str | Promise, Incident]]:
    """How the incident stands to others, read from this one's side."""
    found = IncidentRelation.objects.visible_to(actor).filter(Q(incident=incident) | Q(other=incident))
    return [
        (relation.get_kind_display(), relation.other)
        if relation.incident_id == incident.pk
        else (FROM_THE_OTHER_END[IncidentRelationKind(relation.kind)], relation.incident)
        for relation in found.select_related("incident", "other").order_by("id")
    ]


def _last_done(incident: Incident, actor: Actor, now: datetime) -> list[Entry]:
    """What was last done about the right of reply, the newest first."""
    done = [entry for entry in ledger_of(incident, actor=actor, now=now).entries if not entry.ahead]
    return done[::-1][:LAST_DONE]


def _history(incident: Incident, actor: Actor) -> list[Change]:
    rows = Change.objects.visible_to(actor).filter(incident=incident).select_related("by_user", "by_token")
    return list(rows.newest_first()[:HISTORY_READ])
