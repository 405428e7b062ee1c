"""Rules of evidence: the root behind it is named as its kind wants, and known roots need no plea."""

from collections.abc import Collection

from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.vocabulary import RootKind

NAMELESS = frozenset({RootKind.ANONYMOUS, RootKind.UNKNOWN})


# The field that names the root of each kind; the other kinds name none.
NAMED_BY = {
    RootKind.PARTY: "root_party",
    RootKind.SOURCE: "root_source",
    RootKind.PROTECTED: "root_identity",
}


def check_root(root_kind: RootKind, given: Collection[str]) -> None:
    """A party root names a party, a source root a source, a protected one a protected person, the others nobody.

    `given` are the fields of NAMED_BY that are filled in.
    """
    wanted = NAMED_BY.get(root_kind, "")
    for field in NAMED_BY.values():
        if field == wanted and field not in given:
            raise RuleBroken(
                "root_missing",
                _("Say who or what knows: the root is “%(kind)s”."),
                field=field,
                kind=root_kind.label,
            )
        if field != wanted and field in given:
            raise RuleBroken(
                "root_not_taken",
                _("This does not go with a root of the kind “%(kind)s”."),
                field=field,
                kind=root_kind.label,
            )


def check_distinct_reason(root_kind: RootKind, reason: str) -> None:
    """Why an unnamed root is one of its own is said of unnamed roots only."""
    if reason and root_kind not in NAMELESS:
        raise RuleBroken(
            "distinct_reason_not_taken",
            _("A known root counts as it is; only an anonymous or unknown one needs a reason to count."),
            field="distinct_reason",
        )


def check_current(*, withdrawn: bool) -> None:
    """Evidence is withdrawn once."""
    if withdrawn:
        raise RuleBroken("evidence_withdrawn", _("This evidence has been withdrawn already."))
