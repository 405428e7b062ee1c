"""Rules of what is done about a reply since it came: typing errors put right, and the reply worked in."""

from collections.abc import Mapping

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.rules.record import REDACTED_TEXT
from claims.rules.utterances import check_translation
from claims.vocabulary import CorrectedField

# Without words there is no typing error in them: what was said besides is another reply.
MUST_HAVE_STOOD = frozenset({CorrectedField.WORDS})


def corrected_fields(
    stands: Mapping[CorrectedField, str],
    wanted: Mapping[CorrectedField, str],
    shown: Mapping[CorrectedField, str],
    *,
    machine_translated: bool,
) -> list[CorrectedField]:
    """The fields in which what is wanted differs from what stands, or a refusal.

    `shown` is what the person read before correcting, where that is known.
    """
    changed = [field for field in CorrectedField if field in wanted and wanted[field] != stands[field]]
    for field in changed:
        _check_field(field, stands[field], wanted[field])
        if shown.get(field, stands[field]) != stands[field]:
            raise RuleBroken(
                "corrected_meanwhile",
                _("Somebody corrected this meanwhile. It now reads: “%(stands)s”"),
                field=field.value,
                stands=stands[field],
            )
    if not changed:
        raise RuleBroken("nothing_corrected", _("This is what stands there already: nothing was corrected."))
    after = {**stands, **wanted}
    check_translation(after[CorrectedField.TRANSLATION], after[CorrectedField.TRANSLATED_BY], machine_translated)
    return changed


def _check_field(field: CorrectedField, stands: str, wanted: str) -> None:
    if stands == REDACTED_TEXT:
        raise RuleBroken("redacted", _("This was redacted; it is not written again."), field=field.value)
    if field in MUST_HAVE_STOOD and not stands:
        raise RuleBroken(
            "nothing_stood", _("No words were recorded. What was said besides is a further reply."), field=field.value
        )
    if not wanted:
        raise RuleBroken(
            "correction_empties", _("A correction puts an error right; it does not take away."), field=field.value
        )


def check_handling(*, handled: bool, utterance: bool, note: str) -> None:
    """A reply is worked in once: as an utterance, or with a note that says why there is nothing to record."""
    if handled:
        raise RuleBroken("already_handled", _("This reply has been worked in already."))
    if not utterance and not note:
        raise RuleBroken(
            "handled_how",
            _("Record the reply as an utterance, or say why there is nothing to record."),
            field="note",
        )
