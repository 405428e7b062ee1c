"""Rules of checks: only of what shows or measures something, and each finding says what its aspect asks for."""

from collections.abc import Mapping
from typing import Any

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.vocabulary import CheckAspect, DatePrecision, PlacePrecision, SourceKind

# What shows, sounds or measures something by itself. What people wrote is judged by its reliability and its roots.
CHECKABLE = frozenset(
    {SourceKind.IMAGE, SourceKind.VIDEO, SourceKind.AUDIO, SourceKind.SATELLITE_IMAGE, SourceKind.DATA_SET}
)
# The fields in which each aspect's finding stands, the one that says it first.
FIELDS = {
    CheckAspect.AUTHENTICITY: ("verdict",),
    CheckAspect.PLACE: ("place", "place_precision", "latitude", "longitude"),
    CheckAspect.TIME: ("taken_precision", "taken_on", "taken_at"),
}
NOTHING_SAID = frozenset({None, "", DatePrecision.UNKNOWN, PlacePrecision.UNKNOWN})
FINDING_MISSING = {
    CheckAspect.AUTHENTICITY: _("Say what the check came to: authentic, edited, miscaptioned, staged or unsettled."),
    CheckAspect.PLACE: _("Say in words where it was made."),
    CheckAspect.TIME: _("Say when it was made, as exactly as it is known."),
}


def check_checkable(kind: SourceKind) -> None:
    """Refuse to check what people wrote or said."""
    if kind not in CHECKABLE:
        raise RuleBroken(
            "not_checkable",
            _(
                "This is recorded as “%(kind)s”. Only images, video, audio, satellite images and data sets are checked;"
                " what people wrote or said is judged by its roots."
            ),
            kind=kind.label,
        )


def check_finding(aspect: CheckAspect, values: Mapping[str, Any]) -> None:
    """A check says what its aspect asks for, and nothing of another aspect."""
    if values.get(FIELDS[aspect][0]) in NOTHING_SAID:
        raise RuleBroken("finding_missing", FINDING_MISSING[aspect], field=FIELDS[aspect][0])
    for other, names in FIELDS.items():
        for name in names:
            if other != aspect and values.get(name) not in NOTHING_SAID:
                raise RuleBroken(
                    "finding_of_another_aspect",
                    _("This check is about “%(aspect)s”: record “%(other)s” as a check of its own."),
                    field=name,
                    aspect=aspect.label,
                    other=other.label,
                )
    if (values.get("latitude") is None) != (values.get("longitude") is None):
        missing = "latitude" if values.get("latitude") is None else "longitude"
        raise RuleBroken("half_a_position", _("Give both coordinates, or neither."), field=missing)


def check_established_by(*, has_party: bool, label: str) -> None:
    """Who established it is a party, or put in words; neither means ourselves."""
    if has_party and label:
        raise RuleBroken(
            "established_twice",
            _("Name who established it once: as a party, or in words."),
            field="established_by_label",
        )
