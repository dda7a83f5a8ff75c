"""What was promised: tasks by the day on which they are due, and the next report owed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.contracts import Answer
from layouts import facts, formats, work_words
from layouts.panels import task_dues
from layouts.records import records
from layouts.shell.links import to_page
from layouts.wall import reading
from layouts.wall.scene import Bar, Figure, Scene, SceneKind, Told

SHOWN = 4
_OTHERS = {"standing": "Thường xuyên", "undated": "Chưa xác định hạn"}


def draw(told: Told) -> Scene | None:
    """Set what was reported done large, the days beside it; None without a plan of tasks."""
    answer = told.answers["task_dues"]
    if answer.is_empty:
        return None
    rows = _shown(records(answer))
    return Scene(
        topic=reading.topic(answer, "Nhiệm vụ và báo cáo đến hạn"),
        period=f"Xem tại ngày {formats.date_prose(answer.request.as_of)}",
        headline=task_dues.draw(answer).headline,
        address=to_page("/tasks", answer.request),
        provenance=reading.provenance(answer),
        lead=_done(answer),
        figures=tuple(filter(None, [_report(told.answers["overview_reports"])])),
        bars=tuple(_bar(row, max(row["total"] for row in rows)) for row in rows),
        note="Số nhiệm vụ, nội dung theo hạn",
        rest=f"{work_words.NOT_LATE[:1].upper()}{work_words.NOT_LATE[1:]}",
    )


def _shown(rows: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Keep the fullest days, in their order: what is left out is smaller than what is shown."""
    fullest = sorted(rows, key=lambda row: -row["total"])[:SHOWN]
    return [row for row in rows if row in fullest]


def _done(answer: Answer) -> Figure:
    done = facts.ratio(answer, "done")
    of = f"/{formats.number(done.total)}" if done else ""
    value = formats.number(done.n if done else 0)
    return Figure(value, of, "Đã báo cáo hoàn thành", work_words.plan(answer.facts["covered"]))


def _report(answer: Answer) -> Figure | None:
    """Give the next report owed; None where no day is printed."""
    row = next((row for row in records(answer) if row["state"] == "next"), None)
    if row is None:
        return None
    return Figure(formats.date_prose(row["due_on"]), "", "Báo cáo tới hạn tiếp theo", row["duty"])


def _bar(row: Mapping[str, Any], most: int) -> Bar:
    label = formats.date_table(row["due_on"]) if row["kind"] == "dated" else _OTHERS[row["kind"]]
    rest = formats.number(row["unreported"])
    words = f"{rest} chưa có báo cáo" if row["unreported"] else "đã hoàn thành"
    return Bar(label, formats.number(row["total"]), part=row["total"] / most, words=words)


SCENE = SceneKind(
    key="work",
    title="Nhiệm vụ và báo cáo đến hạn",
    path="/tasks",
    questions=("task_dues", "overview_reports"),
    draw=draw,
    wide=(56, 32),
    portrait=(32, 56),
)
