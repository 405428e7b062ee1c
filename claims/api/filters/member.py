"""Members of the newsroom, and tools."""

from typing import Any

from claims.api.filters._base import ListFilters, any_of, whether
from claims.vocabulary import Role, TokenScope


class MemberFilters(ListFilters):
    SORTS = {"joined_at": "joined_at", "role": "role"}

    active = whether("deactivated_at", lookup_expr="isnull")
    role = any_of(Role)


class TokenFilters(ListFilters):
    SORTS = {"issued_at": "issued_at", "label": "label"}

    role = any_of(Role)
    scope = any_of(TokenScope, method="having", says="With one of these among its scopes.")
    revoked = whether("revoked_at", lookup_expr="isnull", exclude=True)

    def having(self, rows: Any, _name: str, scopes: list[TokenScope]) -> Any:
        return rows.filter(scopes__overlap=scopes)
