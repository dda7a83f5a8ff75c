"""The few figures that a leader sees first, each with what it is measured against."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer, Ratio, Request
from layouts import formats, wording
from layouts.cases.words import KINDS
from layouts.drawing import Drawing, Panel, Status
from layouts.rates import share
from layouts.records import records
from layouts.shell.links import to_indicator, to_page
from layouts.shell.marks import big_figure, tiles

Row: TypeAlias = Mapping[str, Any]

_DOT = " · "


def draw(answer: Answer) -> Drawing:
    """Set the figures side by side; each label leads to the page with its evidence."""
    rows = records(answer)
    counted = formats.counted(len(rows), "con số chính")
    return Drawing(
        headline=f"{counted} của {wording.period(answer.period)}",
        body=tiles([_TILES[row["kind"]](row, answer.request) for row in rows]),
    )


def _score(row: Row, request: Request) -> Component:
    """A total; where it is printed with two ranks both stand beside it."""
    ranks = " và ".join(row["ranks"].split("; ")) if row["ranks"] else ""
    context = f"hạng {ranks}" if ranks else "không công bố hạng"
    unit = f"/{formats.points(row['target_value'])} điểm"
    return _tile(row, request, formats.points(row["value"]), unit, context)


def _feedback(row: Row, request: Request) -> Component:
    late = f"{formats.number(row['total'] - row['n'])} xử lý trễ hạn"
    return _percentage(row, request, late, "chưa có chỉ tiêu")


def _dossiers(row: Row, request: Request) -> Component:
    late = f"{formats.number(row['total'] - row['n'])} trả trễ hạn"
    return _percentage(row, request, late, "chưa có chỉ tiêu so được")


def _percentage(row: Row, request: Request, *context: str) -> Component:
    """A share that was counted; of few cases the counts alone are said."""
    ratio = Ratio(row["n"], row["total"])
    pair = formats.count_pair(ratio)
    if not ratio.rankable():
        return _tile(row, request, pair, "", _DOT.join(context))
    value = formats.percent(share(ratio.n, ratio.total))
    return _tile(row, request, *_parted(value), _DOT.join([pair, *context]))


def _compared(row: Row, request: Request) -> Component:
    """A result beside its target: a gap, and a verdict only where the rules allow one."""
    label = row["measure_label"] or ""
    value = wording.measured(row["value"], row["measure"], label)
    when = "" if row["result_period"] == request.period else f"số liệu {row['result_period']}"
    told = f"đếm từng {KINDS[row['case_kind']].noun}" if row["case_kind"] else ""
    context = [when, _gap(row), _counts(row), told]
    return _tile(row, request, *_parted(value), _DOT.join(filter(None, context)))


def _gap(row: Row) -> str:
    label = row["measure_label"] or ""
    if row["status"] == "on_target":
        return f"mức {wording.level(row)}"
    goal = wording.measured(row["target_value"], row["measure"], label)
    above = f"mức trên {goal}" if row["comparator"] == ">" else goal
    return wording.distance(row["gap"], row["measure"], label, above)


def _counts(row: Row) -> str:
    """Say n/N of a percentage; a plain count has them only where they are printed."""
    if row["measure"] == wording.PERCENT or row["total"]:
        return wording.counts(row["n"], row["total"])
    return ""


def _budget(row: Row, request: Request) -> Component:
    value = formats.percent(share(row["n"], row["total"]))
    left = f"còn {formats.vnd_short(row['total'] - row['n'])}"
    context = f"{wording.amounts(row['n'], row['total'])}{_DOT}{left}"
    return _tile(row, request, *_parted(value), context)


def _allocated(row: Row, request: Request) -> Component:
    return _tile(row, request, *_parted(formats.vnd_short(row["total"])), "chưa có số thực hiện")


def _rate(row: Row, request: Request) -> Component:
    value = wording.measured(row["value"], row["measure"], "")
    context = f"chưa có chỉ tiêu cùng cách tính{_DOT}{wording.counts(row['n'], row['total'])}"
    return _tile(row, request, *_parted(value), context)


def _targets(row: Row, request: Request) -> Component:
    rest = formats.number(row["total"] - row["n"])
    return _count(row, request, f"{rest} chưa có kết quả cùng cách tính")


def _tasks(row: Row, request: Request) -> Component:
    """Those owed by the period's end; what nobody reported on is not late."""
    rest = row["total"] - row["n"]
    said = f"{formats.number(rest)} chưa có báo cáo" if rest else "đủ báo cáo"
    return _count(row, request, f"tính đến hết kỳ{_DOT}{said}")


def _count(row: Row, request: Request, context: str) -> Component:
    unit = f"/{formats.number(row['total'])} {row['measure_label']}"
    return _tile(row, request, formats.number(row["n"]), unit, context)


def _parted(value: str) -> tuple[str, str]:
    """Part a figure from its unit at the space between them: "19,26", "%"."""
    figure, _, unit = value.partition("\N{NO-BREAK SPACE}")
    return figure, unit


def _tile(row: Row, request: Request, value: str, unit: str, context: str) -> Component:
    status: Status | None = row["status"]
    page = to_page(_PAGES.get(row["kind"], "/pillars"), request)
    href = to_indicator(row["indicator_code"], request) if row["indicator_code"] else page
    return big_figure(value, unit, _LABELS.get(row["kind"], row["label"]), context, status, href=href)


_PAGES: Mapping[str, str] = {
    "feedback": "/feedback",
    "budget": "/budget",
    "allocated": "/budget",
    "tasks": "/tasks",
    "dossiers": "/dossiers",
}
"""Where the evidence is; results, targets and scores stand under their pillars."""
_LABELS: Mapping[str, str] = {"score": "Tổng điểm DTI"}
_TILES: Mapping[str, Callable[[Row, Request], Component]] = {
    "score": _score,
    "feedback": _feedback,
    "dossiers": _dossiers,
    "compared": _compared,
    "budget": _budget,
    "allocated": _allocated,
    "rate": _rate,
    "targets": _targets,
    "tasks": _tasks,
}

PANEL = Panel(
    name="overview_tiles",
    title="Những con số chính",
    draw=draw,
    missing="Cần nạp ít nhất một kế hoạch có kết quả, chỉ tiêu hoặc nhiệm vụ của địa bàn: ioc load plans.",
    subject="indicators",
)
