"""How templates word figures, dates, names and codes. Everything here reads what is loaded already; nothing queries."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import groupby
from typing import Any

from django import forms, template
from django.template.context import RequestContext
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from claims import vocabulary
from claims.language import Spoken, country_name
from claims.models import Allegation, Change, Claim, Figure, Incident, Party
from claims.models.answering import resolved
from claims.models.matrix import claimants_of, described_as
from claims.rules.appearance import chosen
from claims.rules.redaction import SUBJECT_WORDS
from claims.rules.sentences import QUOTED, listed
from claims.templatetags._dates import dated_words, day_words, local_time, moment
from claims.templatetags._figures import counted_words, figure_words, number
from claims.vocabulary import ActorKind, Certainty, ClaimKind, PlacePrecision, Standing

register = template.Library()

# What a verb is about, where its noun is not the name of the table.
SUBJECT_OF = {
    "allegation": "waiver",
    "channels": "channelcheck",
    "contact_point": "contactpoint",
    "deadline": "deadlineextension",
    "member": "membership",
    "request": "commentrequest",
    "request_template": "requesttemplate",
    "silence": "reportedsilence",
    "token": "apitoken",
    "waiver": "waiverdecision",
}

for wording in (country_name, figure_words, counted_words, number, dated_words, day_words, moment):
    register.filter(wording)
register.simple_tag(local_time)


@register.filter
def word(code: str, vocabulary_name: str) -> str:
    """The word on screen for a code: `{{ claim.status|word:"Status" }}`."""
    return str(getattr(vocabulary, vocabulary_name)(code).label) if code else ""


@register.filter
def subject_words(subject_type: str) -> str:
    """What a redaction is of; what has nothing personal of its own has a reason in its Change."""
    return gettext(SUBJECT_WORDS.get(subject_type, SUBJECT_WORDS["change"]))


@register.filter
def claimants_words(claim: Claim) -> str:
    """Who makes the claim, several jointly; needs `with_parts`."""
    if description := described_as(claim):
        return gettext(QUOTED) % {"words": description}
    return names(claimants_of(claim)) or gettext("Unattributed")


@register.filter
def claimants_other_than(claim: Claim, party: Party | None) -> str:
    """With whom the party makes the claim jointly; "" if alone."""
    return names(other for other in claimants_of(claim) if other != party)


@register.filter
def accused_of(allegation: Allegation) -> str:
    """The part that the accused is said to have had."""
    return allegation.role_label or allegation.get_role_display()


@register.filter
def quoted(words: str) -> SafeString:
    """Somebody's words, in their own direction and in the quotation marks of the reader's language."""
    return format_html(gettext(QUOTED).replace("%(words)s", "<bdi>{}</bdi>"), words)


@register.filter
def names(parties: Any) -> str:
    """Names of parties as a list in words, merged ones under the name that stands for them."""
    return listed([str(resolved(party)) for party in parties], Spoken())


@register.filter
def current_figures(claim: Claim) -> list[Figure]:
    return [figure for figure in claim.figures.all() if figure.withdrawn_at is None]


@register.filter
def stands(claim: Claim) -> bool:
    """Whether the claim itself still stands."""
    return claim.standing == Standing.LIVE


@register.filter
def takes_status(claim: Claim) -> bool:
    return claim.kind == ClaimKind.FACT


@register.filter
def hedged(claim: Claim) -> bool:
    """Whether the claimant put it with less than full certainty."""
    return claim.certainty != Certainty.FLAT


@register.filter
def place_known(incident: Incident) -> bool:
    """Whether anybody said how precisely the place is known."""
    return incident.place_precision != PlacePrecision.UNKNOWN


@register.filter
def degrees(incident: Incident) -> str:
    """Coordinates as people read them: 19.95° N, 2.97° E."""
    if incident.latitude is None or incident.longitude is None:
        return ""
    north = pgettext("compass", "N") if incident.latitude >= 0 else pgettext("compass", "S")
    east = pgettext("compass", "E") if incident.longitude >= 0 else pgettext("compass", "W")
    return f"{abs(incident.latitude).normalize():f}° {north}, {abs(incident.longitude).normalize():f}° {east}"


@register.filter
def basis_of(row: Any, column: str) -> str:
    """On what basis a value was inferred; "" if it was not."""
    return str(row.inferred.get(column, ""))


@register.filter
def by_words(change: Change) -> str:
    """Who did it. Needs `by_user` and `by_token` loaded."""
    if change.by_user is not None:
        return str(change.by_user)
    if change.by_token is not None:
        return gettext("token “%(label)s”") % {"label": change.by_token.label}
    return gettext("the clock") if change.by_kind == ActorKind.CLOCK else change.by_name


@register.filter
def gathered(changes: Iterable[Change]) -> list[tuple[Change, int]]:
    """Changes as (the first, how many): the same verb by the same hand at the same instant was one gesture.

    What is counted is what the verb names: seven claims with their figures are *recorded a claim × 7*.
    """

    def gesture(change: Change) -> tuple[Any, ...]:
        return (
            change.verb,
            change.by_kind,
            change.by_user_id,
            change.by_token_id,
            change.at,
            change.reason,
            change.incident_id,
        )

    rows = [list(group) for _key, group in groupby(changes, gesture)]
    return [(group[0], sum(_is_named(change) for change in group) or 1) for group in rows]


def _is_named(change: Change) -> bool:
    noun = change.verb.partition(".")[0]
    return change.subject_type == SUBJECT_OF.get(noun, noun)


@register.simple_tag(takes_context=True)
def appearance(context: RequestContext) -> SafeString:
    """Attributes of the page: the theme and contrast that this browser asked for."""
    request = context.get("request")
    return format_html_join("", ' data-{}="{}"', chosen(request.COOKIES if request else {}).items())


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A mark from the sprite; always beside a word, so hidden from screen readers."""
    return format_html(
        '<svg class="icon icon-{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        name,
        static("icons.svg"),
        name,
    )


@register.simple_tag
def inline_form(address: str, place: str) -> SafeString:
    """Makes a link open its form in the element named `place`; without JavaScript it leads to the form's page."""
    swap = format_html("innerHTML show:#{}:top", place)
    return format_html('data-hx-get="{}" data-hx-target="#{}" data-hx-swap="{}"', address, place, swap)


@register.simple_tag(takes_context=True)
def section_link(context: RequestContext, name: str, words: str, keys: str) -> SafeString:
    """An entry of the main navigation with its keys; says where the reader is."""
    return _entry(context, name, words, "", keys)


@register.simple_tag(takes_context=True)
def menu_link(context: RequestContext, name: str, words: str) -> SafeString:
    return _entry(context, name, words, "menu-item")


def _entry(context: RequestContext, name: str, words: str, css: str, keys: str = "") -> SafeString:
    address = reverse(name)
    path = context["request"].path
    here = path == address or (address != "/" and path.startswith(address))
    current = SafeString(' aria-current="page"') if here else ""
    key = format_html(' data-key="{}"', keys) if keys else ""
    return format_html('<li><a class="{}" href="{}"{}{}>{}</a></li>', css, address, current, key, words)


@register.filter
def widget_kind(field: forms.BoundField) -> str:
    """What the field looks like, for its layout."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.Textarea):
        return "long"
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
        return "options"
    if isinstance(widget, forms.MultiWidget):
        return "dated"
    return "choice" if isinstance(widget, forms.Select) else "short"


@register.filter
def as_typed(field: forms.BoundField) -> SafeString:
    """The input itself: free text in its own direction, and what it showed at first where the form keeps that."""
    free = type(field.field.widget) in (forms.TextInput, forms.Textarea)
    typed = field.as_widget(attrs={"dir": "auto"} if free else None)
    if field.field.show_hidden_initial:
        typed += field.as_hidden(only_initial=True)
    return mark_safe(typed)  # noqa: S308 (both come escaped from the widget)
