"""What needs direction in administrative procedures: exceptions, worst first, with their figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, TypeAlias

from sqlalchemy import Select

from data.contracts import Column, Fact, Question, Reach, Request
from data.provenance import with_source
from data.rollups.dossiers import COUNTED, PROMISED, everything
from data.rollups.targets import judged, one_a_result
from data.rules import dossiers
from data.rules.conflicts import two_numbers
from data.rules.services import BASES, basis
from data.rules.targets import Judgement

Row: TypeAlias = Mapping[str, Any]
Record: TypeAlias = dict[str, Any]

CALM = "calm"
"""Kind of the only row where all was looked at and nothing is off: not the same as no figures."""

REACH: Reach = "locality"

QUESTION = Question(
    name="dossier_alerts",
    title="Thủ tục hành chính: việc gì cần chỉ đạo?",
    columns=(
        Column("kind", "text", "Loại việc"),
        Column("severity", "int", "Mức độ, 1 là nặng nhất"),
        Column("status", "text", "Trạng thái"),
        Column("n", "int", "Số trường hợp", "cases"),
        Column("total", "int", "Trên tổng số", "cases"),
        Column("item", "text", "Gồm"),
        Column("item_n", "int", "Số của từng mục", "cases"),
        Column("item_total", "int", "Tổng của từng mục", "cases"),
        Column("printed", "text", "Như in"),
        Column("target_key", "text", "Mã chỉ tiêu"),
        Column("comparator", "text", "So sánh"),
        Column("target_value", "number", "Mức đề ra"),
        Column("target_period", "text", "Kỳ chỉ tiêu"),
        Column("measure", "text", "Loại đơn vị tính"),
        Column("measure_label", "text", "Đơn vị tính"),
        Column("scope", "text", "Phạm vi kết quả"),
        Column("value", "number", "Kết quả"),
        Column("gap", "number", "Còn cách"),
    ),
    facts=("alerts", "fields", "targets"),
)


def statement(request: Request) -> Select[Any]:
    """Select counts, targets and results: one statement for all rules."""
    rows = everything(request)
    return with_source(rows.select(), rows.c.evidence_id)


def shape(rows: Sequence[Row], _request: Request) -> tuple[list[Record], dict[str, Fact]]:
    """One row for each field, count or result that an exception names, worst first.

    Where nothing is off there is one row of kind `calm`; without any count, target or result there are none.
    Facts: how many exceptions; fields and targets that were looked at.
    """
    counted = [row for row in rows if row["part"] == COUNTED]
    promised = one_a_result(row for row in rows if row["part"] == PROMISED)
    found = sorted([*_of_counts(counted), *_of_targets(promised)], key=itemgetter("severity"))
    facts: dict[str, Fact] = {
        "alerts": len({(record["kind"], record["target_key"]) for record in found}),
        "fields": len(dossiers.fields(counted)),
        "targets": len({row["target_key"] for row in promised}),
    }
    if not rows:
        return [], facts
    return found or [{"kind": CALM}], facts


def _of_counts(rows: Sequence[Row]) -> Iterator[Record]:
    """Late dossiers, printed figures that contradict themselves, and what the source leaves open."""
    total, fields = dossiers.whole(rows), dossiers.fields(rows)
    yield from _overdue(dossiers.by_case(rows))
    if total["closed_late"]:
        named = [(name, dossiers.summed(own)) for name, own in fields]
        late = [(name, row["closed_late"], row["returned"]) for name, row in named if row["closed_late"]]
        whole = (total["closed_late"], total["returned"])
        yield from _items("late_dossiers", 1, "off_target", whole, late or [("", None, None)])
    yield from _conflicts(fields, total["received"])
    yield from _unclear(rows)
    if total["returned"] is not None:
        unknown = [(name, None, None) for name, own in fields if dossiers.added(_closed(own)) is None]
        yield from _items("untold_by_field", 3, "unknown", (len(unknown), len(fields)), unknown)


def _overdue(cases: Sequence[Row]) -> Iterator[Record]:
    """Open dossiers that are overdue, of all open ones, by field: only single cases tell."""
    late = [row for row in cases if row["open_overdue"]]
    whole = (sum(row["open_overdue"] for row in late), sum(row["in_progress"] for row in cases))
    ordered = sorted(late, key=lambda row: -row["open_overdue"])
    items = [(row["field"], row["open_overdue"], row["in_progress"]) for row in ordered]
    yield from _items("open_overdue", 1, "off_target", whole, items)


def _closed(own: Sequence[Row]) -> list[int | None]:
    """What a field needs to be judged by: returned and late."""
    return [row[name] for row in own for name in ("returned", "closed_late")]


def _conflicts(fields: Sequence[tuple[str, list[Row]]], received: int | None) -> Iterator[Record]:
    single = [(name, own[0]) for name, own in fields if len(own) == 1]
    checked = [(name, row, dossiers.share_agrees(row, received)) for name, row in single]
    wrong = [(name, row) for name, row, agrees in checked if agrees is False]
    whole = (len(wrong), sum(agrees is not None for _, _, agrees in checked))
    for name, row in wrong:
        item = [(name, row["received"], received)]
        for record in _items("share_conflict", 2, "conflict", whole, item):
            yield {**record, "printed": row["share_printed"]}


def _unclear(rows: Sequence[Row]) -> Iterator[Record]:
    """A count in progress that is printed as two numbers (S3 line 71)."""
    totals = [row for row in rows if row["is_total"]]
    unclear = [row for row in totals if two_numbers(row["in_progress_printed"])]
    for row in unclear:
        item = [(row["unit_name"], row["in_progress"], row["received"])]
        for record in _items("unclear_print", 2, "conflict", (len(unclear), len(totals)), item):
            yield {**record, "printed": row["in_progress_printed"]}


def _items(
    kind: str,
    severity: int,
    status: str,
    whole: tuple[int | None, int | None],
    items: Sequence[tuple[str, int | None, int | None]],
) -> Iterator[Record]:
    """Write an exception as one row an item, each with the figures of the whole."""
    common = {"kind": kind, "severity": severity, "status": status, "n": whole[0], "total": whole[1]}
    for item, n, total in items:
        yield {**common, "item": item, "item_n": n, "item_total": total, "target_key": ""}


def _of_targets(promised: Sequence[Row]) -> Iterator[Record]:
    """Missed targets and baselines with a gap, by what they count; then targets without any result."""
    ordered = sorted(promised, key=lambda row: BASES.index(basis(row["indicator_code"])))
    verdicts = [(row, judged(row)) for row in ordered]
    for row, found in verdicts:
        if found.status == "off_target" or (found.status == "baseline" and found.gap):
            yield _gap(row, found)
    without = {row["target_key"]: row["target_name"] for row, found in verdicts if found.status == "unknown"}
    every = {row["target_key"] for row in promised}
    items = [(name, None, None) for name in without.values()]
    yield from _items("without_result", 3, "unknown", (len(without), len(every)), items)


def _gap(row: Row, found: Judgement) -> Record:
    return {
        "kind": "target_gap",
        "severity": 1 if found.status == "off_target" else 2,
        "status": found.status,
        "item": row["target_name"],
        "item_n": row["numerator"],
        "item_total": row["denominator"],
        "target_key": row["target_key"],
        "comparator": row["comparator"],
        "target_value": row["target_value"],
        "target_period": row["target_period"],
        "measure": row["target_measure"],
        "measure_label": row["measure_label"],
        "scope": row["result_scope"],
        "value": None if found.value is None else float(found.value),
        "gap": None if found.gap is None else float(found.gap),
    }
