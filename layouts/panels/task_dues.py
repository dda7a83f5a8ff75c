"""How many tasks are due on each day of the plan, and what was reported of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from data.contracts import Answer
from layouts import facts, formats, work_words
from layouts.drawing import Drawing, Panel
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, evidence_table
from layouts.shell.lines import Line, lines

Row: TypeAlias = Mapping[str, Any]

_OTHERS = {"standing": "Thường xuyên", "undated": "Chưa xác định hạn"}
_HEADINGS = (
    Heading("Hạn"),
    Heading("Nhiệm vụ, nội dung", is_figure=True),
    Heading("Hạn in trong văn bản", is_figure=True),
    Heading("Hoàn thành", is_figure=True),
    Heading("Chưa có báo cáo", is_figure=True),
)


def draw(answer: Answer) -> Drawing:
    """Set a bar beside each day, standing tasks and those without a day last."""
    rows = records(answer)
    most = max(row["total"] for row in rows)
    return Drawing(
        headline=_headline(answer, rows),
        note="Nơi văn bản không in hạn riêng, hạn lấy theo kỳ của kế hoạch",
        body=lines([_line(row, most) for row in rows]),
        table=evidence_table(_HEADINGS, [_row(row) for row in rows], caption="Nhiệm vụ theo hạn"),
    )


def _headline(answer: Answer, rows: Sequence[Row]) -> str:
    """Name the day on which most is due, and what was reported of all."""
    done = facts.ratio(answer, "done")
    dated = [row for row in rows if row["kind"] == "dated"]
    said = f"{formats.count_pair(done)} đã hoàn thành" if done and done.n else "Chưa việc nào có báo cáo"
    if not dated or done is None:
        return said
    fullest = max(dated, key=lambda row: row["total"])
    day = formats.date_prose(fullest["due_on"])
    return f"{said}; {formats.number(fullest['total'])}/{formats.number(done.total)} có hạn {day}"


def _line(row: Row, most: int) -> Line:
    return Line(
        _label(row),
        figure=formats.number(row["total"]),
        words=_words(row),
        share=row["total"] / most,
    )


def _label(row: Row) -> str:
    return formats.date_table(row["due_on"]) if row["kind"] == "dated" else _OTHERS[row["kind"]]


def _words(row: Row) -> str:
    """Say what was reported; a day that has gone by says so, without a verdict."""
    if not row["unreported"]:
        return "đã hoàn thành"
    done = f"{formats.number(row['done'])} hoàn thành" if row["done"] else ""
    rest = f"{formats.number(row['unreported'])} " if row["done"] else ""
    gone = "qua hạn, " if row["is_past"] else ""
    return ", ".join(filter(None, (done, f"{gone}{rest}{work_words.UNREPORTED}")))


def _row(row: Row) -> TableRow:
    counts = (row["total"], row["printed"], row["done"], row["unreported"])
    return TableRow((_label(row), *(formats.number(count) for count in counts)))


PANEL = Panel(
    name="task_dues",
    title="Khi nào đến hạn, bao nhiêu đã báo cáo?",
    draw=draw,
    missing="Kế hoạch không giao nhiệm vụ nào cho nhóm hoặc đơn vị này.",
    subject="tasks",
)
