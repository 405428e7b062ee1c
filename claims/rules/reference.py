"""Short references of incidents, as people read them out over the phone: TZ4-82K."""

import secrets

# Without 0/O, 1/I/L and U, which are misread or misheard.
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference() -> str:
    """A random reference: 30^6, some 700 million; the action tries again on the rare repeat."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(6))
    return f"{drawn[:3]}-{drawn[3:]}"
