"""Recording claims of many utterances in one go: as many statements for five hundred as for one."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from claims.actions._claims import Checked, check_one, look_up, write_claims
from claims.actions.drafts import ClaimDraft
from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.models import Claim, Party, Utterance, UtteranceClaimant
from claims.rules.actor import Actor
from claims.rules.roles import May, require
from claims.rules.utterances import check_row_count

Row = tuple[Utterance, ClaimDraft]


@transaction.atomic
def record_claims_in_bulk(
    *, rows: Mapping[int, Row], whole: bool = True, by: Actor, at: datetime
) -> dict[int, Claim | RuleBroken]:
    """Hang each claim on its utterance; what came of each, by its place in the input.

    `whole`: all of them or, with RuleBroken for the first that breaks a rule, none. Otherwise those that break one are
    left out. Fields of a refusal begin with the place: `rows.17.text`.
    """
    require(by, May.RECORD)
    check_row_count(len(rows))
    if not rows:
        return {}
    utterances = _locked(rows, by)
    speaking = _speaking(utterances)
    everybody = {key: party for parties in speaking.values() for key, party in parties.items()}
    named = look_up({f"rows.{place}": draft for place, (_spoken, draft) in rows.items()}, everybody, by)
    checked: dict[int, Checked] = {}
    found: dict[int, Claim | RuleBroken] = {}
    for place, (spoken, draft) in rows.items():
        try:
            checked[place] = check_one(draft, named, utterances[spoken.pk], speaking[spoken.pk], by, at)
        except RuleBroken as refusal:
            found[place] = refusal.under(f"rows.{place}")
            if whole:
                raise
    recorded = write_claims(list(checked.values()), by=by, at=at)
    return found | dict(zip(checked, recorded, strict=True))


def _locked(rows: Mapping[int, Row], by: Actor) -> dict[int, Utterance]:
    """The utterances as they are now, locked in the order of their ids, so that two such actions take turns."""
    keys = {utterance.pk for utterance, _said in rows.values()}
    seen = Utterance.objects.visible_to(by).filter(pk__in=keys).order_by("pk")
    found = {row.pk: row for row in seen.select_for_update(of=("self",), no_key=True)}
    for place, (utterance, _said) in rows.items():
        if utterance.pk not in found:
            message = _("There is no such entry in this newsroom.")
            raise RuleBroken("unknown_reference", message, field=f"rows.{place}.utterance")
    return found


def _speaking(utterances: Mapping[int, Utterance]) -> dict[int, dict[int, Party]]:
    """Who speaks in each, merges resolved."""
    result: dict[int, dict[int, Party]] = {key: {} for key in utterances}
    rows = UtteranceClaimant.objects.filter(utterance__in=utterances.values()).select_related("party__merged_into")
    for row in rows.order_by("pk"):
        party = row.party.merged_into or row.party
        result[row.utterance_id][party.pk] = party
    return result
