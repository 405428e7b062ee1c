"""Random rows of every noun that the API shows, written in bulk: some restricted, some withheld, some merged."""

from tests.api.random_rows.asked import asked
from tests.api.random_rows.judged import judged
from tests.api.random_rows.kept import kept
from tests.api.random_rows.nouns import nouns
from tests.api.random_rows.rows import Rows
from tests.api.random_rows.said import said


def fill(seed: int, newsroom_id: int, users: list[int]) -> None:
    """One newsroom's worth, the same for the same seed."""
    rows = Rows(seed, newsroom_id, users)
    for write in (nouns, said, judged, asked, kept):
        write(rows)
