"""What needs direction among pillars and targets, each with the way to its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from data.contracts import Answer, Request
from layouts import facts, formats, wording
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.shell.findings import Finding, findings
from layouts.shell.links import to_pillar
from layouts.shell.marks import calm

Items: TypeAlias = Sequence[Mapping[str, Any]]

_LISTINGS: Mapping[str, str] = {"table": "bảng", "text": "lời văn"}
_TOGETHER = "rank_conflict"
"""The one kind whose rows make one exception: a contradiction needs both of its sides."""


def draw(answer: Answer) -> Drawing:
    """List the exceptions worst first; where there are scores the headline says what they come to."""
    rows = [row for row in records(answer) if row["kind"] != "calm"]
    found = [_finding(items, answer.request) for items in _exceptions(rows)]
    body = findings(found) if found else calm("Không có bất thường", "Mọi chỉ tiêu đã có kết quả so được")
    return Drawing(headline=_headline(answer, len(found)), note="Xếp theo mức độ, nặng nhất trước", body=body)


def _headline(answer: Answer, found: int) -> str:
    total, limit = facts.number(answer, "total"), facts.number(answer, "max_score")
    if total is None or not limit:
        return f"Cần chỉ đạo: {formats.counted(found, 'việc')}" if found else "Không có việc cần chỉ đạo"
    bottom = facts.ratio(answer, "bottom")
    last = f", xếp cuối ở {formats.count_pair(bottom)} trụ cột" if bottom and bottom.n else ""
    return (
        f"Đạt {formats.points(total)}/{formats.points(limit)} điểm ({formats.percent(total / limit)}){last}"
    )


def _exceptions(rows: Items) -> Iterator[Items]:
    for kind, items in groupby(rows, key=lambda row: row["kind"]):
        if kind == _TOGETHER:
            yield list(items)
        else:
            yield from ([row] for row in items)


def _finding(items: Items, request: Request) -> Finding:
    return _FINDINGS[items[0]["kind"]](items, request)


def _lost(items: Items, request: Request) -> Finding:
    row = items[0]
    score, limit = row["value"], row["target"]
    reached = f"Đạt {formats.points(score)}/{formats.points(limit)} ({formats.percent(score / limit)})"
    place = f"{'tuy ' if row['rank'] == 1 else ''}xếp hạng {row['rank']}/{row['units_ranked']}"
    return Finding(
        row["status"],
        f"{row['name']}: mất {formats.points(row['gap'])} điểm",
        reached if row["rank"] is None else f"{reached}, {place}",
        to_pillar(row["pillar_code"], request),
        "Chi tiết",
    )


def _bottom(items: Items, _request: Request) -> Finding:
    row = items[0]
    last = f"{row['units_ranked']}/{row['units_ranked']}"
    sentence = f"{row['n']}/{row['total']} trụ cột xếp cuối, hạng {last}"
    return Finding(row["status"], sentence, row["name"], "#pillar_ranks", "Xem hạng")


def _conflict(items: Items, _request: Request) -> Finding:
    ranks = " và ".join(f"{row['rank']}/{row['units_ranked']}" for row in items)
    places = " · ".join(
        f"{_LISTINGS[row['listing']]} (dòng {row['line']}) in {row['rank']}/{row['units_ranked']}"
        for row in items
    )
    detail = f"{places[:1].upper()}{places[1:]}; giữ cả hai"
    return Finding(items[0]["status"], f"Hạng chung in hai số: {ranks}", detail, "#pillar_scores", "Xem điểm")


def _target(items: Items, request: Request) -> Finding:
    """A baseline has a gap, a missed target has a verdict; both say n/N or that the source prints none."""
    row = items[0]
    scope = f" ({wording.SCOPES[row['scope']]})" if row["scope"] else ""
    value = wording.measured(row["value"], row["measure"], row["measure_label"] or "")
    known = "Khởi điểm" if row["kind"] == "baseline_gap" else "Kết quả"
    detail = " · ".join(
        filter(None, (f"{known} {value}", wording.behind(row["measure"], row["n"], row["total"])))
    )
    said = _gap(row) if row["kind"] == "baseline_gap" else f"chưa đạt, {_gap(row)}"
    sentence = f"{row['name']}{scope}: {said}"
    return Finding(row["status"], sentence, detail, to_pillar(row["pillar_code"], request), "Chi tiết")


def _without_result(items: Items, _request: Request) -> Finding:
    row = items[0]
    return Finding(
        row["status"],
        f"{row['n']}/{row['total']} chỉ tiêu chưa có kết quả so được",
        "Cần kết quả cùng cách tính, cùng mẫu số với chỉ tiêu",
        "#pillar_targets",
        "Xem chỉ tiêu",
    )


_FINDINGS: Mapping[str, Callable[[Items, Request], Finding]] = {
    "target_missed": _target,
    "most_lost_points": _lost,
    "bottom_rank": _bottom,
    "rank_conflict": _conflict,
    "baseline_gap": _target,
    "without_result": _without_result,
}


def _gap(row: Mapping[str, Any]) -> str:
    label = row["measure_label"] or ""
    goal = wording.measured(row["target"], row["measure"], label)
    above = f"mức trên {goal}" if row["comparator"] == ">" else goal
    return wording.distance(row["gap"], row["measure"], label, above)


PANEL = Panel(
    name="pillar_alerts",
    title="Trụ cột nào cần chỉ đạo?",
    draw=draw,
    missing="Cần nạp điểm trụ cột hoặc chỉ tiêu của kế hoạch; chạy: ioc load plans.",
    subject="targets",
)
