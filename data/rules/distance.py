"""How large type must be to be read from the last seat, and whether a scene has room at that size.

Source: ux.md (the wall): characters of headlines, figures and labels subtend at least 16 arcminutes, 4,65 mm
a metre, those of the line of provenance 10. The height of a character is that of a capital, as ISO 9241-303
measures it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Shape: TypeAlias = Literal["wide", "ultra", "portrait"]

LABEL_ARCMIN: Final = 16
PROVENANCE_ARCMIN: Final = 10
PROVENANCE: Final = PROVENANCE_ARCMIN / LABEL_ARCMIN
"""Smallest size of the line of provenance, in sizes of labels."""

CAPITAL: Final = 0.74
"""Height of a capital and of a figure in Be Vietnam Pro, as a part of the type size (table OS/2)."""

LONG_SIDE: Final = 60.0
SHORT_SIDE: Final = 33.75
"""Sides of a 16:9 screen in label sizes at which scenes are drawn where the seats are near enough."""

ULTRA: Final = 2.4
"""From this ratio of width to height on, a scene is set in one more column."""

_MM = 1000.0
_METRES = (0.1, 100.0)
_PIXELS = (240, 32_768)


@dataclass(frozen=True, slots=True)
class Room:
    """A meeting room: height of the whole screen, and distance of the farthest seat, both in metres.

    Raises ValueError for what no room has.
    """

    panel_height_m: float
    farthest_seat_m: float

    def __post_init__(self) -> None:
        """Check both lengths; a comparison with NaN is false."""
        if not all(_METRES[0] <= side <= _METRES[1] for side in (self.panel_height_m, self.farthest_seat_m)):
            raise ValueError(f"no room is like this: {self}")


REFERENCE: Final = Room(panel_height_m=1.35, farthest_seat_m=6.0)


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen, or several that show one picture, in pixels. Raises ValueError for what no screen has."""

    width_px: int
    height_px: int

    def __post_init__(self) -> None:
        """Check both sides."""
        if not all(_PIXELS[0] <= side <= _PIXELS[1] for side in (self.width_px, self.height_px)):
            raise ValueError(f"no screen is like this: {self}")

    @property
    def shape(self) -> Shape:
        """How scenes are set on it."""
        ratio = self.width_px / self.height_px
        return "portrait" if ratio < 1 else "ultra" if ratio >= ULTRA else "wide"


@dataclass(frozen=True, slots=True)
class TypeScale:
    """Type for a room and screen: size of labels in pixels, and how many of them fit across and down."""

    root_px: float
    columns: float
    rows: float


@dataclass(frozen=True, slots=True)
class Needs:
    """Room that a scene takes, in sizes of labels."""

    columns: float
    rows: float


def smallest_px(room: Room, screen: Screen, arcmin: float = LABEL_ARCMIN) -> float:
    """Give the type size, in pixels, whose capitals subtend `arcmin` at the farthest seat."""
    capital_mm = 2 * math.tan(math.radians(arcmin / 60) / 2) * room.farthest_seat_m * _MM
    pixel_mm = room.panel_height_m * _MM / screen.height_px
    return capital_mm / pixel_mm / CAPITAL


def type_scale(room: Room, screen: Screen) -> TypeScale:
    """Choose the size of labels: what fills the screen, and never less than the farthest seat needs."""
    root = max(smallest_px(room, screen), _filling_px(screen))
    return TypeScale(root, screen.width_px / root, screen.height_px / root)


def refusal(title: str, needs: Needs, room: Room, screen: Screen) -> str:
    """Say in Vietnamese why a scene cannot be read in a room, and what would help; empty where it can."""
    scale = type_scale(room, screen)
    largest = min(screen.width_px / needs.columns, screen.height_px / needs.rows)
    if scale.root_px <= largest * (1 + 1e-9):
        return ""
    smallest = smallest_px(room, screen)
    seat, height = room.farthest_seat_m * largest / smallest, room.panel_height_m * smallest / largest
    return (
        f"Cảnh «{title}» cần {_whole(needs.columns)} × {_whole(needs.rows)} cỡ chữ nhãn; màn hình cao "
        f"{_metres(room.panel_height_m)} chỉ có {_whole(scale.columns, up=False)} × "
        f"{_whole(scale.rows, up=False)} khi người ngồi cách {_metres(room.farthest_seat_m)} vẫn đọc được. "
        f"Cần ghế xa nhất không quá {_metres(seat, up=False)}, hoặc màn hình cao từ {_metres(height)}."
    )


def _filling_px(screen: Screen) -> float:
    """Size of labels at which a screen holds a whole drawing; an ultra-wide one holds it by its height."""
    if screen.shape == "portrait":
        return min(screen.width_px / SHORT_SIDE, screen.height_px / LONG_SIDE)
    return min(screen.width_px / LONG_SIDE, screen.height_px / SHORT_SIDE)


def _whole(length: float, *, up: bool = True) -> str:
    return str(math.ceil(length - 1e-9) if up else math.floor(length + 1e-9))


def _metres(length: float, *, up: bool = True) -> str:
    """Write metres to the centimetre, rounded so that what is said suffices."""
    cents = math.ceil(length * 100 - 1e-6) if up else math.floor(length * 100 + 1e-6)
    return f"{cents / 100:.2f}".rstrip("0").rstrip(".").replace(".", ",") + "\N{NO-BREAK SPACE}m"
