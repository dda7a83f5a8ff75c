"""One case on a page: why it is due when it is, its two clocks, its pauses, and what happened to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from dash.development.base_component import Component

from data.contracts import URGENCIES, Answer
from layouts import elements as html
from layouts import facts, formats
from layouts.cases.words import KINDS, words
from layouts.drawing import Drawing, Status
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, evidence_table
from layouts.shell.links import to_page, to_unit
from layouts.shell.marks import mark
from layouts.shell.tables import table

Row: TypeAlias = Mapping[str, Any]

_STATES: Final[Mapping[str, tuple[Status, str]]] = {
    "open_in_time": ("unknown", "đang xử lý, trong hạn"),
    "open_due_soon": ("at_risk", "đang xử lý, đến hạn trong ngày"),
    "open_overdue": ("off_target", "đang xử lý, quá hạn"),
    "closed_early": ("on_target", "đã xử lý, trước hạn"),
    "closed_on_time": ("on_target", "đã xử lý, đúng hạn"),
    "closed_late": ("off_target", "đã xử lý, trễ hạn"),
    "rejected": ("unknown", "từ chối"),
    "forwarded": ("unknown", "chuyển cấp"),
}
_MOMENTS: Final[Mapping[str, str]] = {
    "received_at": "Tiếp nhận từ người dân",
    "accepted_at": "Cơ quan thụ lý",
    "first_response_at": "Phản hồi lần đầu",
    "due_at": "Hạn theo nguồn",
    "closed_at": "Kết thúc",
}
_CLOCKS: Final[Mapping[str, str]] = {"acceptance": "Đồng hồ tiếp nhận", "handling": "Đồng hồ xử lý"}
_UNITS: Final[Mapping[str, str]] = {"days": "ngày làm việc", "hours": "giờ làm việc"}
_CLOCK_HEADINGS: Final = (
    Heading("Đồng hồ"),
    Heading("Chạy từ"),
    Heading("Thời hạn"),
    Heading("Đến hạn"),
    Heading("Thực tế"),
)


def draw(answer: Answer) -> Drawing:
    """Say the due date as a sentence, and show under it the clocks, the pauses and what happened."""
    rows = records(answer)
    parts = {part: [row for row in rows if row["part"] == part] for part in ("clock", "pause", "moment")}
    written = {**answer.values, "name": [_name(row) for row in rows]}
    return Drawing(
        headline=f"{answer.request.case}: {_STATES[str(answer.facts['state'])][1]}",
        note=_about(answer),
        body=html.Div(
            [
                html.P([_state(answer), f" · tính đến cuối ngày {_seen(answer)}"]),
                html.P(str(answer.facts["explanation"] or _unruled(answer)), className="explanation"),
                *_disagreement(answer),
                html.Div(
                    [*_clocks(parts["clock"]), *_pauses(parts["pause"]), _moments(parts["moment"])],
                    className="case-parts",
                ),
                _ways(answer),
            ]
        ),
        table=table(answer.question.columns[1:], written, caption="Các mốc, đồng hồ và lần tạm dừng"),
    )


def unknown(kind: str) -> str:
    """Say that there is no such case."""
    return f"Không có {KINDS[kind].noun} mang mã này ở địa bàn, hoặc đến ngày đang xem chưa tiếp nhận."


def _state(answer: Answer) -> Component:
    status, word = _STATES[str(answer.facts["state"])]
    return mark(status, word=word)


def _seen(answer: Answer) -> str:
    return formats.date_prose(answer.request.as_of)


def _about(answer: Answer) -> str:
    """Say what the case is about and who answers for it; nothing that a citizen wrote."""
    told = answer.facts
    urgency = URGENCIES[str(told["urgency"])]
    again = facts.whole(answer, "reopened") or 0
    parts = (
        told["unit_name"],
        told["category"],
        told["procedure"],
        "" if urgency == URGENCIES["normal"] else f"mức {urgency}",
        f"mở lại {formats.number(again)} lần" if again else "",
    )
    return " · ".join(str(part) for part in parts if part)


def _unruled(answer: Answer) -> str:
    return (
        f"Chưa có thời hạn nào được quy định cho {words(answer).noun} thuộc lĩnh vực này: hạn lấy từ nguồn."
    )


def _disagreement(answer: Answer) -> list[Component]:
    """Keep both due dates where the source's is another one than the limits give."""
    if answer.facts["is_due_as_ruled"] is not False:
        return []
    said = " Hạn theo nguồn khác hạn tính theo quy định; số liệu dùng hạn theo nguồn, giữ cả hai."
    return [html.P([mark("conflict", word="hai hạn khác nhau"), said], className="note")]


def _clocks(rows: Sequence[Row]) -> list[Component]:
    lines = [_clock(row) for row in rows]
    return [evidence_table(_CLOCK_HEADINGS, lines, caption="Hai đồng hồ")] if lines else []


def _clock(row: Row) -> TableRow:
    limit = f"{formats.number(row['amount'])} {_UNITS[row['amount_unit']]}"
    due = _moment(row, "due") or "chưa xác định: đang tạm dừng"
    return TableRow((_CLOCKS[row["name"]], _moment(row, "started"), limit, due, _done(row)))


def _done(row: Row) -> list[Component | str]:
    done = _moment(row, "done")
    if not done:
        return ["chưa xong"]
    if row["is_late"] is None:
        return [done]
    status: tuple[Status, str] = ("off_target", "trễ") if row["is_late"] else ("on_target", "trong hạn")
    return [f"{done} ", mark(status[0], word=status[1])]


def _pauses(rows: Sequence[Row]) -> list[Component]:
    if not rows:
        return []
    headings = (Heading("Tạm dừng vì"), Heading("Từ"), Heading("Đến"))
    lines = [
        TableRow(
            (row["name"] or "không nêu lý do", _moment(row, "started"), _moment(row, "done") or "vẫn dừng")
        )
        for row in rows
    ]
    return [evidence_table(headings, lines, caption="Các lần tạm dừng")]


def _moments(rows: Sequence[Row]) -> Component:
    lines = [TableRow((_MOMENTS[row["name"]], _moment(row, "started"))) for row in rows]
    headings = (Heading("Mốc"), Heading("Lúc"))
    return evidence_table(headings, lines, caption="Diễn biến")


def _ways(answer: Answer) -> Component:
    """Lead back to all cases, and to the unit that answers for this one."""
    kind = words(answer)
    unit = html.Link(
        f"Hồ sơ của {answer.facts['unit_name']}",
        href=to_unit(str(answer.facts["unit_address"]), answer.request),
    )
    back = html.Link(f"Tất cả {kind.noun}", href=to_page(kind.path, answer.request))
    return html.P([back, " · ", unit], className="note")


def _moment(row: Row, name: str) -> str:
    """Write a day with its time: "29/03/2023 16:30"; empty where there is none."""
    day = row[f"{name}_on"]
    return f"{formats.date_table(day)} {row[f'{name}_time']}" if day is not None else ""


def _name(row: Row) -> str:
    return _MOMENTS.get(row["name"]) or _CLOCKS.get(row["name"]) or str(row["name"])
