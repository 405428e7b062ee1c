"""A point of the record: how much of it was known."""

from datetime import datetime


class Point:
    """How far the record had come: up to a position, or all there is up to an instant."""

    def __init__(self, newsroom_id: int, instant: datetime, position: int | None) -> None:
        self.newsroom_id = newsroom_id
        self.instant = instant
        self.position = position

    @property
    def joins(self) -> str:
        """What a query of `change` joins to stay within the point."""
        if self.position is None:
            return ""
        return (
            " JOIN public.claims_changeposition numbered"
            f" ON numbered.change_id = change.id AND numbered.position <= {int(self.position)}"
        )

    @property
    def condition(self) -> str:
        """The condition that goes with `joins`."""
        return f" AND change.recorded_at <= '{self.instant.isoformat()}'" if self.position is None else ""
