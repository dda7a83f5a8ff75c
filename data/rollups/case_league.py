"""Which units close their cases in time: rates with a guard for small numbers, bands in place of ranks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Ratio, Request
from data.rollups.case_pages import on_time, span, with_units
from data.rollups.cases_days import CaseKind
from data.rollups.cases_states import states
from data.rules import funnel
from data.rules.collation import vietnamese_key

Row: TypeAlias = Mapping[str, Any]

FACTS = ("on_time", "common", "strict", "units", "ranked", "below")
_MEASURES = ("received", "closed_early", "closed_on_time", "closed_late")
_WORST = ("far_below", "below", "within", "above", "far_above", "too_few")


def question(name: str, title: str) -> Question:
    """Declare the question for a kind of case."""
    return Question(
        name=name,
        title=title,
        columns=(
            Column("unit_address", "text", "Mã đơn vị"),
            Column("unit_name", "text", "Đơn vị"),
            Column("received", "int", "Tiếp nhận", "cases"),
            Column("closed_in_time", "int", "Đúng hạn", "cases"),
            Column("closed", "int", "Đã giải quyết", "cases"),
            Column("closed_late", "int", "Trễ hạn", "cases"),
            Column("open", "int", "Đang giải quyết", "cases"),
            Column("open_overdue", "int", "Đang quá hạn", "cases"),
            Column("standing", "text", "So với mức chung"),
            Column("low", "int", "Mức thấp do ngẫu nhiên", "cases"),
            Column("high", "int", "Mức cao do ngẫu nhiên", "cases"),
            Column("band", "text", "Nhóm hạng"),
        ),
        facts=FACTS,
    )


def statement(kind: CaseKind, request: Request) -> Select[Any]:
    """Select every unit with cases in the period, or open at its end: a chosen one is held against all."""
    return with_units(states(span(kind, request), measures=_MEASURES).subquery("by_unit"))


def shape(rows: Sequence[Row], request: Request) -> tuple[list[dict[str, Any]], dict[str, Fact]]:
    """A row a unit: those surely below the common rate first, then by rate, those with too few cases last.

    `low` and `high` are the counts in time that chance explains (95 %) at the common rate. A chosen unit
    stands alone. Facts: on-time and strict rates of the rows, on-time rate of all units (common); how many
    rows there are, how many of them are ranked, how many of these are surely below.
    """
    ratios = {row["unit_address"]: on_time(row) for row in rows}
    common, bands = funnel.group(ratios.values()), funnel.rank_ranges(ratios)
    shown = [row for row in rows if request.unit in ("", row["unit_address"])]
    records = [_record(row, ratios[row["unit_address"]], common, bands) for row in shown]
    whole = funnel.group(ratios[row["unit_address"]] for row in shown)
    overdue = sum(record["open_overdue"] for record in records)
    ranked = sum(record["band"] is not None for record in records)
    below = [record for record in records if record["standing"] in {"far_below", "below"}]
    facts: dict[str, Fact] = {
        "on_time": whole,
        "common": common,
        "strict": Ratio(whole.n, whole.total + overdue),
        "units": len(records),
        "ranked": Ratio(ranked, len(records)),
        "below": Ratio(len(below), ranked),
    }
    return sorted(records, key=_order), facts


def _record(row: Row, ratio: Ratio, whole: Ratio, bands: Mapping[str, funnel.RankBand]) -> dict[str, Any]:
    band = bands.get(row["unit_address"])
    standing, chance = funnel.judged(ratio, whole)
    still_open = sum(row[name] for name in ("open_in_time", "open_due_soon", "open_overdue"))
    return {
        **row,
        "closed_in_time": ratio.n,
        "closed": ratio.total,
        "open": still_open,
        "standing": standing,
        "low": chance.low if chance else None,
        "high": chance.high if chance else None,
        "band": band.label if band else None,
    }


def _order(record: Row) -> tuple[int, float, Any]:
    share = record["closed_in_time"] / record["closed"] if record["closed"] else 0.0
    return _WORST.index(record["standing"]), share, vietnamese_key(record["unit_name"])
