"""Components that a page shows hundreds of times: rendered once, then kept.

Only for what follows from codes and numbers and from the language alone; never for anybody's words.
"""

from functools import lru_cache
from typing import Any, NamedTuple

from django import template
from django.template.loader import get_template
from django.utils.translation import get_language

from claims.rules.roots import Support

register = template.Library()

MOST = 4096


class Numbers(NamedTuple):
    """What of a claim's support is said beside it."""

    attested_by: int
    supported_by: int
    documents: int
    known_roots: int
    unknown_roots: int
    circular: int
    discredited: int
    contradicted_by: int


@register.filter
def numbers(support: Support) -> Numbers:
    return Numbers(*(getattr(support, name) for name in Numbers._fields))


@register.simple_tag
def kept(name: str, **given: str | Numbers) -> str:
    """The component of this name, given these: `{% kept "components/status.html" status=claim.status %}`."""
    return _rendered(name, get_language(), tuple(given.items()))


@lru_cache(maxsize=MOST)
def _rendered(name: str, language: str | None, given: tuple[tuple[str, Any], ...]) -> str:
    return get_template(name).render(dict(given))
