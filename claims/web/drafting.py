"""What new and revised drafts share: the text composed anew from what is ticked, for a person to edit."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse

from claims.models import Incident, Newsroom, Party, User
from claims.models.answering import OwedAnswer
from claims.web.first_text import Outline, compose

TIME_ALLOWED = timedelta(hours=24)


def proposed_deadline(now: datetime, zone: str) -> datetime:
    """A day from now, at the next full hour on the party's clock; a person sets it as the story needs."""
    there = (now + TIME_ALLOWED).astimezone(ZoneInfo(zone))
    full = there.replace(minute=0, second=0, microsecond=0)
    return full if full == there else full + timedelta(hours=1)


class Drafting:
    """Mixed into the doors of a draft. The button `compose` writes the text anew and keeps everything else typed."""

    incident: Incident
    party: Party | None
    owed: list[OwedAnswer]
    newsroom: Newsroom
    user: User
    now: datetime

    def form_kwargs(self) -> dict[str, Any]:
        return {**super().form_kwargs(), "owed": self.owed, "party": self.party}  # type: ignore[misc]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if "compose" not in request.POST:
            return super().post(request, **kwargs)  # type: ignore[misc]
        door: Any = self
        door.subject()
        typed = door.form_class(request.POST, initial=door.initial(), **door.form_kwargs())
        typed.is_valid()
        text, left_out = self.composed(typed.cleaned_data)
        form = door.form_class(_with_text(request.POST, text), initial=door.initial(), **door.form_kwargs())
        form.hush()
        over = request.POST.get("text", "").strip()
        more = {"composed_over": over if over != text else "", "left_out": left_out}
        return door.page(door.template, **door._words(), form=form, **more, **door.context())

    def composed(self, chosen: dict[str, Any]) -> tuple[str, int]:
        """The text for what is chosen in the form, and how many allegations terms leave out of it."""
        assert self.party is not None
        return compose(
            Outline(
                incident=self.incident,
                party=self.party,
                nature=chosen.get("nature", ""),
                allegations=chosen.get("allegations") or [],
                questions=chosen.get("questions") or [],
                deadline=chosen.get("deadline"),
                zone=chosen.get("deadline_zone", ""),
                newsroom=self.newsroom,
                sender=self.user,
                language=chosen.get("language", ""),
                now=self.now,
            )
        )


def _with_text(data: Any, text: str) -> Any:
    result = data.copy()
    result["text"] = text
    return result
