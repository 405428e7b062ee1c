"""How far the judging of a claim has come, for templates. Reads what is loaded already; nothing queries."""

from django import template

from claims.language import Spoken
from claims.models import Claim
from claims.models.judgements import Judged, judged, sign_off_of
from claims.rules.sentences import listed

register = template.Library()


@register.filter
def judging(claim: Claim) -> Judged:
    """What its assessments come to; needs `with_parts`."""
    return judged(claim)


@register.filter
def answerable(claim: Claim) -> str:
    """Who gave the claim its status, and who signed: they should look. Needs `with_parts`, or `assessed`."""
    standing = judged(claim).in_effect
    if standing is None:
        return ""
    signed = sign_off_of(standing)
    by = standing.by_user or (standing.by_token.label if standing.by_token else "")
    return listed([str(each) for each in (by, signed.by_user if signed else "") if each], Spoken())
