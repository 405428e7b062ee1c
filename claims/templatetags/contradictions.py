"""How templates word contradictions and relations between claims. Everything here reads what is loaded already."""

from django import template
from django.utils.translation import gettext

from claims.language import Spoken
from claims.models import Allegation, Claim, ClaimRelation, Figure
from claims.models.answering import resolved
from claims.models.contradictions import Suggestion
from claims.models.matrix import claimants_of
from claims.rules.sentences import listed
from claims.templatetags._figures import figure_words
from claims.vocabulary import AccusedRole, ClaimRelationKind, Stance

register = template.Library()

OUGHT_TO_FALL = frozenset({ClaimRelationKind.SUPERSEDES, ClaimRelationKind.RETRACTS})


@register.filter
def reasons(found: Suggestion) -> list[str]:
    """Why the two cannot both be right, a sentence each."""
    sentences = [_figures(found, one, other) for one, other in found.figures]
    sentences += [_denied(found, allegation) for allegation in found.denied]
    for blame in found.blamed:
        words = {
            "role": AccusedRole(blame.role).label,
            "who": who_claims(found.claim),
            "other_who": who_claims(found.other),
            "one": listed([party.name for party in blame.parties], Spoken()),
            "other": listed([party.name for party in blame.others], Spoken()),
        }
        sentences.append(gettext("“%(role)s”: %(who)s blames %(one)s, %(other_who)s %(other)s.") % words)
    return sentences


@register.filter
def who_claims(claim: Claim) -> str:
    """Who makes the claim; needs `with_parts`."""
    return listed([party.name for party in claimants_of(claim)], Spoken()) or gettext("Unattributed")


@register.filter
def asks_for_standing(relation: ClaimRelation, end: Claim) -> bool:
    """Whether the relation says of this claim that it fell, while its standing does not."""
    return relation.kind in OUGHT_TO_FALL and relation.other_id == end.pk


@register.filter
def supersedes(relation: ClaimRelation) -> bool:
    return relation.kind == ClaimRelationKind.SUPERSEDES


def _figures(found: Suggestion, one: Figure, other: Figure) -> str:
    first, second = figure_words(one), figure_words(other)
    if Stance.DENIES in (found.claim.stance, found.other.stance):
        denied, claimed = (first, second) if found.claim.stance == Stance.DENIES else (second, first)
        return gettext("“%(claimed)s” cannot be right if “%(denied)s” is rightly denied.") % {
            "claimed": claimed,
            "denied": denied,
        }
    return gettext("“%(one)s” and “%(other)s” cannot both be right.") % {"one": first, "other": second}


def _denied(found: Suggestion, allegation: Allegation) -> str:
    denying = found.other if allegation.claim_id == found.claim.pk else found.claim
    return gettext("%(who)s denies that %(accused)s had this part in it: %(role)s.") % {
        "who": who_claims(denying),
        "accused": resolved(allegation.accused).name,
        "role": allegation.role_label or allegation.get_role_display(),
    }
