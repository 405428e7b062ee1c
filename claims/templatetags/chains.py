"""How templates word utterances, chains and roots. Everything here reads what is loaded already; nothing queries."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django import template
from django.utils.translation import gettext

from claims.language import Spoken
from claims.models import Evidence, Figure, Hop, Source, SourceCheck, Utterance
from claims.models.answering import resolved
from claims.models.behind import Because, Link
from claims.rules.sentences import QUOTED, listed
from claims.rules.utterances import may_leave as may_leave_at
from claims.vocabulary import Directness, HopActor, Qualifier, RootKind, Verdict

register = template.Library()


@register.filter
def said_by(utterance: Utterance) -> str:
    """Who said it, several jointly."""
    names = [str(resolved(row.party)) for row in utterance.claimants.all()]
    if not names and utterance.background_as:
        return gettext(QUOTED) % {"words": utterance.background_as}
    return listed(names, Spoken()) or gettext("Unattributed")


@register.filter
def speaker_words(utterance: Utterance) -> str:
    """Through whom: the person's name, how the source puts it, or both."""
    if utterance.speaker_withheld:
        return ""
    who = utterance.speaker or utterance.speaker_identity
    return ", ".join(filter(None, [str(who or ""), utterance.speaker_label]))


@register.filter
def may_leave(utterance: Utterance, now: datetime) -> bool:
    """Whether terms and embargo let it leave the newsroom."""
    return may_leave_at(utterance.terms, utterance.embargo_until, now=now)


@register.filter
def hop_actor(hop: Hop) -> str:
    """Who passed it on; unnamed ones say what they are."""
    named = str(resolved(hop.party) if hop.party else hop.identity or "")
    words = ", ".join(filter(None, [named, hop.actor_label]))
    if hop.actor_kind == HopActor.UNKNOWN:
        return words or gettext("somebody who is not known")
    return words or str(HopActor(hop.actor_kind).label)


@register.filter
def directness_words(hop: Hop) -> str:
    """How directly it was passed on, where that is stated."""
    return "" if hop.directness == Directness.UNSTATED else str(Directness(hop.directness).label)


@register.filter
def wording_beside(figure: Figure) -> str:
    """The words in which a figure was given, where it does not consist of them anyway."""
    return "" if figure.qualifier == Qualifier.IN_WORDS else figure.wording


@register.filter
def established_words(check: SourceCheck) -> str:
    """Whose finding it is."""
    return str(check.established_by or check.established_by_label or gettext("us"))


@register.filter
def link_words(link: Link) -> str:
    """Why one leads to the next, as a sentence without its stop."""
    names = {"one": str(link.one), "other": str(link.other)}
    if link.because == Because.CITES:
        return gettext("“%(one)s” cites “%(other)s”") % names
    if link.because == Because.OUTLET:
        return gettext("“%(one)s” was published by %(other)s") % names
    label = str(link.kind.label) if link.kind else ""
    if link.because == Because.DERIVES:
        return gettext("“%(one)s” %(does)s “%(other)s”") % {**names, "does": label}
    return gettext("%(one)s %(is_tied)s %(other)s") % {**names, "is_tied": label}


@register.filter
def around_words(sources: Sequence[Source]) -> str:
    """Once around: “A” cites “B” cites “A”."""
    return gettext(" cites ").join(f"“{source}”" for source in sources)


@register.filter
def verdict_of(verdicts: Mapping[int, Verdict], source: int) -> str:
    """What a check made of the source; "" if nobody checked."""
    return str(verdicts.get(source, ""))


@register.filter
def root_words(evidence: Evidence) -> str:
    """Who or what ultimately knows."""
    row: object = resolved(evidence.root_party) if evidence.root_party else evidence.root_source
    row = row or evidence.root_identity
    words = ", ".join(filter(None, [str(row or ""), evidence.root_label]))
    return words or str(RootKind(evidence.root_kind).label)
