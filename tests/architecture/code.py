"""Reading our own code as syntax trees, for the tests that hold the architecture."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CLAIMS = ROOT / "claims"


def modules(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """(path, tree) of every module of ours in `claims`, or in its folders named; migrations apart."""
    for start in [CLAIMS / folder for folder in folders] or [CLAIMS]:
        paths = [start] if start.is_file() else sorted(start.rglob("*.py"))
        for path in paths:
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def calls(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, name) of every call; for a method the name is the attribute's."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.lineno, node.func.attr
            elif isinstance(node.func, ast.Name):
                yield node.lineno, node.func.id


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """Every function and method."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node
