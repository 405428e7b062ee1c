"""What every owned table has: its newsroom, and the key that composite foreign keys point at."""

from django.db import models

MAX_BIGINT = 9_223_372_036_854_775_807


def one_of(choices: type[models.TextChoices], field: str, name: str, *, null: bool = False) -> models.CheckConstraint:
    """A check that the column holds one of the vocabulary's codes."""
    condition = models.Q(**{f"{field}__in": choices.values})
    if null:
        condition |= models.Q(**{f"{field}": ""})
    return models.CheckConstraint(condition=condition, name=name)


def dated(stem: str, name: str) -> models.CheckConstraint:
    """Date, instant and precision agree: unknown has neither, an instant has both, the rest a date alone.

    `<stem>_on` is the (first) day, `<stem>_at` the instant and `<stem>_precision` the code; for a week, month or year
    the date is any day within it.
    """
    on, at, precision = f"{stem}_on", f"{stem}_at", f"{stem}_precision"
    unknown = models.Q(**{precision: "unknown", f"{on}__isnull": True, f"{at}__isnull": True})
    instant = models.Q(**{precision: "instant", f"{on}__isnull": False, f"{at}__isnull": False})
    day = models.Q(
        **{
            f"{precision}__in": ["day", "week", "month", "year"],
            f"{on}__isnull": False,
            f"{at}__isnull": True,
        }
    )
    return models.CheckConstraint(condition=unknown | instant | day, name=name)


class Owned(models.Model):
    """A row that belongs to exactly one newsroom.

    `UNRECORDED` names columns that never enter a Change (secrets). Composite foreign keys over (newsroom_id, id) are
    added in SQL by the migrations; the unique constraint here is what they point at.
    """

    UNRECORDED: tuple[str, ...] = ()

    newsroom = models.ForeignKey("claims.Newsroom", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        constraints = (models.UniqueConstraint(fields=["newsroom", "id"], name="%(class)s_in_newsroom"),)


class Versioned(models.Model):
    """A row that people edit: its version rises with every change of its own fields or parts."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


def owned_constraints(*more: models.BaseConstraint) -> list[models.BaseConstraint]:
    """The constraints of an owned table: those of `Owned` and the table's own."""
    return [*Owned.Meta.constraints, *more]
