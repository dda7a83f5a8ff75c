"""What will be overdue before the next meeting if nobody acts: the units, each with its earliest day.

Codes of cases stand on the page: from the last seat they are only digits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from data.contracts import Answer, Ratio
from layouts import facts, formats
from layouts.panels import feedback_coming
from layouts.records import records
from layouts.shell.links import to_page
from layouts.unit_names import short
from layouts.wall import reading
from layouts.wall.scene import Bar, Figure, Scene, SceneKind, Told

SHOWN = 4
_UNITS = "units"


def draw(told: Told) -> Scene | None:
    """Set the count large, the units with most beside it; None where nothing is open or cases are unknown."""
    answer, waiting = told.answers["feedback_coming"], told.answers["feedback_ages"]
    coming = None if answer.is_empty else facts.ratio(answer, "coming")
    if coming is None:
        return None
    rows = records(answer)
    units = [row for row in rows if row["part"] == _UNITS and row["cases"]]
    return Scene(
        topic=reading.topic(answer, "Phản ánh sắp quá hạn"),
        period=formats.date_prose(answer.request.as_of),
        headline=feedback_coming.PANEL.draw(answer).headline,
        address=to_page("/feedback", answer.request),
        provenance=reading.provenance(answer),
        lead=_lead(coming),
        figures=_overdue(waiting),
        bars=tuple(_bars(units[:SHOWN], _earliest(rows))),
        note="Sẽ quá hạn trên số đang mở, ngày hết hạn sớm nhất" if units else "",
        rest=_rest(units[SHOWN:]),
        is_calm=not units,
    )


def _lead(coming: Ratio) -> Figure:
    context = f"trong {formats.number(coming.total)} đang mở"
    return Figure(formats.number(coming.n), "phản ánh", "Sẽ quá hạn", context)


def _overdue(answer: Answer) -> tuple[Figure, ...]:
    """Count what is overdue already, beside what will be."""
    overdue = None if answer.is_empty else facts.ratio(answer, "overdue")
    if overdue is None:
        return ()
    context = f"trong {formats.number(overdue.total)} đang mở"
    return (Figure(formats.number(overdue.n), "phản ánh", "Đã quá hạn", context),)


def _earliest(rows: Sequence[Mapping[str, Any]]) -> Mapping[str, Mapping[str, Any]]:
    """Find each unit's first case to fall due; codes come in the order of their due days."""
    found: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        if row["part"] != _UNITS:
            found.setdefault(row["unit_address"], row)
    return found


def _bars(units: Sequence[Mapping[str, Any]], earliest: Mapping[str, Mapping[str, Any]]) -> Iterator[Bar]:
    longest = max((row["open"] for row in units), default=1)
    for row in units:
        first = earliest.get(row["unit_address"])
        yield Bar(
            label=short(row["unit_name"]),
            figure=formats.count_pair(Ratio(row["cases"], row["open"])),
            part=row["cases"] / longest,
            whole=row["open"] / longest,
            words=f"hạn {first['due_on']:%d/%m}" if first else "",
        )


def _rest(units: Sequence[Mapping[str, Any]]) -> str:
    if not units:
        return ""
    cases = formats.number(sum(row["cases"] for row in units))
    return f"{formats.counted(len(units), 'đơn vị')} khác có {cases} phản ánh sắp quá hạn"


SCENE = SceneKind(
    key="coming",
    title="Phản ánh sắp quá hạn",
    path="/feedback",
    questions=("feedback_coming", "feedback_ages"),
    draw=draw,
    wide=(60, 33.75),
    portrait=(33.75, 60),
)
