"""What needs direction in administrative procedures, worst first, each with the way to its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from data.contracts import Answer, Ratio
from layouts import facts, formats, wording
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.shell.findings import Finding, findings
from layouts.shell.marks import calm
from layouts.target_words import gap_and_counts

Row: TypeAlias = Mapping[str, Any]
Items: TypeAlias = Sequence[Row]

_CALM = "calm"
_NAMED = 3
"""Targets named in one line; the others are counted."""

_EVIDENCE: Mapping[str, tuple[str, str]] = {
    "open_overdue": ("dossier_ages", "Xem thời gian chờ"),
    "late_dossiers": ("dossier_timeliness", "Xem hồ sơ"),
    "target_gap": ("dossier_online", "Xem chỉ tiêu"),
    "share_conflict": ("dossier_fields", "Xem đối chiếu"),
    "unclear_print": ("dossier_timeliness", "Xem cách đọc"),
    "untold_by_field": ("dossier_fields", "Xem lĩnh vực"),
    "without_result": ("dossier_online", "Xem chỉ tiêu"),
}
"""For each kind the panel of this page that shows its evidence, and the words that lead there."""


def draw(answer: Answer) -> Drawing:
    """List the exceptions, or say calmly that there is none and what was looked at."""
    rows = records(answer)
    if rows[0]["kind"] == _CALM:
        return Drawing(
            headline="Thủ tục hành chính: không có việc cần chỉ đạo",
            body=calm("Không có bất thường", _looked_at(answer)),
        )
    found = [list(items) for _, items in groupby(rows, key=lambda row: (row["kind"], row["target_key"]))]
    return Drawing(
        headline=f"Cần chỉ đạo: {formats.counted(len(found), 'việc')}",
        note="Xếp theo mức độ, nặng nhất trước",
        body=findings([_finding(items) for items in found]),
    )


def _looked_at(answer: Answer) -> str:
    fields, targets = facts.whole(answer, "fields") or 0, facts.whole(answer, "targets") or 0
    return f"Đã xét {formats.counted(fields, 'lĩnh vực')} và {formats.counted(targets, 'chỉ tiêu')}"


def _finding(items: Items) -> Finding:
    first = items[0]
    panel, words = _EVIDENCE[first["kind"]]
    return Finding(first["status"], _sentence(items), _detail(items), f"#{panel}", words)


def _sentence(items: Items) -> str:
    first = items[0]
    if first["kind"] == "target_gap":
        return f"{first['item']}: {_gap(items)}"
    pair = _pair(first["n"], first["total"])
    sentences = {
        "open_overdue": f"{pair} hồ sơ đang giải quyết đã quá hạn",
        "late_dossiers": f"{pair} hồ sơ trả trễ hạn",
        "share_conflict": f"{pair} lĩnh vực có tỷ trọng in khác số tính lại",
        "unclear_print": "Số hồ sơ đang giải quyết in không rõ",
        "untold_by_field": f"{pair} lĩnh vực chưa tách được số đã trả và trễ hạn",
        "without_result": f"{pair} chỉ tiêu về thủ tục hành chính chưa có kết quả so được",
    }
    return sentences[first["kind"]]


def _gap(items: Items) -> str:
    """Say the widest gap: "còn cách 70,74 điểm tới 90 %", or that the target is missed."""
    widest = max(items, key=lambda row: row["gap"] or 0)
    said = gap_and_counts({**widest, "numerator": None, "denominator": None}).split(" · ", maxsplit=1)[0]
    return f"chưa đạt, {said}" if widest["status"] == "off_target" else said


def _detail(items: Items) -> str:
    kind = items[0]["kind"]
    if kind == "target_gap":
        results = [_scoped(row) for row in items]
        goal = f"chỉ tiêu {items[0]['target_period']} {wording.level({**items[0], 'target_value_max': None})}"
        return _capitalised(" · ".join([*results, goal]))
    if kind == "share_conflict":
        return " · ".join(f"{row['item']} in {_printed(row)}" for row in items)
    if kind == "unclear_print":
        return " · ".join(f"In «{row['printed']}», đọc là {formats.number(row['item_n'])}" for row in items)
    named = [f"{row['item']}{_late(row)}" for row in items if row["item"]]
    return formats.join_names(named, _NAMED, "chỉ tiêu") if kind == "without_result" else " · ".join(named)


def _capitalised(words: str) -> str:
    """Begin a line with a capital, leaving the rest as it is."""
    return f"{words[:1].upper()}{words[1:]}"


def _scoped(row: Row) -> str:
    """Write a result with whom it covers and its counts."""
    value = wording.measured(row["value"], row["measure"], row["measure_label"] or "")
    counted = wording.behind(row["measure"], row["item_n"], row["item_total"])
    scope = wording.SCOPES[row["scope"]] if row["scope"] else ""
    said = f"{scope} {value}".strip()
    return f"{said} ({counted})" if counted else said


def _printed(row: Row) -> str:
    return f"{row['printed']}, tính lại {formats.with_counts(Ratio(row['item_n'], row['item_total']), 2)}"


def _late(row: Row) -> str:
    return "" if row["item_n"] is None else f" {_pair(row['item_n'], row['item_total'])}"


def _pair(n: int | None, total: int | None) -> str:
    if n is None or total is None:
        return formats.number(n)
    return formats.count_pair(Ratio(n, total))


PANEL = Panel(
    name="dossier_alerts",
    title="Thủ tục hành chính: việc gì cần chỉ đạo?",
    draw=draw,
    missing=(
        "Cần nạp số hồ sơ theo lĩnh vực, hoặc chỉ tiêu và kết quả về dịch vụ công trực tuyến; khi có số "
        "liệu, việc cần chỉ đạo tự hiện ở đây."
    ),
    subject="dossiers",
)
