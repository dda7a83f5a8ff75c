"""What the plans promise, and which results may be compared with it."""

from __future__ import annotations

import datetime as dt

from data.intake.batch import Ref
from data.intake.reading import Row
from data.plans.book import Book, Entry
from data.plans.checks import Due, due
from data.plans.links import link_units
from data.plans.results import FIGURE_PLACES, coded_period, define
from data.plans.vocabularies import COMMITMENTS, COMPARATORS, SCOPES, TARGET_DUE
from data.schema import IndicatorValue, Target, TargetResult, TargetUnit

_ROLES = {"lead": "lead_unit", "coordinating": "coordinating_units"}


def read_targets(book: Book) -> None:
    """Read targets.csv, the units that are named for each target, and its comparable results."""
    for entry in book.entries("targets"):
        target = _add_target(book, entry)
        link_units(
            book, entry, TargetUnit, target, {"lead": "lead_unit", "coordinating": "coordinating_units"}
        )
        _link_results(book, entry, target)


def _add_target(book: Book, entry: Entry) -> Ref:
    row = entry.row
    comparator = row.code("comparator", COMPARATORS)
    value, most = _ends(row, comparator)
    pillar, period = book.pillar(entry), coded_period(book, entry)
    deadline = due(row, TARGET_DUE)
    _check_order(book, row, period, deadline)
    return book.add_keyed(
        entry,
        Target,
        indicator_id=define(book, entry, pillar, name=row.text("target"), direction=_direction(comparator)),
        pillar_id=pillar,
        period_id=period,
        name=row.printed("target"),
        scope=row.code("scope", SCOPES),
        comparator=comparator,
        comparator_printed=row.printed("comparator_raw"),
        value=value,
        value_max=most,
        value_printed=row.printed("target_raw"),
        measure=row.printed("unit"),
        measure_label=row.printed("unit_label"),
        baseline_printed=row.printed("baseline_raw"),
        baseline_value=row.maybe_decimal("baseline_value", FIGURE_PLACES),
        baseline_year=row.maybe_whole("baseline_year"),
        due_on=deadline.on,
        is_standing=deadline.is_standing,
        due_printed=row.printed("deadline_raw"),
        due_basis=deadline.basis,
        commitment=row.maybe_code("commitment", COMMITMENTS),
        lead_units_printed=row.printed("lead_unit"),
        coordinating_units_printed=row.printed("coordinating_units"),
        lead_line=row.maybe_whole("lead_line"),
    )


def _ends(row: Row, comparator: str) -> tuple[float | None, float | None]:
    """Value, and upper end of a range. A qualitative target has no number, any other has one."""
    value = row.maybe_decimal("target_value", FIGURE_PLACES)
    most = row.maybe_decimal("target_value_max", FIGURE_PLACES)
    if not row.sound("comparator", "target_value", "target_value_max"):
        return value, most
    if (comparator == "qualitative") != (value is None):
        row.refuse(
            "target_value", f"không hợp với phép so sánh “{comparator}”", "ghi số, hoặc dùng “qualitative”"
        )
    elif (comparator == "range") != (most is not None):
        reason = f"không hợp với phép so sánh “{comparator}”"
        row.refuse("target_value_max", reason, "chỉ ghi, và phải ghi, khi là “range”")
    elif value is not None and most is not None and most < value:
        row.refuse("target_value_max", f"nhỏ hơn đầu dưới {value:g}", "sửa thứ tự hai đầu của khoảng")
    return value, most


def _direction(comparator: str) -> str:
    """Direction of an indicator that only a target names: "at most" is for what should be low."""
    return {"<=": "lower_is_better", "qualitative": "neutral"}.get(comparator, "higher_is_better")


def _check_order(book: Book, row: Row, period: Ref | None, deadline: Due) -> None:
    starts: dt.date | None = book.batch.values(period)["starts_on"] if period else None
    if starts and deadline.on and row.sound("deadline") and deadline.on < starts:
        row.refuse("deadline", "hạn đứng trước kỳ của chỉ tiêu", "sửa hạn hoặc sửa kỳ")


def _link_results(book: Book, entry: Entry, target: Ref) -> None:
    row = entry.row
    for key in row.several("actual_ids"):
        result = book.refer(row, "actual_ids", Ref(IndicatorValue, (key,)), "kết quả (indicators_actual.csv)")
        if result in book.batch and not _comparable(book, target, result):
            row.refuse(
                "actual_ids", f"“{key}” là của địa bàn hoặc chỉ số khác", "chỉ ghi kết quả cùng mã chỉ số"
            )
        link = Ref(TargetResult, (target.key, result.key))
        if link not in book.batch:
            book.batch.add(TargetResult, link.key, {"target_id": target, "indicator_value_id": result})


def _comparable(book: Book, target: Ref, result: Ref) -> bool:
    """A result of another definition does not judge (domain.md section 2)."""
    return bool(book.batch.values(target)["indicator_id"] == book.batch.values(result)["indicator_id"])
