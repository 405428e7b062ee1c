"""What must never stand in the code (docs/architecture.md, "Nevers"), read off its syntax."""

import ast
from pathlib import Path

from claims import vocabulary
from tests.architecture.code import CLAIMS, ROOT, calls, functions, modules

WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "update", "delete"}
# `update` and `delete` are also what dictionaries, sets and sessions do: a QuerySet's stand behind one of these.
QUERYSET_CALLS = {"objects", "filter", "exclude", "all", "visible_to", "of", "_default_manager"}
MAY_WRITE = {
    "claims/models/user.py": "Django's own createsuperuser asks the manager for it",
}


def _writes(tree: ast.AST) -> list[int]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            names = {part.attr for part in ast.walk(node.func.value) if isinstance(part, ast.Attribute)}
            if node.func.attr in {"bulk_create", "bulk_update"} or names & QUERYSET_CALLS or node.func.attr == "save":
                found.append(node.lineno)
    return found


def test_rows_are_written_in_actions_alone():
    elsewhere = {
        path: lines
        for path, tree in modules()
        if not path.startswith("claims/actions/") and path not in MAY_WRITE and (lines := _writes(tree))
    }

    assert elsewhere == {}


def test_raw_sql_is_executed_in_actions_and_reads_alone():
    executing = [
        path
        for path, tree in modules()
        if not path.startswith(("claims/actions/", "claims/models/"))
        and any(name == "execute" for _l, name in calls(tree))
    ]

    # The health check asks the database whether it answers.
    assert [path for path in executing if path != "claims/web/health.py"] == []


def test_rows_that_are_only_ever_added_are_altered_by_redactions_alone():
    ignoring = [
        path
        for path, tree in modules()
        if any(
            isinstance(node, ast.Attribute | ast.Name)
            and (getattr(node, "attr", "") or getattr(node, "id", "")) in {"ignore", "session_replication_role"}
            for node in ast.walk(tree)
        )
        or "DISABLE TRIGGER" in (CLAIMS.parent / path).read_text()
    ]

    assert ignoring == ["claims/actions/redactions.py"]


def test_sign_offs_and_statuses_are_given_in_their_own_actions_alone():
    signing = [path for path, tree in modules() if any(name == "SignOff" for _line, name in calls(tree))]
    setting = [
        path
        for path, tree in modules("actions")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "write"
        for given in node.args[1:]
        if isinstance(given, ast.Dict) and any(getattr(key, "value", "") == "status" for key in given.keys)
    ]

    assert signing == ["claims/actions/sign_offs.py"]
    assert sorted(setting) == ["claims/actions/assessments.py", "claims/actions/sign_offs.py"]


def test_nothing_below_the_doors_reads_the_clock():
    clocks = {"now", "today", "utcnow", "time", "localdate", "localtime"}
    reading = {
        path: lines
        for path, tree in modules("rules", "models", "actions", "delivery")
        if (lines := [line for line, name in calls(tree) if name in clocks])
    }

    assert reading == {}


def test_nothing_is_imported_inside_a_function():
    inside = {
        path: lines
        for path, tree in modules()
        if (
            lines := [
                node.lineno
                for function in functions(tree)
                for node in ast.walk(function)
                if isinstance(node, ast.Import | ast.ImportFrom)
            ]
        )
    }

    assert inside == {}


def test_no_code_is_compared_with_a_string_literal():
    codes = {
        value
        for choices in vars(vocabulary).values()
        if isinstance(choices, type) and issubclass(choices, vocabulary.TextChoices)
        for value in choices.values
    }
    compared = {
        path: lines
        for path, tree in modules()
        if (
            lines := [
                node.lineno
                for node in ast.walk(tree)
                if isinstance(node, ast.Compare) and isinstance(node.left, ast.Attribute)
                for side in node.comparators
                if isinstance(side, ast.Constant) and side.value in codes
            ]
        )
    }

    assert compared == {}


def test_there_are_no_signals_and_no_save_overrides():
    for path, tree in modules():
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        assert not names & {"receiver", "post_save", "pre_save", "post_delete"}, path
        assert not [function.name for function in functions(tree) if function.name in {"save", "delete"}], path


def test_there_are_no_model_forms_and_no_drawers_for_odds_and_ends():
    drawers = {"utils.py", "helpers.py", "services.py", "common.py"}
    assert [path for path in CLAIMS.rglob("*.py") if path.name in drawers or path.parent.name == "common"] == []
    for path, tree in modules():
        assert "ModelForm" not in {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}, path


def test_migrations_do_not_import_the_application():
    for path in (CLAIMS / "migrations").glob("*.py"):
        imported = [
            name
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in [getattr(node, "module", None) or "", *[alias.name for alias in node.names]]
        ]
        assert not [name for name in imported if name.startswith("claims")], path.name


def test_no_file_is_longer_than_300_lines():
    long = {
        str(path.relative_to(ROOT)): length
        for folder in (CLAIMS, ROOT / "tracker")
        for path in folder.rglob("*.py")
        if "migrations" not in path.parts and (length := _lines(path)) > 300 and path.name != "vocabulary.py"
    }

    assert long == {}


def _lines(path: Path) -> int:
    return len(path.read_text().splitlines())
