"""What the entries of an incident's ledger are recorded as."""

from claims.vocabulary import LedgerKind, Verb

# A deadline comes by itself: nobody records it.
RECORDED_BY = {
    LedgerKind.REQUEST_DRAFTED: Verb.REQUEST_DRAFTED,
    LedgerKind.REQUEST_SENT: Verb.REQUEST_SENT,
    LedgerKind.REQUEST_WITHDRAWN: Verb.REQUEST_WITHDRAWN,
    LedgerKind.ATTEMPT: Verb.ATTEMPT_RECORDED,
    LedgerKind.DEADLINE_EXTENDED: Verb.DEADLINE_EXTENDED,
    LedgerKind.REPLY: Verb.REPLY_RECORDED,
    LedgerKind.REPLY_CORRECTED: Verb.REPLY_CORRECTED,
    LedgerKind.REPLY_HANDLED: Verb.REPLY_HANDLED,
    LedgerKind.CHANNELS_CHECKED: Verb.CHANNELS_CHECKED,
    LedgerKind.SILENCE_REPORTED: Verb.SILENCE_REPORTED,
    LedgerKind.WAIVER_PROPOSED: Verb.ALLEGATION_WAIVED,
    LedgerKind.WAIVER_APPROVED: Verb.WAIVER_APPROVED,
    LedgerKind.WAIVER_REFUSED: Verb.WAIVER_REFUSED,
    LedgerKind.PRINTED: Verb.USE_RECORDED,
    LedgerKind.USE_HANDLED: Verb.USE_HANDLED,
}
