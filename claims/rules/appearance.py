"""How pages look in one browser: kept in cookies, so that they come right at first."""

from claims.vocabulary import Contrast, Theme

THEME, CONTRAST = "theme", "contrast"


def chosen(cookies: dict[str, str]) -> dict[str, str]:
    """What is not as the system has it; anything that is no choice counts for nothing."""
    asked = {THEME: (cookies.get(THEME, ""), Theme), CONTRAST: (cookies.get(CONTRAST, ""), Contrast)}
    return {name: value for name, (value, choices) in asked.items() if value and value in choices.values}
