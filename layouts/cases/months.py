"""The on-time rate by month: chance or a signal from ten points on, partial months hollow and unjudged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from data.contracts import Answer, Column, Ratio
from layouts import elements as html
from layouts import facts, formats
from layouts.cases.words import chosen, way_back, words
from layouts.drawing import Drawing
from layouts.figures.control_chart import Band, Point, control_chart
from layouts.rates import rate
from layouts.records import records
from layouts.shell.tables import table

Row: TypeAlias = Mapping[str, Any]

_SIGNALS: Final = frozenset({"tín hiệu tốt", "tín hiệu xấu"})
_BAD: Final = "tín hiệu xấu"


def draw(answer: Answer) -> Drawing:
    """Draw the months with their limits, and say what the last complete one means."""
    rows = records(answer)
    written = {**answer.values, "month": [_label(row) for row in rows]}
    return Drawing(
        headline=f"{chosen(answer)}{_headline(answer)}",
        note=_note(answer, rows[-1]),
        figure=control_chart([_point(row) for row in rows], _band(answer)),
        body=html.Div([part for part in (way_back(answer),) if part is not None]),
        table=table([_text_month(answer), *answer.question.columns[1:]], written, caption="Theo tháng"),
    )


def _text_month(answer: Answer) -> Column:
    """Months are written as words in the table: "11/2026"."""
    first = answer.question.columns[0]
    return Column(first.name, "text", first.label)


def _label(row: Row) -> str:
    return f"{row['month'].month}/{row['month'].year}"


def _headline(answer: Answer) -> str:
    latest, month = facts.ratio(answer, "latest_rate"), answer.facts["latest_month"]
    word = answer.facts["latest"]
    if latest is None or month is None:
        return f"Chưa tháng nào có {words(answer).noun} {words(answer).closed} xong"
    named = f"Tháng {month.month}/{month.year}"  # type: ignore[union-attr]
    return f"{named}: {rate(latest)} đúng hạn{f', {word}' if word else ''}"


def _note(answer: Answer, last: Row) -> str:
    points = facts.whole(answer, "points") or 0
    limited = "vạch đứt là giới hạn kiểm soát; trong giới hạn là biến động thường"
    few = f"{points} điểm, chưa đủ 10 để vẽ giới hạn: chỉ nói tăng, giảm, không đổi"
    partial = f"; tháng {_label(last)} chưa hết, điểm rỗng, chưa nhận định" if last["is_partial"] else ""
    said = few if answer.facts["mean"] is None else limited
    return f"Đúng hạn trên số đã xong từng tháng; {said}{partial}"


def _band(answer: Answer) -> Band | None:
    mean, low, high = (facts.number(answer, name) for name in ("mean", "low", "high"))
    return None if mean is None or low is None or high is None else Band(mean, low, high)


def _point(row: Row) -> Point:
    pair = formats.count_pair(Ratio(row["closed_in_time"], row["closed"]))
    said = f"Tháng {_label(row)}: {pair} đúng hạn"
    share = "" if row["share"] is None else f" ({formats.percent(row['share'])})"
    word = row["word"] or ("chưa hết tháng" if row["is_partial"] else "")
    return Point(
        label=_label(row),
        share=row["share"],
        hover=f"{said}{share}{f' · {word}' if word else ''}",
        is_partial=bool(row["is_partial"]),
        is_signal=row["word"] in _SIGNALS,
        is_bad=row["word"] == _BAD,
    )
