"""How many dossiers came online, were digitised and paid online: three shares, each of its own total."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from data.contracts import Answer, Ratio
from layouts import elements as html
from layouts import facts, formats
from layouts.cases.words import chosen, missing, way_back
from layouts.drawing import Children, Drawing, Panel
from layouts.rates import rate
from layouts.records import records
from layouts.shell.evidence import Heading, TableRow, bar, evidence_table
from layouts.shell.tables import table

Row = Mapping[str, Any]

_CAPTION: Final = "Hồ sơ trực tuyến, số hóa, thanh toán"
_HEADINGS: Final = (
    Heading("Lĩnh vực", share=28),
    Heading("Nộp trực tuyến"),
    Heading("Được số hóa"),
    Heading("Thanh toán trực tuyến trên hồ sơ có phí"),
)


def draw(answer: Answer) -> Drawing:
    """Set the three shares of each field side by side, fields with most dossiers on paper first."""
    lines = [_row(row) for row in records(answer)]
    parts = [
        evidence_table(_HEADINGS, [*lines, _whole(answer)], caption=_CAPTION, is_stacked=True),
        way_back(answer),
    ]
    return Drawing(
        headline=f"{chosen(answer)}{_headline(answer)}",
        note=_note(answer),
        body=html.Div([part for part in parts if part is not None]),
        table=table(answer.question.columns, answer.values, caption="Hồ sơ tiếp nhận trong kỳ theo lĩnh vực"),
    )


def _headline(answer: Answer) -> str:
    online, offline = facts.ratio(answer, "online"), facts.ratio(answer, "offline")
    said = f"{rate(online)} hồ sơ nộp trực tuyến" if online else "Chưa tiếp nhận hồ sơ nào"
    if offline is None:
        return said
    return (
        f"{said}; chưa trực tuyến nhiều nhất: {answer.facts['offline_field']} {formats.count_pair(offline)}"
    )


def _note(answer: Answer) -> str:
    counted = "Đếm từng hồ sơ tiếp nhận trong kỳ; hồ sơ không có phí, lệ phí không tính vào thanh toán"
    digitised, paid = facts.ratio(answer, "digitised"), facts.ratio(answer, "paid")
    told = [f"số hóa {rate(digitised)}" if digitised else "", f"thanh toán {rate(paid)}" if paid else ""]
    said = ", ".join(part for part in told if part)
    return f"{said[:1].upper()}{said[1:]}. {counted}" if said else counted


def _row(row: Row) -> TableRow:
    received = int(row["received"])
    return TableRow(
        (
            row["field"],
            _share(Ratio(int(row["online"]), received)),
            _share(Ratio(int(row["digitised"]), received)),
            _share(Ratio(int(row["paid_online"]), int(row["fee_due"]))),
        )
    )


def _whole(answer: Answer) -> TableRow:
    found = (facts.ratio(answer, name) for name in ("online", "digitised", "paid"))
    shares = (rate(ratio) if ratio else formats.MISSING for ratio in found)
    return TableRow(("Tất cả", *shares), is_total=True)


def _share(ratio: Ratio) -> Children:
    """Write a share over its bar; of few cases the counts alone, of none a dash."""
    if not ratio.total:
        return formats.MISSING
    return [html.Span(rate(ratio)), bar(ratio.n / ratio.total)] if ratio.rankable() else rate(ratio)


PANEL = Panel(
    name="dossier_digital",
    title="Bao nhiêu hồ sơ nộp trực tuyến, được số hóa, thanh toán trực tuyến?",
    draw=draw,
    missing=missing("dossier"),
)
