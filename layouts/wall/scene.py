"""A scene: a page's answer made for distance. One message, its headline computed, at most seven figures.

What it looks like stands in layouts/forms/wall_scene.html and assets/90_wall.css.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from data.contracts import Answer
from layouts.drawing import Status
from layouts.shell.marks import WORDS

MOST_FIGURES: Final = 7
"""What a room takes in before the scene changes (ux.md: figures on a scene)."""
LONG_HEADLINE: Final = 64
"""Characters that fit in two lines of the large type; longer headlines are set smaller, still far above
the smallest that the last seat can read."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure set large: what it is, its unit, and n/N or target beside it."""

    value: str
    unit: str
    label: str
    context: str = ""
    status: Status | None = None

    @property
    def status_word(self) -> str:
        """Status in words: colour alone says nothing."""
        return WORDS[self.status] if self.status else ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a list: name, figure, and a bar of `part` of `whole`, both as shares of the longest.

    `part` is None where there is nothing to draw; `letter` finds the unit on the map.
    """

    label: str
    figure: str
    part: float | None = None
    whole: float = 1.0
    words: str = ""
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One exception: what is off, and the figures behind it."""

    status: Status
    sentence: str
    detail: str


@dataclass(frozen=True, slots=True)
class Area:
    """A commune's outline as an SVG path, its class of colour, and its letter at (x, y) per cent."""

    path: str
    shade: str
    letter: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Map:
    """Outlines on a sheet of `width` by `height` units, with the key to their colours."""

    width: float
    height: float
    areas: tuple[Area, ...]
    key: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """One message for the room.

    `topic` names place and subject, `address` the page with the evidence, `note` what the figures are,
    `rest` what the list leaves out. ValueError where there is more than a room takes in.
    """

    topic: str
    period: str
    headline: str
    address: str
    provenance: str
    detail: str = ""
    lead: Figure | None = None
    figures: tuple[Figure, ...] = ()
    bars: tuple[Bar, ...] = ()
    items: tuple[Item, ...] = ()
    note: str = ""
    rest: str = ""
    map: Map | None = None
    is_calm: bool = False
    named: int = 0
    """Units that `detail` names with a figure each."""

    def __post_init__(self) -> None:
        """Hold the bound; an exception counts as one figure, a bar with its n/N too."""
        if self.figures_shown > MOST_FIGURES:
            raise ValueError(f"{self.figures_shown} figures on one scene")

    @property
    def figures_shown(self) -> int:
        """How many figures the room is shown."""
        of_lists = len(self.figures) + len(self.bars) + len(self.items)
        return (self.lead is not None) + of_lists + self.named

    @property
    def is_long(self) -> bool:
        """Tell whether the headline needs the smaller type."""
        return len(self.headline) > LONG_HEADLINE


@dataclass(frozen=True, slots=True)
class Told:
    """What a scene is drawn from: answers by question, and outlines where one of them names some.

    `outlines` are GeoJSON features by the unit's address.
    """

    answers: Mapping[str, Answer]
    outlines: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


Sides: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class SceneKind:
    """A scene that playlists name: its questions, how it is drawn, and the room that it takes.

    `draw` gives None where there are no figures for it: the wall then shows the next one. `wide` and
    `portrait` are columns and rows in sizes of labels (data/rules/distance.py); `measures` are those that
    a playlist without set-up shows in turn.
    """

    key: str
    title: str
    path: str
    questions: tuple[str, ...]
    draw: Callable[[Told], Scene | None]
    wide: Sides
    portrait: Sides
    measures: tuple[str, ...] = ("",)

    def needs(self, shape: str) -> Sides:
        """Room that the scene takes on a screen of that shape."""
        return self.portrait if shape == "portrait" else self.wide
