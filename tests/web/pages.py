"""Reading a page as a browser without JavaScript does: what its form would send, and pressing its buttons."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from tests.web.conftest import Browser


def read(browser: Browser, address: str) -> Page:
    """Open a page."""
    return Page(browser, browser.get(address), address)


class Page:
    """An answer. `fields` is what the main form would send as it stands; change it, then `press`."""

    def __init__(self, browser: Browser, response: Any, address: str) -> None:
        self.browser, self.response, self.address = browser, response, address
        self.status, self.text = response.status_code, response.content.decode()
        form = _Form()
        form.feed(self.text)
        self.fields: dict[str, Any] = form.fields
        self.buttons = form.buttons
        self.errors = form.errors

    def press(self, name: str = "", value: str = "", **typed: Any) -> Page:
        """Send the form with what is typed now; `name` and `value` are the button's."""
        if name:
            assert (name, value) in self.buttons, f"no button {name}={value} among {self.buttons}"
        button = {name: value} if name else {}
        return self.send(**typed, **button)

    def send(self, headers: Any = None, **typed: Any) -> Page:
        """Send it whatever its buttons are."""
        answer = self.browser.post(self.address, self.fields | typed, headers=headers)
        return Page(self.browser, answer, self.address)

    def follow(self) -> Page:
        """On to where the answer leads."""
        assert self.status == 303, f"{self.status}: {self.errors}"
        return read(self.browser, self.response.headers["Location"])


class _Form(HTMLParser):
    """The successful controls of the form with class `sheet`, its submit buttons, and the errors on the page."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, Any] = {}
        self.buttons: list[tuple[str, str]] = []
        self.errors: list[str] = []
        self.inside = False
        self.select = self.textarea = ""
        self.text: list[str] = []
        self.in_errors = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = "sheet" in given.get("class", "").split()
        if (tag == "ul" and "errorlist" in given.get("class", "")) or "row-error" in given.get("class", ""):
            self.in_errors += 1
        if self.inside:
            self._control(tag, given)

    def _control(self, tag: str, given: dict[str, str]) -> None:
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "input" and name and (kind not in ("checkbox", "radio") or "checked" in given):
            self.fields[name] = given.get("value", "on" if kind == "checkbox" else "")
        elif tag == "select" and name:
            self.select, self.fields[name] = name, ""
        elif tag == "option" and self.select and "selected" in given:
            self.fields[self.select] = given.get("value", "")
        elif tag == "textarea":
            self.textarea, self.text = name, []
        elif tag == "button":
            self.buttons.append((name, given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = ""
        elif tag == "textarea" and self.textarea:
            # The first line break after the tag is not part of the value.
            self.fields[self.textarea] = "".join(self.text).removeprefix("\r\n").removeprefix("\n")
            self.textarea = ""
        elif tag in ("ul", "p") and self.in_errors:
            self.in_errors -= 1

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.text.append(data)
        elif self.in_errors and data.strip():
            self.errors.append(data.strip())
