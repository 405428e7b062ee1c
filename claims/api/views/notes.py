"""Notes on incidents and claims."""

from typing import Any

from claims.actions.notes import withdraw_note, write_note
from claims.api.doors import Door
from claims.api.filters.note import NoteFilters
from claims.api.methods import lists, reads, writes
from claims.api.shapes.note import NoteInput, NoteShape
from claims.models import Note
from claims.rules.notes import check_about
from claims.rules.roles import May


class NotesView(Door):
    @lists(NoteShape, filters=NoteFilters)
    def get(self, rows: Any) -> Any:
        """Notes for colleagues, on incidents and claims."""
        return rows

    @writes(NoteInput, NoteShape, needs=May.NOTE, status=201)
    def post(self, given: dict[str, Any]) -> Any:
        """Write a note on an incident or a claim."""
        about = [row for row in (given.get("incident"), given.get("claim")) if row is not None]
        check_about(len(about))
        return write_note(about=about[0], text=given["text"], **self.signed)


class NoteView(Door):
    of = Note

    @reads(NoteShape)
    def get(self, note: Note) -> Any:
        """One note."""
        return note


class WithdrawNoteView(Door):
    of = Note

    @writes(None, NoteShape, needs=May.NOTE)
    def post(self, given: dict[str, Any], note: Note) -> Any:
        """Take one's own note back. The record keeps that, and what it said."""
        return withdraw_note(note=note, **self.signed)
