"""What needs direction among the tasks, worst first, each leading to the list of the tasks it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from data.contracts import Answer, Ratio, Request
from layouts import facts, formats, work_words
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.shell.findings import Finding, findings
from layouts.shell.links import href
from layouts.shell.marks import calm

Items: TypeAlias = Sequence[Mapping[str, Any]]
Told: TypeAlias = tuple[str, str]
"""The sentence, and what stands behind it."""

_CALM = "calm"
_NAMED = 2
"""Tasks named in an exception; the list behind the link has all of them."""

_DAYS = 3
"""Days on which something is due that are named before the rest is counted."""


def draw(answer: Answer) -> Drawing:
    """List the exceptions, or say calmly that there is none."""
    rows = records(answer)
    whole = work_words.counted(facts.whole(answer, "tasks") or 0, facts.whole(answer, "parts") or 0)
    if rows[0]["kind"] == _CALM:
        return Drawing(
            headline="Không có nhiệm vụ cần chỉ đạo", body=calm("Không có bất thường", f"Đã xét {whole}")
        )
    found = [list(items) for _, items in groupby(rows, key=lambda row: row["kind"])]
    as_of = formats.date_prose(answer.request.as_of)
    return Drawing(
        headline=f"Cần chỉ đạo: {formats.counted(len(found), 'việc')}",
        note=f"{whole} của {work_words.plan(answer.facts['covered'])}, xem tại ngày {as_of}; "
        f"{work_words.NOT_LATE}",
        body=findings([_finding(items, _noun(answer), answer.request) for items in found]),
    )


def _noun(answer: Answer) -> str:
    """Noun for what is counted: a plan without parts has tasks only."""
    return "nhiệm vụ, nội dung" if answer.facts["parts"] else "nhiệm vụ"


def _finding(items: Items, noun: str, request: Request) -> Finding:
    kind = items[0]["kind"]
    sentence, detail = _SENTENCES[kind](items, noun)
    address = href("/tasks", **{**request.query(), "measure": kind})
    return Finding("unknown", sentence, detail, address, "Xem danh sách")


def _past(items: Items, noun: str) -> Told:
    return f"{_pair(items)} {noun} đã qua hạn in trong văn bản, chưa có báo cáo kết quả", _named(items)


def _past_period(items: Items, noun: str) -> Told:
    sentence = f"{_pair(items)} {noun} đã hết kỳ kế hoạch, chưa có báo cáo kết quả"
    return sentence, "Văn bản không in hạn riêng; hạn lấy theo kỳ của kế hoạch"


def _soon(items: Items, noun: str) -> Told:
    return f"{_pair(items)} {noun} đến hạn trong 30 ngày tới", _by_day(items)


def _without_lead(items: Items, _noun: str) -> Told:
    return f"{_pair(items)} nhiệm vụ không ghi đơn vị chủ trì", "Cần giao đơn vị chịu trách nhiệm"


def _group_lead(items: Items, noun: str) -> Told:
    sentence = f"{_pair(items)} {noun} giao chung, không nêu một đơn vị nào của danh sách"
    groups = list(dict.fromkeys(row["lead_units"] for row in items))
    return sentence, formats.join_names(groups, _NAMED, "nhóm")


def _undated(items: Items, noun: str) -> Told:
    words = list(dict.fromkeys(f"«{row['due_printed']}»" for row in items if row["due_printed"]))
    printed = f"Văn bản in: {formats.join_names(words)}" if words else "Văn bản không in hạn"
    return f"{_pair(items)} {noun} chưa xác định được hạn", printed


def _unreported(items: Items, noun: str) -> Told:
    return f"{_pair(items)} {noun} chưa có báo cáo", "Chưa rõ tình hình, không có nghĩa là trễ hạn"


def _pair(items: Items) -> str:
    return formats.count_pair(Ratio(items[0]["n"], items[0]["total"]))


def _named(items: Items) -> str:
    names = [f"{row['item']} ({formats.date_table(row['due_on'])})" for row in items]
    return formats.join_names(names, _NAMED, "việc")


def _by_day(items: Items) -> str:
    """Count what is due on each day, earliest first."""
    days = groupby(items, key=lambda row: row["due_on"])
    said = [f"{formats.number(len(list(due)))} hạn {formats.date_prose(day)}" for day, due in days]
    return formats.join_names(said, _DAYS, "ngày")


_SENTENCES: Mapping[str, Callable[[Items, str], Told]] = {
    "past": _past,
    "past_period": _past_period,
    "soon": _soon,
    "without_lead": _without_lead,
    "group_lead": _group_lead,
    "undated": _undated,
    "unreported": _unreported,
}

PANEL = Panel(
    name="task_alerts",
    title="Nhiệm vụ: việc gì cần chỉ đạo?",
    draw=draw,
    missing="Kế hoạch không giao nhiệm vụ nào cho nhóm hoặc đơn vị này.",
    subject="tasks",
)
