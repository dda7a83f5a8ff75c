"""The ladder of lost points: where most can be won comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from layouts.figures import rows as shared
from layouts.theme import token


@dataclass(frozen=True, slots=True)
class Loss:
    """Points lost under a heading (`max_score - score`, >= 0); None where no score is known."""

    key: str
    label: str
    lost: float | None
    text: str
    hover: str = ""


def ladder(losses: Sequence[Loss]) -> dict[str, Any]:
    """Draw losses, largest first; equal ones stay in the order given, unknown ones stand last."""
    rows = sorted(losses, key=lambda row: (row.lost is None, -(row.lost or 0)))
    top = max((row.lost for row in rows if row.lost), default=1.0)
    return {
        "data": [
            shared.bars(rows, [row.lost for row in rows], token("accent")),
            *shared.sides(rows),
        ],
        "layout": shared.layout(rows, {"range": [0, top]}),
    }
