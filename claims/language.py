"""What a language does with the sentences that rules give: gettext. Doors choose the language."""

from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import gettext, ngettext, pgettext


class Spoken:
    """The language that is active, whichever it is: inside a door the reader's own."""

    def translate(self, message: str, context: str = "") -> str:
        return pgettext(context, message) if context else gettext(message)

    def plural(self, one: str, many: str, n: int) -> str:
        return ngettext(one, many, n)

    def number(self, value: int) -> str:
        """A whole number with its thousands set apart, as the language has it."""
        return formats.number_format(value, decimal_pos=0, force_grouping=abs(value) > 9999)


class In(Spoken):
    """One language, whichever is active."""

    def __init__(self, code: str) -> None:
        self.code = code

    def translate(self, message: str, context: str = "") -> str:
        with translation.override(self.code):
            return super().translate(message, context)

    def plural(self, one: str, many: str, n: int) -> str:
        with translation.override(self.code):
            return super().plural(one, many, n)

    def number(self, value: int) -> str:
        with translation.override(self.code):
            return super().number(value)


def first_known(*wanted: str) -> str:
    """The first of these languages that On Record speaks; English, if none is."""
    known = {code for code, _name in settings.LANGUAGES}
    return next((code for code in wanted if code in known), "en")
