"""What the layers below the doors raise. A door turns each into words, a status code or a form error."""

from collections.abc import Mapping
from typing import Any


def gettext_noop(message: str) -> str:
    """Mark a message id for the translators; the door that shows it translates it."""
    return message


def ngettext_noop(one: str, many: str) -> tuple[str, str]:
    """The same for one in two forms, between which a number decides."""
    return one, many


def number_noop(message: str) -> tuple[str, str]:
    """The same for one that English words alike for any number, and other languages do not."""
    return message, message


def agreeing_noop(context: str, message: str) -> tuple[str, str]:
    """The same in a context in which some languages word it in another way: of people or women, in French."""
    return message, message


class RuleBroken(Exception):
    """A rule said no.

    `code` is stable and part of the API. `message` is a gettext id with named `%(slots)s`, filled from `params`.
    `field` is the dotted path of the input at fault (`claims.0.figures.1.minimum`), or "" for the whole input.
    """

    def __init__(self, code: str, message: str, /, *, field: str = "", **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.field = field
        self.params = params

    def under(self, path: str) -> "RuleBroken":
        """The same refusal, its field seen from one level further out."""
        self.field = f"{path}.{self.field}" if self.field else path
        return self

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message


class NotPermitted(RuleBroken):
    """The actor can see the row but may not do this."""


class NotVisible(Exception):
    """For this actor the row does not exist; doors answer 404, never 403."""


class InFlight(Exception):
    """The same is being done this moment; whoever asks again later is told what came of it."""


class VersionMoved(Exception):
    """The edit was to be made on one version of the row and on no other, and the row has another by now.

    `version` is the one that was named; `current_version` is what the row has.
    """

    def __init__(self, version: int, current_version: int) -> None:
        super().__init__(f"{version} is now {current_version}")
        self.version = version
        self.current_version = current_version


class StaleEdit(Exception):
    """Somebody else changed the same fields since the editor's copy was read.

    `fields` maps each field in conflict to (base, theirs, mine); `current_version` is what a retry must be prepared on.
    """

    def __init__(self, fields: Mapping[str, tuple[Any, Any, Any]], current_version: int) -> None:
        super().__init__(", ".join(fields))
        self.fields = dict(fields)
        self.current_version = current_version
