"""Where lateness sits: late cases of those closed, by unit and category."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, select

from data.contracts import Column, Fact, Question, Ratio, Request
from data.rollups.case_pages import of_unit, on_time, span, with_units
from data.rollups.cases_days import RESOLVED, CaseKind
from data.rollups.cases_states import states
from data.rules.collation import vietnamese_key
from data.schema import CaseCategory

Row: TypeAlias = Mapping[str, Any]

MOST_UNITS = 12
"""Units that a matrix shows: those with most late cases; a reader compares no more."""


def question(name: str, title: str) -> Question:
    """Declare the question for a kind of case."""
    return Question(
        name=name,
        title=title,
        columns=(
            Column("unit_address", "text", "Mã đơn vị"),
            Column("unit_name", "text", "Đơn vị"),
            Column("category", "text", "Lĩnh vực"),
            Column("late", "int", "Trễ hạn", "cases"),
            Column("closed", "int", "Đã giải quyết", "cases"),
            Column("open_overdue", "int", "Đang quá hạn", "cases"),
        ),
        facts=("late", "units", "worst_unit", "worst_category", "worst"),
    )


def statement(kind: CaseKind, request: Request) -> Select[Any]:
    """Select each unit and category with what was closed in the period and is overdue at its end."""
    rows = states(span(kind, request), ("unit_id", "category_id"), measures=RESOLVED).subquery("cells")
    named = with_units(rows).where(of_unit(rows.c.unit_id, request))
    category = select(CaseCategory).subquery("category")
    return named.add_columns(
        category.c.name.label("category"), category.c.position.label("category_position")
    ).join(category, category.c.id == rows.c.category_id)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """A row a cell, of the units with most late cases first, categories in the order of their vocabulary.

    Facts: late of all closed cases, of every unit; units shown of all; the cell with most late cases, of
    all late ones.
    """
    cells = [row for row in rows if on_time(row).total or row["open_overdue"]]
    late = dict.fromkeys((row["unit_address"] for row in cells), 0)
    for row in cells:
        late[row["unit_address"]] += row["closed_late"]
    names = {row["unit_address"]: row["unit_name"] for row in cells}
    order = sorted(names, key=lambda unit: (-late[unit], vietnamese_key(names[unit])))
    places = {unit: at for at, unit in enumerate(order[:MOST_UNITS])}
    shown = [row for row in cells if row["unit_address"] in places]
    ordered = sorted(shown, key=lambda row: (places[row["unit_address"]], row["category_position"]))
    return [_record(row) for row in ordered], _facts(cells, len(places), len(order))


def _facts(cells: Sequence[Row], shown: int, units: int) -> dict[str, Fact]:
    every = [on_time(row) for row in cells]
    closed = sum(ratio.total for ratio in every)
    late = closed - sum(ratio.n for ratio in every)
    worst = max(cells, key=lambda row: row["closed_late"], default=None)
    is_any = worst is not None and worst["closed_late"] > 0
    return {
        "late": Ratio(late, closed),
        "units": Ratio(shown, units),
        "worst_unit": worst["unit_name"] if worst is not None and is_any else None,
        "worst_category": worst["category"] if worst is not None and is_any else None,
        "worst": Ratio(worst["closed_late"], late) if worst is not None and is_any else None,
    }


def _record(row: Row) -> dict[str, Any]:
    ratio = on_time(row)
    return {**row, "late": ratio.total - ratio.n, "closed": ratio.total}
