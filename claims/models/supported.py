"""Claims by how many roots support them: `support.supports_of` for all claims of a newsroom at once."""

from typing import Any

from django.db import models

from claims.models._support_sql import CANDIDATES, SUPPORTED


class SupportedBy(models.Func):
    """Whether a key is that of a claim which at least so many roots support; the same for every reader."""

    output_field = models.BooleanField()

    def __init__(self, key: Any, least: int, newsroom_id: int) -> None:
        super().__init__(key)
        self.given = {"least": least, "newsroom": newsroom_id}

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> Any:
        key, params = compiler.compile(self.get_source_expressions()[0])
        rows = SUPPORTED.replace("%(claims)s", CANDIDATES)
        for name, value in self.given.items():
            rows = rows.replace(f"%({name})s", str(int(value)))
        return f"({key} IN ({rows}))", params
