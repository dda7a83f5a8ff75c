"""Words of the measures by which communes are compared: what the chooser and the map must say alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from data.contracts import Request
from layouts.shell.links import href

PATH: Final = "/map"
GROUPS: Final[Mapping[str, str]] = {
    "feedback": "Phản ánh",
    "tasks": "Nhiệm vụ",
    "dossiers": "Thủ tục hành chính",
    "indicator": "Chỉ số",
    "budget": "Ngân sách",
}
"""Groups of measures in the order in which they are offered. No source has a budget by commune."""


@dataclass(frozen=True, slots=True)
class Words:
    """A measure as the chooser names it, as the key of the map heads it, and as a sentence counts it.

    `pair` says what n/N under a name means; empty for plain counts.
    """

    name: str
    heading: str
    counted: str
    pair: str = ""


MEASURES: Final[Mapping[str, Words]] = {
    "late": Words("Xử lý trễ hạn", "Số trễ hạn", "phản ánh xử lý trễ hạn", "trễ hạn / tổng số"),
    "open_overdue": Words("Đang quá hạn", "Số quá hạn", "phản ánh đang quá hạn", "quá hạn / tổng số"),
    "received": Words("Tiếp nhận", "Số phản ánh", "phản ánh"),
    "on_time": Words("Tỷ lệ đúng hạn", "Tỷ lệ đúng hạn", "phản ánh xử lý đúng hạn", "đúng hạn / đã xử lý"),
    "rated": Words("Được đánh giá", "Số được đánh giá", "phản ánh được đánh giá", "được đánh giá / tổng số"),
    "dissatisfied": Words(
        "Không hài lòng", "Số không hài lòng", "đánh giá không hài lòng", "không hài lòng / được đánh giá"
    ),
    "tasks_unreported": Words(
        "Đích danh, chưa có báo cáo",
        "Số chưa có báo cáo",
        "nhiệm vụ nêu đích danh chưa có báo cáo",
        "chưa có báo cáo / nêu đích danh",
    ),
    "tasks_done": Words(
        "Đích danh, đã báo cáo hoàn thành",
        "Số đã hoàn thành",
        "nhiệm vụ nêu đích danh đã báo cáo hoàn thành",
        "hoàn thành / nêu đích danh",
    ),
    "tasks_about": Words("Nêu đích danh", "Số nhiệm vụ", "nhiệm vụ nêu đích danh"),
    "tasks_led": Words("Chủ trì", "Số chủ trì", "nhiệm vụ chủ trì"),
    "dossiers_received": Words("Hồ sơ tiếp nhận", "Số hồ sơ", "hồ sơ tiếp nhận"),
    "dossiers_on_time": Words(
        "Tỷ lệ trả đúng hạn", "Tỷ lệ đúng hạn", "hồ sơ trả đúng hạn", "đúng hạn / đã trả kết quả"
    ),
}
"""Measures in the order in which their group offers them."""


def full_name(measure: str, group: str) -> str:
    """Name a measure outside its group: "Phản ánh: xử lý trễ hạn"."""
    name = MEASURES[measure].name
    return f"{GROUPS[group]}: {name[:1].lower()}{name[1:]}"


def to_measure(request: Request, measure: str) -> str:
    """Lead to the map of a measure, for the same locality and period."""
    return href(PATH, locality=request.locality, period=request.period, measure=measure)


def to_indicator(request: Request, code: str) -> str:
    """Lead to the map of an indicator, for the same locality and period."""
    return href(PATH, locality=request.locality, period=request.period, indicator=code)
