"""Comparisons of budget tables: parents with their lines, the running text with the table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection

from data.rollups.conflicts_forms import same
from data.rollups.conflicts_reading import Row, Texts, compared, evidence, grouped, place, rows_of
from data.rules.conflicts import total_agrees
from data.rules.conflicts_register import Check, Side, Subject
from data.schema import BudgetLine

AMOUNTS = ("allocated", "adjusted", "executed")

BUDGET_IN_TEXT: Mapping[str, str] = {"kinh_phi_thuc_hien": "executed", "kinh_phi_du_toan": "allocated"}
"""Results that repeat the total of the budget table."""


def checks(connection: Connection, texts: Texts) -> Iterator[Check]:
    """Compare printed sums with their lines, and what the running text says with the table."""
    columns = (
        BudgetLine.id,
        BudgetLine.key,
        BudgetLine.parent_id,
        BudgetLine.period_id,
        BudgetLine.listing,
        BudgetLine.kind,
        BudgetLine.name,
        *(getattr(BudgetLine, name) for name in AMOUNTS),
        BudgetLine.allocated_printed,
        BudgetLine.executed_printed,
    )
    rows = rows_of(connection, BudgetLine, *columns)
    below = grouped(rows, "parent_id")
    for row in rows:
        for name in AMOUNTS:
            yield from _sum(row, below.get((row["id"],), []), name)
    for where, members in grouped(rows, "locality_id", "period_id").items():
        yield from _against_table(members, texts.get(where, ()))


def _sum(parent: Row, lines: Sequence[Row], name: str) -> Iterator[Check]:
    parts = [line[name] for line in lines]
    computed = sum(part for part in parts if part is not None)
    first = _printed(parent, name)
    second = Side(evidence(*lines), "lines", value=computed)
    gap = None if parent[name] is None else computed - parent[name]
    agrees = total_agrees(parent[name], parts)
    yield from compared("total", _about(parent, name), first, second, agrees=agrees, difference=gap)


def _against_table(rows: Sequence[Row], texts: Sequence[Row]) -> Iterator[Check]:
    """Where one table stands alone in the period, its total is what the text speaks of."""
    tops = [row for row in rows if row["kind"] in {"total", "group"} and row["parent_id"] is None]
    if len(tops) != 1:
        return
    (top,) = tops
    for stated in (row for row in rows if row["kind"] == "stated"):
        yield from _stated(stated, top)
    for text in texts:
        name = BUDGET_IN_TEXT.get(text["code"], "")
        if name:
            yield from same(text, _printed(top, name))


def _stated(stated: Row, top: Row) -> Iterator[Check]:
    for name in AMOUNTS:
        if stated[name] is None or top[name] is None:
            continue
        gap = top[name] - stated[name]
        first, second = _printed(stated, name), _printed(top, name)
        about = _about(stated, name)
        yield from compared("two_places", about, first, second, agrees=not gap, difference=gap)


def _printed(row: Row, name: str) -> Side:
    return Side(evidence(row), row["name"], row.get(f"{name}_printed", ""), row[name])


def _about(row: Row, name: str) -> Subject:
    return Subject(place(row), "budget", f"{row['key']}-{name}", row["name"], "/budget", "vnd", "đồng")
