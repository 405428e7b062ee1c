"""Writing a merged edit to the parts of a locked claim: rows stay where they say the same, and are never deleted."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from claims.actions._changes import record_changes
from claims.actions._part_edits import ANSWERS, FIGURES, PartEdit
from claims.actions._parts import Content
from claims.actions._references import under
from claims.actions.drafts import FigureDraft
from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.models import Claim
from claims.rules.actor import Actor
from claims.vocabulary import Verb

# The id of a part's row, if there is one already, and what it is to say.
Placed = list[tuple[int | None, Content]]


def place_figures(edit: PartEdit, drafts: Sequence[FigureDraft]) -> Placed:
    """A figure keeps its row by `id`, or else by saying the very same; a withdrawn one comes back as a new row."""
    named = {draft.id for draft in drafts}
    free = [pk for pk in edit.now if pk not in named]
    placed: Placed = []
    for draft, content in zip(drafts, edit.mine, strict=True):
        kept = draft.id if draft.id in edit.now else next((pk for pk in free if edit.now[pk] == content), None)
        if kept in free:
            free.remove(kept)
        placed.append((kept, content))
    return placed


def place_by(edit: PartEdit, key: Callable[[Content], Any]) -> Placed:
    """Other parts keep their row by what they are about: the accused and the role, the allegation answered."""
    ids = {key(content): pk for pk, content in edit.now.items()}
    return [(ids.get(key(content)), content) for content in edit.mine]


def about_whom(content: Content) -> tuple[Any, ...]:
    """What makes an allegation the same one."""
    return content["accused_id"], content["role"], content["role_label"]


def about_what(content: Content) -> Any:
    """What makes an answer the same one."""
    return content["allegation_id"]


def check_ids(edit: PartEdit, ids: Sequence[int | None]) -> None:
    """Refuse ids of parts that are not this claim's, or that are named twice."""
    for place, each in enumerate(ids):
        with under(f"{edit.kind.field}.{place}"):
            if each is not None and each not in edit.rows:
                raise RuleBroken("unknown_reference", _("There is no such entry in this claim."), field="id")
            if each is not None and each in ids[:place]:
                raise RuleBroken("part_twice", _("This entry of the claim is named twice."), field="id")


def write_parts(edit: PartEdit, placed: Placed, claim: Claim, *, by: Actor, at: datetime) -> None:
    """Withdraw what is no longer there, change what says something else, add what is new, and record all of it."""
    kept = {pk for pk, _content in placed}
    withdrawn = [edit.rows[pk] for pk in edit.now if pk not in kept]
    for row in withdrawn:
        row.withdrawn_at = at
    changed = [edit.rows[pk] for pk, content in placed if pk is not None and _take(edit, pk, content)]
    manager: Any = edit.kind.model._default_manager
    manager.bulk_update(withdrawn, ["withdrawn_at"])
    manager.bulk_update(changed, edit.kind.columns)
    own = {"newsroom_id": by.newsroom_id, "claim": claim} | ({} if edit.kind is FIGURES else {"at": at})
    added = manager.bulk_create([edit.kind.model(**own, **content) for pk, content in placed if pk is None])
    record_changes(Verb.CLAIM_REVISED, [*withdrawn, *changed], by=by, at=at)
    record_changes(Verb.ANSWER_RECORDED if edit.kind is ANSWERS else Verb.CLAIM_REVISED, added, by=by, at=at)


def _take(edit: PartEdit, pk: int, content: Content) -> bool:
    """Whether the row changes by saying this; a party merged meanwhile is no change."""
    changes = {name: value for name, value in content.items() if edit.now[pk][name] != value}
    for name, value in changes.items():
        setattr(edit.rows[pk], name, value)
    return bool(changes)
