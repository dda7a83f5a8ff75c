"""Bullet bars: a measure on its track, against a maximum and perhaps a target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from layouts.drawing import Status
from layouts.figures import rows as shared
from layouts.figures.marks import status_mark
from layouts.theme import token

STATUS_GAP = 28
"""Px between label and bar that the shape of a status needs."""


@dataclass(frozen=True, slots=True)
class Bullet:
    """One measure: `value` and `target` on a scale from 0 to `limit` (> 0); None where unknown.

    `text` stands on the right, with n/N beside a percentage and the status in words where there is a status.
    """

    key: str
    label: str
    value: float | None
    limit: float
    text: str
    target: float | None = None
    status: Status | None = None
    hover: str = ""


def bullet(rows: Sequence[Bullet]) -> dict[str, Any]:
    """Draw bullets in the order given, each as a share of its own limit.

    What exceeds its limit lengthens the scale; the track still ends at the limit.
    """
    values = [_share(row.value, row.limit) for row in rows]
    targets = [_share(row.target, row.limit) for row in rows]
    top = max([1.0, *(share for share in (*values, *targets) if share is not None)])
    tick = {"symbol": "line-ns", "size": 20, "line": {"width": 3, "color": token("ink")}}
    place = {"xref": "paper", "yref": "y", "xanchor": 0}
    marks = [
        status_mark(row.status, {**place, "yanchor": row.key}, -STATUS_GAP / 2)
        for row in rows
        if row.status is not None
    ]
    layout = shared.layout(rows, {"range": [0, top]}, gap=STATUS_GAP if marks else 8)
    return {
        "data": [
            shared.bars(rows, [1.0] * len(rows), token("track")),
            shared.silent(shared.bars(rows, values, [_colour(row) for row in rows])),
            shared.silent(shared.points(rows, targets, tick)),
            *shared.sides(rows),
        ],
        "layout": {**layout, "barmode": "overlay", "shapes": marks},
    }


def _share(value: float | None, limit: float) -> float | None:
    """Part of the limit, in four digits: a tenth of a pixel."""
    return None if value is None else round(value / limit, 4)


def _colour(row: Bullet) -> str:
    """Measures are in the accent; what may not be judged is neutral."""
    return token("neutral" if row.status in {"baseline", "unknown"} else "accent")
