"""Triggers that refuse UPDATE and DELETE on rows that are only ever added."""

import pgtrigger


def append_only() -> list[pgtrigger.Trigger]:
    """The triggers of an append-only table."""
    return [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


def never_deleted() -> list[pgtrigger.Trigger]:
    """The trigger of an editorial table: its rows may change, but none goes."""
    return [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]
