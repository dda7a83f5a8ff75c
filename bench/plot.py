"""A small line chart on logarithmic scales, as SVG: what documents show of a measurement."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 150, 20, 50
TEXT = 'font-family="sans-serif" font-size="13" fill="#374151"'


@dataclass(frozen=True, slots=True)
class Line:
    """A named series of points (x, y), both above zero, in the order of x."""

    name: str
    points: Sequence[tuple[float, float]]
    colour: str


@dataclass(frozen=True, slots=True)
class _Axes:
    """Powers of ten at both ends of each axis."""

    x: tuple[int, int]
    y: tuple[int, int]

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Pixels of a point."""
        across = (math.log10(x) - self.x[0]) / (self.x[1] - self.x[0])
        up = (math.log10(y) - self.y[0]) / (self.y[1] - self.y[0])
        return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)


def drawing(lines: Sequence[Line], x_title: str, y_title: str) -> str:
    """Draw the lines with their names at their ends, a grid at powers of ten, titles on the axes."""
    axes = _Axes(
        _powers([x for line in lines for x, _ in line.points]),
        _powers([y for line in lines for _, y in line.points]),
    )
    middle = (LEFT + WIDTH - RIGHT) / 2
    below = f'x="{middle}" y="{HEIGHT - 10}" text-anchor="middle"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        *_grid(axes),
        f"<text {below} {TEXT}>{escape(x_title)}</text>",
        f'<text x="12" y="{TOP + 4}" {TEXT}>{escape(y_title)}</text>',
        *(part for line in lines for part in _line(line, axes)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _powers(values: Sequence[float]) -> tuple[int, int]:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _grid(axes: _Axes) -> list[str]:
    x_end, y_end = 10 ** axes.x[1], 10 ** axes.y[1]
    x_start, y_start = 10 ** axes.x[0], 10 ** axes.y[0]
    parts = []
    for power in range(axes.x[0], axes.x[1] + 1):
        (x, low), (_, high) = axes.place(10**power, y_start), axes.place(10**power, y_end)
        parts.append(f'<path d="M{x:.0f} {low:.0f}V{high:.0f}" stroke="#e5e7eb"/>')
        parts.append(
            f'<text x="{x:.0f}" y="{low + 18:.0f}" text-anchor="middle" {TEXT}>{_said(power)}</text>'
        )
    for power in range(axes.y[0], axes.y[1] + 1):
        (left, y), (right, _) = axes.place(x_start, 10**power), axes.place(x_end, 10**power)
        parts.append(f'<path d="M{left:.0f} {y:.0f}H{right:.0f}" stroke="#e5e7eb"/>')
        parts.append(
            f'<text x="{left - 8:.0f}" y="{y + 4:.0f}" text-anchor="end" {TEXT}>{_said(power)}</text>'
        )
    return parts


def _said(power: int) -> str:
    """Write a power of ten the Vietnamese way: 1.000.000 or 0,01."""
    return f"{10**power:,}".replace(",", ".") if power >= 0 else f"{10.0**power:.{-power}f}".replace(".", ",")


def _line(line: Line, axes: _Axes) -> list[str]:
    places = [axes.place(x, y) for x, y in line.points]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    x, y = places[-1]
    return [
        f'<path d="M{path}" fill="none" stroke="{line.colour}" stroke-width="2"/>',
        *(f'<circle cx="{left:.1f}" cy="{top:.1f}" r="3.5" fill="{line.colour}"/>' for left, top in places),
        f'<text x="{x + 10:.0f}" y="{y + 4:.0f}" {TEXT}>{escape(line.name)}</text>',
    ]
