"""The ageing ladder: open cases by how long they have been waiting, overdue ones apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from data.contracts import Answer, Ratio
from layouts import facts, formats
from layouts.cases.words import chosen, words
from layouts.drawing import Drawing
from layouts.figures.shares import Counts, Part, shares
from layouts.rates import rate
from layouts.records import records
from layouts.shell.tables import table

Row: TypeAlias = Mapping[str, Any]

_PARTS = (Part("Trong hạn", "accent"), Part("Quá hạn", "negative"))


def draw(answer: Answer) -> Drawing:
    """Draw a rung a band of days, the longest wait on top: that is what needs a decision."""
    rows = records(answer)
    columns = [column for column in answer.question.columns if column.name != "low"]
    return Drawing(
        headline=f"{chosen(answer)}{_headline(answer)}",
        note=f"Còn mở cuối ngày {formats.date_prose(answer.request.as_of)}; số ngày tính cả ngày nghỉ",
        figure=shares(_PARTS, [_rung(row) for row in reversed(rows)]),
        table=table(columns, answer.values, caption=f"Số {words(answer).noun} đang chờ"),
    )


def _headline(answer: Answer) -> str:
    long, overdue = facts.ratio(answer, "long"), facts.ratio(answer, "overdue")
    noun = words(answer).noun
    late = f", {rate(overdue)} đã quá hạn" if overdue else ""
    if long is None or not long.n:
        still_open = formats.counted(facts.whole(answer, "open") or 0, noun)
        return f"{still_open} còn mở, không việc nào chờ quá 15 ngày{late}"
    return f"{formats.count_pair(long)} {noun} còn mở đã chờ hơn 15 ngày{late}"


def _rung(row: Row) -> Counts:
    ratio = Ratio(row["overdue"], row["cases"])
    text = f"{formats.count_pair(ratio)} quá hạn" if row["cases"] else "không có"
    return Counts(
        key=str(row["low"]),
        label=str(row["band"]),
        counts=(row["cases"] - row["overdue"], row["overdue"]),
        text=text,
        hover=f"Đã chờ {row['band']}: {text}",
    )
