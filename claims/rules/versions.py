"""On which version an edit is made."""

from claims.errors import VersionMoved


class Exactly(int):
    """The version that the row must have when it is written: nothing is merged. A plain number merges."""


def check_exact(version: int, current: int) -> None:
    """Refuse an edit of another version, where it was to be made on exactly one (the HTTP header `If-Match`)."""
    if isinstance(version, Exactly) and version != current:
        raise VersionMoved(int(version), current)
