"""Stacked counts: how many of each unit's cases were on time and how many late. Counts, never 100 %."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from layouts import formats
from layouts.figures import rows as shared
from layouts.figures.key import Entry, key
from layouts.theme import token

THICK_REM = 1.15
"""Thickness of a bar that holds digits."""

PHONE_BARS, PHONE_KEY, DIGIT = 110, 200, 8
"""Px that a phone leaves for the longest bar and for the key above it, and that a digit takes."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the parts that each row is made of: its name and its colour role."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Counts:
    """A unit's counts, one for each part in the same order; None where the unit has no figure."""

    key: str
    label: str
    counts: tuple[int, ...] | None
    text: str
    hover: str = ""


def shares(parts: Sequence[Part], rows: Sequence[Counts]) -> dict[str, Any]:
    """Stack each row's counts in the order of `parts`; rows stay in the order given.

    A row without figures has no bar: its text says so. All rows must count every part (ValueError).
    """
    if any(row.counts is not None and len(row.counts) != len(parts) for row in rows):
        raise ValueError("every row counts every part")
    top = max((sum(row.counts) for row in rows if row.counts is not None), default=0) or 1
    above = key("", [Entry(part.name, token(part.role)) for part in parts], width=PHONE_KEY)
    layout = shared.layout(rows, {"range": [0, top]})
    layout["margin"] |= {"t": above.pop("margin")}
    traces = [_part(part, rows, at, top) for at, part in enumerate(parts)]
    return {
        "data": [*traces, *shared.sides(rows)],
        "layout": {**layout, **above, "barmode": "stack"},
    }


def _part(part: Part, rows: Sequence[Counts], at: int, top: int) -> dict[str, Any]:
    """Draw one part of all rows, its counts written inside where they have room."""
    counts = [row.counts[at] if row.counts is not None else None for row in rows]
    return {
        **shared.bars(rows, counts, token(part.role), thick=THICK_REM),
        "name": part.name,
        "text": [_inside(count, top) for count in counts],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "constraintext": "none",
        "textangle": 0,
        "insidetextfont": {"size": token("size-small"), "color": token("surface")},
    }


def _inside(count: int | None, top: int) -> str:
    """Write a count where its digits fit into its bar on a phone."""
    words = formats.number(count) if count else ""
    return words if words and (count or 0) / top * PHONE_BARS >= len(words) * DIGIT + DIGIT else ""
