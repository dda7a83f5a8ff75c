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
_ITEMS = "nhiệm vụ, nội dung"
_NAMED = 2
"""Tasks named in an exception; the list behind the link has all of them."""


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
        body=findings([_finding(items, answer.request) for items in found]),
    )


def _finding(items: Items, request: Request) -> Finding:
    kind = items[0]["kind"]
    sentence, detail = _SENTENCES[kind](items)
    address = href("/tasks", **{**request.query(), "measure": kind})
    return Finding("unknown", sentence, detail, address, "Xem danh sách")


def _past(items: Items) -> Told:
    return f"{_pair(items)} {_ITEMS} đã qua hạn in trong văn bản, chưa có báo cáo kết quả", _named(items)


def _past_period(items: Items) -> Told:
    sentence = f"{_pair(items)} {_ITEMS} đã hết kỳ kế hoạch, chưa có báo cáo kết quả"
    return sentence, "Văn bản không in hạn riêng; hạn lấy theo kỳ của kế hoạch"


def _soon(items: Items) -> Told:
    return f"{_pair(items)} {_ITEMS} đến hạn trong 30 ngày tới", f"Sớm nhất: {_named(items)}"


def _without_lead(items: Items) -> Told:
    return f"{_pair(items)} nhiệm vụ không ghi đơn vị chủ trì", "Cần giao đơn vị chịu trách nhiệm"


def _group_lead(items: Items) -> Told:
    sentence = f"{_pair(items)} {_ITEMS} giao chung, không nêu một đơn vị nào của danh sách"
    groups = list(dict.fromkeys(row["lead_units"] for row in items))
    return sentence, formats.join_names(groups, _NAMED, "nhóm")


def _undated(items: Items) -> Told:
    words = list(dict.fromkeys(f"«{row['due_printed']}»" for row in items if row["due_printed"]))
    printed = f"Văn bản in: {formats.join_names(words)}" if words else "Văn bản không in hạn"
    return f"{_pair(items)} {_ITEMS} chưa xác định được hạn", printed


def _unreported(items: Items) -> Told:
    return f"{_pair(items)} {_ITEMS} chưa có báo cáo", "Chưa rõ tình hình, không có nghĩa là trễ hạn"


def _pair(items: Items) -> str:
    return formats.count_pair(Ratio(items[0]["n"], items[0]["total"]))


def _named(items: Items) -> str:
    names = [f"{row['item']} ({formats.date_table(row['due_on'])})" for row in items]
    return formats.join_names(names, _NAMED, "việc")


_SENTENCES: Mapping[str, Callable[[Items], Told]] = {
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
