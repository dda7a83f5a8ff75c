"""Comparisons of budget tables: parents with their lines, the running text with the table, ledgers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, func, select

from data.rollups.conflicts_forms import same
from data.rollups.conflicts_reading import Reading, Row, Texts, compared, evidence, grouped, place, rows_of
from data.rules.budget import LEDGER_SIGNS
from data.rules.conflicts import total_agrees
from data.rules.conflicts_register import Check, Evidence, Side, Subject
from data.schema import BudgetLine, LedgerEntry, Source

AMOUNTS = ("allocated", "adjusted", "executed")

BUDGET_IN_TEXT: Mapping[str, str] = {"kinh_phi_thuc_hien": "executed", "kinh_phi_du_toan": "allocated"}
"""Results that repeat the total of the budget table."""


def checks(reading: Reading, texts: Texts) -> Iterator[Check]:
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
    rows = rows_of(reading, BudgetLine, *columns)
    below, booked = grouped(rows, "parent_id"), _booked(reading)
    for row in rows:
        for name, (total, proof) in booked.get(row["id"], {}).items():
            yield from _ledger(row, name, total, proof)
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


def _booked(reading: Reading) -> Mapping[int, Mapping[str, tuple[int, Evidence]]]:
    """Sum up the ledger by line and amount; the first entry stands for all as evidence."""
    told: tuple[Any, ...] = (
        LedgerEntry.budget_line_id,
        LedgerEntry.kind,
        func.sum(LedgerEntry.amount).label("total"),
        func.min(LedgerEntry.source_id).label("source_id"),
        func.min(Source.document_id).label("document_id"),
    )
    sums: Select[Any] = select(*told).join(Source, Source.id == LedgerEntry.source_id)
    sums = sums.group_by(LedgerEntry.budget_line_id, LedgerEntry.kind)
    found: dict[int, dict[str, tuple[int, Evidence]]] = {}
    for row in reading.connection.execute(reading.only(sums, LedgerEntry.locality_id)):
        name, sign = LEDGER_SIGNS[row.kind]
        amounts = found.setdefault(row.budget_line_id, {})
        total, proof = amounts.get(name, (0, Evidence(row.source_id, row.document_id or 0)))
        amounts[name] = (total + sign * int(row.total), proof)
    return found


def _ledger(line: Row, name: str, total: int, proof: Evidence) -> Iterator[Check]:
    """A line's amount is what its transactions add up to; a line that prints none is not compared."""
    first, second = _printed(line, name), Side((proof,), "ledger", value=total)
    gap = None if line[name] is None else total - line[name]
    agrees = None if line[name] is None else not gap
    about = replace(_about(line, name), key=f"{line['key']}-{name}-ledger")
    yield from compared("total", about, first, second, agrees=agrees, difference=gap)


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
