"""Every action leaves a Change, and the database is what the models say."""

import ast

import pytest
from django.apps import apps
from django.core.management import call_command

from claims.actions._changes import HANGS_ON
from claims.models import Change, ChangePosition, Newsroom, Seal, SealedNode
from claims.models._base import Owned
from tests.architecture.code import calls, modules

RECORDS = {"record_change", "record_changes", "insert_changes"}
# Bookkeeping leaves no Change, letters and digests to our own people, reminders and kept answers among it; numbering
# numbers Changes, sealing seals them, and checks of the record compute them again.
WITHOUT_A_CHANGE = {
    "claims/actions/bookkeeping.py",
    "claims/actions/digests.py",
    "claims/actions/drafts.py",
    "claims/actions/notices.py",
    "claims/actions/numbering.py",
    "claims/actions/once.py",
    "claims/actions/record_checks.py",
    "claims/actions/reminders.py",
    "claims/actions/saved_filters.py",
    "claims/actions/sealing.py",
}


def _actions() -> dict[str, ast.FunctionDef]:
    return {
        node.name: node
        for path, tree in modules("actions")
        if path not in WITHOUT_A_CHANGE
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }


def test_every_action_records_a_change():
    bodies = _actions()
    recording = set(RECORDS)
    while grown := {
        name for name, node in bodies.items() if name not in recording and {n for _l, n in calls(node)} & recording
    }:
        recording |= grown

    public = {
        name
        for path, tree in modules("actions")
        if path not in WITHOUT_A_CHANGE and "/_" not in path
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and (name := node.name)[0] != "_"
    }
    assert public - recording == set()


def test_every_action_takes_keywords_and_says_by_whom_and_when():
    for path, tree in modules("actions"):
        if path in WITHOUT_A_CHANGE or "/_" in path:
            continue
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                names = {argument.arg for argument in node.args.kwonlyargs}
                assert not node.args.args, f"{path}: {node.name} takes positional arguments"
                assert names & {"at", "now"}, f"{path}: {node.name} does not say when"
                assert names & {"by", "now", "secret"}, f"{path}: {node.name} does not say by whom"


def test_every_owned_table_can_be_recorded():
    owned = {model for model in apps.get_app_config("claims").get_models() if issubclass(model, Owned)}

    assert owned - {Change, ChangePosition, Seal, SealedNode} == set(HANGS_ON) - {Newsroom}


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
