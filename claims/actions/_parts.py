"""Figures, allegations and answers of a claim: checked against columns and rules, as the columns they are to have."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims.actions._answering import Answering
from claims.actions._fields import checked
from claims.actions._references import under
from claims.actions.drafts import AllegationDraft, AnswerDraft, FigureDraft
from claims.models import Allegation, Answer, Figure, Party
from claims.rules.allegations import check_accusation, check_alleged_once, check_position, check_role
from claims.rules.claims import check_labels, check_part_count
from claims.rules.figures import check_bounds
from claims.vocabulary import Position, Qualifier, Stance

# Column name → value: what a part says, without what it hangs on and when.
Content = dict[str, Any]
FIGURE_COLUMNS = (
    "metric",
    "metric_label",
    "population",
    "population_label",
    "scope",
    "scope_label",
    "qualifier",
    "minimum",
    "maximum",
    "wording",
)


@dataclass(frozen=True)
class Surroundings:
    """What the parts of one claim are judged in. `parties` are by the id under which the input names them."""

    stance: Stance
    claimants: Mapping[int, Party]
    parties: Mapping[int, Party]
    answering: Answering
    at: datetime


def figure_contents(figures: Sequence[FigureDraft], around: Surroundings, path: str) -> list[Content]:
    """The figures as they will be stored; `path` is where their list stands."""
    check_part_count(len(figures), field=path)
    contents = []
    for place, draft in enumerate(figures):
        with under(f"{path}.{place}"):
            values = checked(Figure, {name: getattr(draft, name) for name in FIGURE_COLUMNS}, now=around.at)
            _check_figure(values)
        side = around.parties[draft.side.pk].pk if draft.side else None
        contents.append({**values, "side_id": side})
    return contents


def _check_figure(values: Content) -> None:
    check_bounds(Qualifier(values["qualifier"]), values["minimum"], values["maximum"], values["wording"])
    labels = ("metric", "metric_label", "population", "population_label", "scope", "scope_label")
    check_labels(**{name: values[name] for name in labels})


def allegation_contents(allegations: Sequence[AllegationDraft], around: Surroundings, path: str) -> list[Content]:
    """The allegations as they will be stored."""
    check_part_count(len(allegations), field=path)
    contents: list[Content] = []
    met: set[tuple[int, str, str]] = set()
    for place, draft in enumerate(allegations):
        accused = around.parties[draft.accused.pk]
        with under(f"{path}.{place}"):
            values = checked(Allegation, {"role": draft.role, "role_label": draft.role_label}, now=around.at)
            check_role(**values)
            check_accusation(around.stance, accused=accused.name, by_itself=accused.pk in around.claimants)
            key = (accused.pk, values["role"], values["role_label"].casefold())
            check_alleged_once(key not in met, accused.name)
        met.add(key)
        contents.append({"accused_id": accused.pk, **values, "for_publication": draft.for_publication})
    return contents


def answer_contents(answers: Sequence[AnswerDraft], around: Surroundings, path: str) -> list[Content]:
    """The answers as they will be stored."""
    check_part_count(len(answers), field=path)
    contents: list[Content] = []
    met: set[int] = set()
    for place, draft in enumerate(answers):
        with under(f"{path}.{place}"):
            position = checked(Answer, {"position": draft.position}, now=around.at)["position"]
            around.answering.check(draft.allegation.pk, first=draft.allegation.pk not in met)
            check_position(around.stance, Position(position))
        met.add(draft.allegation.pk)
        contents.append({"allegation_id": draft.allegation.pk, "position": position})
    return contents


def parties_of(
    figures: Sequence[FigureDraft], allegations: Sequence[AllegationDraft], prefix: str = ""
) -> Iterator[tuple[str, Party | None]]:
    """The parties that these parts of a claim name, each with its field path."""
    for place, figure in enumerate(figures):
        yield f"{prefix}figures.{place}.side", figure.side
    for place, allegation in enumerate(allegations):
        yield f"{prefix}allegations.{place}.accused", allegation.accused


def answered_by(answers: Sequence[AnswerDraft], prefix: str = "") -> Iterator[tuple[str, Allegation | None]]:
    """The allegations that these answers name, each with its field path."""
    for place, answer in enumerate(answers):
        yield f"{prefix}answers.{place}.allegation", answer.allegation
