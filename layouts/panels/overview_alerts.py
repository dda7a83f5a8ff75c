"""What needs the leaders' direction, worst first, each with its figures and the page to look further."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any, TypeAlias

from data.contracts import Answer, Ratio, Request
from layouts import facts, formats, wording
from layouts.drawing import Drawing, Panel
from layouts.rates import share
from layouts.records import records
from layouts.shell.findings import Finding, findings
from layouts.shell.links import to_indicator, to_page, to_pillar
from layouts.shell.marks import calm
from layouts.unit_names import noun, short

Row: TypeAlias = Mapping[str, Any]
Items: TypeAlias = Sequence[Row]
Units: TypeAlias = Sequence[tuple[str, str]]
"""Names and n/N of units, worst first."""
Told: TypeAlias = tuple[str, str | Units]
"""The sentence, and the figures behind it: words, or units that are named."""

_CALM = "calm"
_DOT = " · "
_NAMED = 8
"""Units that an exception names on the page; a province has a hundred."""


def draw(answer: Answer) -> Drawing:
    """List the exceptions, or say calmly that there is none and what was looked at."""
    rows = records(answer)
    if rows[0]["kind"] == _CALM:
        looked_at = ", ".join(_SUBJECTS[name] for name in facts.texts(answer, "examined"))
        detail = f"Đã xét {looked_at}" if looked_at else "Chưa có số liệu nào để xét"
        return Drawing(headline="Không có việc cần chỉ đạo", body=calm("Không có bất thường", detail))
    found = exceptions(answer)
    return Drawing(
        headline=f"Cần chỉ đạo: {formats.counted(len(found), 'việc')}",
        note="Xếp theo mức độ, nặng nhất trước",
        body=findings([_finding(*each, answer.request) for each in found]),
    )


def exceptions(answer: Answer) -> list[tuple[Row, Told]]:
    """Tell the exceptions, worst first, each with its first row; none where all is calm."""
    kinds = groupby(records(answer), key=lambda row: row["kind"])
    found = [list(items) for kind, items in kinds if kind != _CALM]
    return [(items[0], _SENTENCES[items[0]["kind"]](items)) for items in found]


def _finding(first: Row, told: Told, request: Request) -> Finding:
    sentence, behind = told
    address, words = _onward(first, request)
    return Finding(first["status"], sentence, detail(behind, _NAMED), address, words)


def detail(behind: str | Units, named: int) -> str:
    """Write what stands behind an exception; of many units `named` ones, the worst."""
    said = behind if isinstance(behind, str) else _enumerated(behind, named)
    return f"{said[:1].upper()}{said[1:]}"


def _onward(row: Row, request: Request) -> tuple[str, str]:
    """Lead to the indicator or pillar that an exception is about, else to the page of its subject."""
    if row["about"]:
        to, words = _ABOUT[row["subject"]]
        return to(row["about"], request), words
    path, words = _PAGES.get(row["subject"], ("", ""))
    return to_page(path, request) if path else "", words


# ------------------------------------------------------------------------------------ feedback, dossiers


def _overdue(items: Items) -> Told:
    return f"{_pair(items)} phản ánh quá hạn chưa xử lý xong, ở {_units(items)}", _ratios(items)


def _concentrated(items: Items) -> Told:
    return f"{_units(items)} chiếm {_pair(items)} phản ánh xử lý trễ hạn", _ratios(items)


def _spread(items: Items) -> Told:
    return f"{_pair(items)} phản ánh xử lý trễ hạn, rải ở {_units(items)}", _ratios(items)


def _missing(items: Items) -> Told:
    return f"{_units(items)} không có số liệu phản ánh", [(short(row["item"]), "") for row in items]


def _rated(items: Items) -> Told:
    said = _DOT.join(_together(f"{_RATINGS[row['item']]} {formats.number(row['item_n'])}") for row in items)
    return f"Chỉ {_pair(items)} phản ánh được đánh giá", said


def _late_dossiers(items: Items) -> Told:
    return f"{_pair(items)} hồ sơ trả kết quả trễ hạn", f"Tỷ lệ trễ hạn {_with_counts(items[0])}"


def _units(items: Items) -> str:
    """Count units, and name a single one: "3 xã", "Xã Tân Phú"."""
    names = [row["item"] for row in items]
    return names[0] if len(names) == 1 else formats.counted(len(names), noun(names))


def _ratios(items: Items) -> Units:
    pairs = [formats.count_pair(Ratio(row["item_n"], row["item_total"])) for row in items]
    return [(short(row["item"]), pair) for row, pair in zip(items, pairs, strict=True)]


def _enumerated(units: Units, named: int) -> str:
    """Name the first units, who come worst first; the page of the subject has them all."""
    hidden = len(units) - named
    rest = f" và {formats.counted(hidden, 'đơn vị')} khác" if hidden > 0 else ""
    return _DOT.join(_together(f"{name} {pair}".rstrip()) for name, pair in units[:named]) + rest


def _together(words: str) -> str:
    """Keep a name and its figure on one line."""
    return words.replace(" ", wording.NBSP)


# ------------------------------------------------------------------------------ targets, budget, tasks


def _baseline(items: Items) -> Told:
    """Of several results the widest gap is told: "còn cách chỉ tiêu 2023 tới 70,74 điểm"."""
    first = items[0]
    unit = "điểm" if first["measure"] == wording.PERCENT else first["measure_label"] or ""
    gap, goal = f"{wording.figure(first['value'])} {unit}".rstrip(), f"chỉ tiêu {first['target_period']}"
    said = f"còn cách {goal} tới {gap}" if len(items) > 1 else f"còn cách {gap} tới {goal}"
    return f"{first['name']}: {said}", _results(items)


def _missed(items: Items) -> Told:
    return f"{items[0]['name']}: chưa đạt chỉ tiêu {items[0]['target_period']}", _results(items)


def _results(items: Items) -> str:
    """Give every result with its n/N, then what was promised; say it once where no counts are printed."""
    first = items[0]
    goal = wording.level(first)
    said = [_result(row, first) for row in items]
    is_counted = first["measure"] != wording.PERCENT or any(row["item_total"] for row in items)
    return _DOT.join([*said, f"chỉ tiêu {goal}", *([] if is_counted else [wording.NO_COUNTS])])


def _result(row: Mapping[str, Any], first: Mapping[str, Any]) -> str:
    value = wording.measured(row["item_value"], first["measure"], first["measure_label"] or "")
    counts = f" ({wording.counts(row['item_n'], row['item_total'])})" if row["item_total"] else ""
    return f"{wording.SCOPES[row['item']]} {value}{counts}"


def _unspent(items: Items) -> Told:
    row = items[0]
    rest = Ratio(row["item_n"], row["item_total"])
    executed = f"thực hiện {wording.amounts(row['n'], row['total'])} ({_share(row['n'], row['total'])})"
    of_rest = f"{wording.amounts(rest.n, rest.total)} còn lại của cả kỳ ({_share(rest.n, rest.total)})"
    left = formats.vnd_short(int(row["value"]))
    return f"{row['name']}: {left} không thực hiện", f"{executed}{_DOT}{of_rest}"


def _unreported(items: Items) -> Told:
    return f"{_pair(items)} nhiệm vụ chưa có báo cáo", "Chưa rõ tình hình, không có nghĩa là chậm"


# --------------------------------------------------------------------------------- points, contradictions


def _lost(items: Items) -> Told:
    reached, lost = items
    score = f"đạt {formats.points(reached['item_value'])}/{formats.points(reached['item_of'])} điểm"
    whole = f"{formats.points(lost['item_value'])}/{formats.points(lost['item_of'])} số điểm mất"
    part = formats.percent(Decimal(str(lost["item_value"])) / Decimal(str(lost["item_of"])))
    return (
        f"{items[0]['name']}: mất {formats.points(items[0]['value'])} điểm",
        f"{score}{_DOT}{whole} ({part})",
    )


def _bottom(items: Items) -> Told:
    last = formats.number(items[0]["value"])
    return f"{_pair(items)} trụ cột xếp cuối, hạng {last}/{last}", _DOT.join(row["item"] for row in items)


def _ranks(items: Items) -> Told:
    places = [f"{row['item_n']}/{row['item_total']}" for row in items]
    printed = _DOT.join(
        f"{_LISTINGS[row['item']]} in {place}" for row, place in zip(items, places, strict=True)
    )
    return f"Hạng chung in khác nhau: {formats.join_names(places)}", f"{printed}{_DOT}giữ cả hai"


def _conflicts(items: Items) -> Told:
    return f"{_pair(items)} số in không khớp với thành phần của nó", _DOT.join(map(_conflict, items))


def _conflict(row: Mapping[str, Any]) -> str:
    if row["item_total"] is None:
        return "tổng điểm in khác tổng các trụ cột"
    exact = _share(row["item_n"], row["item_total"], decimals=2)
    pair = formats.count_pair(Ratio(row["item_n"], row["item_total"]))
    return f"{row['item']} in {formats.printed_percent(row['item_value'])}, {pair} là {exact}"


def _pair(items: Items) -> str:
    return formats.count_pair(Ratio(items[0]["n"], items[0]["total"]))


def _with_counts(row: Mapping[str, Any]) -> str:
    return formats.with_counts(Ratio(row["n"], row["total"]))


def _share(part: int, whole: int, *, decimals: int = 1) -> str:
    return formats.percent(share(part, whole), decimals)


_SENTENCES: Mapping[str, Callable[[Items], Told]] = {
    "open_overdue": _overdue,
    "late_concentrated": _concentrated,
    "late_spread": _spread,
    "no_feedback_figure": _missing,
    "few_rated": _rated,
    "late_dossiers": _late_dossiers,
    "target_missed": _missed,
    "baseline_gap": _baseline,
    "budget_unspent": _unspent,
    "tasks_unreported": _unreported,
    "most_lost_points": _lost,
    "bottom_rank": _bottom,
    "rank_conflict": _ranks,
    "figure_conflict": _conflicts,
}
_PAGES: Mapping[str, tuple[str, str]] = {
    "feedback": ("/feedback", "Phản ánh"),
    "budget": ("/budget", "Ngân sách"),
    "tasks": ("/tasks", "Nhiệm vụ"),
    "dossiers": ("/dossiers", "Thủ tục hành chính"),
    "data": ("/data", "Số liệu"),
    **dict.fromkeys(("targets", "pillars"), ("/pillars", "Trụ cột")),
}
_ABOUT: Mapping[str, tuple[Callable[[str, Request], str], str]] = {
    "targets": (to_indicator, "Chỉ số"),
    "pillars": (to_pillar, "Trụ cột"),
}
_RATINGS: Mapping[str, str] = {
    "satisfied": "hài lòng",
    "accepted": "chấp nhận",
    "dissatisfied": "không hài lòng",
}
_LISTINGS: Mapping[str, str] = {"table": "bảng", "text": "lời văn"}
_SUBJECTS: Mapping[str, str] = {
    "feedback": "phản ánh",
    "dossiers": "hồ sơ",
    "pillars": "điểm trụ cột",
    "targets": "chỉ tiêu",
    "budget": "ngân sách",
    "tasks": "nhiệm vụ",
    "data": "tỷ lệ in",
}

PANEL = Panel(
    name="overview_alerts",
    title="Việc gì cần chỉ đạo?",
    draw=draw,
    missing="Cần nạp số liệu của địa bàn; khi có số liệu, việc cần chỉ đạo tự hiện ở đây.",
    subject="indicators",
)
