"""How far the judging of a claim has come, for templates. Reads what is loaded already; nothing queries."""

from django import template

from claims.models import Claim
from claims.models.judgements import Judged, judged

register = template.Library()


@register.filter
def judging(claim: Claim) -> Judged:
    """What its assessments come to; needs `with_parts`."""
    return judged(claim)
