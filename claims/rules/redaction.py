"""Rules of redaction: which values may be destroyed, by whom, and what then stands in their place."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from claims.errors import NotPermitted, RuleBroken
from claims.errors import gettext_noop as _
from claims.rules.record import REDACTED_TEXT
from claims.rules.sign_offs import SIGNED_COLUMNS
from claims.vocabulary import ActorKind, Role, VoidingCause

NOTHING = ""
# A shorter value may stand in a reason by chance.
TELLING = 4
CLAIM = "claim"
# Parts of a claim that were signed with it.
SIGNED_PARTS = {"figure": VoidingCause.FIGURES_CHANGED, "allegation": VoidingCause.ALLEGATIONS_CHANGED}

# What of a subject may be personal: the columns, by its name in the record. A Change's own reason is among them.
_TEXTS = {
    "allegation": ("role_label",),
    "attempt": ("note",),
    "assessment": ("rationale",),
    "carriage": ("passage", "passage_prefix", "passage_suffix", "translation"),
    "change": ("reason",),
    "channelcheck": ("note",),
    "claim": ("text", "hedge", "standing_reason"),
    "commentrequest": ("nature", "text"),
    "correction": ("before", "after", "reason"),
    "deadlineextension": ("reason",),
    "contactpoint": ("address", "label"),
    "evidence": ("passage", "passage_prefix", "passage_suffix", "root_label"),
    "figure": ("wording", "metric_label", "population_label", "scope_label"),
    "hop": ("actor_label",),
    "incident": ("title", "summary", "place_name", "place_wording"),
    "invitation": ("email",),
    "party": ("description",),
    "partyalias": ("name",),
    "protectedidentity": ("name", "contact", "note"),
    "question": ("text",),
    "reply": ("words", "translation", "translated_by", "speaker_label", "background_as"),
    "replyhandled": ("note",),
    "requestedquestion": ("text",),
    "source": ("title", "author", "note"),
    "sourcecheck": ("how", "established_by_label"),
    "utterance": ("words", "translation", "translated_by", "speaker_label", "background_as"),
    "waiver": ("reason",),
    "waiverdecision": ("reason",),
}
SUBJECT_WORDS = {
    "allegation": _("allegation"),
    "attempt": _("attempt"),
    "assessment": _("assessment"),
    "carriage": _("place where it was carried"),
    "change": _("change"),
    "channelcheck": _("channel check"),
    "claim": _("claim"),
    "commentrequest": _("request for comment"),
    "correction": _("correction of a reply"),
    "deadlineextension": _("extension of a deadline"),
    "contactpoint": _("contact point"),
    "evidence": _("piece of evidence"),
    "figure": _("figure"),
    "hop": _("hop of a chain"),
    "incident": _("incident"),
    "invitation": _("invitation"),
    "party": _("party"),
    "partyalias": _("other name of a party"),
    "protectedidentity": _("protected identity"),
    "question": _("question"),
    "reply": _("reply"),
    "replyhandled": _("note on a reply worked in"),
    "requestedquestion": _("question put in a request"),
    "source": _("source"),
    "sourcecheck": _("check of a source"),
    "utterance": _("utterance"),
    "waiver": _("proposal not to ask"),
    "waiverdecision": _("decision not to ask"),
}
REDACTABLE: dict[str, dict[str, str]] = {
    subject: dict.fromkeys(names, REDACTED_TEXT) for subject, names in _TEXTS.items()
}
# What an edit takes off and only the record keeps: while it stands, there is no need to leave “[redacted]” there.
TAKEN_OFF_FIRST = frozenset({"partyalias"})
# An address that is no address is nothing.
REDACTABLE["source"]["url"] = NOTHING


def check_redactable(subject_type: str, field: str) -> None:
    """Refuse what is no free text about somebody: a redaction is for personal values, not for facts one regrets."""
    if field not in REDACTABLE.get(subject_type, {}):
        raise RuleBroken("not_redactable", _("This field cannot be redacted."), field="field")


def check_taken_off(subject_type: str, *, gone: bool) -> None:
    if subject_type in TAKEN_OFF_FIRST and not gone:
        raise RuleBroken(
            "taken_off_first",
            _("Take this name off first. Then what the record keeps of it can be redacted."),
            field="field",
        )


def voided_by(subject_type: str, field: str) -> VoidingCause | None:
    """Why a sign-off of the claim no longer holds when what stands in the field is destroyed: it was part of it."""
    if subject_type == CLAIM:
        return VoidingCause.CLAIM_CHANGED if field in SIGNED_COLUMNS else None
    return SIGNED_PARTS.get(subject_type)


def check_something_to_destroy(values: Collection[str]) -> None:
    if not values:
        raise RuleBroken("nothing_to_redact", _("Nothing stands in this field, now or before."), field="field")


def check_reason_is_silent(reason: str, values: Collection[str]) -> None:
    """Refuse a reason that would keep what is to be destroyed."""
    if any(len(value) >= TELLING and value.casefold() in reason.casefold() for value in values):
        raise RuleBroken(
            "reason_tells",
            _("The reason stays on the record: write it without the value that is to be destroyed."),
            field="reason",
        )


def check_not_proposed(already: bool) -> None:
    if already:
        raise RuleBroken(
            "already_proposed", _("This redaction is proposed already and waits for a second person."), field="field"
        )


def check_by_a_person(kind: ActorKind) -> None:
    if kind != ActorKind.USER:
        raise NotPermitted("person_needed", _("Only people redact: two of them, an admin and an editor."))


def check_second_person(*, proposer: int, proposed_as: Role, approver: int, approves_as: Role) -> None:
    """An admin and an editor together, in either order; an admin can stand for the editor, nobody for both."""
    if proposer == approver:
        raise RuleBroken("second_person_needed", _("You proposed this redaction: a second person has to approve it."))
    if Role.ADMIN not in (proposed_as, approves_as):
        raise RuleBroken("admin_needed", _("An editor proposed this redaction: an admin has to approve it."))


def check_not_done(done: bool) -> None:
    if done:
        raise RuleBroken("already_redacted", _("This was redacted already."))


def approved(proposals: Mapping[int, Mapping[str, Any]], approvals: Iterable[Mapping[str, Any]]) -> dict[int, set[str]]:
    """Which fields of which Changes were destroyed by two people, from the rows of the record that say so."""
    found: dict[int, set[str]] = {}
    for approval in approvals:
        proposal, destroyed = proposals.get(approval.get("redaction_id", 0)), approval.get("destroyed")
        if not proposal or proposal.get("by_user_id") == approval.get("by_user_id"):
            continue
        for change, names in destroyed.items() if isinstance(destroyed, Mapping) else ():
            found.setdefault(int(change), set()).update(names)
    return found
