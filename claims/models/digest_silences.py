"""Silences that sources report, of parties that have not answered since."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce

from claims.models._digest_answers import leaving
from claims.models.answer_states import Owed
from claims.models.reply import Reply
from claims.models.silence import ReportedSilence
from claims.models.utterance import UtteranceClaimant
from claims.rules.digest_items import Item
from claims.vocabulary import DigestItemKind, Standing, WorkState

COLUMNS = ("pk", "incident_id", "source_id", "allegation_id", "kind", "recorded_at")


def silences(newsroom_id: int, owed: Iterable[Owed]) -> list[Item]:
    """The reported silences in open incidents. `owed`: what has not been answered yet.

    Of a party that owes nothing there, they are told unless it replied to us or made a claim, on whatever terms.
    """
    rows_owed = list(owed)
    waiting = {(each.incident, each.party) for each in rows_owed}
    on_it = {(each.allegation, each.party) for each in rows_owed}
    spoke = _spoke(newsroom_id)
    rows = ReportedSilence.objects.told_to(leaving(newsroom_id)).exclude(incident__work_state=WorkState.CLOSED)
    party, asked_by, outlet = (
        Coalesce(f"{name}__merged_into", F(name)) for name in ("party", "asked_by", "source__outlet")
    )
    found = []
    for row in rows.order_by("pk").values(*COLUMNS, silent=party, asking=asked_by, outlet=outlet):
        key = row["incident_id"], row["silent"]
        about = row["allegation_id"]
        still = (about, row["silent"]) in on_it if about else key in waiting
        if still or (key not in waiting and key not in spoke):
            found.append(_item(row))
    return found


def _item(row: dict[str, Any]) -> Item:
    others = {
        "source": row["source_id"],
        "party:asked_by": row["asking"],
        "party:outlet": row["outlet"],
        "allegation": row["allegation_id"],
    }
    rows = {"reportedsilence": row["pk"], "party": row["silent"]} | {
        name: found for name, found in others.items() if found is not None
    }
    facts = {"kind": row["kind"], "since": row["recorded_at"].isoformat()}
    return Item(DigestItemKind.SILENCE_REPORTED, row["incident_id"], rows, facts=facts)


def _spoke(newsroom_id: int) -> set[tuple[int, int]]:
    """(incident, party) of whoever replied to us in an open incident, or has a live claim there."""
    replies = Reply.objects.filter(newsroom=newsroom_id).exclude(comment_request__incident__work_state=WorkState.CLOSED)
    spoke = Coalesce("speaks_for__merged_into", F("speaks_for"))
    claimed = UtteranceClaimant.objects.filter(newsroom=newsroom_id, utterance__links__claim__standing=Standing.LIVE)
    claimants = Coalesce("party__merged_into", F("party"))
    return {
        *replies.values_list("comment_request__incident_id", spoke),
        *claimed.values_list("utterance__links__claim__incident_id", claimants).distinct(),
    }
