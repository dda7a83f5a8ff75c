"""Which targets a unit answers for, each with its level, its due day, and what is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final, TypeAlias

from dash.development.base_component import Component

from data.contracts import Answer
from layouts import elements as html
from layouts import facts, formats, wording
from layouts.drawing import Children, Drawing, Panel
from layouts.records import records
from layouts.register import Group, register
from layouts.shell.evidence import Heading, TableRow, aside
from layouts.shell.links import to_indicator
from layouts.shell.marks import mark
from layouts.target_words import with_counting

Row: TypeAlias = Mapping[str, Any]

SHOWN: Final = 8
"""Rows of a role before the fold."""

_HEADINGS = (Heading("Chỉ tiêu", share=46), Heading("Mức đề ra", share=18), Heading("Kết quả so được"))
_ROLES: Final[Mapping[str, str]] = {"lead": "Chủ trì", "coordinating": "Phối hợp"}
_WORDS: Final[Mapping[str, str]] = {"baseline": "Khởi điểm", "on_target": "Đạt", "off_target": "Chưa đạt"}


def draw(answer: Answer) -> Drawing:
    """List targets by role, those with a comparable result first, the widest gap before the others."""
    rows = records(answer)
    groups = [_group(role, [row for row in rows if row["role"] == role], answer) for role in _ROLES]
    return Drawing(
        headline=_headline(answer, rows),
        note="Kết quả có trước kỳ của chỉ tiêu là khởi điểm: cho biết khoảng cách, chưa phán xét",
        body=register(_HEADINGS, [*filter(None, groups)], shown=SHOWN),
    )


def _headline(answer: Answer, rows: Sequence[Row]) -> str:
    counts = {role: facts.whole(answer, role) or 0 for role in _ROLES}
    said = ", ".join(
        f"{_ROLES[role].lower()} {formats.number(count)}" for role, count in counts.items() if count
    )
    through = "" if rows[0]["is_direct"] else f" qua {rows[0]['addressee']}"
    compared = facts.ratio(answer, "compared")
    opening = f"Chỉ tiêu: {said}{through}"
    if compared is None:
        return opening
    if not compared.n:
        return f"{opening}; chưa chỉ tiêu nào có kết quả so được"
    return f"{opening}; {formats.count_pair(compared)} có kết quả so được"


def _group(role: str, rows: Sequence[Row], answer: Answer) -> Group | None:
    if not rows:
        return None
    targets = [list(results) for _, results in groupby(rows, key=lambda row: row["target_key"])]
    heading = f"{_ROLES[role]}: {formats.counted(len(targets), 'chỉ tiêu')}"
    return Group(heading, tuple(_row(results, answer) for results in targets), noun="chỉ tiêu")


def _row(results: Sequence[Row], answer: Answer) -> TableRow:
    first = results[0]
    name = html.Link(first["target_name"], href=to_indicator(first["indicator_code"], answer.request))
    return TableRow(([name, " ", aside(_about(first))], wording.level(first), _verdicts(results, answer)))


def _about(row: Row) -> str:
    """Say under which heading a target stands and until when it is to be met."""
    if row["is_standing"]:
        due = "thường xuyên"
    else:
        due = f"hạn {formats.date_table(row['due_on'])}" if row["due_on"] else "không ghi hạn"
    return f"{row['pillar_name']} · {due}"


def _verdicts(results: Sequence[Row], answer: Answer) -> Children:
    """Without a result that may be seen, say so: others may have one where only a part of a place is seen."""
    known = [row for row in results if row["status"] != "unknown"]
    if not known:
        none = (
            "chưa có kết quả" if answer.request.scope is None else "không có kết quả trong phạm vi được giao"
        )
        return mark("unknown", word=none)
    return [html.Div(_verdict(row, answer)) for row in known]


def _verdict(row: Row, answer: Answer) -> list[Component | str]:
    """Set word and value of a result over its gap and its counts."""
    label = row["measure_label"] or ""
    value = wording.measured(row["value"], row["measure"], label)
    gap = wording.distance(row["gap"], row["measure"], label, wording.level(row))
    behind = wording.behind(row["measure"], row["numerator"], row["denominator"])
    detail = with_counting(" · ".join(filter(None, (gap, behind))), row, answer)
    return [mark(row["status"], word=f"{_WORDS[row['status']]} {value}"), " ", aside(detail)]


PANEL = Panel(
    name="unit_targets",
    title="Đơn vị chịu trách nhiệm chỉ tiêu nào?",
    draw=draw,
    missing="Kế hoạch không nêu tên đơn vị là chủ trì hay phối hợp của chỉ tiêu nào còn hiệu lực.",
)
