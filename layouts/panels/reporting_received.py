"""What came of the reports that are owed: in time, late, not known, with the names of who is meant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from data.contracts import Answer, Ratio
from layouts import elements as html
from layouts import facts, formats, work_words
from layouts.drawing import Children, Drawing, Panel
from layouts.records import records
from layouts.register import Group, register
from layouts.shell.evidence import Heading, TableRow, aside
from layouts.shell.marks import mark

Row: TypeAlias = Mapping[str, Any]

_NOTHING = "nothing"
_NAMED = 6
"""Units named in a cell; the table of the answer has all of them."""
_NOT_LATE = work_words.NOT_LATE[:1].upper() + work_words.NOT_LATE[1:]
_HEADINGS = (
    Heading("Báo cáo", share=30),
    Heading("Hạn", share=14),
    Heading("Đã nộp đúng hạn", share=16),
    Heading("Nộp trễ", share=18),
    Heading("Chưa có báo cáo", share=22),
)


def draw(answer: Answer) -> Drawing:
    """List the duties by day; those of which something is late or missing open the list."""
    rows = records(answer)
    if rows[0]["kind"] == _NOTHING:
        return _nothing(answer)
    off = [row for row in rows if row["late"] or row["missing"]]
    good = [row for row in rows if not (row["late"] or row["missing"])]
    groups = [
        Group(f"{heading}: {formats.counted(len(members), 'hạn báo cáo')}", tuple(map(_row, members)), "hạn")
        for heading, members in (("Nộp trễ hoặc còn thiếu", off), ("Đã nộp", good))
        if members
    ]
    return Drawing(headline=_headline(answer), note=_note(answer), body=register(_HEADINGS, groups))


def _nothing(answer: Answer) -> Drawing:
    """Say that nothing was recorded, which is no verdict on anybody."""
    headline = f"Chưa ghi nhận báo cáo nào đã nộp trong năm {answer.facts['year']}"
    said = "Nạp biểu “Báo cáo đã nộp” để biết báo cáo nào nộp trễ, còn thiếu của ai."
    return Drawing(headline=headline, body=html.P(f"{said} {_NOT_LATE}.", className="note"))


def _headline(answer: Answer) -> str:
    recorded, late, missing = (facts.whole(answer, name) or 0 for name in ("recorded", "late", "missing"))
    said = [f"Năm {answer.facts['year']}: đã ghi nhận {formats.counted(recorded, 'báo cáo')}"]
    said += [f"{formats.count_pair(Ratio(late, recorded))} nộp trễ"] if late else []
    said += [f"còn thiếu {formats.counted(missing, 'báo cáo')}"] if missing else []
    return ", ".join(said)


def _note(answer: Answer) -> str:
    as_of = formats.date_prose(answer.request.as_of)
    return f"Xem tại ngày {as_of}, theo sổ báo cáo đã nộp; nhóm đơn vị không đếm được thì không tính thiếu"


def _row(row: Row) -> TableRow:
    period = row["period_printed"]
    named: Children = [row["duty"], aside(" · ".join(part for part in (period, row["reporter"]) if part))]
    return TableRow((named, _due(row), _on_time(row), _late(row), _missing(row)))


def _due(row: Row) -> Children:
    if row["due_on"] is None:
        return html.Span("không in", className="no-figure")
    return f"{'trước ' if row['is_before'] else ''}{formats.date_table(row['due_on'].date())}"


def _on_time(row: Row) -> Children:
    if row["owed"] is None:
        return formats.counted(row["on_time"], "báo cáo")
    counted = min(row["on_time"], row["owed"]) if not row["has_others"] else row["on_time"]
    if row["has_others"]:
        return [
            formats.counted(counted, "báo cáo"),
            aside(f"{row['owed']} đơn vị trong danh mục và đơn vị khác phải nộp"),
        ]
    return formats.count_pair(Ratio(counted, row["owed"]))


def _late(row: Row) -> Children:
    return [str(row["late"]), aside(_names(row["late_names"]))] if row["late"] else "0"


def _missing(row: Row) -> Children:
    if not row["missing"]:
        return "0" if row["owed"] else html.Span("không đếm được", className="no-figure")
    return [mark("unknown", word=f"{row['missing']}/{row['owed']}"), aside(_names(row["missing_names"]))]


def _names(joined: str) -> str:
    return formats.join_names(joined.split("; "), _NAMED, "đơn vị")


PANEL = Panel(
    name="reporting_received",
    title="Báo cáo nào đã nộp, nộp trễ, còn thiếu của ai?",
    draw=draw,
    missing="Kế hoạch của địa bàn không quy định chế độ báo cáo.",
    subject="reporting",
)
