"""Whatever stands on screen can be translated: no bare words in templates, none in what forms and refusals say."""

import ast
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from django.template.base import DebugLexer, TokenType

HERE = Path(__file__).parents[2]
BLOCKS = {"blocktrans": "endblocktrans", "blocktranslate": "endblocktranslate", "comment": "endcomment"}
# What is the same in every language.
NAMES = {"On Record", "UTC", "API", "JSON", "CSV", "Atom", "· On Record", "On Record ·"}
SHOWN = ("aria-label", "aria-description", "title", "alt", "placeholder", "label")
NOT_SHOWN = re.compile(r"<(script|style|code|kbd|title hidden)\b.*?</\1>|<!--.*?-->", re.DOTALL)
ATTRIBUTE = re.compile(rf'\s(?:{"|".join(SHOWN)})="([^"]*)"')
TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"[^\W\d_]{2,}")
SLOT = re.compile(r"%\(\w+\)s")
# Arguments whose value stands on screen.
ARGUMENTS = {"label", "help_text", "empty_label", "heading", "submit_label", "done_message", "verbose_name", "hint"}


def bare(template: str) -> str:
    """The template without its tags, and without what is translated within them."""
    kept, until = [], ""
    for token in DebugLexer(template).tokenize():
        if token.token_type == TokenType.BLOCK:
            name, *rest = token.contents.split()
            styled = name == "block" and rest[0].endswith("_class")
            until = ("" if name == until else until) if until else "endblock" if styled else BLOCKS.get(name, "")
            kept.append("" if name.startswith("blocktrans") else " ")
        elif token.token_type == TokenType.TEXT and not until:
            kept.append(token.contents)
    return NOT_SHOWN.sub("", "".join(kept))


def words_of(template: str) -> Iterator[str]:
    text = bare(template)
    yield from ATTRIBUTE.findall(text)
    yield from unescape(TAG.sub("\n", text)).split("\n")


def test_templates_have_no_bare_words():
    found = {
        str(path.relative_to(HERE)): sorted(left)
        for path in sorted((HERE / "templates").rglob("*.html"))
        if (left := {" ".join(each.split()) for each in words_of(path.read_text()) if WORD.search(each)} - NAMES)
    }
    assert found == {}


def test_what_forms_say_is_marked():
    found = [
        f"{path.relative_to(HERE)}:{node.lineno}: {keyword.value.value}"
        for path in sorted((HERE / "claims").rglob("*.py"))
        if not {"migrations", "api", "management"} & {*path.parts}
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg in ARGUMENTS
        and isinstance(keyword.value, ast.Constant)
        and isinstance(keyword.value.value, str)
        and WORD.search(keyword.value.value)
    ]
    assert found == []


def test_every_refusal_is_marked():
    found = [
        f"{path.relative_to(HERE)}:{node.lineno}"
        for path in sorted((HERE / "claims").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"RuleBroken", "NotPermitted"}
        and len(node.args) > 1
        and isinstance(node.args[1], ast.Constant | ast.JoinedStr)
        and WORD.search(SLOT.sub("", ast.unparse(node.args[1])))
    ]
    assert found == []
