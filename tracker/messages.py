"""What stands on screen, in the catalogues of the translators: `python -m tracker.messages [collect]`.

Without an argument each `locale/*/LC_MESSAGES/django.po` is turned into the `django.mo` beside it that Django reads, as
`make run` does. With `collect` the catalogues are first brought up to the sources: new sentences come in without a
translation, and those that nothing says any more go (`make messages`).
"""

import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

BASE = Path(__file__).resolve().parent.parent
# What the sources are written in needs none.
CATALOGUES = {language: BASE / "locale" / language / "LC_MESSAGES" / "django.po" for language in ("fr", "ar")}
MARKS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_noop": (1, 2),
    "_n": (1, 2),
    "number_noop": (1, 1),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "agreeing_noop": ((1, "c"), 2, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
HEADER = "# What On Record says on screen and in letters. `make messages` brings this up to the sources."


def said() -> Catalog:
    """Every sentence that the sources mark, with where it stands."""
    found = Catalog(charset="utf-8", fuzzy=False)
    for path in sources():
        for line, message, comments, context in marked_in(path):
            place = (str(path.relative_to(BASE)), line)
            found.add(message, locations=[place], auto_comments=comments, context=context)
    return found


def sources() -> Iterator[Path]:
    for folder in ("claims", "tracker"):
        yield from (path for path in sorted((BASE / folder).rglob("*.py")) if "migrations" not in path.parts)
    yield from (path for path in sorted((BASE / "templates").rglob("*")) if path.is_file())


def marked_in(path: Path) -> Iterable[tuple[int, Any, list[str], str | None]]:
    text = path.read_text()
    # In brackets a template may be indented as it likes.
    code = text if path.suffix == ".py" else f"(\n{templatize(text, origin=str(path))}\n)"
    return extract("python", BytesIO(code.encode()), MARKS, ("Translators:",))


def read(language: str) -> Catalog:
    path = CATALOGUES[language]
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def collect(language: str, said: Catalog) -> Catalog:
    """The language's catalogue with every sentence that is said, and no other."""
    catalogue = read(language)
    catalogue.update(said, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    for message in catalogue:
        # One that had other forms before: what it said then is no translation of it.
        if message.id and message.fuzzy:
            message.flags.discard("fuzzy")
            message.string = ("", "") if message.pluralizable else ""
    catalogue.header_comment = HEADER
    return catalogue


def write(language: str, catalogue: Catalog) -> None:
    path = CATALOGUES[language]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        # Lines would change with each edit of a source.
        write_po(file, catalogue, width=120, include_lineno=False, sort_by_file=True, ignore_obsolete=True)


def compile_all() -> None:
    for language, path in CATALOGUES.items():
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, read(language))


def main(arguments: list[str]) -> None:
    if arguments == ["collect"]:
        # Templates are taken apart by Django, which asks for settings before it does anything.
        settings.configure(USE_I18N=True)
        django.setup()
        found = said()
        for language in CATALOGUES:
            write(language, collect(language, found))
    compile_all()


if __name__ == "__main__":
    main(sys.argv[1:])
