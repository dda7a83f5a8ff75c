"""What needs direction at one unit, worst first, each with the way to its evidence on the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from data.contracts import Answer, Ratio, Request
from layouts import facts, formats, wording
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.shell.findings import Finding, findings
from layouts.shell.links import to_page
from layouts.shell.marks import calm

Row: TypeAlias = Mapping[str, Any]
Told: TypeAlias = tuple[str, str]
"""The sentence, and the figures behind it."""

_CALM = "calm"


def draw(answer: Answer) -> Drawing:
    """List the exceptions, or say calmly that there is none and what was looked at."""
    rows = records(answer)
    if rows[0]["kind"] == _CALM:
        return Drawing(headline="Không có việc cần chỉ đạo", body=calm(detail=_looked_at(answer)))
    return Drawing(
        headline=f"Cần chỉ đạo: {formats.counted(len(rows), 'việc')}",
        note=f"Tính đến {formats.date_prose(answer.request.as_of)} · xếp theo mức độ, nặng nhất trước",
        body=findings([_finding(row, answer.request) for row in rows]),
    )


def _looked_at(answer: Answer) -> str:
    counts = (("received", "phản ánh"), ("tasks", "nhiệm vụ"), ("targets", "chỉ tiêu"))
    known = [(facts.whole(answer, name), noun) for name, noun in counts]
    return f"Đã xét {', '.join(formats.counted(count, noun) for count, noun in known if count)}"


def _finding(row: Row, request: Request) -> Finding:
    sentence, detail = _SENTENCES[row["kind"]](row)
    panel, words = _EVIDENCE[row["kind"]]
    address = to_page("/feedback", request) if panel == "/feedback" else f"#{panel}"
    return Finding(row["status"], sentence, detail, address, words)


def _late(row: Row) -> Told:
    return f"{_pair(row)} phản ánh xử lý trễ hạn", "Phản ánh đã xử lý xong sau hạn, trên tổng số tiếp nhận"


def _overdue(row: Row) -> Told:
    return f"{_pair(row)} phản ánh quá hạn chưa xử lý xong", "Trên số phải giải quyết trong kỳ"


def _missing(row: Row) -> Told:
    known = f"{_pair(row)} đơn vị cấp xã có số liệu"
    return "Chưa có số liệu phản ánh của đơn vị này", f"{known}; không nêu tên không có nghĩa là bằng 0"


def _reached_day(row: Row) -> Told:
    said = f"{_pair(row)} nhiệm vụ đã đến hạn, chưa có báo cáo"
    return said, "Chưa rõ tình hình, không có nghĩa là chậm"


def _missed(row: Row) -> Told:
    return f"{row['name']}: chưa đạt chỉ tiêu {row['target_period']}", _reached(row)


def _baseline(row: Row) -> Told:
    unit = "điểm" if row["measure"] == wording.PERCENT else row["measure_label"] or ""
    gap = f"{wording.figure(row['gap'])} {unit}".rstrip()
    return f"{row['name']}: còn cách {gap} tới chỉ tiêu {row['target_period']}", _reached(row)


def _reached(row: Row) -> str:
    """Set the result beside what was promised, and say of how many targets this is the widest gap."""
    value = wording.measured(row["value"], row["measure"], row["measure_label"] or "")
    behind = wording.behind(row["measure"], row["numerator"], row["denominator"])
    others = f"{_pair(row)} chỉ tiêu chủ trì như vậy, đây là xa nhất" if row["n"] > 1 else ""
    said = [f"Kết quả {value}", behind, f"mức đề ra {wording.level(row)}", others]
    return " · ".join(filter(None, said))


def _pair(row: Row) -> str:
    return formats.count_pair(Ratio(row["n"], row["total"]))


_SENTENCES: Mapping[str, Callable[[Row], Told]] = {
    "late": _late,
    "open_overdue": _overdue,
    "no_feedback_figure": _missing,
    "due_reached": _reached_day,
    "target_missed": _missed,
    "baseline_gap": _baseline,
}
_EVIDENCE: Mapping[str, tuple[str, str]] = {
    "late": ("unit_feedback", "Xem phản ánh"),
    "open_overdue": ("unit_feedback", "Xem phản ánh"),
    "no_feedback_figure": ("/feedback", "Xem các đơn vị"),
    "due_reached": ("unit_tasks", "Xem nhiệm vụ"),
    "target_missed": ("unit_targets", "Xem chỉ tiêu"),
    "baseline_gap": ("unit_targets", "Xem chỉ tiêu"),
}
"""Where the evidence of an exception stands, on this page or another, and the words of the link."""

PANEL = Panel(
    name="unit_alerts",
    title="Đơn vị này có việc gì cần chỉ đạo?",
    draw=draw,
    missing="Chưa có phản ánh, nhiệm vụ chủ trì hay chỉ tiêu chủ trì nào nêu tên đơn vị trong kỳ này để xét.",
)
