"""What communes may be compared by on a map: measures, figures under them, and what may be coloured.

Source: domain.md section 2 (rates below a minimum N are shown as n/N, neither ranked nor coloured; counts may
be coloured; a unit that a source does not mention has no figure) and the measures of feedback and tasks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any, Literal, TypeAlias, TypeVar

from data.contracts import RANKING_MINIMUM
from data.rules.ranking import worst_first

Group: TypeAlias = Literal["feedback", "tasks", "dossiers", "indicator"]
Counts: TypeAlias = Mapping[str, Any]
Row = TypeVar("Row")

INDICATOR = "indicator"
"""The measure that an indicator of the address stands for."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: which count of a commune is n, and which is N (empty: a plain count).

    A rate needs its N; so does a share of the rated, of which there may be none (`needs_total`).
    """

    name: str
    group: Group
    n: str
    total: str = ""
    is_rate: bool = False
    needs_total: bool = False


MEASURES: tuple[Measure, ...] = (
    Measure("late", "feedback", "closed_late", "received"),
    Measure("open_overdue", "feedback", "open_overdue", "received"),
    Measure("received", "feedback", "received"),
    Measure("on_time", "feedback", "closed_on_time", "closed", is_rate=True, needs_total=True),
    Measure("rated", "feedback", "rated", "received"),
    Measure("dissatisfied", "feedback", "dissatisfied", "rated", needs_total=True),
    Measure("tasks_unreported", "tasks", "tasks_unreported", "tasks_about"),
    Measure("tasks_done", "tasks", "tasks_done", "tasks_about"),
    Measure("tasks_about", "tasks", "tasks_about"),
    Measure("tasks_led", "tasks", "tasks_led"),
    Measure("dossiers_received", "dossiers", "dossiers_received"),
    Measure("dossiers_on_time", "dossiers", "dossiers_on_time", "returned", is_rate=True, needs_total=True),
)
"""In the order in which one of them is taken where the address names none: exceptions before volumes."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A commune's figure: n, of N where it is a part of something; n None where there is no figure."""

    n: int | None = None
    total: int | None = None


def find(name: str) -> Measure | None:
    """Give the measure of that name; None for a name that no measure has."""
    return next((measure for measure in MEASURES if measure.name == name), None)


def figure(measure: Measure, counts: Counts) -> Figure:
    """Read a commune's figure from its counts; a part of nothing is no figure where the N is needed."""
    n, total = counts.get(measure.n), counts.get(measure.total)
    if n is None or (measure.needs_total and not total):
        return Figure()
    return Figure(n, total)


def shade(found: Figure, *, is_rate: bool, minimum: int = RANKING_MINIMUM) -> int | None:
    """Give what colours a commune and orders it: a count itself, of a rate the per cent that it falls short.

    None where there is no figure, and for a rate of fewer than `minimum` cases. Shortfalls are rounded up:
    only a rate without any failure is whole.
    """
    if found.n is None or not is_rate:
        return found.n
    if not found.total or found.total < minimum:
        return None
    return shortfall(found.n, found.total)


def shortfall(n: int, total: int) -> int:
    """Per cent by which n falls short of N (> 0), rounded up: 29 of 37 is 22."""
    return ceil(Fraction(100 * (total - n), total))


def league(
    rows: Iterable[Row],
    *,
    shade_of: Callable[[Row], int | None],
    is_known: Callable[[Row], bool],
    name: Callable[[Row], str],
) -> list[Row]:
    """Order communes: what may be compared worst first, then other figures, then none; ties by name."""
    listed = list(rows)
    ordered = worst_first(listed, count=shade_of, name=name)
    return sorted(ordered, key=lambda row: not is_known(row))


def default(known: Iterable[str]) -> str:
    """Choose the first measure that some commune has a figure of; the first of all where none has."""
    names = set(known)
    return next((measure.name for measure in MEASURES if measure.name in names), MEASURES[0].name)


def with_figures(communes: Sequence[Counts]) -> dict[str, int]:
    """Count for each measure the communes that have a figure of it, in the order of the measures."""
    return {
        measure.name: sum(figure(measure, counts).n is not None for counts in communes)
        for measure in MEASURES
    }
