"""Which report is due next, which days have gone by, and which duties have no day. Nobody is called late."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from data.contracts import Answer, Ratio
from layouts import facts, formats, work_words
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.shell.findings import Finding, findings
from layouts.shell.marks import calm

Items: TypeAlias = Sequence[Mapping[str, Any]]
Told: TypeAlias = tuple[str, str]
"""The sentence, and what stands behind it."""

_CALM = "calm"
_NAMED = 3
"""Reports named in an exception; the board has all of them."""


def draw(answer: Answer) -> Drawing:
    """Open on the next day; without one, on the days that have gone by."""
    rows = records(answer)
    if rows[0]["kind"] == _CALM:
        return Drawing(headline="Không có hạn báo cáo cần nhắc", body=calm())
    found = [list(items) for _, items in groupby(rows, key=lambda row: row["kind"])]
    as_of = formats.date_prose(answer.request.as_of)
    return Drawing(
        headline=_headline(answer, rows),
        note=f"Xem tại ngày {as_of}; {work_words.NOT_LATE}",
        body=findings([_finding(items) for items in found]),
    )


def _headline(answer: Answer, rows: Items) -> str:
    if rows[0]["kind"] == "next":
        return f"Hạn tới: {_day(rows[0])}"
    if rows[0]["kind"] == "passed":
        count = formats.counted(facts.whole(answer, "dated") or 0, "hạn báo cáo")
        return f"{count} năm {answer.facts['year']} đã qua, chưa ghi nhận báo cáo nào"
    count = formats.counted(facts.whole(answer, "undated") or 0, "chế độ báo cáo")
    return f"{count}, văn bản không in ngày"


def _finding(items: Items) -> Finding:
    kind = items[0]["kind"]
    sentence, detail = _SENTENCES[kind](items)
    return Finding("unknown", sentence, detail, _ANCHORS[kind], "Xem")


def _next(items: Items) -> Told:
    first = items[0]
    names = formats.join_names([_name(row) for row in items], _NAMED, "báo cáo")
    to = f" gửi {first['recipient']}" if first["recipient"] else ""
    left = first["days_left"]
    rest = f"còn {formats.counted(left, 'ngày')}" if left else "ngày đang xem là ngày cuối"
    return f"{names}: {_day(first)}, {rest}", f"{first['reporter']}{to}"


def _passed(items: Items) -> Told:
    is_before = all(row["is_before"] for row in items)
    days = [formats.date_prose(row["due_on"]) if is_before else _day(row) for row in items]
    listed = formats.join_names(days, _NAMED, "hạn")
    sentence = f"{_pair(items)} hạn trong năm đã qua, chưa có báo cáo"
    return sentence, f"Trước {listed}" if is_before else listed


def _undated(items: Items) -> Told:
    names = list(dict.fromkeys(row["duty"] for row in items))
    sentence = f"{_pair(items)} kỳ báo cáo văn bản không in ngày"
    return sentence, formats.join_names(names, _NAMED, "báo cáo")


def _name(row: Mapping[str, Any]) -> str:
    return f"{row['duty']}, {row['period_printed']}" if row["period_printed"] else str(row["duty"])


def _day(row: Mapping[str, Any]) -> str:
    return f"{'trước ' if row['is_before'] else ''}{formats.date_prose(row['due_on'])}"


def _pair(items: Items) -> str:
    return formats.count_pair(Ratio(items[0]["n"], items[0]["total"]))


_SENTENCES: Mapping[str, Callable[[Items], Told]] = {"next": _next, "passed": _passed, "undated": _undated}
_ANCHORS: Mapping[str, str] = {
    "next": "#reporting_calendar",
    "passed": "#reporting_calendar",
    "undated": "#reporting_board",
}

PANEL = Panel(
    name="reporting_alerts",
    title="Hạn báo cáo nào sắp tới?",
    draw=draw,
    missing="Kế hoạch của địa bàn không quy định chế độ báo cáo.",
    subject="reporting",
)
