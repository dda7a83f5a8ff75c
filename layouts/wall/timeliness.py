"""Who answers citizens late: the on-time rate with its n/N, and the units with late answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from data.contracts import Answer, Ratio
from layouts import facts, formats
from layouts.panels import feedback_by_unit
from layouts.rates import share
from layouts.records import records
from layouts.shell.links import to_page
from layouts.unit_names import communes_noun, short
from layouts.wall import reading
from layouts.wall.scene import Bar, Figure, Scene, SceneKind, Told

SHOWN = 4


def draw(told: Told) -> Scene | None:
    """Set the rate large, units beside it most late first; None where nothing was answered yet."""
    answer, rates = told.answers["feedback_by_unit"], told.answers["feedback_timeliness"]
    on_time = None if answer.is_empty or rates.is_empty else facts.ratio(rates, "on_time")
    if on_time is None:
        return None
    late = [row for row in records(answer) if not row["is_total"] and row["closed_late"]]
    return Scene(
        topic=reading.topic(answer, "Phản ánh, kiến nghị 1022"),
        period=reading.period(answer),
        headline=feedback_by_unit.draw(answer).headline,
        address=to_page("/feedback", answer.request),
        provenance=reading.provenance(answer),
        lead=_rate(on_time, "Xử lý đúng hạn"),
        figures=(*_parts(rates), _overdue(rates)),
        bars=tuple(_bars(late[:SHOWN])),
        note="Trễ hạn trên tổng số tiếp nhận" if late else "",
        rest=_rest(late[SHOWN:]),
    )


def _rate(ratio: Ratio, label: str) -> Figure:
    """Set a rate large with its counts; of few cases the counts alone."""
    pair = formats.count_pair(ratio)
    if not ratio.rankable():
        return Figure(pair, "", label, "phản ánh đã xử lý")
    value, _, sign = formats.percent(share(ratio.n, ratio.total)).partition("\N{NO-BREAK SPACE}")
    return Figure(value, sign, label, f"{pair} phản ánh")


def _parts(answer: Answer) -> Iterator[Figure]:
    """Give the rate of the communes, where others answer too: of all of them it would stand there twice."""
    rows = records(answer)
    has_others = any(row["scope"] == "agencies" for row in rows)
    for row in rows:
        closed = row["closed_on_time"] + row["closed_late"]
        if row["scope"] == "communes" and closed and has_others:
            name = f"Các {communes_noun(answer.locality, answer.period)}"
            yield _rate(Ratio(int(row["closed_on_time"]), int(closed)), name)


def _overdue(answer: Answer) -> Figure:
    """Count what is open and overdue on the day shown: it grows with time, without a new figure."""
    whole = records(answer)[0]
    overdue, still_open = whole["open_overdue"], whole["open_in_time"] + whole["open_overdue"]
    context = f"trong {formats.number(still_open)} đang xử lý" if still_open else "không còn việc đang xử lý"
    return Figure(formats.number(overdue), "phản ánh", "Đang quá hạn", context)


def _bars(rows: Sequence[Mapping[str, Any]]) -> Iterator[Bar]:
    """Draw late answers as a part of what each unit received, on one scale."""
    longest = max((row["received"] for row in rows), default=1)
    for row in rows:
        yield Bar(
            label=short(row["unit_name"]),
            figure=formats.count_pair(Ratio(row["closed_late"], row["received"])),
            part=row["closed_late"] / longest,
            whole=row["received"] / longest,
        )


def _rest(rows: Sequence[Mapping[str, Any]]) -> str:
    if not rows:
        return ""
    late = formats.number(sum(row["closed_late"] for row in rows))
    return f"{formats.counted(len(rows), 'đơn vị')} khác có {late} phản ánh trễ hạn"


SCENE = SceneKind(
    key="timeliness",
    title="Phản ánh đúng hạn",
    path="/feedback",
    questions=("feedback_by_unit", "feedback_timeliness"),
    draw=draw,
    wide=(56, 32),
    portrait=(32, 56),
)
