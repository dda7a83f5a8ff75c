"""Dossiers by field: how many were received and returned early; printed shares beside what n/N gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash.development.base_component import Component

from data.contracts import Answer, Ratio
from layouts import elements as html
from layouts import facts, formats
from layouts.cases.service import is_counted
from layouts.drawing import Children, Drawing, Panel
from layouts.rates import rate
from layouts.records import records
from layouts.service_words import MISSING_COUNTS
from layouts.shell.evidence import Heading, TableRow, aside, bar, evidence_table
from layouts.shell.marks import mark
from layouts.shell.tables import table

Row = Mapping[str, Any]

_HEADINGS = (
    Heading("Lĩnh vực", share=25),
    Heading("Tiếp nhận", is_figure=True),
    Heading("Tỷ trọng in / tính lại", is_figure=True),
    Heading("Trước hạn / tiếp nhận"),
)
_COUNTED = (*_HEADINGS[:2], Heading("Tỷ trọng", is_figure=True), _HEADINGS[3])
_LATE = Heading("Trễ hạn", is_figure=True)
_BEHIND = frozenset({"agrees", "units"})


def draw(answer: Answer) -> Drawing:
    """List the fields in printed order; a rate of early ones is of those received, as no more is told."""
    rows = records(answer)
    is_late_told = any(row["closed_late"] is not None for row in rows)
    columns = _COUNTED if is_counted(answer) else _HEADINGS
    headings = (*columns, _LATE) if is_late_told else columns
    lines = [_row(row, facts.whole(answer, "received"), is_late_told=is_late_told) for row in rows]
    return Drawing(
        headline=_headline(answer, rows),
        note=_note(answer),
        body=html.Div(
            [
                evidence_table(headings, lines, caption="Hồ sơ theo lĩnh vực", is_stacked=True),
                *_remarks(answer, rows),
            ]
        ),
        table=_table(answer),
    )


def _headline(answer: Answer, rows: Sequence[Row]) -> str:
    largest = facts.ratio(answer, "largest")
    known = [row for row in rows if row["received"] is not None]
    if largest is None or not known:
        return f"{formats.counted(len(rows), 'lĩnh vực')}, chưa rõ số tiếp nhận"
    top = max(known, key=lambda row: row["received"])
    return f"{top['field']} chiếm {rate(largest)} hồ sơ tiếp nhận"


def _note(answer: Answer) -> str:
    if is_counted(answer):
        return "Đếm từng hồ sơ, thay cho số báo cáo; gồm cả hồ sơ kỳ trước chuyển sang"
    conflicts = facts.ratio(answer, "conflicts")
    said = {
        True: "Các lĩnh vực cộng lại đúng bằng tổng in",
        False: "Các lĩnh vực cộng lại khác tổng in",
        None: "Chưa đối chiếu được tổng các lĩnh vực",
    }[_sum_agrees(answer)]
    if conflicts is None or not conflicts.n:
        return said
    return f"{said}; {formats.count_pair(conflicts)} tỷ trọng in khác số tính lại, giữ cả hai"


def _sum_agrees(answer: Answer) -> bool | None:
    found = answer.facts["sum_agrees"]
    return found if isinstance(found, bool) else None


def _row(row: Row, received: int | None, *, is_late_told: bool) -> TableRow:
    early = _of(row["closed_early"], row["received"])
    late = _untold() if row["closed_late"] is None else formats.number(row["closed_late"])
    return TableRow(
        (
            row["field"],
            formats.number(row["received"]),
            _share(row, received),
            [html.Span(rate(early)), bar(early.n / early.total)] if early else _untold(),
            *([late] if is_late_told else []),
        )
    )


def _share(row: Row, received: int | None) -> Children:
    """Set the printed share over n/N; where they differ both stand, with the mark."""
    ratio = _of(row["received"], received)
    computed = formats.MISSING if ratio is None else formats.with_counts(ratio, 2)
    if not row["share_printed"]:
        return computed
    said = [f"{row['share_printed']} ", aside(computed)]
    return [*said, html.Div(mark("conflict", word="in khác n/N"))] if row["agrees"] is False else said


def _untold() -> Component:
    return html.Span("nguồn không in", className="no-figure")


def _of(part: int | None, total: int | None) -> Ratio | None:
    return Ratio(part, total) if part is not None and total else None


def _remarks(answer: Answer, rows: Sequence[Row]) -> list[Component]:
    """Say what the fields leave open, and quote the transcription's notes."""
    untold, early = facts.whole(answer, "early_untold"), facts.ratio(answer, "early")
    said: list[str] = []
    if all(row["closed_late"] is None for row in rows):
        said.append("Nguồn không tách số đã trả đúng hạn và trễ hạn theo lĩnh vực; số chung ở phần bên trên.")
    if early is not None and untold:
        said.append(
            f"Tổng trả trước hạn in {formats.count_pair(early)}; {formats.counted(untold, 'hồ sơ')} trong đó "
            "không lĩnh vực nào kể đến."
        )
    said += [f"{row['field']}: {row['note']}" for row in rows if row["note"]]
    return [html.P(words, className="note") for words in said]


def _table(answer: Answer) -> Component:
    columns = [column for column in answer.question.columns if column.name not in _BEHIND]
    return table(columns, answer.values, caption="Hồ sơ theo lĩnh vực")


PANEL = Panel(
    name="dossier_fields",
    title="Hồ sơ thuộc lĩnh vực nào?",
    draw=draw,
    missing=MISSING_COUNTS,
    subject="dossiers",
)
