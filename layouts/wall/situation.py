"""A locality in one screen: its few main figures, and how many things need direction."""

from __future__ import annotations

from typing import Any, get_args

from data.contracts import Answer
from layouts import formats, wording
from layouts.drawing import Status
from layouts.panels import overview_alerts, overview_tiles
from layouts.shell.links import to_page
from layouts.wall import reading
from layouts.wall.scene import Figure, Scene, SceneKind, Told

SHOWN = 6
"""Two rows of three."""
_STATUSES: tuple[Status, ...] = get_args(Status)


def draw(told: Told) -> Scene | None:
    """Set the main figures of the overview side by side."""
    answer = told.answers["overview_tiles"]
    if answer.is_empty:
        return None
    tiles = list(reading.classed(overview_tiles.draw(answer).body, "tile"))
    return Scene(
        topic=reading.topic(answer, "Tình hình chung"),
        period=reading.period(answer),
        headline=_headline(answer, told.answers["overview_alerts"]),
        address=to_page("/", answer.request),
        provenance=reading.provenance(answer),
        figures=tuple(_figure(tile) for tile in tiles[:SHOWN]),
    )


def _headline(answer: Answer, alerts: Answer) -> str:
    """Count what needs direction: the figures below say how things stand, this says what to do."""
    count = len(overview_alerts.exceptions(alerts))
    when = wording.period(answer.period)
    if not count:
        return f"Tình hình {when}: không có việc cần chỉ đạo"
    return f"Tình hình {when}: {formats.counted(count, 'việc')} cần chỉ đạo"


def _figure(tile: Any) -> Figure:
    return Figure(
        value=reading.said(tile, "tile-value"),
        unit=reading.said(tile, "tile-unit"),
        label=reading.said(tile, "tile-label"),
        context=reading.said(tile, "tile-context"),
        status=reading.status_of(tile, _STATUSES),
    )


SCENE = SceneKind(
    key="situation",
    title="Tình hình trong một màn hình",
    path="/",
    questions=("overview_tiles", "overview_alerts"),
    draw=draw,
    wide=(60, 33.75),
    portrait=(33.75, 60),
)
