"""Parties and sources by the name that a person types: known ones are found, others become newcomers.

A newcomer is a row without a key; `actions.newcomers` adds it in the transaction of what refers to it. Where several
rows share a name, the list offers them as `name [id]`, which is understood as well.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext

from claims.models import Allegation, Claim, Incident, Party, Question, Source
from claims.rules.actor import Actor

WITH_ID = re.compile(r".*\[([0-9]{1,18})\]\Z", re.DOTALL)


class Known:
    """What the person who fills in a form may refer to; each looked up once, however often it is named."""

    def __init__(self, actor: Actor, incident: Incident | None = None, claim: Claim | None = None) -> None:
        self.actor, self.incident, self.claim = actor, incident, claim
        self._found: dict[tuple[type[Any], str], Any] = {}

    @cached_property
    def questions(self) -> list[Question]:
        """The incident's, in order."""
        return list(Question.objects.visible_to(self.actor).filter(incident=self.incident))

    @cached_property
    def allegations(self) -> list[Allegation]:
        """Those that stand in the incident, and those that the claim answers already, with whom they accuse."""
        rows = Allegation.objects.visible_to(self.actor).select_related("claim", "accused__merged_into")
        offered = Q(withdrawn_at__isnull=True, claim__incident=self.incident)
        if self.claim is not None:
            offered |= Q(answers__claim=self.claim, answers__withdrawn_at__isnull=True)
        return list(rows.filter(offered).distinct().order_by("accused__name", "pk"))

    def party(self, typed: str) -> Party | None:
        """The party that goes by the name (or alias), or a newcomer; None for nothing. Merged ones are resolved."""
        return self._known(Party, typed, parties_called, lambda: Party(name=typed))

    def source(self, typed: str) -> Source | None:
        """The source with the title or address, or a newcomer."""
        return self._known(Source, typed, sources_called, lambda: Source(title=typed))

    def words(self, row: Party | Source) -> str:
        """What an input shows of a row, such that it is found again: with its number where others share the name."""
        return f"{row} [{row.pk}]" if str(row).lower() in self._shared(type(row)) else str(row)

    def _shared(self, model: Any) -> set[str]:
        """Names that several rows have."""
        key = (model, "")
        if key not in self._found:
            name = Lower("name" if model is Party else "title")
            rows = model.objects.visible_to(self.actor).annotate(lower=name).values("lower")
            repeated = rows.annotate(times=Count("pk")).filter(times__gt=1).order_by()
            self._found[key] = set(repeated.values_list("lower", flat=True))
        shared: set[str] = self._found[key]
        return shared

    def _known(self, model: Any, typed: str, called: Any, newcomer: Any) -> Any:
        if not typed:
            return None
        key = (model, typed.casefold())
        if key not in self._found:
            rows = _distinct(called(model.objects.visible_to(self.actor), typed))
            if len(rows) > 1:
                message = gettext("Several go by “%(name)s”: choose one of them from the list.")
                raise ValidationError(message % {"name": typed}, code="several")
            self._found[key] = rows[0] if rows else None
        # A newcomer is made anew each time: every place may say something else of it.
        return self._found[key] or newcomer()


def parties_called(rows: QuerySet[Party], typed: str) -> list[Party]:
    """By number if one is given, else by name, else by alias."""
    rows = rows.select_related("merged_into")
    if (numbered := WITH_ID.match(typed)) and (found := list(rows.filter(pk=int(numbered[1])))):
        return found
    return list(rows.filter(name__iexact=typed)[:5]) or list(rows.filter(aliases__name__iexact=typed).distinct()[:5])


def sources_called(rows: QuerySet[Source], typed: str) -> list[Source]:
    """By number if one is given, else by title or address."""
    if (numbered := WITH_ID.match(typed)) and (found := list(rows.filter(pk=int(numbered[1])))):
        return found
    return list(rows.filter(Q(title__iexact=typed) | Q(url=typed))[:5])


def _distinct(rows: list[Any]) -> list[Any]:
    """The rows, a merged party as the one that stands for it."""
    standing = {(into := getattr(row, "merged_into", None) or row).pk: into for row in rows}
    return list(standing.values())
