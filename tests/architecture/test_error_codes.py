"""Every code that a refusal can carry stands in docs/errors.md with what to do about it, and no other does."""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise

from rest_framework import exceptions, fields, relations, serializers

from claims.api.errors import TITLES
from tests.architecture.code import ROOT, modules

DOCS = (ROOT / "docs/errors.md").read_text()
REFUSALS = {"RuleBroken", "NotPermitted", "_problem"}
WORD = re.compile(r"[a-z][a-z_]+\Z")
# Codes of REST framework's own that our fields and doors let through.
OF_THE_FRAMEWORK = {
    exceptions.NotAuthenticated.default_code,
    exceptions.MethodNotAllowed.default_code,
    exceptions.NotAcceptable.default_code,
    exceptions.UnsupportedMediaType.default_code,
    exceptions.Throttled.default_code,
    *fields.Field.default_error_messages,
    *(set(fields.ListField.default_error_messages) | set(serializers.ListSerializer.default_error_messages)),
    *(set(fields.CharField.default_error_messages) - {"blank"}),
    *(set(fields.IntegerField.default_error_messages) - {"max_string_length"}),
    *(set(relations.PrimaryKeyRelatedField.default_error_messages) & {"does_not_exist"}),
}


def documented() -> list[str]:
    return [
        code
        for line in DOCS.splitlines()
        if line.startswith("|")
        for code in re.findall(r"`([a-z_]+)`", re.sub(r"^(\| \d+ )?", "", line).split("|")[1])
    ]


def in_the_source() -> Iterator[str]:
    for path, tree in modules():
        if path != "claims/vocabulary.py":
            for node in ast.walk(tree):
                yield from _codes_of(node, in_api=path.startswith("claims/api/"))


def _codes_of(node: ast.AST, *, in_api: bool) -> Iterator[str]:
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in REFUSALS:
            yield from (word for word in map(_word, node.args[:2]) if word)
        case ast.keyword(arg="code", value=value) if in_api and _word(value):
            yield _word(value)
        case ast.Assign(targets=[ast.Name(id="default_code")], value=value):
            yield _word(value)
        case ast.Assign(targets=[ast.Name(id="default_error_messages")], value=ast.Dict(keys=keys)):
            yield from map(_word, keys)
        case ast.Tuple(elts=elements):  # tables of rules: (…, "code", _("sentence"))
            for code, sentence in pairwise(elements):
                if _word(code) and _is_marked(sentence):
                    yield _word(code)


def _word(node: ast.AST | None) -> str:
    word = node.value if isinstance(node, ast.Constant) else None
    return word if isinstance(word, str) and WORD.match(word) else ""


def _is_marked(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="_"), args=[ast.Constant(value=str(words))]):
            return " " in words and words.endswith(".")
    return False


def test_every_code_of_the_source_is_documented_and_no_other():
    source = {code for code in in_the_source() if code} | OF_THE_FRAMEWORK

    assert sorted(source - set(documented())) == []
    assert sorted(set(documented()) - source) == []


def test_each_is_documented_once():
    assert sorted(code for code in documented() if documented().count(code) > 1) == []


def test_each_status_has_a_title():
    assert {int(status) for status in re.findall(r"^\| (\d+) \|", DOCS, re.MULTILINE)} <= set(TITLES)
