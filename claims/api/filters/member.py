"""Members of the newsroom, and tools."""

from claims.api.filters._base import ListFilters, any_of, whether
from claims.vocabulary import Role, TokenScope


class MemberFilters(ListFilters):
    SORTS = {"joined_at": "joined_at", "role": "role"}

    active = whether("deactivated_at", lookup_expr="isnull")
    role = any_of(Role)


class TokenFilters(ListFilters):
    SORTS = {"issued_at": "issued_at", "label": "label"}

    role = any_of(Role)
    scope = any_of(TokenScope)
    revoked = whether("revoked_at", lookup_expr="isnull", exclude=True)
