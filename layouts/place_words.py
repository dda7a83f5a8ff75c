"""Words of what needs direction in a locality: what the list of localities and the wall must say alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from data.contracts import Ratio
from layouts import formats
from layouts.drawing import Status
from layouts.rates import rate

Row: TypeAlias = Mapping[str, Any]

WORSE: Final[Mapping[str, tuple[Status, str]]] = {
    "far_below": ("off_target", "thấp hơn hẳn mức chung"),
    "below": ("at_risk", "thấp hơn mức chung"),
    "far_above": ("off_target", "nhiều hơn hẳn mức chung"),
    "above": ("at_risk", "nhiều hơn mức chung"),
}
"""Standings that chance does not explain."""
BAD_RATE: Final = frozenset({"far_below", "below"})
BAD_SHARE: Final = frozenset({"far_above", "above"})
"""An on-time rate is bad below the common one, a share of overdue cases above it."""
RANKS_APART: Final = "; "
_NOUNS: Final[Mapping[str, str]] = {"feedback": "phản ánh", "dossier": "hồ sơ"}


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing that needs direction, with its figures."""

    status: Status
    words: str


def concerns(row: Row, period: str) -> list[Concern]:
    """Say every exception that a row of the question `locality_board` counts, for the period shown."""
    return [*_late(row), *_overdue(row), *_promised(row), *_ranks(row, period)]


def ranks(row: Row) -> list[str]:
    """Give the ranks that are printed for a place's total."""
    return row["ranks"].split(RANKS_APART) if row["ranks"] else []


def _late(row: Row) -> Iterator[Concern]:
    for kind, noun in _NOUNS.items():
        standing = row[f"{kind}_standing"]
        if standing in BAD_RATE:
            status, words = WORSE[standing]
            ratio = Ratio(row[f"{kind}_in_time"], row[f"{kind}_closed"])
            yield Concern(status, f"{noun} đúng hạn {rate(ratio)}, {words}")


def _overdue(row: Row) -> Iterator[Concern]:
    """Where places are too few to compare, any overdue case counts."""
    for kind, noun in _NOUNS.items():
        standing, overdue = row[f"{kind}_overdue_standing"], row[f"{kind}_overdue"]
        if not overdue or (standing is not None and standing not in BAD_SHARE):
            continue
        status, words = WORSE.get(standing, ("off_target", ""))
        pair = formats.count_pair(Ratio(overdue, row[f"{kind}_open"]))
        yield Concern(status, ", ".join(filter(None, (f"{pair} {noun} đang quá hạn", words))))


def _promised(row: Row) -> Iterator[Concern]:
    if row["targets_behind"]:
        pair = formats.count_pair(Ratio(row["targets_behind"], row["targets_judged"]))
        yield Concern("off_target", f"{pair} chỉ tiêu chưa đạt theo báo cáo")
    if row["tasks_unreported"]:
        pair = formats.count_pair(Ratio(row["tasks_unreported"], row["tasks_due"]))
        yield Concern("at_risk", f"{pair} nhiệm vụ đến hạn chưa có báo cáo")


def _ranks(row: Row, period: str) -> Iterator[Concern]:
    printed = ranks(row)
    if len(printed) > 1 and row["score_period"] == period:
        yield Concern("conflict", f"tổng điểm in hai hạng: {' và '.join(printed)}")
