"""What needs direction today: the worst exception as the headline, the others below it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from data.contracts import Answer
from layouts import formats, wording
from layouts.panels import overview_alerts
from layouts.records import records
from layouts.shell.links import to_page
from layouts.wall import reading
from layouts.wall.scene import Item, Scene, SceneKind, Told

SHOWN = 5
"""Exceptions below the headline: the list on the page has all of them."""


def found(answer: Answer) -> list[Item]:
    """Give the exceptions as the page words them, worst first; none where all is calm."""
    return list(_items(answer))


def _items(answer: Answer) -> Iterator[Item]:
    body = overview_alerts.draw(answer).body
    kinds = [next(items) for _, items in groupby(records(answer), key=lambda row: row["kind"])]
    rows = reading.classed(body, "exception-row")
    for row, first in zip(rows, kinds, strict=False):
        yield Item(first["status"], reading.said(row, "exception"), reading.said(row, "exception-detail"))


def draw(told: Told) -> Scene | None:
    """Set the worst exception large; a day without any is a scene too."""
    answer = told.answers["overview_alerts"]
    if answer.is_empty:
        return None
    exceptions = found(answer)
    if not exceptions:
        return _calm(answer)
    worst, others = exceptions[0], exceptions[1:]
    return Scene(
        topic=reading.topic(answer, "Việc cần chỉ đạo"),
        period=reading.period(answer),
        headline=worst.sentence,
        detail=worst.detail,
        address=to_page("/", answer.request),
        provenance=reading.provenance(answer),
        items=tuple(others[:SHOWN]),
        note=_note(len(others)),
    )


def _note(others: int) -> str:
    """Count the others; where not all of them are shown, say so."""
    if not others:
        return ""
    shown = f"{formats.number(SHOWN)} trong " if others > SHOWN else ""
    return f"{shown}{formats.counted(others, 'việc')} khác cần chỉ đạo"


def _calm(answer: Answer) -> Scene:
    """Say that nothing is off, and what was looked at."""
    drawing = overview_alerts.draw(answer)
    detail = reading.said(drawing.body, "calm-detail")
    return Scene(
        topic=reading.topic(answer, "Việc cần chỉ đạo"),
        period=reading.period(answer),
        headline=f"{drawing.headline} {wording.period(answer.period)}",
        detail=detail,
        address=to_page("/", answer.request),
        provenance=reading.provenance(answer),
        is_calm=True,
    )


SCENE = SceneKind(
    key="exceptions",
    title="Việc cần chỉ đạo",
    path="/",
    questions=("overview_alerts",),
    draw=draw,
    wide=(56, 32),
    portrait=(32, 56),
)
