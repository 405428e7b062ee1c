"""A digest as a letter: HTML for mail programs as they are, and plain text written out, with the same links.

All but a few slots is the same for everybody who is told the same, and is laid out and inlined once for them. What
goes into a slot is inlined, or escaped as the inliner would, by itself; so the parts make the same letter as the whole.
"""

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from secrets import token_hex
from textwrap import fill
from typing import Any

from css_inline import CSSInliner
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from claims.delivery._letter_words import at_words, direction_of, our_direction
from claims.delivery.digest_links import Links
from claims.delivery.digest_view import Group, Line, Section, View
from claims.vocabulary import DigestSection

WIDTH = 72
# How many layouts a process remembers: one per language, zone and what may be seen.
REMEMBERED = 32
WIDEST_BAR = 85


@dataclass(frozen=True)
class Rendered:
    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Slots:
    """What is different from reader to reader."""

    subject: str
    preheader: str
    own: str
    archive: str
    preferences: str
    unsubscribe: str


# Nobody who writes a title knows these.
MARKS = Slots(*[f"slot-{name}-{token_hex(16)}" for name in Slots.__dataclass_fields__])


def rendered(view: View, *, links: Links, language: str) -> Rendered:
    """The letter of one reader, in whose language and zone the view was made."""
    with translation.override(language):
        shared = replace(view, sections=view.common, subject="", preheader="")
        html, text = _shared(shared, language, timezone.get_current_timezone_name())
        own_html, own_text = _own(view)
        to = {"archive": links.archive, "preferences": links.preferences, "unsubscribe": links.unsubscribe}
        in_html = {name: _as_written(link) for name, link in to.items()}
        return Rendered(
            view.subject,
            _filled(text, Slots(_wrapped(view.subject), "", own_text, **to)),
            _filled(
                html,
                Slots(
                    _as_written(view.subject),
                    _as_written(view.preheader),
                    _inliner().inline_fragment(own_html, "") if own_html else "",
                    **in_html,
                ),
            ),
        )


def rendered_whole(view: View, *, links: Links, language: str) -> Rendered:
    """The same letter, laid out and inlined in one piece: what `rendered` is measured against."""
    with translation.override(language):
        own_html, own_text = _own(view)
        html = Slots(view.subject, view.preheader, mark_safe(own_html), *_addresses(links))  # noqa: S308
        text = Slots(_wrapped(view.subject), "", own_text, *_addresses(links))
        return Rendered(view.subject, _text(view, text), _inliner().inline(_html(view, html, language)))


@lru_cache(maxsize=REMEMBERED)
def _shared(view: View, language: str, zone: str) -> tuple[str, str]:
    """HTML and text with marks where the slots are. The zone is that of the dates in it."""
    return _inliner().inline(_html(view, MARKS, language)), _text(view, MARKS)


@cache
def _inliner() -> CSSInliner:
    """Loads nothing from anywhere."""
    css = render_to_string("email/digest/inlined.css")
    return CSSInliner(keep_style_tags=True, load_remote_stylesheets=False, extra_css=css)


def _own(view: View) -> tuple[str, str]:
    """What needs the reader, or that nothing is told at all: HTML that is not inlined yet, and text."""
    if view.own is not None:
        context = _sides() | {"section": _laid_out(view.own)}
        html = render_to_string("email/digest/section.html", context).strip()
        return html, render_to_string("email/digest/section.txt", context)
    if view.common:
        return "", ""
    nothing = _("There is nothing to tell this time: nothing changed that you follow, and nothing needs you.")
    return f'<p class="pad">{escape(nothing)}</p>', f"\n{_wrapped(nothing)}\n"


def _html(view: View, slots: Slots, language: str) -> str:
    context = _context(view, slots) | {"language": language, "direction": "rtl" if get_language_bidi() else "ltr"}
    return render_to_string("email/digest.html", context)


def _text(view: View, slots: Slots) -> str:
    return render_to_string("email/digest.txt", _context(view, slots)).strip() + "\n"


def _context(view: View, slots: Slots) -> dict[str, Any]:
    """For both templates. What is wrapped or underlined is for plain text alone."""
    ends = {"began": at_words(view.began), "ended": at_words(view.ended)}
    window = _("What came to the record from %(began)s to %(ended)s") % ends
    title = str(DigestSection.NUMBERS.label)
    why = _("You get this because you asked for the weekly digest of %(newsroom)s.") % {"newsroom": view.newsroom}
    context = _sides() | _head(view) | vars(slots)
    return context | {
        "newsroom": view.newsroom,
        "window": window,
        "window_wrapped": _wrapped(window),
        "sections": [_laid_out(section) for section in view.common],
        "numbers": view.numbers,
        "bars": [{"day": day, "width": day.share * WIDEST_BAR // 100 or 1} for day in view.numbers.days],
        "numbers_title": title,
        "numbers_heading": _underlined(title),
        "bars_title": _("Entries by day"),
        "withheld": (withheld := _withheld(view.withheld)),
        "withheld_wrapped": _wrapped(withheld),
        "why": why,
        "why_wrapped": _wrapped(why),
    }


def _head(view: View) -> dict[str, Any]:
    if view.head is None:
        return {"head": None}
    slots = {"number": view.head.number, "size": view.head.size}
    words = _("The newest signed head is number %(number)s, over %(size)s changes. Its root hash:") % slots
    wrapped = {"head_wrapped": _wrapped(words), "head_heading": _underlined(_("The record"))}
    return {"head": view.head, "head_words": words, **wrapped}


def _laid_out(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "heading": _underlined(section.title),
        "is_own": section.code == DigestSection.NEEDS_YOU,
        "groups": [_group(group) for group in section.groups],
        "more": section.more,
        "more_words": _more(section.more),
        "more_url": section.more_url,
    }


def _group(group: Group) -> dict[str, Any]:
    lines = [vars(line) | {"wrapped": _item(line)} for line in group.lines]
    named = {"title": group.title, "title_wrapped": _wrapped(group.title), "title_reads": direction_of(group.title)}
    more = {"more": group.more, "more_words": _more(group.more), "more_url": group.more_url}
    return named | more | {"url": group.url, "lines": lines}


def _more(count: int) -> str:
    return ngettext("and %(n)s more", "and %(n)s more", count) % {"n": count}


def _withheld(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(n)s item is withheld: it may not be told to you now, or not by mail.",
        "%(n)s items are withheld: they may not be told to you now, or not by mail.",
        count,
    ) % {"n": count}


def _sides() -> dict[str, str]:
    """Where lines begin and end, and which way our sentences read."""
    start, end = ("right", "left") if get_language_bidi() else ("left", "right")
    return {"start": start, "end": end, "ours": our_direction()}


def _addresses(links: Links) -> tuple[str, str, str]:
    return links.archive, links.preferences, links.unsubscribe


def _filled(whole: str, slots: Slots) -> str:
    for mark, words in zip(vars(MARKS).values(), vars(slots).values(), strict=True):
        whole = whole.replace(mark, words)
    return whole


def _as_written(words: str) -> str:
    """Escaped as the inliner writes text; in an address a quotation mark is written out, as nothing of ours has one."""
    for plain, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\xa0", "&nbsp;")):
        words = words.replace(plain, written)
    return words


def _wrapped(words: str) -> str:
    """Nothing is broken in the middle of a word or an address."""
    return fill(words, WIDTH, break_long_words=False, break_on_hyphens=False)


def _item(line: Line) -> str:
    return fill(
        line.words,
        WIDTH,
        initial_indent="* ",
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _underlined(title: str) -> str:
    return f"{title}\n{'=' * min(len(title), WIDTH)}"
