"""What random rows are made with."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import models

from claims.models import (
    ApiToken,
)
from claims.vocabulary import (
    DatePrecision,
    Role,
    TokenScope,
)
from tests.factories import NOW

AWKWARD = [
    "",
    "plain",
    '"quoted" \\ and / more',
    "two\nlines\t\x01",
    "تينزاواتين – 21 tués ≥ 3 😀",
    "</script>\u2028%s %%",
]
PLACES = [None, "0", "19.958300", "-2.5", "0.000001"]
LOOSE = [None, {}, {"a": None, "b": [1, 2.5, "é"]}, {"n": 2**60, "f": 1e-7, "deep": {"x": [[], {}]}}]


class Rows:
    """Everything random comes from `chance`, so that one number makes one newsroom."""

    def __init__(self, seed: int, newsroom_id: int, users: list[int]) -> None:
        self.chance, self.own, self.users = Random(seed), {"newsroom_id": newsroom_id}, users
        self.tokens = [self._token(number) for number in range(2)]

    def any(self, words: Any) -> Any:
        return self.chance.choice(list(words))

    def text(self, *, some: bool = False) -> str:
        return self.any(AWKWARD[1:] if some else AWKWARD)

    def maybe(self, value: Any) -> Any:
        return self.any([value, None])

    def instant(self) -> datetime:
        return NOW + timedelta(microseconds=self.any([0, 1, 120_000, -86_400_000_000, self.chance.randrange(10**12)]))

    def dated(self, stem: str) -> dict[str, Any]:
        precision = self.any(DatePrecision)
        at = self.instant()
        known = precision != DatePrecision.UNKNOWN
        exact = precision == DatePrecision.INSTANT
        return {f"{stem}_precision": precision, f"{stem}_on": at.date() if known else None} | {
            f"{stem}_at": at if exact else None
        }

    def by(self) -> dict[str, Any]:
        return self.any([{"by_user_id": self.any(self.users)}, {"by_token": self.any(self.tokens)}, {}])

    def kept(self, model: type[models.Model], rows: Iterable[dict[str, Any]]) -> list[Any]:
        manager: Any = model._default_manager
        return list(manager.bulk_create(model(**self.own, **row) for row in rows))

    def _token(self, number: int) -> ApiToken:
        how = {"role": Role.VIEWER, "scopes": [TokenScope.READ], "digest": "0" * 64, "issued_by_id": self.users[0]}
        prefix = f"r{self.own['newsroom_id']}-{number}"
        return ApiToken.objects.create(label=self.text(some=True), prefix=prefix, issued_at=NOW, **how, **self.own)
