"""Budget lines and spending rules: the one way in which pages read them, and the order of their tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, case, cast, extract, func, select
from sqlalchemy.orm import aliased

from data.contracts import Period as PeriodSpan
from data.contracts import Request
from data.rules.budget import LEDGER_SIGNS, Amounts, Line, sum_of_children
from data.schema import BudgetLine, BudgetRule, LedgerEntry, Locality, Period

_MONTH = ("year", "month")


def lines_from(request: Request) -> Select[Any]:
    """Select the budget lines of the period shown and of those that begin later. Amounts in đồng."""
    shown, parent = aliased(Period), aliased(BudgetLine)
    return (
        select(*_line_columns(parent))
        .select_from(BudgetLine)
        .join(Locality, and_(Locality.id == BudgetLine.locality_id, Locality.slug == request.locality))
        .join(shown, shown.code == request.period)
        .join(Period, and_(Period.id == BudgetLine.period_id, Period.starts_on >= shown.starts_on))
        .outerjoin(parent, parent.id == BudgetLine.parent_id)
    )


def booked(request: Request) -> Select[Any]:
    """Select what the ledger adds up to, a row a line of the period shown and month: never an entry itself.

    `spent` and `shifted` are spending and adjustments of the allocation, what was taken back or cut
    subtracted, in đồng; `entries` are the vouchers behind them; the first entry stands for all as evidence.
    """
    sums = (
        select(
            LedgerEntry.budget_line_id,
            *(extract(part, LedgerEntry.booked_on).label(f"booked_{part}") for part in _MONTH),
            *(_signed(name).label(label) for name, label in (("executed", "spent"), ("adjusted", "shifted"))),
            func.count().label("entries"),
            func.min(LedgerEntry.source_id).label("evidence_id"),
        )
        .join(Locality, and_(Locality.id == LedgerEntry.locality_id, Locality.slug == request.locality))
        .join(Period, and_(Period.id == LedgerEntry.period_id, Period.code == request.period))
        .group_by(LedgerEntry.budget_line_id, *(extract(part, LedgerEntry.booked_on) for part in _MONTH))
        .subquery("sums")
    )
    columns = [column for column in sums.c if column.name != "budget_line_id"]
    line = select(BudgetLine.key.label("line_key"), *columns)
    return line.join(sums, sums.c.budget_line_id == BudgetLine.id)


def _signed(amount: str) -> ColumnElement[int]:
    """Sum up the entries that make up an amount of a line, each with its sign."""
    signs = {kind: sign for kind, (name, sign) in LEDGER_SIGNS.items() if name == amount}
    parts = [(LedgerEntry.kind == kind, sign * LedgerEntry.amount) for kind, sign in signs.items()]
    return cast(func.sum(case(*parts, else_=0)), BigInteger)


def rules_ahead(request: Request) -> Select[Any]:
    """Select the spending rules that hold in the period shown or later."""
    shown = aliased(Period)
    return (
        select(*_rule_columns())
        .select_from(BudgetRule)
        .join(Locality, and_(Locality.id == BudgetRule.locality_id, Locality.slug == request.locality))
        .join(shown, shown.code == request.period)
        .join(Period, and_(Period.id == BudgetRule.period_id, Period.ends_on > shown.starts_on))
    )


def line_of(row: Mapping[str, Any]) -> Line:
    """Read a row as the rules know it."""
    return Line(
        key=row["line_key"],
        parent=row["parent_key"] or "",
        kind=row["kind"],
        allocated=row["allocated"],
        executed=row["executed"],
        adjusted=row["adjusted"] or 0,
        name=row["line_name"],
    )


def leaves(lines: Sequence[Line]) -> list[Line]:
    """Give the lines that have none under them; totals and sums that the text states are no lines."""
    parents = {line.parent for line in lines}
    return [line for line in lines if line.kind in {"line", "group"} and line.key not in parents]


def sum_of_leaves(lines: Sequence[Line]) -> Amounts:
    """Sum what the lines themselves print, adjustments included, whatever totals stand above them."""
    flat = [
        replace(line, parent="", allocated=None if line.allocated is None else line.allocated + line.adjusted)
        for line in leaves(lines)
    ]
    return sum_of_children(flat, "")


def period_of(row: Mapping[str, Any]) -> PeriodSpan:
    """Read the period that a row's amounts belong to."""
    return PeriodSpan(row["period_code"], row["period_kind"], row["starts_on"], row["ends_on"])


def as_tree(rows: Sequence[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], int]]:
    """Order rows as a reader expects them, each with its depth (0 = root).

    A group stands before its parts. A printed total stands after them, on their level, as in the source's
    own table. A row whose parent is not among the rows is a root; sums that the text states come last.
    """
    known = {row["line_key"] for row in rows}
    children: dict[str, list[Mapping[str, Any]]] = {}
    for row in sorted(rows, key=lambda row: (row["kind"] == "stated", row["line_id"])):
        parent = row["parent_key"] if row["parent_key"] in known else ""
        children.setdefault(parent, []).append(row)
    return _branch("", 0, children)


def _line_columns(parent: type[BudgetLine]) -> list[Any]:
    return [
        BudgetLine.id.label("line_id"),
        BudgetLine.key.label("line_key"),
        parent.key.label("parent_key"),
        BudgetLine.listing,
        BudgetLine.code.label("line_code"),
        BudgetLine.kind,
        BudgetLine.name.label("line_name"),
        BudgetLine.allocated,
        BudgetLine.adjusted,
        BudgetLine.executed,
        BudgetLine.description.label("line_description"),
        BudgetLine.note.label("line_note"),
        Period.code.label("period_code"),
        Period.kind.label("period_kind"),
        Period.starts_on,
        Period.ends_on,
        BudgetLine.source_id.label("evidence_id"),
    ]


def _rule_columns() -> list[Any]:
    return [
        BudgetRule.id.label("rule_id"),
        BudgetRule.key.label("rule_key"),
        BudgetRule.name.label("rule_name"),
        BudgetRule.comparator,
        BudgetRule.percent,
        BudgetRule.percent_printed,
        BudgetRule.base,
        BudgetRule.description.label("rule_description"),
        BudgetRule.note.label("rule_note"),
        Period.code.label("rule_period"),
        BudgetRule.source_id.label("evidence_id"),
    ]


def _branch(
    parent: str, depth: int, children: Mapping[str, Sequence[Mapping[str, Any]]]
) -> list[tuple[Mapping[str, Any], int]]:
    ordered: list[tuple[Mapping[str, Any], int]] = []
    for row in children.get(parent, ()):
        is_total = row["kind"] == "total"
        below = _branch(row["line_key"], depth if is_total else depth + 1, children)
        ordered += [*below, (row, depth)] if is_total else [(row, depth), *below]
    return ordered
