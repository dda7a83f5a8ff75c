"""What needs direction today: the worst exception as the headline, the others below it."""

from __future__ import annotations

from data.contracts import Answer
from layouts import formats, wording
from layouts.drawing import Status
from layouts.panels import overview_alerts
from layouts.panels.overview_alerts import Units
from layouts.shell.links import to_page
from layouts.wall import reading
from layouts.wall.scene import MOST_FIGURES, Item, Scene, SceneKind, Told

SHOWN = 5
"""Exceptions below the headline: the list on the page has all of them."""
NAMED = 3
"""Units named below the headline, each with its figure; the exceptions below it name as many without."""


def draw(told: Told) -> Scene | None:
    """Set the worst exception large; a day without any is a scene too."""
    answer = told.answers["overview_alerts"]
    if answer.is_empty:
        return None
    exceptions = overview_alerts.exceptions(answer)
    if not exceptions:
        return _calm(answer)
    (_, (headline, behind)), others = exceptions[0], exceptions[1:]
    named = 0 if isinstance(behind, str) else min(NAMED, len(behind))
    shown = others[: min(SHOWN, MOST_FIGURES - 1 - named)]
    return Scene(
        topic=reading.topic(answer, "Việc cần chỉ đạo"),
        period=reading.period(answer),
        headline=headline,
        detail=overview_alerts.detail(behind, NAMED),
        named=named,
        address=to_page("/", answer.request),
        provenance=reading.provenance(answer),
        items=tuple(_item(first["status"], *each) for first, each in shown),
        note=_note(len(shown), len(others)),
    )


def _item(status: Status, sentence: str, behind: str | Units) -> Item:
    """Write another exception; units are named without their figures, which would be too many."""
    names = behind if isinstance(behind, str) else [(name, "") for name, _ in behind]
    return Item(status, sentence, overview_alerts.detail(names, NAMED))


def _note(shown: int, others: int) -> str:
    """Count the others; where not all of them are shown, say so."""
    if not others:
        return ""
    part = f"{formats.number(shown)} trong " if others > shown else ""
    return f"{part}{formats.counted(others, 'việc')} khác cần chỉ đạo"


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
