"""The first text of a request for comment: neutral, composed from the allegations, for a person to edit.

Minimum content as in the BBC's Editorial Guidelines on the right of reply: the nature of the piece, the material
allegations, and the date by which an answer is needed. Terms are kept: nobody is named, and nothing is repeated, that
was not said for publication. The newsroom's own text of the language takes the place of the house's wording.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import formats, translation
from django.utils.translation import gettext as _

from claims.language import Spoken
from claims.models import Allegation, Claim, ClaimUtterance, Incident, Newsroom, Party, RequestTemplate, User
from claims.models.answering import resolved
from claims.rules.request_templates import Slot, filled
from claims.rules.sentences import listed
from claims.rules.text import ZONES
from claims.rules.utterances import LEAVING
from claims.vocabulary import Certainty, Terms

# The most open terms first.
LEAVES = [terms for terms in Terms if terms in LEAVING]


@dataclass(frozen=True)
class Put:
    """One allegation as it is put to the party: what was said, by whom in words, and of whom it is alleged."""

    text: str
    attribution: str
    accused: str
    role: str
    of_the_party: bool


@dataclass(frozen=True)
class Outline:
    """What the text is composed of."""

    incident: Incident
    party: Party
    nature: str
    allegations: Sequence[Allegation]
    questions: Sequence[str]
    deadline: datetime | None
    zone: str
    newsroom: Newsroom
    sender: User
    language: str
    now: datetime


def compose(outline: Outline) -> tuple[str, int]:
    """The text, and how many allegations were left out of it because of their terms."""
    with translation.override(_spoken(outline)):
        put = [each for each in _all_put(outline) if each is not None]
        own = _own_wording(outline)
        text = filled(own, slots_of(outline, put)) if own else _house_wording(outline, put)
    return text, len(outline.allegations) - len(put)


def proposed_nature(newsroom: Newsroom) -> str:
    """What the piece is, until somebody says it better, in the newsroom's language."""
    known = [code for code, _name in settings.LANGUAGES]
    with translation.override(newsroom.language if newsroom.language in known else "en"):
        return _("a news report")


def slots_of(outline: Outline, put: Sequence[Put]) -> dict[Slot, str]:
    """What fills the slots of a newsroom's text, in the language that is in force."""
    context = {"put": put, "questions": outline.questions}
    return {
        Slot.PARTY: outline.party.name,
        Slot.INCIDENT: outline.incident.title,
        Slot.NATURE: outline.nature or proposed_nature(outline.newsroom),
        Slot.ALLEGATIONS: render_to_string("requests/put_allegations.txt", context).strip(),
        Slot.QUESTIONS: render_to_string("requests/put_questions.txt", context).strip(),
        Slot.DEADLINE: _by_when(outline) or _("[date, hour and time zone]"),
        Slot.NEWSROOM: outline.newsroom.name,
        Slot.SENDER: outline.sender.name,
    }


def _house_wording(outline: Outline, put: Sequence[Put]) -> str:
    nature = outline.nature or proposed_nature(outline.newsroom)
    context = {"outline": outline, "nature": nature, "put": put, "by_when": _by_when(outline)}
    context |= {"questions": outline.questions}
    return render_to_string("requests/first_text.txt", context).strip()


def _own_wording(outline: Outline) -> str:
    """The newsroom's text in the language asked for, or else in its general form (fr for fr-BE); "" if none."""
    language = outline.language or outline.newsroom.language
    wanted = [language, language.partition("-")[0]]
    rows = RequestTemplate.objects.filter(newsroom=outline.newsroom, language__in=wanted).exclude(text="")
    texts = dict(rows.values_list("language", "text"))
    return next((texts[each] for each in wanted if each in texts), "")


def _spoken(outline: Outline) -> str:
    known = [code for code, _name in settings.LANGUAGES]
    wanted = (outline.language.partition("-")[0], outline.newsroom.language)
    return next((code for code in wanted if code in known), "en")


def _all_put(outline: Outline) -> Iterable[Put | None]:
    spoken = _said_for_publication(outline)
    return [_put(each, spoken.get(each.claim_id), resolved(outline.party)) for each in outline.allegations]


def _said_for_publication(outline: Outline) -> dict[int, ClaimUtterance]:
    """Claim id → the utterance by which it may be told, the most open terms first."""
    links = (
        ClaimUtterance.objects.filter(claim__in={each.claim_id for each in outline.allegations})
        .filter(utterance__terms__in=LEAVES)
        .exclude(utterance__embargo_until__gt=outline.now)
        .select_related("utterance")
        .prefetch_related("utterance__claimants__party__merged_into")
    )
    found: dict[int, ClaimUtterance] = {}
    for link in sorted(links, key=lambda link: LEAVES.index(Terms(link.utterance.terms)), reverse=True):
        found[link.claim_id] = link
    return found


def _put(allegation: Allegation, link: ClaimUtterance | None, party: Party) -> Put | None:
    if link is None:
        return None
    accused = resolved(allegation.accused)
    return Put(
        text=allegation.claim.text,
        attribution=_attribution(allegation.claim, link),
        accused=accused.name,
        role=allegation.role_label or str(allegation.get_role_display()),
        of_the_party=accused.pk == party.pk,
    )


def _attribution(claim: Claim, link: ClaimUtterance) -> str:
    utterance = link.utterance
    said_by = [resolved(each.party).name for each in utterance.claimants.all()]
    who = utterance.background_as or listed(said_by, Spoken()) or _("an unnamed source")
    if claim.certainty == Certainty.FLAT:
        return _("Said by %(who)s.") % {"who": who}
    certainty = Certainty(claim.certainty).label
    if claim.hedge:
        return _("Said by %(who)s, %(certainty)s (“%(hedge)s”).") % {
            "who": who,
            "certainty": certainty,
            "hedge": claim.hedge,
        }
    return _("Said by %(who)s, %(certainty)s.") % {"who": who, "certainty": certainty}


def _by_when(outline: Outline) -> str:
    if outline.deadline is None or outline.zone not in ZONES:
        return ""
    local = outline.deadline.astimezone(ZoneInfo(outline.zone)).replace(tzinfo=None)
    day, hour = formats.date_format(local, "l j F Y"), formats.date_format(local, "H:i")
    return _("%(hour)s on %(day)s (time zone %(zone)s)") % {"hour": hour, "day": day, "zone": outline.zone}
