"""Which reports a unit owes and gets, in the words of the plan; a report that nobody recorded is not late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from data.contracts import FREQUENCIES, Answer, Request
from layouts import elements as html
from layouts import facts, formats, work_words
from layouts.drawing import Children, Drawing, Panel
from layouts.records import records
from layouts.register import Group, register
from layouts.shell.evidence import Heading, TableRow, aside
from layouts.shell.links import to_unit

Row: TypeAlias = Mapping[str, Any]

SHOWN: Final = 6
"""Rows of a role before the fold."""

_HEADINGS = (Heading("Báo cáo", share=44), Heading("Hạn", share=24), Heading("Nơi nhận hoặc nơi gửi"))
_STATES: Final[Mapping[str, str]] = {
    "next": "hạn tới",
    "passed": work_words.UNREPORTED,
    "reported": work_words.REPORTED,
}


def draw(answer: Answer) -> Drawing:
    """List what the unit owes by day, then the reports that it gets."""
    rows = records(answer)
    owed = [row for row in rows if row["role"] == "reporter"]
    received = [row for row in rows if row["role"] == "recipient"]
    return Drawing(
        headline=_headline(answer),
        note=_note(answer, owed),
        body=register(
            _HEADINGS,
            [
                *_group("Phải báo cáo", owed, answer.request),
                *_group("Nhận báo cáo", received, answer.request),
            ],
            shown=SHOWN,
        ),
    )


def _headline(answer: Answer) -> str:
    owed, received = (facts.whole(answer, name) or 0 for name in ("owed", "received"))
    if not owed:
        return f"Nhận {formats.counted(received, 'chế độ báo cáo')}"
    next_on = answer.facts["next_on"]
    opening = formats.counted(owed, "chế độ báo cáo phải thực hiện")
    if isinstance(next_on, dt.date):
        return f"{opening}, hạn tới {formats.date_prose(next_on)}"
    return (
        f"{opening}, {'các ngày hạn đã qua' if facts.whole(answer, 'dated') else 'văn bản không in ngày hạn'}"
    )


def _note(answer: Answer, owed: Sequence[Row]) -> str:
    """Say by which words the plan means the unit, and that silence is no verdict."""
    through = next((row["addressee"] for row in owed if not row["is_direct"]), "")
    said = f"Kế hoạch giao cho {through} · tính" if through else "Tính"
    return f"{said} đến {formats.date_prose(answer.request.as_of)} · {work_words.NOT_LATE}"


def _group(heading: str, rows: Sequence[Row], request: Request) -> list[Group]:
    if not rows:
        return []
    found = tuple(_row(row, request) for row in rows)
    return [Group(f"{heading}: {formats.counted(len(rows), 'chế độ')}", found, noun="chế độ báo cáo")]


def _row(row: Row, request: Request) -> TableRow:
    period = row["period_printed"] or FREQUENCIES[row["frequency"]]
    return TableRow(([row["duty"], " ", aside(period)], _due(row), _other(row, request)))


def _due(row: Row) -> Children:
    """Give the day with what is known of it; without a day the words of the plan."""
    if row["due_on"] is None:
        return str(row["due_printed"] or "không in hạn")
    before = "trước " if row["is_before"] else ""
    day = f"{before}{formats.date_table(row['due_on'].date())}"
    said = _STATES.get(row["state"], "") if row["role"] == "reporter" else ""
    return [day, " ", aside(said)] if said else day


def _other(row: Row, request: Request) -> Children:
    """Name who gets or sends the report as printed, linked where the words are a body of the plan's list."""
    printed = row["recipient"] if row["role"] == "reporter" else row["reporter"]
    if not printed:
        return formats.MISSING
    return (
        html.Link(printed, href=to_unit(row["other_address"], request))
        if row["other_address"]
        else str(printed)
    )


PANEL = Panel(
    name="unit_reports",
    title="Đơn vị phải báo cáo những gì?",
    draw=draw,
    missing="Chế độ báo cáo của kế hoạch không nêu tên đơn vị; tên nhóm như «các phòng, ban» giữ nguyên chữ.",
)
